"""The words that say how a film is released."""

from functools import cache

from db.words import ReleaseType
from releases.announcements.words.tokens import PhraseBook
from releases.announcements.words.word_set import word_set

_WORDS = {
    ReleaseType.THEATRICAL: (
        "cinema, cinemas, theater, theaters, theatre, theatres, movie theaters, movie theatres, movie theater, theatrical, "
        "theatrically, big screen, big screens, multiplex, multiplexes, picture houses, picture theatres, movie houses, "
        "screens, arthouses, art houses, IMAX, Imax, 70mm, wide, wider, going wide, in wide release, wide release, "
        "general release, national release, nationwide release, nationwide rollout, national rollout, wide rollout, nationwide expansion, cinematic, cinema release, theatrical release, "
        "IMAX theaters, IMAX cinemas, drive-ins, silver screen, silver screens, theatrical rollout, cinemas nationwide, "
        "picturehouses, megaplexes, at the movies"
    ),
    ReleaseType.LIMITED: (
        "limited, limited release, limited run, limited theatrical release, limited theatrical run, limited theatrical, "
        "limited engagement, limited theatrical engagement, limited theaters, limited cinemas, select cinemas, "
        "selected cinemas, select theaters, select theatres, selected theaters, selected theatres, select cities, "
        "selected cities, select locations, selected locations, select markets, select screens, selected screens, "
        "select venues, selected venues, "
        "exclusive engagement, exclusive engagements, platform release, "
        "awards-qualifying run, qualifying run, Oscar-qualifying run, one-week run, select, selected, a handful of cinemas, "
        "a handful of theaters, a handful of screens, select release, limited basis"
    ),
    ReleaseType.DIGITAL: (
        "digital, digitally, digital release, premium digital, VOD, PVOD, SVOD, TVOD, AVOD, EST, video on demand, video-on-demand, premium VOD, "
        "premium video on demand, on demand, on-demand, streaming, streaming service, streamer, stream, streams, "
        "digital platforms, digital download, digital HD, to rent, for rent, rent or buy, rent and buy, buy or rent, "
        "rental, to download, download, transactional, Netflix, Disney+, Disney Plus, Prime Video, Amazon Prime Video, "
        "Amazon Prime, Apple TV+, Apple TV, Apple TV Plus, Hulu, HBO Max, Max, Peacock, Paramount+, Paramount Plus, Shudder, MUBI, "
        "Stan, Binge, Tubi, Crunchyroll, BritBox, Acorn TV, Neon, iTunes, YouTube, Google Play, Fandango at Home, Vudu, "
        "BFI Player, Curzon Home Cinema, Criterion Channel, ViX, JioHotstar, Hotstar, Disney+ Hotstar, ZEE5, SonyLIV, "
        "Viaplay, Canal+, Starz, Roku Channel, Kanopy, DocPlay, SBS On Demand, ABC iview, TVNZ+, BBC iPlayer, "
        "ITVX, All 4, Now, NOW, Sky Store, Rakuten TV, Crave, Foxtel Now, Kayo, Arovideo, digital storefronts, "
        "home on demand, at home, digital retailers, Letterboxd Video Store"
    ),
    ReleaseType.PHYSICAL: (
        "Blu-ray, Blu-rays, Blu Ray, Bluray, DVD, DVDs, 4K UHD, UHD, 4K Ultra HD, 4K Ultra HD Blu-ray, Ultra HD, "
        "4K UHD Blu-ray, disc, discs, home video, VHS, steelbook, physical media, on disc, 4K disc, box set, boxset, "
        "4K Blu-ray, Blu-ray and DVD"
    ),
    ReleaseType.TV: (
        "television, TV, small screen, broadcast premiere, television premiere, TV premiere, free-to-air, BBC One, BBC Two, BBC Four, BBC1, BBC2, BBC Three, Channel 4, Film4, "
        "Channel 5, ITV, ITV1, HBO, TVNZ, TVNZ 1, TVNZ 2, TVNZ Duke, Three, Channel Seven, Channel Nine, Channel 7, "
        "Channel 9, Network 10, SBS, ABC TV, NBC, CBS, PBS, RTÉ, RTÉ One, RTÉ2, CBC, BBC Alba, S4C, Hallmark Channel, Hallmark, "
        "Lifetime, Syfy, Sky Cinema, Sky Movies, Sky Arts, Foxtel, Arte, ZDF, ARD, France 2, Māori Television, Whakaata Māori, "
        "Showtime, TCM, Turner Classic Movies, National Geographic Channel, Disney Channel, TG4, NITV, Sky Atlantic, Fox"
    ),
    ReleaseType.PREMIERE: (
        "world premiere, world premieres, international premiere, European premiere, gala premiere, red carpet premiere, "
        "red-carpet premiere, festival premiere, opening night film, opening-night film, closing night film, gala screening, "
        "North American premiere, world bow, world debut, royal premiere, hometown premiere, charity premiere, "
        "out of competition, in competition, opening film, closing film"
    ),
}
# words that also have another meaning, so they say a type only after one of these words
AFTER_PREPOSITION = frozenset({"on", "to", "hits", "hit", "onto", "joins", "or", "and", ",", "streaming"})
ONLY_AFTER_PREPOSITION = word_set(
    "neon stan binge max now three fox screens hbo tv television disc digital peacock mubi shudder starz hallmark est lifetime showtime sbs film4 youtube"
)
# type words that begin with a capital whenever they are meant
CAPITALISED = word_set(
    "max now neon stan binge three fox peacock hulu lifetime showtime crave est hallmark arte"
)


@cache
def type_book() -> PhraseBook[ReleaseType]:
    """Every phrase that says a type."""
    book: PhraseBook[ReleaseType] = PhraseBook()
    for kind, words in _WORDS.items():
        book.add([word for piece in words.split(",") if (word := piece.strip())], kind)
    return book
