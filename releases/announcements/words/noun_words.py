"""The nouns and small words of release announcements, by what they tell."""

from enum import StrEnum
from functools import cache

from releases.announcements.words.tokens import PhraseBook
from releases.announcements.words.word_set import word_set


class Noun(StrEnum):
    """What a noun tells about the date beside it."""

    RELEASE = "release"  # the release of a film: its date is a release's
    FILM = "film"  # stands for the film
    IT = "it"
    THING = "thing"  # not a film and not a release: a trailer, tickets, a shoot
    AUDIENCE = "audience"
    COMPANY = "company"  # a distributor, a studio: does the releasing
    ROLE = "role"  # a person's: director, star
    DOUBT = "doubt"  # a rumour, a hope
    DENIAL = "denial"  # no plans, no truth
    UNDATED = "undated"  # indefinitely, no new date
    OLD = "old"  # instead of, previously: the date that follows is given up
    CHANGED = "changed"  # earlier than planned: the date was another
    LAST = "last"  # words that end what was planned: altogether


_WORDS = {
    Noun.FILM: (
        "pic, actioner, film, films, movie, movies, picture, pictures, feature, features, drama, dramas, comedy, comedies, thriller, documentary, "
        "sequel, prequel, biopic, adaptation, romcom, rom-com, blockbuster, title, titles, epic, horror, western, tentpole, remake, reboot, "
        "follow-up, followup, instalment, installment, threequel, anthology, whodunit, melodrama, romance, dramedy, mockumentary, spin-off, "
        "feature debut, debut feature, actioner, satire, fantasy, weepie, chiller, slasher, heist, spectacle, story, portrait, account, adventure, mystery, whodunnit, tragedy, chronicle, screen version, film version, movie version, concert film, concert movie, hit, favourite, favorite, "
        "winner, restoration, co-production, production design, animation, musical, doc, flick, short film, project, pic, space opera, opera, caper, yarn, tale, two-hander, shocker, noir, tearjerker, costume drama, period piece, creature feature, crowd-pleaser, potboiler, saga, fable, road movie, love story, ghost story, farce, docudrama, directorial debut,  original, feature film, reissue, re-issue"
    ),
    Noun.IT: "it, he film, this one, the pair, they, both films, the former, the latter, the three",
    Noun.RELEASE: (
        "release, releases, release date, release dates, opening, opening date, debut, bow, rollout, roll-out, launch, launch date, "
        "date, dates, berth, slot, engagement, run, premiere, première, premiere date, outing, opening day, opening weekend, "
        "arrival, window, re-release, rerelease, on sale date, street date, premieres, openings, release calendar, release schedule, theatrical window, IMAX run, screening"
    ),
    Noun.THING: (
        "trailer, trailers, teaser, teasers, poster, posters, one-sheet, ticket, tickets, pre-sale, pre-sales, presale, presales, "
        "booking, bookings, advance booking, advance bookings, box office, soundtrack, score, album, single, novel, book, books, memoir, game, video game, "
        "filming, production, principal photography, photography, shoot, shooting, reshoots, pickups, pick-ups, casting, series, season, episode, "
        "talk show, awards, award, ceremony, Oscars, Oscar, Baftas, BAFTA, Bafta, Golden Globes, Globes, Emmys, Academy Awards, nominations, nomination, nominees, shortlist, "
        "longlist, shortlists, longlists, festival, programme, program, line-up, lineup, anniversary, birthday, results, earnings, report, event, "
        "panel, previews, preview, Q&A, press tour, tour, exhibition, play, podcast, embargo, reviews, review, market, conference, campaign, footage, "
        "clip, clips, featurette, first look, first-look images, images, photos, photograph, novelisation, novelization, comic, graphic novel, ride, theme park, attraction, "
        "store, shop, museum, restaurant, deadline, entries, entry, submissions, applications, registration, union, strike, negotiations, talks, jury, retrospective, "
        "summit, course, stage version, stage play, stage musical, stage production, stage adaptation, stage show, theatre production, theater production, cameras, work, construction, script, screenplay, rights, memorial, "
        "funeral, inquest, trial, court, hearing, verdict, lawsuit, vinyl, theme song, song, music video, music, tie-in novel, hardback, paperback, "
        "figures, admissions, quarter, accounts, contract, option, deal, agreement, interview, masterclass, workshop, gala, party, "
        "competition, competition line-up, spokesperson, spokeswoman, spokesman, closing date, rehearsals, flexipasses, passes, season two, season one, "
        "second season, third season, final season, fourth season, new season, first season, limited series, miniseries, docuseries, TV series, pilot, reboot series, spin-off series, "
        "film market, film festival, film school, film commission, film society, film club, picture editor, listing, listings, screeners, screener, merchandise, "
        "footage reel, Comic-Con, sizzle reel, character posters, lyric video, cookbook, audiobook, script book, wedding, baby, "
        "statue, star on the Walk of Fame, subscription, subscriptions, prices, price, service, platform, channel, lockdown, audition, auditions, open call, "
        "test screening, test screenings, press screening, press screenings, media screening, cast and crew screening, sneak peek, advance screenings, preview screenings, "
        "musical of, musical version, stage adaptation of, pre-order, pre-orders, preorders, preorder, rink, coaster, concert, gig, opera, ballet, "
        "restaurant, cafe, pub, hotel, bakery, gallery, surgery, clinic, bookshop, memoir, biography, art book, yearbook, consultation, inquiry, "
        "sitcom, mini-series, mini series, drama series, comedy series, crime series, reality show, game show, quiz show, soap, telenovela, "
        "artwork, DCP, DCPs, KDM, KDMs, assets, EPK, buyers, critics, audio launch, music launch, crossword, quiz, festival pass, on sale, copies, membership, "
        "West End, Broadway, venue, site, complex, cast album, sequel series, advance tickets, tickets and, fan event, fan screening, production design, edit, sound mix, post-production, pre-production, preproduction, pickup shots"
    ),
    Noun.AUDIENCE: (
        "audience, audiences, public, viewers, moviegoers, filmgoers, cinemagoers, cinema-goers, film-goers, movie-goers, fans, subscribers, families, "
        "film lovers, cinephiles, punters, kids, everyone, you, we, theatergoers, theatregoers, film fans, movie fans, households, homes, readers, patrons"
    ),
    Noun.COMPANY: "distributor, distributors, studio, studios, streamer, company, sales agent, label, outfit, exhibitor, exhibitors, filmmakers, makers, producers, chain",
    Noun.ROLE: (
        "director, writer, writer-director, filmmaker, film-maker, star, actor, actress, producer, screenwriter, editor, cinematographer, "
        "composer, author, auteur, helmer, stars, critic, boss, executive, chief, chairman, president, comedian, singer, duo, veteran, Oscar winner, head of"
    ),
    Noun.DOUBT: (
        "rumour, rumours, rumor, rumors, speculation, whispers, whisper, gossip, unconfirmed, supposedly, allegedly, perhaps, maybe, possibly, "
        "as early as, as soon as, if, unless, whether, provided, assuming,  hopes, word on the, report that, claim that, claims that, suggestion that, suggestions that, story that, stories that, idea that, talk that, rumour that, talk of, reports that, reports of, reports suggest, reports claim, reports suggested, reports claimed, reports have, reports had, reports say,  hopeful, in talks, tentatively, apparently, reportedly, may yet, "
        "trade reports, sources, scuttlebutt, chatter, insiders, could yet, with luck, fingers crossed, all being well, subject to, wishlist, wish list, hoped-for, "
        "mooted, touted, leaked, the smart money, likely, unlikely, not been confirmed, yet to be confirmed, not confirmed, nothing is confirmed, placeholder, leak, tipsters, tipster, in theory, ideally, best guess"
    ),
    Noun.DENIAL: (
        "no plans, no truth, no plan, no word, no release, no intention, not true, untrue, false, denied, hoax, no date, no release date, contrary to, wrong, "
        "fake, mistaken, erroneous, incorrect, inaccurate, fan-made, made up, invented, wrongly, incorrectly, mistakenly, error, April Fool"
    ),
    Noun.UNDATED: (
        "indefinitely, no new date, without a new date, until further notice, undated, off the schedule, off the calendar, off its release calendar, "
        "off its schedule, off the release calendar, off the release schedule, from the schedule, from its schedule, from the calendar, "
        "from its calendar, from the release calendar, from its release calendar, from the release schedule, from its release schedule, unscheduled, "
        "unset, date to be determined, no replacement date, no fresh date, new date to be announced, new date to follow, without a date, no date, from the slate, off the slate, "
        "a new date will, new date yet, with no date, new release date will, to an unspecified date, to an as-yet-unspecified date, off the board, off its calendar, "
        "to a later date, until a later date, to a date to be confirmed, to a date to be announced, to be determined, to be rescheduled, release date yet to be"
    ),
    Noun.OLD: (
        "instead of, rather than, previously, originally, earlier than, ahead of its old, ahead of its original, ahead of its previous, "
        "once down for, once set for, once due on, until now, till now, until recently, up from, back from, down from, formerly, in place of, was due, had been, was to have, replacing, not"
    ),
    Noun.CHANGED: (
        "earlier than planned, later than planned, earlier than scheduled, later than scheduled, earlier than expected, "
        "later than expected, earlier than previously planned, later than previously announced, earlier than first planned, "
        "earlier than originally planned, later than originally planned, earlier than originally scheduled, "
        "later than originally scheduled, earlier than previously announced, earlier than announced, later than announced, "
        "later than first announced, a week early, a fortnight early, a month early, days early, weeks early, a week late, a fortnight late, than originally planned, than originally scheduled, earlier than first announced"
    ),
    Noun.LAST: "altogether, after all, entirely, completely, outright, from release, from distribution",
}


@cache
def noun_book() -> PhraseBook[Noun]:
    """Every noun and small phrase, by its words."""
    book: PhraseBook[Noun] = PhraseBook()
    for noun, words in _WORDS.items():
        phrases = [word for piece in words.split(",") if (word := piece.strip())]
        if noun is Noun.THING:
            book.add([f"{phrase}s" for phrase in phrases if not phrase.endswith(("s", "y"))], noun)
        book.add(phrases, noun)
    return book


class Link(StrEnum):
    """How a word or a sign joins what follows to what stands before."""

    COMMA = "comma"
    AND = "and"
    BUT = "but"
    STOP = "stop"  # a semicolon, a colon, a dash
    OPEN = "open"  # a bracket
    CLOSE = "close"
    RELATIVE = "relative"  # which, who
    WHOSE = "whose"
    THAT = "that"
    WHERE = "where"
    AFTER = "after"  # what follows came first
    BEFORE = "before"  # what follows comes later
    WHILE = "while"
    WITH = "with"


_LINKS = {
    Link.COMMA: [","],
    Link.AND: [
        "and",
        "&",
        "or",
        "then",
        "plus",
        "as well as",
        "followed by",
        "along with",
        "/",
        "and then",
        "with a further",
    ],
    Link.BUT: ["but", "yet", "although", "though", "whereas", "however", "despite"],
    Link.STOP: [";", ":", "—", "–", "|", "•", "·", "!", "...", "…", "→", "->"],
    Link.OPEN: ["(", "["],
    Link.CLOSE: [")", "]"],
    Link.RELATIVE: ["which", "who", "whom", "of which"],
    Link.WHOSE: ["whose"],
    Link.THAT: ["that"],
    Link.WHERE: ["where"],
    Link.AFTER: [
        "after",
        "following",
        "since",
        "having",
        "fresh from",
        "fresh off",
        "on the heels of",
        "hot on the heels of",
        "weeks after",
        "months after",
    ],
    Link.BEFORE: ["before", "ahead of", "prior to", "in advance of"],
    Link.WHILE: ["while", "when", "as", "because", "so", "once"],
    Link.WITH: ["with"],
}

PREPOSITIONS = word_set(
    "in on at from to for by until till of into onto across over throughout through via around during within towards toward "
    "since between under about like than against alongside off out up down as near opposite inside including below behind beside"
)
CALLED = word_set("called titled entitled")  # prepositions after what has a title
DETERMINERS = word_set(
    "the a an its his her their our this that these those my your each every some any all both no another one two three first second"
)


@cache
def link_book() -> PhraseBook[Link]:
    """Every word and sign that joins clauses or items."""
    book: PhraseBook[Link] = PhraseBook()
    for link, words in _LINKS.items():
        book.add(words, link)
    return book
