"""How a feed is served (RFC 9110, RFC 9111)."""

from feeds.check.rule import Found, RuleBook
from feeds.check.visit import Answer, Visit

BOOK: RuleBook[Visit] = RuleBook()

_WORTH_PACKING = 1_000  # octets
_OK, _NOT_MODIFIED = 200, 304


def _media_type(answer: Answer) -> tuple[str, str]:
    """The media type and its charset, in lower case."""
    media, *parameters = (part.strip().lower() for part in answer.headers.get("content-type", "").split(";"))
    charsets = [
        value.strip('"')
        for name, _, value in (each.partition("=") for each in parameters)
        if name == "charset"
    ]
    return media, charsets[0] if charsets else ""


@BOOK.warning("RFC 5545 section 8.1; browsers show another type as text")
def content_type_wrong(visit: Visit) -> Found:
    """A browser hands text/calendar to the calendar."""
    media, _ = _media_type(visit.first)
    if media != "text/calendar":
        yield None, f"Content-Type is {media[:60]!r}: send text/calendar; charset=utf-8"


@BOOK.warning("RFC 5545 section 3.1.4")
def charset_missing(visit: Visit) -> Found:
    """A text without a charset is what the reader takes it for."""
    media, charset = _media_type(visit.first)
    if media == "text/calendar" and not charset:
        yield None, "Content-Type names no charset: send text/calendar; charset=utf-8"


@BOOK.error("RFC 5545 section 3.1.4")
def charset_wrong(visit: Visit) -> Found:
    """A client that believes it shows broken letters."""
    _, charset = _media_type(visit.first)
    if charset and charset not in {"utf-8", "utf8", "us-ascii"}:
        yield None, f"Content-Type names the charset {charset[:40]!r}: write the feed as UTF-8, and say so"


@BOOK.warning("RFC 9110 section 8.8")
def no_validator(visit: Visit) -> Found:
    """Without one, each poll sends the whole feed again."""
    if not any(name in visit.first.headers for name in ("etag", "last-modified")):
        yield None, "there is neither ETag nor Last-Modified: send an ETag, a hash of the bytes"


@BOOK.advice("RFC 9110 section 8.8.3")
def etag_missing(visit: Visit) -> Found:
    """Last-Modified knows no two changes in one second."""
    if "etag" not in visit.first.headers and "last-modified" in visit.first.headers:
        yield None, "there is no ETag: send one, a hash of the bytes"


@BOOK.warning("RFC 9110 section 8.8.3")
def etag_unstable(visit: Visit) -> Found:
    """The same bytes under another ETag are sent in vain."""
    first, second = visit.first, visit.second
    if second and first.sent == second.sent and first.headers.get("etag") != second.headers.get("etag"):
        yield None, "the ETag changes though the bytes do not: make it from the bytes"


@BOOK.error("RFC 9110 section 8.8.3; a client keeps what it has, and misses the change")
def etag_too_stable(visit: Visit) -> Found:
    """A strong ETag stands for exactly these bytes."""
    first, second = visit.first, visit.second
    etag = first.headers.get("etag", "W/")
    if (
        second
        and first.sent != second.sent
        and not etag.startswith("W/")
        and etag == second.headers.get("etag")
        and first.headers.get("content-encoding") == second.headers.get("content-encoding")
    ):
        yield None, "the bytes change and the ETag does not: make it from the bytes"


@BOOK.warning("RFC 9110 section 13.1")
def condition_ignored(visit: Visit) -> Found:
    """A client that has the feed already is to get 304, and no body."""
    asked, validator = (
        ("If-None-Match", "etag") if "etag" in visit.first.headers else ("If-Modified-Since", "last-modified")
    )
    if visit.conditional and visit.conditional.status != _NOT_MODIFIED and _steady(visit, validator):
        yield None, f"{asked} with the feed's own value is answered {visit.conditional.status}: answer 304"


@BOOK.error("RFC 9110 section 9.1")
def head_fails(visit: Visit) -> Found:
    """A server must answer HEAD; some clients try an address with it."""
    if visit.head is None or visit.head.status != _OK:
        yield None, f"HEAD is answered {visit.head.status if visit.head else 'by nothing'}: answer as to GET"


@BOOK.warning("RFC 9110 section 9.3.2")
def head_differs(visit: Visit) -> Found:
    """HEAD tells what GET would."""
    head = visit.head
    if head and head.status == _OK:
        differing = [
            name
            for name in ("content-type", "etag")
            if _steady(visit, name) and head.headers.get(name) != visit.first.headers.get(name)
        ]
        if differing:
            yield None, f"HEAD and GET differ in {', '.join(differing)}: send the same headers"


@BOOK.error("RFC 9110 section 12.5.1")
def accept_required(visit: Visit) -> Found:
    """Most calendars send no Accept, or one that names other types first."""
    if visit.plain is None or visit.plain.status != _OK:
        status = visit.plain.status if visit.plain else "by nothing"
        yield None, f"a request without Accept is answered {status}: send the feed"


@BOOK.advice("RFC 9110 section 12.5.3")
def gzip_ignored(visit: Visit) -> Found:
    """A feed packs to a tenth."""
    if len(visit.first.body) > _WORTH_PACKING and "content-encoding" not in visit.first.headers:
        yield None, f"{len(visit.first.body):,} octets are sent unpacked: send gzip to who takes it"


@BOOK.warning("RFC 9110 section 12.5.5")
def vary_missing(visit: Visit) -> Found:
    """A cache gives the packed feed to a client that cannot unpack it."""
    packed = "content-encoding" in visit.first.headers
    if packed and not {"accept-encoding", "*"} & _words(visit.first, "vary"):
        yield None, "the feed is packed and Vary does not say so: send Vary: Accept-Encoding"


@BOOK.advice("RFC 9111 section 5.2")
def cache_control_missing(visit: Visit) -> Found:
    """Without it a cache guesses how long the feed stays fresh."""
    if "cache-control" not in visit.first.headers:
        yield None, "there is no Cache-Control: send one, such as public, max-age=300"


@BOOK.warning("RFC 9111 section 5.2.2.5")
def caching_forbidden(visit: Visit) -> Found:
    """With no-store, a client may not keep what it would ask about."""
    if "no-store" in _words(visit.first, "cache-control"):
        yield (
            None,
            "Cache-Control forbids to keep the feed: send max-age=300, with private if it is one person's",
        )


def _words(answer: Answer, header: str) -> set[str]:
    return {word.strip() for word in answer.headers.get(header, "").lower().split(",")}


def _steady(visit: Visit, header: str) -> bool:
    """Whether two answers have the same: what changes by itself has a finding of its own."""
    return visit.second is None or visit.first.headers.get(header) == visit.second.headers.get(header)
