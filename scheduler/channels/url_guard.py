"""Where a webhook may go, in the errors that subscribers are answered with."""

from outbound import url as outbound_url
from releases.errors import InvalidValueError


class ForbiddenAddressError(InvalidValueError):
    """A webhook can only go to a public address."""

    slug = "forbidden-address"


def check_url(url: str, *, allow_private: bool) -> str:
    """Return the address of a webhook as it will be sent to.

    Raises InvalidValueError, or ForbiddenAddressError where the address is well written but not public.
    """
    try:
        return outbound_url.check_url(url, allow_private=allow_private)
    except outbound_url.PrivateUrlError as error:
        raise ForbiddenAddressError(str(error), field="url") from None
    except outbound_url.UrlError as error:
        raise InvalidValueError(str(error), field="url") from None
