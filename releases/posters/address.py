"""Where a poster is served: under the hash of what was fetched, so that an address never means another image."""

WIDTHS = (342, 780)  # pixels
LARGEST_WIDTH = WIDTHS[-1]


def poster_path(image_hash: str, width: int = LARGEST_WIDTH) -> str:
    """`/posters/{hash}-{width}.webp`."""
    return f"/posters/{image_hash}-{width}.webp"


def poster_address(image_hash: str | None, public_url: str, width: int = LARGEST_WIDTH) -> str | None:
    """A poster's address here; none where there is no poster."""
    return f"{public_url}{poster_path(image_hash, width)}" if image_hash else None
