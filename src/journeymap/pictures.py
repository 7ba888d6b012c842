"""Pictures beside the table → data URIs: decoded, made smaller, encoded anew.

What goes into the page is this encoder's output and never the file's own bytes, so that it
carries no hidden data, no place where it was taken, and no surprises for a browser.
"""

import base64
import io
import re
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
    picture = _decoded(data)
    while True:
        for quality in (84, 76, 68, 60, 52):
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= MAX_BYTES:
                return out.getvalue()
        picture = picture.resize((picture.width * 4 // 5, picture.height * 4 // 5))


def _decoded(data: bytes) -> "Image.Image":
    """The picture upright, on white, within MAX_SIDE. Raises ValueError."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height <= MAX_PIXELS:
                    # Smaller first: on the whole picture each step takes 240 MB.
                    sharp = opened.convert("RGBA") if opened.mode in ("1", "P", "PA") else opened
                    sharp.thumbnail((MAX_SIDE, MAX_SIDE))
                    return _on_white(ImageOps.exif_transpose(sharp))
        except UnidentifiedImageError as error:
            raise ValueError("it is not a JPEG, PNG, WebP, GIF or TIFF picture") from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            pass
        except Exception as error:  # damage ends in any of Pillow's errors
            raise ValueError("it is damaged") from error
    raise ValueError("it has more than 60 million pixels")


def _on_white(picture: "Image.Image") -> "Image.Image":
    from PIL import Image

    rgba = picture.convert("RGBA")
    paper = Image.new("RGBA", rgba.size, "white")
    return Image.alpha_composite(paper, rgba).convert("RGB")


def is_prepared(data: bytes) -> bool:
    """Whether the bytes may have come from ``prepared``, as those that a page carries have.

    They then hold a picture and nothing beside it.
    """
    if len(data) > MAX_BYTES or not _is_bare(data):
        return False
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
                picture.load()
                return max(picture.size) <= MAX_SIDE
        except Exception:  # noqa: BLE001  # as above
            return False


# Markers of a JPEG's segments (ITU T.81, annex B): JFIF header, frame, tables, scan, end.
_HEADER, _FRAME, _TABLES = b"\xe0\0\x10JFIF\0", b"\xc2", (b"\xc4", b"\xdb")
_SCAN, _END = b"\xda", b"\xd9"
_NEXT = re.compile(rb"\xff[^\0]")


def _is_bare(data: bytes) -> bool:
    """Whether a JPEG has the segments that ``prepared`` writes and nothing else: no comment,
    no EXIF or XMP, nothing after the end."""
    at = 2
    while data[:2] == b"\xff\xd8" and data[at : at + 1] == b"\xff":
        marker = data[at + 1 : at + 2]
        if marker == _END:
            return len(data) == at + 2
        if marker not in (_FRAME, *_TABLES, _SCAN) and not data.startswith(_HEADER, at + 1):
            return False
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == _SCAN:
            following = _NEXT.search(data, at)
            at = following.start() if following else len(data)
    return False


def data_uri(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
