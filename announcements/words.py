"""The words that speak for a release, against one, or of a change, by kind.

A word can be of several kinds. Phrases are looked for before words, so that "going into production" is no release.
"""

from functools import cache

from announcements.trie import Phrases

_KINDS = {
    # a film comes out
    "open": "open, opens, opening, release, releases, releasing, releasing in, arrive, arrives, arriving, arrival, hit, hits, hitting, land, lands, landing, debut, "
    "debuts, debuting, bow, bows, bowing, launch, launches, launching, come out, comes out, coming out, come to, comes to, coming to, "
    "goes out, go out, going out, goes into, go into, reach, reaches, reaching, roll out, rolls out, rolling out, rolls into, drop, drops, dropping, "
    "unspool, unspools, in cinemas, in theaters, in theatres, out on, is out, are out, out now, stream, streams, streaming, air, airs, "
    "airing, begins streaming, available, available on, available to, goes wide, going wide, go wide, expands, expand, expanding, play, plays, screens, haunting, "
    "parks, rides into, marches into, descends, surfaces, touches down, steams in, rolls up, pulls up, follows, follow, to follow, comes after, "
    "on general release, on release, general release, wide release, in select, to be seen, be seen, showing, set for release, due out, out in, out this, "
    "gets, get, makes its, heads to, heading to, head to, is coming, are coming, coming, bring out, starts, starting, begins, beginning, kicks off, swoops into, "
    "to be released, be released, will be released, is released, are released, gets a, berth, day-and-date, exhibited, opens in, playing, at cinemas, on screens, starts its, in theatres from",
    "premiere": "premiere, premieres, premiering, to premiere, will premiere, world premiere",
    # somebody gives it a date
    "date": "dated, dates, has dated, sets, set, set for, slotted, slots, slot, scheduled, slated, slated for, due, expected, expects, pencilled, pencilled in, penciled in, penciled, "
    "lined up, booked, earmarked, stakes, staked, staked out, planted a flag, plants flag, claimed, claims, parked, parks, places, placed, "
    "handed, hands, given, gives, targeting, targets, eyeing, eyes, on course for, on track for, on track, holds, keeps, stays, stays put, remains, still, grabs, "
    "takes, lands on, release date, release, release window, rollout, launch date, opening, date, calendar, release calendar, "
    "bringing, brings, bring, will release, is releasing, are releasing, putting out, puts out, put out, to release, plans, plans a, planned, confirmed, confirms, fixes, settled on, bow, outing, roll-out, street date, opening day, revealed, unveils, locks, locked, locks in, joins the calendar, announces",
    # cinemas and other places of release
    "cinema": "cinema, cinemas, theater, theaters, theatre, theatres, movie theaters, big screen, big screens, multiplex, multiplexes, theatrical, theatrically, screens, picture houses, nationwide, countrywide",
    # a change
    "move": "move, moves, moved, moving, shift, shifts, shifted, shifting, push, pushes, pushed, pushing, bump, bumps, bumped, bumping, delay, delays, "
    "delayed, delaying, postpone, postpones, postponed, postponing, postponement, slip, slips, slipped, slipping, slid, slides, sliding, vacates, vacate, vacated, vacating, "
    "relocates, relocated, rescheduled, reschedules, reschedule, put back, puts back, put off, pushed back, pulled forward, brought forward, bring forward, "
    "moves up, moved up, swaps, swapped, trades, gives up, new date, fresh date, new release date, new slot, no longer, instead, "
    "originally, previously, first set, was set, had been due, had been set, had been, been due, was due, was originally, earlier slated, earlier set, earlier scheduled, was to have, "
    "steps back, jumps, leaves, switched, switches, held back, heads from, heading from, going from, goes from, abandons, exits, out of, off its, departs, drifts, hops, retreats, nudged, nudges, kicked, shunted, shoved, skipping, skips, advances, advanced",
    "undate": "undated, indefinitely, until further notice, further notice, no new date, without a date, unscheduled, left undated, new date to be announced, "
    "date to be announced, to a later date, unset, off the calendar, off the schedule, from the calendar, from the schedule, "
    "from the release calendar, off the release calendar, from its calendar, from its schedule, from its release calendar, off its calendar, off its schedule, off its release calendar, from the release schedule, off the release schedule, from release calendar, "
    "will not make its, won't make its, no date, has no date, lost its date, date withdrawn, new date tbc, new date tba",
    "cancel": "withdrawn, cancelled, canceled, cancels, scrapped, scraps, shelved, shelves, axed, axes, will not be released, won't be released, not be released, will not release, not release, "
    "called off, scrubbed, dropped altogether, ditched, no longer being released, no longer be released, not be coming, not going to be released, won't be shown, will not be shown, bypass, skip cinemas, skipping theaters altogether",
    # the film itself, spoken of
    "film": "film, films, movie, movies, picture, pictures, pic, drama, comedy, thriller, horror, sequel, prequel, documentary, doc, biopic, romance, "
    "feature, adventure, musical, whodunit, whodunnit, western, epic, fantasy, animation, cartoon, chiller, satire, caper, actioner, "
    "romcom, rom-com, debut, spoof, blockbuster, threequel, follow-up, adaptation, remake, reboot, spin-off, mystery, dramedy, tale, saga, opus, entertainer, tearjerker, "
    "weepie, noir, slasher, anime, title, titles, entry, instalment, installment, outing, vehicle, starrer, piece, flick, story, family film, project, opener, opera, heartwarmer, mockumentary, tentpole",
    "anaphor": "the film, it, the movie, the picture, the pic, the drama, the comedy, the thriller, the sequel, the documentary, the feature, this film, this movie, its, "
    "the release, the horror, the biopic, the musical, the adventure, the romance, the title, the project, the animation, the two, both, both films, they, the horror film, the epic, the adaptation, the remake, the prequel, the fantasy, the chiller, the doc, the western, the satire",
    "person": "director, directors, star, stars, actor, actress, producer, filmmaker, helmer, writer, writer-director, screenwriter, composer, novelist, author, "
    "president, chairman, chief, executive, ceo, head, editor, cinematographer, comedian, singer, comic, veteran, newcomer, superstar, critic, distributor, studio, exhibitor, label, outfit, company, analyst, spokesman, spokeswoman, spokesperson, vice",
    "by": "by, starring, stars, with, featuring, featured, directed, written, from, helmed, produced, opposite, alongside, featuring, plays, played, portrays, as, playing, dir",
    # what speaks against a film's release
    "shoot": "shoot, shooting, shoots, filming, films in, cameras, camera, production, in production, wrap, wraps, wrapped, principal photography, rolling, pre-production, start of production, post-production, on set, start date, rehearsals, casting",
    "festival": "festival, fest, biennale, berlinale, cannes, sundance, market, retrospective, section, sidebar, competition, premieres at, screened at, bowed at, screening, screenings, gala, q&a, preview, previews, society, club, session, sessions, matinee",
    "ticket": "ticket, tickets, booking, bookings, presale, pre-sale, on sale, go on sale, goes on sale, pre-order, pre-orders, advance sales, box office opens, doors",
    "trailer": "trailer, teaser, featurette, poster, clip, first look, footage, soundtrack, audio launch, song, songs, first single",
    "award": "award, awards, oscar, oscars, academy, bafta, baftas, ceremony, prize, prizes, nominations, nominees, gala dinner, jury, trophy, globes, emmys",
    "game": "game, games, gamers, console, consoles, switch, nintendo, xbox, playstation, ps4, ps5, ps3, steam, dlc, early access, gameplay, expansion, multiplayer, pc, psvr2, pre-load, playable",
    "music": "album, albums, single, tour, tours, band, gig, gigs, concert, concerts, songwriter, vinyl, records, arena, stadium, lp, ep, rapper, quintet, track, tracks, frontman, support act, setlist",
    "series": "season, seasons, series, episode, episodes, miniseries, docuseries, sitcom, showrunner, renewed",
    "stage": "musical opens, stage, play opens, ballet, exhibition, museum, gallery, novel, book, paperback, publisher, comic book, conference, seminar, lecture, workshop, meeting, election, brewery, restaurant, mall, shopping, parish, council, reopening, reopens, reopen, lunch, raffle, race, match, tournament, summit, expo, fair, morning tea, agm",
    "past": "opened, released, arrived, debuted, bowed, premiered, launched, came out, hit cinemas, grossed, earned, was released, were released, took, made, won, began, died, finished, has grossed, topped, landed, since",
    "say": "said, says, told, announced, announce, confirmed, revealed, tweeted, wrote, posted, reported, according, spoke, added, late, statement, interview, shared",
    "other": "weekend box office, deal, acquired, rights, rights to, closes, closed, deadline, submissions, entries, anniversary, birthday, born, founded, years ago, copyright, updated, posted, published, expires, lease, until, ends, last day, box office, weekend gross, quarter results, earnings, investors",
    "old": "originally, previously, earlier, had been, was due, was set, initially, formerly, instead of, rather than, vacates, off, gives up, out of, pulled from, skipping, belonged",
    "aside": "last year, last month, last week, ago, earlier this year, yesterday",
    "negated": "not, never, no, won't, without, rumoured, rumored, rumour, rumours, could, might, may not, fans hope, unconfirmed, speculation, if",
}  # fmt: skip


@cache
def kinds_book() -> Phrases[frozenset[str]]:
    """Every word and phrase with all the kinds it is of."""
    found: dict[str, set[str]] = {}
    for kind, words in _KINDS.items():
        for phrase in words.split(","):
            found.setdefault(phrase.strip(), set()).add(kind)
    book: Phrases[frozenset[str]] = Phrases()
    for phrase, kinds in found.items():
        book.add([phrase], frozenset(kinds))
    return book


COMPANY = frozenset(
    "pictures films film studios studio releasing entertainment distribution media productions group cinemas cinema theatre theatres theater theaters "
    "hall arena stadium centre center museum gallery house club society festival fest awards award academy university institute commission council company co inc ltd "
    "records bros brothers network channel tv plus video lightbox multiplex imax party services filmes international corporation agency guild "
    "fund screen magazine times news post herald variety deadline press house gmbh pvt enterprises animation".split()
)
SERVICES = frozenset(
    "netflix disney disney+ hulu peacock mubi shudder paramount paramount+ amazon apple hbo max prime youtube imax vod dvd blu-ray uhd 4k ott stan binge tubi zee5 hotstar blu bfi bbc itv uk us usa u.s u.k tba tbc tbd cert pg r u pg-13 am pm est pvod 2d 3d tv exclusive breaking facebook instagram twitter covid-19".split()
)
CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun q1 q2 q3 q4 spring summer autumn fall winter am pm".split()
)
# words that begin a sentence with a capital and are part of no title there
LEADS = frozenset(
    "a also and as at after although another among all any anyone but before because by both back can check coming could did do does each elsewhere even every everyone finally first fans "
    "following for from given had has have having he her here his how however i if in instead it its just last later like look meanwhile more most my next no not now of on once one only or originally "
    "other others our out over plus previously she since so some soon still such than that the their then there these they this those though three through thus to today tonight two under until up us was we were what when "
    "where whether which while who why will with would yes yesterday yet you your word according arriving bowing opening debuting dated slated starring directed release released releases releasing released set due exclusive breaking "
    "tickets watch see meet star director producer filmmaker actor actress superstar distributor studio trailer new upcoming latest note update updated news screening showing featuring cinemas theaters theatres film films movie movies handout sequel "
    "four five six several many few much about around against between during delayed moved pushed postponed title titles date dates uk us".split()
)
CONNECTORS = frozenset(
    "a an the of and or in on to for from with at by de la le les el los las du des del di da do das dos der die das den von van vs v & und y e et il lo gli un une una sa ng n n' o' 'n' not as is no its my ki ka ke se ve hai aur te je na l' d'".split()
)
