"""Companies that release films, so that none is taken for a film."""

from collections.abc import Sequence

from releases.announcements.words.word_set import word_set

# distributors, studios, sales agents and exhibitors by the first word or words of their names
_NAMES = word_set(
    "a24|universal|warner|warner bros|sony|disney|paramount|lionsgate|focus|searchlight|neon|netflix|amazon|"
    "apple|mgm|columbia|tristar|20th century|20th|fox|dreamworks|pixar|marvel|marvel studios|lucasfilm|"
    "illumination|blumhouse|legendary|miramax|stx|janus|criterion|ifc|magnolia|bleecker street|roadside|"
    "roadside attractions|annapurna|mubi|curzon|altitude|studiocanal|studio canal|entertainment one|eone|"
    "picturehouse|dogwoof|lightbulb|modern films|trafalgar|bfi|pathé|pathe|gaumont|wild bunch|mk2|le pacte|"
    "ad vitam|haut et court|madman|transmission|roadshow|bonsai|kismet|rialto|maslow|sharmill|ahi|hoyts|"
    "event cinemas|dendy|vue|odeon|cineworld|everyman|amc|cinemark|cineplex|mongrel|levelfilm|photon|"
    "leonine|constantin|dcm|weltkino|x verleih|filmwelt|tobis|01 distribution|lucky red|i wonder|bim|toho|"
    "toei|shochiku|gkids|cj|cj enm|showbox|yash raj|yrf|eros|red chillies|dharma|t-series|angel studios|"
    "fathom|a contracorriente|elastica|wanda vision|vértigo|nordisk|sf studios|scanbox|triart|folkets bio|"
    "gutek|well go|rlje|shudder|cineverse|oscilloscope|kino lorber|film movement|metrograph|cohen|zeitgeist|"
    "cinema guild|grasshopper|music box|yellow veil|second run|artificial eye|black bear|stxfilms|"
    "prime video|hbo|hulu|peacock|binge|tubi|charades|mk2 films|film constellation|bankside|hanway|"
    "mister smith|filmnation|fifth season|30west|cinetic|uta|wme|caa|imax|dolby|bbc|channel 4|film4|itv|abc|"
    "sbs|nbc|cbs|tvnz|rté|the studio|the distributor|the company|united artists|orion|new line|newline|"
    "skydance|tideway|deadline|the hollywood reporter|hollywood reporter|screen daily|screen international|"
    "indiewire|the guardian|the times|total film|the wrap|thewrap|reuters|collider|screen rant|ap|"
    "the new york times|bloomberg|puck|vertigo|conic|wildcard|volta|elevation|icon|entertainment film distributors|"
    "anticipate|parkland|arrow|eureka|third window|peccadillo|verve|munro|park circus|well go usa|tri-art|triart|"
    "palace|limelight|umbrella|vendetta|pinnacle|studio soho|republic|aurora|camera film|angel films|cinéart|cineart|"
    "memento|diaphana|haut et court|les films du losange|ascot elite|praesens|filmcoopi|x-verleih|alamode|neue visionen",
    separator="|",
)
_LAST_WORDS = word_set(
    "pictures films film studios studio entertainment releasing distribution distributors media bros classics features "
    "productions international group animation company cinemas theatres theaters bio network networks corp inc ltd limited "
    "llc holdings leisure screens picturehouses ventures partners gmbh filmverleih distribuzione distribución releases communications vision"
)
_LONGEST = 3  # words of a company's name with its country: "Warner Bros UK"
_ALWAYS = word_set("films entertainment distribution releasing studios")
_BRANDS = word_set(
    "sony warner disney netflix paramount lionsgate mubi amazon curzon studiocanal madman pathé gaumont a24 amazon vertigo odeon vue cineworld everyman omniplex "
    "cineplex hoyts"
)
_FIRST_WORDS = word_set("distributor studio streamer exhibitor screen")

# directors whose surname alone stands before a title: "Nolan's Oppenheimer"
SURNAMES = word_set(
    "abrams aja akin allen almodóvar almodovar anderson aronofsky assayas aster audiard baker baumbach bayona bergman besson bigelow "
    "boyle burton cameron campion carax carpenter chazelle clooney coogler coppola corbet costa craven cronenberg cuarón cuaron "
    "dardenne dardennes diaz docter ducournau eastwood eggers emmerich fargeat farhadi fastvold fellini fennell fincher ford garland gerwig gilliam "
    "godard gray greengrass guadagnino gunn haneke hansen-løve haynes herzog hitchcock howard iñárritu inarritu jackson jarmusch "
    "jenkins jonze jude kaurismäki kaurismaki kiarostami kore-eda kubrick kurosawa lanthimos lean lee leigh linklater lloyd loach lowery lubitsch lucas luhrmann "
    "lynch malick mangold mann martel mcdonagh mckay mcqueen mendes miller miyazaki moodysson mungiu nichols nolan östlund ostlund "
    "ozon ozu panahi peele petzold polanski polley raimi ramsay refn reichardt reitman rohrwacher ritchie salles sciamma "
    "scorsese scott serra shyamalan singleton snyder soderbergh sorrentino spielberg stone tarantino tarkovsky tarr trier truffaut "
    "varda verhoeven villeneuve vinterberg wachowski waititi wan weerasethakul welles wenders whedon wright zhao zemeckis zvyagintsev "
    "rajinikanth rajamouli"
)


def ends_company(word: str) -> bool:
    """Whether a word in lower case ends companies' names: "Film Distribution"."""
    return word in _LAST_WORDS


def is_company(words: Sequence[str]) -> bool:
    """Whether the words of a name are a company's."""
    low = [word.casefold().removesuffix("'s").removesuffix("’s") for word in words if word[0].isalnum()]
    if low[:1] == ["the"] and " ".join(low) not in _NAMES:
        low = low[1:]
    if not low:
        return False
    if " ".join(low) in _NAMES:
        return True
    return len(low) > 1 and bool(
        _ALWAYS & set(low)
        or (low[0] in _BRANDS and len(low) <= _LONGEST)
        or low[-1] in _LAST_WORDS
        or (" ".join(low[:2]) in _NAMES and len(low) <= _LONGEST)
        or low[0] in _FIRST_WORDS
    )
