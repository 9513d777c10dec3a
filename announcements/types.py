"""The words that say how a film is released."""

from functools import cache

from announcements.trie import Phrases
from db.words import ReleaseType

_WORDS = {
    ReleaseType.THEATRICAL: "cinema, cinemas, theater, theaters, theatre, theatres, theatrical, theatrically, big screen, big screens, multiplex, multiplexes, "
    "picture houses, IMAX, 70mm, wide release, wide, goes wide, going wider, going wide, expands, general release, nationwide release, at the movies, silver screen, "
    "theatrical release, theatrical run, cinema release, nationwide",
    ReleaseType.LIMITED: "limited, limited release, limited run, limited theatrical release, limited theatrical run, limited theatrical, limited engagement, "
    "limited cinema run, limited theatrical engagement, select cinemas, selected cinemas, select theaters, select theatres, selected theaters, selected theatres, "
    "select cities, selected cities, select markets, select screens, selected screens, select venues, selected venues, selected sites, exclusive engagement, exclusive engagements, platform release, "
    "platforms, qualifying run, awards-qualifying run, a handful of cinemas, a handful of theaters, a handful of screens, chosen cinemas, certain cinemas, key cities, key cities only, "
    "limited outing, limited basis, select locations, NY/LA, art houses, arthouses, platform bow, one night only, for one night, one-night, NY/LA only, L.A./N.Y., a few screens, "
    "independent cinemas, in select, in limited",
    ReleaseType.DIGITAL: "digital, digitally, digital release, VOD, PVOD, SVOD, TVOD, EST, video on demand, video-on-demand, on demand, on-demand, on digital, "
    "streaming, streaming service, streamer, stream, streams, digital platforms, digital HD, to rent, rent or buy, to rent or buy, rental, download, to download, "
    "Netflix, Disney+, Disney Plus, Prime Video, Amazon Prime Video, Amazon Prime, Amazon, Apple TV+, Apple TV, Hulu, HBO Max, Peacock, Paramount+, Paramount Plus, Shudder, MUBI, "
    "on Stan, on Binge, Tubi, Crunchyroll, BritBox, iTunes, YouTube, Google Play, Fandango at Home, Vudu, BFI Player, Curzon Home Cinema, "
    "Criterion Channel, JioHotstar, Hotstar, Disney+ Hotstar, ZEE5, SonyLIV, Viaplay, Starz, Kanopy, DocPlay, BBC iPlayer, ITVX, Sky Store, Crave, "
    "electronic sell-through, OTT, premium VOD, Showmax, iWantTFC, Vivamax, begins streaming, digital debut",
    ReleaseType.PHYSICAL: "Blu-ray, Blu-rays, Blu Ray, Bluray, DVD, DVDs, 4K UHD, UHD, 4K Ultra HD, Ultra HD, disc, discs, home video, VHS, steelbook, box set, "
    "boxset, 4K disc, Home Entertainment, street date, on disc, Combo Pack, physical, BD, DVD/Blu-ray, home media, on 4K",
    ReleaseType.TV: "television, small screen, TV premiere, free-to-air, BBC One, BBC Two, BBC Four, Channel 4, Film4, ITV, HBO, TVNZ, TVNZ 1, Channel Seven, "
    "Channel Nine, SBS, ABC TV, NBC, CBS, PBS, RTÉ, RTÉ One, CBC, S4C, Hallmark Channel, Lifetime, Syfy, Sky Cinema, Arte, TCM, TG4, airs, air, airing, broadcast, broadcasts, on TV, to air",
    ReleaseType.PREMIERE: "world premiere, international premiere, European premiere, gala premiere, red carpet premiere, red-carpet premiere, festival premiere, "
    "opening night film, gala screening, North American premiere, royal premiere, hometown premiere, UK premiere, Irish premiere, Australian premiere, "
    "world premieres, will premiere at, premieres at, gala, premiere screening, gala showing",
}


@cache
def type_book() -> Phrases[ReleaseType]:
    """Every phrase that says a type."""
    book: Phrases[ReleaseType] = Phrases()
    for kind, words in _WORDS.items():
        book.add([word for piece in words.split(",") if (word := piece.strip())], kind)
    return book
