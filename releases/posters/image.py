"""An image that somebody gives as a poster: checked, and written small."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from releases.posters.address import WIDTHS
from releases.posters.errors import MOST_OCTETS, BadPosterError

_MOST_PIXELS = 40_000_000  # a poster of 5,000 by 8,000; more is a trick, or no picture for a page
_LEAST_WIDTH = 100  # pixels
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_QUALITY = 82


def make_poster(content: bytes, media_type: str) -> dict[int, bytes]:
    """Return the image as WebP in each of WIDTHS, by width; it is never made wider than it is.

    Nothing of the file is kept but its pixels: no metadata, no profile. Raises BadPosterError.
    """
    media_type = media_type.partition(";")[0].strip().lower()
    if media_type == "image/svg+xml":
        raise BadPosterError(
            "it is an SVG, which is a program as much as a picture: give a JPEG, PNG or WebP"
        )
    if media_type not in _FORMATS:
        said = f"it is {media_type[:60]}" if media_type else "its Content-Type is missing"
        raise BadPosterError(f"{said}: give the address of a JPEG, PNG or WebP")
    if len(content) > MOST_OCTETS:
        raise BadPosterError(f"it has {len(content):,} octets: give one of at most {MOST_OCTETS:,}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _written(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadPosterError(f"it unpacks to over {_MOST_PIXELS:,} pixels") from None
    except UnidentifiedImageError:
        raise BadPosterError(f"it says it is {media_type}, and is no JPEG, PNG or WebP") from None
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
    ) as error:  # Pillow raises these of broken files
        raise BadPosterError(f"it is broken or cut off ({str(error)[:80]})") from None


def _written(content: bytes) -> dict[int, bytes]:
    with Image.open(io.BytesIO(content), formats=tuple(_FORMATS.values())) as opened:
        width, height = opened.size  # of the header: nothing is unpacked yet
        if width * height > _MOST_PIXELS:
            raise BadPosterError(f"it has {width} by {height} pixels: give one of at most {_MOST_PIXELS:,}")
        if width < _LEAST_WIDTH or height < _LEAST_WIDTH:
            raise BadPosterError(
                f"it has {width} by {height} pixels: give one of at least {_LEAST_WIDTH} each way"
            )
        opened.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))  # a JPEG is unpacked no larger than is needed
        image = ImageOps.exif_transpose(opened).convert("RGB")
    images = {}
    for each in WIDTHS:
        small = image.copy()
        small.thumbnail((each, each * 3), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.save(out, "WEBP", quality=_QUALITY)
        images[each] = out.getvalue()
    return images
