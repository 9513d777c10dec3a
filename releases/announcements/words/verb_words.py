"""The verbs of release announcements and of what stands around them, by what they tell."""

from enum import StrEnum


class Sense(StrEnum):
    """What a verb tells about the date beside it."""

    RELEASE = "release"  # said of films alone: opens, premieres
    ARRIVE = "arrive"  # said of films among others: arrives, lands, streams
    GET = "get"  # a place, an audience or a film gets something: a film, a release
    SET = "set"  # fixes a date: is slated for, has been dated
    HOLD = "hold"  # the date stands: keeps, stays
    MOVE = "move"  # changes a date
    WITHDRAW = "withdraw"  # takes a release away
    REPORT = "report"  # says, announces: its own date is the report's
    DOUBT = "doubt"  # rumours, hopes, denies
    BE = "be"
    HAVE = "have"
    OTHER = "other"  # anything else that a text about films says: shoots, wins, goes on sale
    UNKNOWN = "unknown"  # a verb that is in no list


# what is said of whoever is quoted, as an alternative of patterns
SPEAKING = "says|said|adds|added|explains|explained|recalls|recalled|laughs|laughed|jokes|joked|insists|insisted|wrote"

# base; irregular verbs: base/s-form/past/participle/ing-form; a particle stands after the forms
VERBS = {
    Sense.RELEASE: (
        "open, debut/debuts/debuted/debuted/debuting, bow, premiere, première, release, re-release, rerelease, reissue, "
        "platform, world-premiere, do/does/did/done/doing so, roll out, roll/rolls/rolled/rolled/rolling into, go/goes/went/gone/going wide, go/goes/went/gone/going nationwide, "
        "go/goes/went/gone/going on release, go/goes/went/gone/going on general release, go/goes/went/gone/going out, "
        "go/goes/went/gone/going into release, go/goes/went/gone/going into wide release, come/comes/came/come/coming out, "
        "expand, widen, unspool, make/makes/made/made/making its debut, make/makes/made/made/making its bow, "
        "make/makes/made/made/making its way, take/takes/took/taken/taking it wide, take/takes/took/taken/taking it nationwide, go/goes/went/gone/going on limited release, "
        "go/goes/went/gone/going on nationwide release, go/goes/went/gone/going into general release, "
        "go/goes/went/gone/going into limited release, make/makes/made/made/making its premiere, "
        "make/makes/made/made/making its world premiere, make/makes/made/made/making its streaming debut, "
        "make/makes/made/made/making its theatrical debut, make/makes/made/made/making its digital debut, "
        "make/makes/made/made/making its international premiere, make/makes/made/made/making its European premiere, "
        "go/goes/went/gone/going live, go/goes/went/gone/going straight"
    ),
    Sense.ARRIVE: (
        "arrive, land, hit/hits/hit/hit/hitting, reach, launch, come/comes/came/come/coming, head, drop/drops/dropped/dropped/dropping, "
        "stream, air, screen, play, show/shows/showed/shown/showing, bring/brings/brought/brought/bringing, swing/swings/swung/swung/swinging, "
        "go/goes/went/gone/going, touch down, return, distribute, broadcast/broadcasts/broadcast/broadcast/broadcasting, "
        "join, follow, roar, sail, fly/flies/flew/flown/flying, crash, swoop, storm, sneak, slink, tour, travel, "
        "float, dive, ride/rides/rode/ridden/riding, dash, rocket, blast, charge, gallop, creep/creeps/crept/crept/creeping, "
        "descend, invade, haunt, play out, wait, send/sends/sent/sent/sending, "
        "unleash, unveil, drop/drops/dropped/dropped/dropping in, parachute, beam, exhibit, present, showcase, greet, welcome, "
        "appear, soar, surface, emerge, step, waltz, race, speed/speeds/sped/sped/speeding, zoom, beat/beats/beat/beaten/beating, "
        "usher, serve, deliver, spread/spreads/spread/spread/spreading, cross, hop/hops/hopped/hopped/hopping, distribute theatrically"
    ),
    Sense.GET: (
        "get/gets/got/gotten/getting, receive, see/sees/saw/seen/seeing, watch, catch/catches/caught/caught/catching, enjoy, "
        "rent, buy/buys/bought/bought/buying, own, land, nab/nabs/nabbed/nabbed/nabbing, score, secure, snag/snags/snagged/snagged/snagging, "
        "look for, look out for, give/gives/gave/given/giving, enter, discover, experience, view, purchase, download, have/has/had/had/having to wait"
    ),
    Sense.SET: (
        "set/sets/set/set/setting, date, slate, schedule, earmark, lock in, stake out, claim, pencil in, "
        "pencil/pencils/pencilled/pencilled/pencilling in, pencil/pencils/penciled/penciled/penciling, "
        "peg/pegs/pegged/pegged/pegging, choose/chooses/chose/chosen/choosing, pick/picks/picked/picked/picking, plant, slot, park, put/puts/put/put/putting, tap/taps/tapped/tapped/tapping, "
        "settle on, confirm for, plan/plans/planned/planned/planning, expect, target for, "
        "plump for, opt for, stake a claim to, put a flag in, plant a flag, land on"
    ),
    Sense.HOLD: "remain on course, remain on track, stay on course, stay on track, keep/keeps/kept/kept/keeping, stay, remain, retain, stick/sticks/stuck/stuck/sticking, hold/holds/held/held/holding, stand/stands/stood/stood/standing",
    Sense.MOVE: (
        "move, move up, move back, move forward, push, push back, push forward, shift, delay, postpone, bump, reschedule, shunt, slide/slides/slid/slid/sliding, "
        "slip/slips/slipped/slipped/slipping, jump, bring/brings/brought/brought/bringing forward, pull forward, "
        "bring/brings/brought/brought/bringing up, put/puts/put/put/putting off, come/comes/came/come/coming forward, come/comes/came/come/coming forwards, go/goes/went/gone/going back, hold/holds/held/held/holding off, flee/flees/fled/fled/fleeing, put/puts/put/put/putting back, hold/holds/held/held/holding back, hold/holds/held/held/holding over, "
        "nudge, advance, redate, re-date, relocate, change, swap/swaps/swapped/swapped/swapping, switch, shuffle, vacate, defer/defers/deferred/deferred/deferring, "
        "set/sets/set/set/setting back, knock back, kick, kick back, slot back, accelerate, reslot, re-slot, "
        "take/takes/took/taken/taking off, pull from the schedule, undate, remove, unset, pull/pulls/pulled/pulled/pulling off, move off, yank, "
        "get/gets/got/gotten/getting pushed, trade, depart, exit, leave/leaves/left/left/leaving, lose/loses/lost/lost/losing, give/gives/gave/given/giving up, surrender, reset/resets/reset/reset/resetting, transfer/transfers/transferred/transferred/transferring"
    ),
    Sense.WITHDRAW: (
        "cancel/cancels/cancelled/cancelled/cancelling, cancel/cancels/canceled/canceled/canceling, scrap/scraps/scrapped/scrapped/scrapping, "
        "withdraw/withdraws/withdrew/withdrawn/withdrawing, axe, ax/axes/axed/axed/axing, shelve, abandon, ditch, call off, pull, "
        "can/cans/canned/canned/canning, bin/bins/binned/binned/binning, kill, nix, spike, drop/drops/dropped/dropped/dropping plans, "
        "drop/drops/dropped/dropped/dropping its plans, scotch, forgo/forgoes/forwent/forgone/forgoing, forego/foregoes/forewent/foregone/foregoing, pull the plug on"
    ),
    Sense.REPORT: (
        "say/says/said/said/saying, announce, confirm, reveal, tell/tells/told/told/telling, tweet, post, report, write/writes/wrote/written/writing, "
        "disclose, add, note, explain, declare, promise, state, insist, unveil a, update, share, publish, detail, tease, unveil the"
    ),
    Sense.DOUBT: (
        "rumour, rumor, speculate, hope, aim, eye, target, mull, consider, suggest, tip/tips/tipped/tipped/tipping, hint, "
        "deny/denies/denied/denied/denying, believe, want, wish, think/thinks/thought/thought/thinking, ask, wonder, guess, "
        "understand/understands/understood/understood/understanding, depend, would love, 'd love, dispute, dismiss, whisper, gossip, circle, "
        "float, doubt, love, like, prefer, predict, decline to confirm, decline to say, decline to comment, refuse to confirm, refuse to say, bet/bets/bet/bet/betting, discuss, debate, weigh, contemplate, look at, toy with, intend to ask, leak"
    ),
    Sense.OTHER: (
        "win/wins/won/won/winning, star/stars/starred/starred/starring, gross, take/takes/took/taken/taking, direct, produce, "
        "shoot/shoots/shot/shot/shooting, film, wrap/wraps/wrapped/wrapped/wrapping, wrap up, die/dies/died/died/dying, bear/bears/bore/born/bearing, turn, celebrate, "
        "attend, nominate, sell/sells/sold/sold/selling, run/runs/ran/run/running, begin/begins/began/begun/beginning, start, end, finish, cast/casts/cast/cast/casting, "
        "sign, sign on, adapt, base, acquire, pick up, describe, call, feature, know/knows/knew/known/knowing, need, "
        "make/makes/made/made/making, work, live, retire, marry, host, perform, announce its results, "
        "go/goes/went/gone/going on sale, be on sale, go/goes/went/gone/going into production, go/goes/went/gone/going before the cameras, roll/rolls/rolled/rolled/rolling, "
        "take/takes/took/taken/taking place, close, embargo, lead/leads/led/led/leading, board, mean/means/meant/meant/meaning, find/finds/found/found/finding, "
        "top, mark the anniversary, resume, break/breaks/broke/broken/breaking, voice, score, compose, edit, record, discuss, talk, preside, speak/speaks/spoke/spoken/speaking, "
        "travel to, fly to, visit, honour, honor, accept, collect, crown, name, submit, vote, select, return to the table, resolve, "
        "come/comes/came/come/coming to an end, come/comes/came/come/coming aboard, unite, steal/steals/stole/stolen/stealing, appear on, guest, replace, surpass, pass, fall/falls/fell/fallen/falling, drop out, "
        "draw/draws/drew/drawn/drawing, average, adjust, add up, amass, embark, reopen, re-open, pre-book, pre-order, preorder, book/books/booked/booked/booking, hold/holds/held/held/holding a, enter production, exercise, accompany, hire, buy/buys/bought/bought/buying out"
    ),
}
