"""Companies that release films, so that none is taken for a film."""

from collections.abc import Sequence

# distributors, studios, sales agents and exhibitors by the first word or words of their names
_NAMES = frozenset(
    "a24|universal|warner|warner bros|sony|disney|paramount|lionsgate|focus|searchlight|neon|netflix|amazon|apple|mgm|"
    "columbia|tristar|20th century|20th|fox|dreamworks|pixar|marvel|marvel studios|lucasfilm|illumination|blumhouse|legendary|"
    "miramax|stx|janus|criterion|ifc|magnolia|bleecker street|roadside|roadside attractions|annapurna|mubi|curzon|altitude|"
    "studiocanal|studio canal|entertainment one|eone|vertigo|signature|picturehouse|dogwoof|lightbulb|modern|modern films|trafalgar|bfi|"
    "pathé|pathe|gaumont|wild bunch|mk2|le pacte|ad vitam|memento|diaphana|haut et court|madman|transmission|roadshow|"
    "umbrella|bonsai|kismet|rialto|maslow|sharmill|vendetta|ahi|potential|label|hoyts|event|event cinemas|village|palace|dendy|"
    "vue|odeon|cineworld|everyman|amc|regal|cinemark|cineplex|elevation|mongrel|levelfilm|photon|leonine|constantin|"
    "dcm|weltkino|x verleih|filmwelt|tobis|01 distribution|medusa|lucky red|i wonder|bim|toho|toei|shochiku|gkids|cj|cj enm|"
    "showbox|yash raj|yrf|eros|red chillies|dharma|t-series|angel|angel studios|fathom|iconic|a contracorriente|elastica|"
    "wanda|wanda vision|vértigo|golem|avalon|nordisk|sf studios|scanbox|triart|folkets bio|gutek|monolith|vertical|saban|"
    "quiver|well go|rlje|shudder|cineverse|utopia|oscilloscope|kino lorber|kino|film movement|greenwich|sideshow|metrograph|"
    "cohen|strand|zeitgeist|cinema guild|grasshopper|music box|yellow veil|arrow|second run|eureka|radiance|artificial eye|"
    "soda|thunderbird|conic|verve|kaleidoscope|parkland|black bear|stxfilms|sky|prime video|hbo|max|hulu|peacock|stan|binge|tubi|"
    "charades|mk2 films|film constellation|anton|protagonist|bankside|hanway|embankment|cornerstone|mister smith|filmnation|"
    "fifth season|30west|cinetic|submarine|utA|wme|caa|imax|dolby|bbc|channel 4|film4|itv|abc|sbs|nbc|cbs|tvnz|rté|"
    "the studio|the distributor|the company|united artists|orion|new line|newline|skydance|tideway|republic|stampede|concorde|splendid|"
    "variety|deadline|the hollywood reporter|hollywood reporter|screen daily|screen international|indiewire|the guardian|the times|"
    "empire|total film|the wrap|thewrap|reuters|collider|screen rant|ap|the new york times|bloomberg|puck".casefold().split(
        "|"
    )
)
_LAST_WORDS = frozenset(
    "pictures films film studios studio entertainment releasing distribution distributors media bros classics features "
    "productions international group animation company cinemas theatres theaters bio network networks corp inc ltd limited "
    "llc gmbh filmverleih distribuzione distribución releases communications vision".split()
)
_FIRST_WORDS = frozenset("distributor studio streamer exhibitor".split())


def is_company(words: Sequence[str]) -> bool:
    """Whether the words of a name are a company's."""
    low = [word.casefold().removesuffix("'s").removesuffix("’s") for word in words if word[0].isalnum()]
    if not low:
        return False
    if " ".join(low) in _NAMES:
        return True
    return len(low) > 1 and (
        low[-1] in _LAST_WORDS or (" ".join(low[:2]) in _NAMES and len(low) <= 3) or low[0] in _FIRST_WORDS
    )
