"""Pictures beside the table → data URIs: decoded, made smaller, encoded anew.

What goes into the page is this encoder's output and never the file's own bytes, so that it
carries no hidden data, no place where it was taken, and no surprises for a browser.
"""

import base64
import io
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MAX_SIDE = 1200
MAX_BYTES = 80_000
MAX_PIXELS = 60_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF")


def prepared(data: bytes) -> bytes:
    """The picture as a JPEG of at most 1,200 pixels a side and 80 kB. Raises ValueError."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise ValueError("it has more than 60 million pixels")
                picture = _on_white(ImageOps.exif_transpose(opened))
    except UnidentifiedImageError as error:
        raise ValueError("it is not a JPEG, PNG, WebP, GIF or TIFF picture") from error
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("it is damaged") from error
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    while True:
        for quality in (84, 76, 68, 60, 52):
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= MAX_BYTES:
                return out.getvalue()
        picture = picture.resize((picture.width * 4 // 5, picture.height * 4 // 5))


def _on_white(picture: "Image.Image") -> "Image.Image":
    from PIL import Image

    rgba = picture.convert("RGBA")
    paper = Image.new("RGBA", rgba.size, "white")
    return Image.alpha_composite(paper, rgba).convert("RGB")


def is_prepared(data: bytes) -> bool:
    """Whether the bytes may have come from ``prepared``, as those that a page carries have."""
    from PIL import Image

    if len(data) > MAX_BYTES:
        return False
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            picture.load()
            return max(picture.size) <= MAX_SIDE and "exif" not in picture.info
    except (OSError, SyntaxError, ValueError):
        return False


def data_uri(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
