"""Pictures are published as pictures only: what another program puts beside the picture is found, and nothing breaks the reader."""

from __future__ import annotations

import contextlib
import io
import os
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from plots import tree_of
from pruefbuch import pictures, reports, tree
from pruefbuch.pictures import Fault
from pruefbuch.rules import picture_files

KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(suffix: str, mode: str = "RGB", **options: Any) -> bytes:
    """A small picture as Pillow writes it."""
    stream = io.BytesIO()
    Image.effect_noise((40, 30), 80).convert(mode).save(stream, KINDS[suffix], **options)
    return stream.getvalue()


def exif() -> Image.Exif:
    found = Image.Exif()
    found[0x013B] = "Name"  # Artist
    return found


def text() -> PngInfo:
    found = PngInfo()
    found.add_text("Author", "Name")
    found.add_itxt("XML:com.adobe.xmp", "<x/>", zip=True)
    return found


PLAIN = [
    *((suffix, picture(suffix)) for suffix in KINDS),
    *((suffix, picture(suffix, dpi=(72, 72))) for suffix in KINDS),
    *((".png", picture(".png", mode)) for mode in ("1", "L", "LA", "P", "RGBA", "I;16")),
    (".png", picture(".png", "P", transparency=0)),
    (".png", picture(".png", "L", transparency=0)),
    *((".jpg", picture(".jpg", mode)) for mode in ("L", "CMYK")),
    (".jpg", picture(".jpg", progressive=True, restart_marker_blocks=2)),
    (".jpg", picture(".jpg", optimize=True, quality=1)),
    *((".webp", picture(".webp", mode, lossless=lossless)) for mode in ("RGB", "RGBA") for lossless in (True, False)),
]
FRAMES: dict[str, Any] = {"save_all": True, "append_images": [Image.new("L", (40, 30))]}
MOVING = [
    (".png", picture(".png", **FRAMES)),
    (".webp", picture(".webp", **FRAMES)),
    (".webp", picture(".webp", exif=exif(), **FRAMES)),
    (".webp", b"RIFF\x10\0\0\0WEBPANMF\x04\0\0\0Exif"),
]
TELLING = [
    (".png", picture(".png", icc_profile=PROFILE), ["iCCP"]),
    (".jpg", picture(".jpg", icc_profile=PROFILE), ["APP2"]),
    (".webp", picture(".webp", icc_profile=PROFILE), ["ICCP"]),
    (".png", picture(".png", exif=exif()), ["eXIf"]),
    (".png", picture(".png", pnginfo=text()), ["tEXt", "iTXt"]),
    (".jpg", picture(".jpg", exif=exif()), ["APP1"]),
    (".jpg", picture(".jpg", xmp=b"<x/>", comment=b"Name"), ["APP1", "COM"]),
    (".jpg", picture(".jpg").replace(b"JFIF\0", b"JFXX\0"), ["APP0"]),
    (".jpg", b"\xff\xd8\xff\x01\x00\x02" + picture(".jpg")[2:], ["1"]),
    (".webp", picture(".webp", exif=exif(), xmp=b"<x/>"), ["EXIF", "XMP"]),
]


@pytest.mark.parametrize(("suffix", "data"), PLAIN)
def test_pictures_that_are_nothing_else(suffix: str, data: bytes) -> None:
    assert pictures.extras(data, suffix) == []


@pytest.mark.parametrize(("suffix", "data", "expected"), TELLING)
def test_what_is_told_beside_the_picture(suffix: str, data: bytes, expected: list[str]) -> None:
    assert pictures.extras(data, suffix) == expected


@pytest.mark.parametrize(("suffix", "data"), PLAIN)
def test_a_picture_is_whole_and_ends_where_it_ends(suffix: str, data: bytes) -> None:
    for broken in (b"", data[:-1], data[: len(data) // 2], data + b"<script>", b"GIF89a" + data, os.urandom(200)):
        assert fault(suffix, broken) is Fault.BROKEN


def fault(suffix: str, data: bytes) -> Fault:
    with pytest.raises(pictures.Unfit) as unfit:
        pictures.extras(data, suffix)
    return unfit.value.fault


@pytest.mark.parametrize(("suffix", "data"), MOVING)
def test_nothing_moves(suffix: str, data: bytes) -> None:
    """So nothing hides in frames either: Exif, a second picture."""
    assert fault(suffix, data) is Fault.MOVING


# -- what was hidden in pictures -------------------------------------------------------------------------------------

SECRET = b"Frau Rathmann, Musterweg 3"


def chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += size + 12
    return found


def png(parts: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def changed(name: bytes, content: Callable[[bytes], bytes], mode: str = "RGB", **options: object) -> bytes:
    """A PNG whose parts of that name have another content."""
    return png((own, content(old) if own == name else old) for own, old in chunks(picture(".png", mode, **options)))


def beside(name: bytes, content: bytes, mode: str = "RGB") -> bytes:
    """A PNG with one more part before its pixels."""
    parts = chunks(picture(".png", mode))
    at = next(number for number, (own, _) in enumerate(parts) if own == b"IDAT")
    return png([*parts[:at], (name, content), *parts[at:]])


PIXELS = b"".join(content for name, content in chunks(picture(".png")) if name == b"IDAT")
HIDDEN_IN_PNG = {
    "nothing but a text": png([(b"IEND", SECRET)]),
    "no pixels": png([(name, content) for name, content in chunks(picture(".png")) if name != b"IDAT"]),
    "behind the end": changed(b"IEND", lambda _: SECRET),
    "behind the pixels": changed(b"IDAT", lambda old: old + SECRET),
    "more pixels": changed(b"IDAT", lambda old: zlib.compress(zlib.decompress(old) + SECRET)),
    "fewer pixels": changed(b"IDAT", lambda old: zlib.compress(zlib.decompress(old)[:-1])),
    "no compressed pixels": changed(b"IDAT", lambda _: SECRET),
    "a row with an unknown filter": changed(b"IDAT", lambda old: zlib.compress(b"\x09" + zlib.decompress(old)[1:])),
    "a wrong checksum": picture(".png")[:-1] + b"x",
    "a palette without need": beside(b"PLTE", SECRET + b"x"),
    "no palette": png([(name, content) for name, content in chunks(picture(".png", "P")) if name != b"PLTE"]),
    "too many colours": changed(b"PLTE", lambda old: old + bytes(3 * 256), "P"),
    "half a colour": changed(b"PLTE", lambda old: old + b"x", "P"),
    "more transparent colours than there are": beside(b"tRNS", bytes(257), "P"),
    "transparency that is none": beside(b"tRNS", SECRET),
    "density": beside(b"pHYs", bytes(9) + SECRET),
    "gamma": beside(b"gAMA", bytes(4) + SECRET),
    "bits": beside(b"sBIT", SECRET),
    "background": beside(b"bKGD", SECRET),
    "twice": png([part for part in chunks(picture(".png", dpi=(72, 72))) for _ in range(1 + (part[0] == b"pHYs"))]),
    "head": changed(b"IHDR", lambda old: old + SECRET),
    "unknown colours": changed(b"IHDR", lambda old: old[:9] + b"\x05" + old[10:]),
    "no width": changed(b"IHDR", lambda old: bytes(4) + old[4:]),
    "head not first": png([(b"gAMA", bytes(4)), *chunks(picture(".png"))]),
}
JPEG = picture(".jpg")
JFIF = JPEG[2:20]
"""the first part of it"""
ADOBE = b"\xff\xee\x00\x0eAdobe" + bytes(7)


def segment(kind: int, content: bytes) -> bytes:
    return bytes((0xFF, kind)) + (len(content) + 2).to_bytes(2, "big") + content


def with_segment(part: bytes) -> bytes:
    """A JPEG with one more part behind its first."""
    return JPEG[:20] + part + JPEG[20:]


def table(kind: int, more: bytes) -> bytes:
    """A JPEG with something behind its first table of that kind."""
    at = JPEG.index(bytes((0xFF, kind)))
    size = int.from_bytes(JPEG[at + 2 : at + 4], "big")
    return JPEG[:at] + segment(kind, JPEG[at + 4 : at + 2 + size] + more) + JPEG[at + 2 + size :]


HIDDEN_IN_JPEG = {
    "behind JFIF": JPEG[:2] + segment(0xE0, JFIF[4:] + SECRET) + JPEG[20:],
    "a small picture in JFIF": JPEG[:2] + segment(0xE0, JFIF[4:-2] + b"\x01\x01" + bytes(3)) + JPEG[20:],
    "behind Adobe": with_segment(segment(0xEE, ADOBE[4:] + SECRET)),
    "between the parts": JPEG[:2] + SECRET + JPEG[2:],
    "a second picture": JPEG + JPEG,
    "a second picture before the end": JPEG[:-2] + JPEG,
    "a second head": JPEG[:-2] + JPEG[2:],
    "behind quantization": table(0xDB, SECRET),
    "behind Huffman codes": table(0xC4, SECRET),
    "behind the frame": table(0xC0, SECRET),
    "behind the scan": table(0xDA, SECRET),
    "restart": with_segment(segment(0xDD, SECRET)),
    "no scan": JPEG[: JPEG.index(b"\xff\xda")] + b"\xff\xd9",
    "a part that is too short": with_segment(b"\xff\xdb\x00\x01"),
    "a part that does not end": JPEG[:20] + b"\xff\xdb\xff\xff" + JPEG[20:],
}
WEBP = picture(".webp")


def webp(*parts: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(
        name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2) for name, content in parts
    )
    return b"RIFF" + len(body).to_bytes(4, "little") + body


FRAME = WEBP[20:]
HIDDEN_IN_WEBP = {
    "a second picture": webp((b"VP8 ", FRAME), (b"VP8 ", FRAME)),
    "behind the flags": webp((b"VP8X", bytes(4) + b"\x27\0\0\x1d\0\0" + SECRET), (b"VP8 ", FRAME)),
    "in reserved bytes": webp((b"VP8X", b"\0abc\x27\0\0\x1d\0\0"), (b"VP8 ", FRAME)),
    "an unknown flag": webp((b"VP8X", b"\x01\0\0\0\x27\0\0\x1d\0\0"), (b"VP8 ", FRAME)),
    "no picture": webp((b"VP8 ", SECRET)),
    "half a part": webp() + b"VP8",
}


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        *(pytest.param(".png", data, id=f"png {name}") for name, data in HIDDEN_IN_PNG.items()),
        *(pytest.param(".jpg", data, id=f"jpg {name}") for name, data in HIDDEN_IN_JPEG.items()),
        *(pytest.param(".webp", data, id=f"webp {name}") for name, data in HIDDEN_IN_WEBP.items()),
    ],
)
def test_nothing_hides_in_a_picture(suffix: str, data: bytes) -> None:
    assert fault(suffix, data) is Fault.BROKEN


@pytest.mark.parametrize(
    ("suffix", "data", "expected"),
    [
        (".png", beside(b"sPLT", b"Name\0\x08" + SECRET), ["sPLT"]),
        (".png", beside(b"hIST", SECRET), ["hIST"]),
        (".jpg", with_segment(segment(0xE2, b"MPF\0" + SECRET)), ["APP2"]),
        (".jpg", with_segment(segment(0xE2, b"ICC_PROFILE\0\x01\x01Exif\0\0" + SECRET)), ["APP2"]),
        (".jpg", with_segment(JFIF), ["APP0"]),
        (".jpg", with_segment(segment(0xCC, SECRET)), ["CC"]),
        (".webp", webp((b"VP8X", b"\x08" + bytes(3) + b"\x27\0\0\x1d\0\0"), (b"VP8 ", FRAME)), ["EXIF"]),
    ],
)
def test_parts_that_may_say_anything_are_named(suffix: str, data: bytes, expected: list[str]) -> None:
    assert pictures.extras(data, suffix) == expected


def test_what_makes_a_picture_may_stand_in_it() -> None:
    assert pictures.extras(with_segment(ADOBE), ".jpg") == []
    assert pictures.extras(webp((b"VP8X", bytes(4) + b"\x27\0\0\x1d\0\0"), (b"VP8 ", FRAME)), ".webp") == []


@pytest.mark.parametrize("interlaced", [0, 1])
@pytest.mark.parametrize("size", [(1, 1), (3, 2), (8, 8), (17, 5)])
def test_the_pixels_of_an_interlaced_picture_are_counted(size: tuple[int, int], interlaced: int) -> None:
    """As Pillow writes none, they are made here: seven small pictures, row by row, each row behind the number of its filter."""
    width, height = size
    rows: tuple[tuple[range, range], ...] = ((range(width), range(height)),)
    if interlaced:
        steps = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2))
        rows = tuple((range(left, width, right), range(top, height, down)) for left, right, top, down in steps)
    pixels = b"".join(b"\0" + bytes(len(columns)) for columns, lines in rows if columns for _ in lines)
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 0, 0, 0, interlaced))
    assert pictures.extras(png([(b"IHDR", head), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]), ".png") == []
    assert fault(".png", png([(b"IHDR", head), (b"IDAT", zlib.compress(pixels + b"x")), (b"IEND", b"")])) is Fault.BROKEN


def huge(side: int) -> dict[str, bytes]:
    """Pictures whose heads say that they are so wide and high."""
    frame = JPEG.index(b"\xff\xc0") + 5
    size = side.to_bytes(2, "big") * 2
    return {
        ".png": changed(b"IHDR", lambda old: side.to_bytes(4, "big") * 2 + old[8:]),
        ".jpg": JPEG[:frame] + size + JPEG[frame + 4 :],
        ".webp": webp((b"VP8 ", FRAME[:6] + min(side, 0x3FFF).to_bytes(2, "little") * 2 + FRAME[10:])),
    }


@pytest.mark.parametrize("side", [2001, 12_000, 60_000])
@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_few_bytes_with_many_pixels_are_not_decoded(suffix: str, side: int) -> None:
    assert fault(suffix, huge(side)[suffix]) is Fault.LARGE


@given(st.sampled_from(PLAIN), st.data())
def test_damage_is_found_or_harmless(case: tuple[str, bytes], data: st.DataObject) -> None:
    """Whatever the bytes are: a list of names or `Broken`, never another exception."""
    suffix, good = case
    damaged = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(pictures.Unfit):
        assert all(pictures.extras(bytes(damaged), suffix))


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=300))
def test_any_bytes(suffix: str, data: bytes) -> None:
    assert fault(suffix, data) is Fault.BROKEN


def test_what_the_rule_says(tmp_path: Path) -> None:
    files = {
        "a.jpg": picture(".jpg", exif=exif()),
        "b.PNG": picture(".png"),
        "c.webp": picture(".jpg"),
        "d.png": bytes(picture_files.MAX_BYTES + 1),
        "e.png": bytes(tree.MAX_BYTES + 1),
        "f.webp": MOVING[1][1],
        "g.png": huge(2001)[".png"],
    }
    (tmp_path / "content").mkdir()
    for name, data in files.items():
        (tmp_path / "content" / name).write_bytes(data)
    found = {each.place.path: each.found for each in picture_files.check(tree.read(tmp_path))}
    assert found == {
        "content/a.jpg": "das Bild enthält Angaben neben dem Bild (APP1), oft Ort, Zeit, Gerät oder Namen",
        "content/c.webp": "die Datei ist kein ganzes Bild der Art „.webp“ oder enthält mehr als das Bild",
        "content/d.png": "das Bild hat 1,1 MB",
        "content/e.png": "die Datei hat 10,1 MB",
        "content/f.webp": "das Bild bewegt sich",
        "content/g.png": "das Bild hat zu viele Bildpunkte",
    }
    (large,) = (each for each in picture_files.check(tree.read(tmp_path)) if "1,1" in each.found)
    assert reports.text(large) == (
        "content/d.png:1:1: Fehler: das Bild hat 1,1 MB; höchstens 1 MB; verkleinern; 1600 Bildpunkte in der Breite genügen [picture]"
    )
    (tmp_path / "content" / "d.png").write_bytes(bytes(picture_files.MAX_BYTES))
    assert "MB" not in " ".join(
        each.found for each in picture_files.check(tree.read(tmp_path)) if each.place.path == "content/d.png"
    )
    assert list(picture_files.check(tree_of({}, others=("assessments/x.png", "content/x.svg")))) == []
