"""What is wrong with a poster."""

from releases.errors import InvalidValueError

MOST_OCTETS = 10 * 1024 * 1024


class BadPosterError(InvalidValueError):
    """The image cannot be used as a poster."""

    slug = "bad-poster"

    def __init__(self, reason: str) -> None:
        super().__init__(f"poster: {reason}", field="poster")
