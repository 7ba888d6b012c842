"""Pictures beside the table: which are read, and what of them goes into the page."""

import base64
import io
import os
import random
import re
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from journeymap.errors import InputError
from journeymap.files import MAX_PICTURE_BYTES, read_sources
from journeymap.pictures import MAX_BYTES, MAX_SIDE, data_uri, is_prepared, prepared
from journeymap.pipeline import Built, build
from small_world import SMALL_WORLD

SECRET = b"51.5074N"


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def decoded(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def quarters() -> Image.Image:
    """A picture that is red at its top left and blue elsewhere."""
    picture = Image.new("RGB", (80, 40), "blue")
    picture.paste((255, 0, 0), (0, 0, 40, 20))
    return picture


def exif(orientation: int) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = SECRET.decode()
    return made


def _red(data: bytes, x: int, y: int) -> bool:
    pixel = decoded(data).convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel[0] > 128 > pixel[2]


# ---------------------------------------------------------------- what goes into the page

KINDS = ["JPEG", "PNG", "WEBP", "GIF", "TIFF"]
MODES = ["RGB", "RGBA", "L", "LA", "P", "1", "I;16", "CMYK"]
NO_SUCH = [
    *(("JPEG", mode) for mode in ("RGBA", "LA", "P", "I;16")),
    *((kind, "CMYK") for kind in ("PNG", "WEBP", "GIF")),
]


@pytest.mark.parametrize(
    ("kind", "mode"),
    [(kind, mode) for kind in KINDS for mode in MODES if (kind, mode) not in NO_SUCH],
)
def test_a_picture_of_every_usual_kind_becomes_a_small_jpeg(kind: str, mode: str) -> None:
    made = decoded(prepared(encoded(quarters().convert(mode), kind)))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (80, 40))


def test_a_large_picture_becomes_small_and_keeps_its_shape() -> None:
    noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
    data = prepared(encoded(noise))
    made = decoded(data)
    assert len(data) <= MAX_BYTES
    assert max(made.size) <= MAX_SIDE
    assert made.width / made.height == pytest.approx(1.5, rel=0.01)


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (1200, 1200)])
def test_a_picture_may_have_any_shape(size: tuple[int, int]) -> None:
    made = decoded(prepared(encoded(Image.new("RGB", size, "red"), "PNG")))
    assert 1 <= min(made.size) <= max(made.size) <= MAX_SIDE


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert decoded(prepared(encoded(clear, "PNG"))).getpixel((5, 5)) == (255, 255, 255)


# orientation | where red then lies, in shares of width and height
TURNED = [(1, 0.2, 0.2), (2, 0.8, 0.2), (3, 0.8, 0.8), (4, 0.2, 0.8), (5, 0.2, 0.2), (6, 0.8, 0.2),
          (7, 0.8, 0.8), (8, 0.2, 0.8)]  # fmt: skip


@pytest.mark.parametrize(("orientation", "x", "y"), TURNED)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_stands_upright(kind: str, orientation: int, x: float, y: float) -> None:
    data = prepared(encoded(quarters(), kind, exif=exif(orientation)))
    width, height = decoded(data).size
    assert (width > height) is (orientation <= 4)
    assert _red(data, int(x * width), int(y * height))


def _with_text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    return info


HIDING = [
    ("EXIF", encoded(quarters(), exif=exif(1))),
    ("EXIF in a PNG", encoded(quarters(), "PNG", exif=exif(1))),
    ("a comment", encoded(quarters(), comment=SECRET)),
    ("XMP", encoded(quarters(), xmp=b"<x>" + SECRET + b"</x>")),
    ("a colour profile", encoded(quarters(), icc_profile=SECRET)),
    ("text in a PNG", encoded(quarters(), "PNG", pnginfo=_with_text())),
    ("bytes after its end", encoded(quarters()) + SECRET),
    ("a comment in a GIF", encoded(quarters(), "GIF", comment=SECRET)),
]


@pytest.mark.parametrize("data", [h[1] for h in HIDING], ids=[h[0] for h in HIDING])
def test_nothing_of_the_file_but_the_picture_goes_into_the_page(data: bytes) -> None:
    assert SECRET in data
    assert not is_prepared(data)
    made = prepared(data)
    assert SECRET not in made
    assert decoded(made).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                                        "progressive", "progression"}  # fmt: skip


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = encoded(quarters(), "PNG")
    assert prepared(data) == prepared(data)


def test_a_prepared_picture_is_known_as_such() -> None:
    for picture in (quarters(), Image.effect_noise((900, 700), 80), Image.new("L", (1, 1))):
        made = prepared(encoded(picture, "PNG"))
        assert is_prepared(made)
        assert data_uri(made) == "data:image/jpeg;base64," + base64.b64encode(made).decode()


MADE = prepared(encoded(quarters()))
NOT_PREPARED = [
    ("nothing", b""),
    ("a PNG", encoded(quarters(), "PNG")),
    ("a plain JPEG of one scan", encoded(quarters())),
    ("too wide", encoded(Image.new("RGB", (MAX_SIDE + 1, 1)), progressive=True)),
    ("too large", MADE + bytes(MAX_BYTES)),
    ("something after the end", MADE + b"\0"),
    ("another picture after the end", MADE + MADE),
    ("cut off", MADE[:-2]),
    ("cut off in a scan", MADE[:-40]),
    ("the beginning alone", MADE[:4]),
    ("a marker alone", b"\xff\xd8\xff"),
    ("a comment", MADE[:20] + b"\xff\xfe\0\x04hi" + MADE[20:]),
    ("a second header", MADE[:2] + b"\xff\xe1\0\x04hi" + MADE[2:]),
    ("a header of its own", MADE[:2] + MADE[2:20].replace(b"JFIF", b"JFXX") + MADE[20:]),
    ("a length of nought", b"\xff\xd8\xff\xdb\0\0" * 50),
    ("no picture", b"\xff\xd8\xff\xd9"),
]


@pytest.mark.parametrize("data", [n[1] for n in NOT_PREPARED], ids=[n[0] for n in NOT_PREPARED])
def test_anything_else_is_encoded_anew(data: bytes) -> None:
    assert not is_prepared(data)


# ---------------------------------------------------------------- what is refused


def _bomb(side: int) -> bytes:
    return encoded(Image.new("1", (side, side)), "PNG")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = [
    ("nothing", b"", "not a JPEG, PNG, WebP, GIF or TIFF"),
    ("text", b"hello", "not a JPEG"),
    ("SVG", SVG, "not a JPEG"),
    ("SVG with a header", b'<?xml version="1.0"?>' + SVG, "not a JPEG"),
    ("HTML", b"<!doctype html><script>alert(1)</script>", "not a JPEG"),
    ("PDF", b"%PDF-1.4", "not a JPEG"),
    ("EPS", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a JPEG"),
    ("BMP", encoded(quarters(), "BMP"), "not a JPEG"),
    ("ICO", encoded(quarters(), "ICO"), "not a JPEG"),
    ("half a JPEG", encoded(quarters())[:300], "damaged"),
    ("half a PNG", encoded(Image.effect_noise((99, 99), 50), "PNG")[:2000], "damaged"),
    ("61 million pixels", _bomb(7811), "more than 60 million pixels"),
    ("100 million pixels", _bomb(10_000), "more than 60 million pixels"),
    ("200 million pixels", _bomb(14_200), "more than 60 million pixels"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_no_picture_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        prepared(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_a_damaged_picture_is_a_picture_or_refused(kind: str) -> None:
    options = {"exif": exif(6)} if kind != "GIF" else {}
    whole = encoded(Image.effect_noise((40, 30), 50).convert("RGB"), kind, **options)
    chance = random.Random(kind)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 2, 8])):
            data[chance.randrange(min(len(data), chance.choice([60, 300, 9999])))] = (
                chance.randrange(256)
            )
        if chance.random() < 0.2:
            del data[chance.randrange(len(data)) :]
        try:
            assert is_prepared(prepared(bytes(data)))
        except ValueError as refusal:
            assert re.match("it is|it has", str(refusal))


# ---------------------------------------------------------------- which files are read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a table and pictures, in one with a picture that is not to be read."""
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    (inside / "places.csv").write_text("place,image,image_alt\nParis,a.jpg,A\n")
    for path in (inside / "a.jpg", inside / "sub" / "b c.jpg", tmp_path / "secret.jpg"):
        path.write_bytes(encoded(quarters()))
    (inside / "..odd.jpg").write_bytes(encoded(quarters()))
    (inside / "link.jpg").symlink_to(inside / "a.jpg")
    (inside / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    (inside / "up").symlink_to(tmp_path)
    (inside / "loop.jpg").symlink_to(inside / "loop.jpg")
    os.mkfifo(inside / "pipe.jpg")
    with (inside / "huge.jpg").open("wb") as file:
        file.truncate(MAX_PICTURE_BYTES + 1)
    return inside


@pytest.mark.parametrize(
    "name",
    ["a.jpg", "./a.jpg", "sub/b c.jpg", "sub/../a.jpg", "..odd.jpg", "link.jpg", "{folder}/a.jpg"],
)
def test_a_picture_below_the_tables_folder_is_read(folder: Path, name: str) -> None:
    read = read_sources(folder / "places.csv").picture
    assert read(name.format(folder=folder)) == encoded(quarters())


# name | why it is not read
OUTSIDE = [
    ("../secret.jpg", "outside the table's folder"),
    ("sub/../../secret.jpg", "outside the table's folder"),
    ("{folder}/../secret.jpg", "outside the table's folder"),
    ("/etc/passwd", "outside the table's folder"),
    ("out.jpg", "outside the table's folder"),
    ("up/secret.jpg", "outside the table's folder"),
    ("up/inside/../secret.jpg", "outside the table's folder"),
    ("nothing.jpg", "no such file"),
    ("sub", "no picture's file"),
    (".", "no picture's file"),
    ("", "no picture's file"),
    ("pipe.jpg", "no picture's file"),
    ("loop.jpg", "no such file|symbolic links"),
    ("x" * 5000, "no such file|too long"),
    ("a/" * 3000, "no such file|too long"),
    ("huge.jpg", "larger than 30 MB"),
    ("http://example.org/a.jpg", "web address: download"),
    ("HTTPS://example.org/a.jpg", "web address: download"),
    ("file:///etc/passwd", "web address: download"),
    ("data:image/png;base64,AAAA", "web address: download"),
    ("//example.org/a.jpg", "outside the table's folder"),
    ("~/a.jpg", "no such file"),
]


@pytest.mark.parametrize(("name", "reason"), OUTSIDE, ids=[o[0][:30] for o in OUTSIDE])
def test_no_other_file_is_read_whatever_links_there_are(
    folder: Path, name: str, reason: str
) -> None:
    read = read_sources(folder / "places.csv").picture
    with pytest.raises(OSError, match=reason):
        read(name.format(folder=folder))


def test_a_table_behind_a_link_has_the_pictures_beside_the_link(folder: Path) -> None:
    other = folder.parent / "other"
    other.mkdir()
    (other / "places.csv").symlink_to(folder / "places.csv")
    with pytest.raises(OSError, match="no such file"):
        read_sources(other / "places.csv").picture("a.jpg")


# ---------------------------------------------------------------- in a build


def _built(folder: Path, rows: str) -> Built:
    (folder / "places.csv").write_text("place,image,image_alt\n" + rows)
    return build(read_sources(folder / "places.csv"), world=SMALL_WORLD)


def test_a_picture_is_inlined_once_for_every_stay_and_the_page_fetches_none(folder: Path) -> None:
    html = _built(folder, "Paris,a.jpg,One\nVienna,sub/b c.jpg,Two\n").html
    sources = re.findall(r'<img src="([^"]*)"', html)
    assert sources == [data_uri(prepared(encoded(quarters())))] * 2


def test_a_picture_that_cannot_be_used_is_an_error_of_its_row(folder: Path) -> None:
    (folder / "bad.jpg").write_bytes(SVG)
    with pytest.raises(InputError) as refusal:
        _built(folder, "Paris,a.jpg,One\nVienna,bad.jpg,Two\nPrague,../secret.jpg,Three\n")
    assert [(p.row, p.column, p.value) for p in refusal.value.problems] == [
        (3, "image", "bad.jpg"), (4, "image", "../secret.jpg"),
    ]  # fmt: skip
    assert "not a JPEG" in refusal.value.problems[0].message
