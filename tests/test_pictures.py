"""Pictures are published as pictures only: what another program puts beside the picture is found, and nothing breaks the reader."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from plots import tree_of
from pruefbuch import pictures, reports, tree
from pruefbuch.pictures import faults
from pruefbuch.rules import picture_files

KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TEXT = b"Antrag von Erika Mustermann, Musterweg 1"
"""what is to be hidden"""


def picture(suffix: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """A small picture as Pillow writes it."""
    stream = io.BytesIO()
    noise = Image.frombytes("L", size, random.Random(0).randbytes(size[0] * size[1]))
    image = noise.convert(mode)
    if mode in ("RGBA", "LA"):
        image.putalpha(noise)
    image.save(stream, KINDS[suffix], **options)
    return stream.getvalue()


def found(data: bytes, suffix: str) -> str:
    """What is found in a file; "" where it is a picture and nothing else."""
    fault = pictures.fault(data, suffix)
    return fault.found if fault else ""


def exif() -> Image.Exif:
    found = Image.Exif()
    found[0x013B] = "Name"  # Artist
    return found


def text() -> PngInfo:
    found = PngInfo()
    found.add_text("Author", "Name")
    found.add_itxt("XML:com.adobe.xmp", "<x/>", zip=True)
    return found


# -- PNG, taken apart and put together -----------------------------------------------------------------------------------

Chunks = list[tuple[bytes, bytes]]


def chunks(data: bytes) -> Chunks:
    """The parts of a PNG file."""
    parts, at = Chunks(), 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        parts.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += size + 12
    return parts


def png(parts: Chunks) -> bytes:
    """A PNG file of these parts, with the right checksums."""
    bodies = (name + content for name, content in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)) for body in bodies
    )


def with_chunk(name: bytes, content: bytes, mode: str = "RGB") -> bytes:
    """A PNG picture with one more part before its pixels."""
    parts = chunks(picture(".png", mode))
    place = [name for name, _ in parts].index(b"IDAT")
    return png([*parts[:place], (name, content), *parts[place:]])


def with_pixels(change: Callable[[bytes], bytes], **options: Any) -> bytes:
    """A PNG picture whose one part of pixels is what `change` makes of it."""
    return png(
        [(name, change(content) if name == b"IDAT" else content) for name, content in chunks(picture(".png", **options))]
    )


def interlaced(width: int, height: int) -> bytes:
    """A grey picture in seven passes (Adam7), whose rows were counted by hand."""
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    rows = b""
    for left, top, across, down in passes:
        columns = len(range(left, width, across))
        rows += (b"\0" + bytes(columns)) * (len(range(top, height, down)) if columns else 0)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 1)
    return png([(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")])


# -- JPEG and WebP -------------------------------------------------------------------------------------------------------


def segment(kind: int, content: bytes) -> bytes:
    return bytes([0xFF, kind]) + struct.pack(">H", len(content) + 2) + content


def with_segment(kind: int, content: bytes) -> bytes:
    """A JPEG picture with one more part behind JFIF."""
    data = picture(".jpg")
    return data[:20] + segment(kind, content) + data[20:]


def changed_segment(kind: int, old: bytes, new: bytes, **options: Any) -> bytes:
    """A JPEG picture one of whose parts has `new` instead of `old` at its end."""
    data = picture(".jpg", **options)
    at = data.index(bytes([0xFF, kind]))
    size = int.from_bytes(data[at + 2 : at + 4], "big")
    content = data[at + 4 : at + 2 + size]
    return data[:at] + segment(kind, content.removesuffix(old) + new) + data[at + 2 + size :]


def webp(parts: Chunks) -> bytes:
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2) for name, content in parts
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_parts(data: bytes) -> Chunks:
    parts, at = Chunks(), 12
    while at < len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        parts.append((data[at : at + 4], data[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    return parts


def with_end(name: bytes, more: bytes, **options: Any) -> bytes:
    """A WebP picture with more behind the data of one of its parts."""
    return webp([(each, content + more * (each == name)) for each, content in webp_parts(picture(".webp", **options))])


def within_first_run(more: bytes) -> bytes:
    """A WebP picture with more at the end of the first of the two runs of its data."""
    ((name, content),) = webp_parts(picture(".webp"))
    head = int.from_bytes(content[:3], "little")
    size = head >> 5
    start = (size + len(more) << 5 | head & 0x1F).to_bytes(3, "little")
    return webp([(name, start + content[3 : 10 + size] + more + content[10 + size :])])


def with_canvas(flags: int, more: bytes = b"", width: int = 40) -> bytes:
    """A WebP picture in the longer form of the file."""
    canvas = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (29).to_bytes(3, "little") + more
    return webp([(b"VP8X", canvas), *webp_parts(picture(".webp"))])


PLAIN = [
    *((suffix, picture(suffix)) for suffix in KINDS),
    *((suffix, picture(suffix, size=(1, 1))) for suffix in KINDS),
    *((suffix, picture(suffix, size=(333, 222), dpi=(72, 72))) for suffix in KINDS),
    *((".png", picture(".png", mode)) for mode in ("1", "L", "LA", "P", "RGBA", "I;16")),
    *((".png", picture(".png", "P", bits=bits, transparency=0)) for bits in (4, 8)),
    *((".png", interlaced(width, height)) for width, height in ((1, 1), (3, 5), (8, 8), (41, 30))),
    (".png", with_chunk(b"gAMA", struct.pack(">I", 45455))),
    (".png", with_chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000))),
    (".png", with_chunk(b"sRGB", b"\0")),
    (".png", with_chunk(b"sBIT", b"\x08\x08\x08")),
    (".png", with_chunk(b"bKGD", b"\0\xff\0\xff\0\xff")),
    (".png", with_chunk(b"tRNS", b"\0\xff\0\xff\0\xff")),
    *((".jpg", picture(".jpg", mode)) for mode in ("L", "CMYK")),
    *((".jpg", picture(".jpg", subsampling=sampling, optimize=True, quality=95)) for sampling in (0, 1, 2)),
    *((".webp", picture(".webp", mode, lossless=lossless)) for mode in ("RGB", "RGBA") for lossless in (True, False)),
    (".webp", with_canvas(0)),
    (".jpg", with_segment(0xEE, b"Adobe\0\x64" + bytes(5))),
]
BESIDE = [
    (".png", picture(".png", exif=exif()), "eXIf: Aufnahmedaten"),
    (".png", picture(".png", pnginfo=text()), "tEXt: Text, iTXt: Text"),
    (".png", with_chunk(b"zTXt", b"Author\0\0" + zlib.compress(TEXT)), "zTXt: Text"),
    (".png", with_chunk(b"tIME", b"\x07\xea\x0c\x01\0\0\0"), "tIME: Zeit"),
    (".png", with_chunk(b"iCCP", TEXT + b"\0\0" + zlib.compress(PROFILE)), "iCCP: Farbprofil"),
    (".png", picture(".png", icc_profile=PROFILE + b"Exif\0\0" + TEXT), "iCCP: Farbprofil"),
    (".png", with_chunk(b"sPLT", TEXT + b"\0\x08"), "sPLT: weitere Palette"),
    (".png", with_chunk(b"hIST", b"\0\1"), "hIST"),
    (".png", with_chunk(b"prIV", TEXT), "prIV"),
    (".png", with_chunk(b"PLTE", TEXT), "PLTE"),
    (".png", with_chunk(b"PLTE", TEXT[:39], "P"), "PLTE"),
    (".png", with_chunk(b"tRNS", TEXT), "tRNS"),
    (".png", with_chunk(b"tRNS", TEXT, "L"), "tRNS"),
    (".png", with_chunk(b"tRNS", b"\0\0", "LA"), "tRNS"),
    (".png", with_chunk(b"bKGD", TEXT), "bKGD"),
    (".png", with_chunk(b"sBIT", TEXT), "sBIT"),
    (".png", with_chunk(b"pHYs", TEXT), "pHYs"),
    (".png", with_chunk(b"sRGB", TEXT), "sRGB"),
    (".png", with_chunk(b"gAMA", TEXT), "gAMA"),
    (".png", with_chunk(b"cHRM", TEXT[:32]), "cHRM"),
    (".png", png([*chunks(picture(".png"))[:-1], (b"IEND", TEXT)]), "IEND"),
    (".png", with_chunk(b"IHDR", TEXT), "IHDR"),
    (".png", png([part for part in chunks(picture(".png", dpi=(72, 72))) for _ in range(1 + (part[0] == b"pHYs"))]), "pHYs"),
    (".jpg", picture(".jpg", exif=exif()), "APP1: Exif oder XMP"),
    (".jpg", picture(".jpg", xmp=b"<x/>", comment=b"Name"), "APP1: Exif oder XMP, COM: Kommentar"),
    (".jpg", picture(".jpg", icc_profile=PROFILE + b"Exif\0\0" + TEXT), "APP2: Farbprofil oder weiteres Bild"),
    (".jpg", with_segment(0xE2, b"MPF\0" + TEXT), "APP2: Farbprofil oder weiteres Bild"),
    (".jpg", with_segment(0xED, b"Photoshop 3.0\0" + TEXT), "APP13: IPTC"),
    (".jpg", with_segment(0xE0, b"JFXX\0\x10" + TEXT), "APP0: Vorschaubild oder Text"),
    (".jpg", with_segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), "APP0: Vorschaubild oder Text"),
    (".jpg", changed_segment(0xE0, b"", TEXT), "APP0: Vorschaubild oder Text"),
    (".jpg", changed_segment(0xE0, b"\0\0", b"\2\2" + TEXT[:12]), "APP0: Vorschaubild oder Text"),
    (".jpg", changed_segment(0xEE, b"", TEXT, mode="CMYK"), "APP14"),
    (".jpg", with_segment(0xEE, TEXT[:12]), "APP14"),
    (".jpg", with_segment(0x01, TEXT), "FF01"),
    (".jpg", with_segment(0xDC, TEXT), "FFDC"),
    (".webp", picture(".webp", exif=exif(), xmp=b"<x/>"), "EXIF: Aufnahmedaten, XMP: Angaben der Bearbeitung"),
    (".webp", picture(".webp", icc_profile=PROFILE + b"Exif\0\0" + TEXT), "ICCP: Farbprofil"),
    (".webp", webp([*webp_parts(picture(".webp")), (b"prIV", TEXT)]), "prIV"),
]
SCAN = picture(".jpg")[:-2]
HIDING = [
    # behind the end, and instead of a picture
    *((suffix, picture(suffix) + TEXT, "hinter dem Ende des Bildes stehen noch 40 Byte") for suffix in KINDS),
    (".png", png([(b"IEND", TEXT)]), "ihre Teile stehen nicht so"),
    (".png", png([(b"IHDR", chunks(picture(".png"))[0][1]), (b"IEND", b"")]), "ihre Teile stehen nicht so"),
    (".jpg", picture(".jpg") + picture(".jpg"), "hinter dem Ende des Bildes stehen noch"),
    # within the pixels
    (".png", with_pixels(lambda pixels: pixels + TEXT), faults.WITHIN.found),
    (".png", with_pixels(lambda pixels: pixels + zlib.compress(TEXT)), faults.WITHIN.found),
    (".png", with_pixels(lambda pixels: zlib.compress(zlib.decompress(pixels) + b"\0")), faults.WITHIN.found),
    (".png", with_pixels(lambda pixels: zlib.compress(zlib.decompress(pixels) + TEXT * 10**5)), faults.WITHIN.found),
    (".png", png([*chunks(picture(".png"))[:-1], (b"IDAT", TEXT), (b"IEND", b"")]), faults.WITHIN.found),
    (".jpg", SCAN + TEXT + b"\xff\xd9", faults.WITHIN.found),
    (".jpg", SCAN + TEXT[:16] + b"\xff\xd9", faults.WITHIN.found),
    (
        ".jpg",
        SCAN + b"".join(picture(".jpg", size=(16, 16)).partition(b"\xff\xc0")[1:]),
        "das Bild ist in mehreren Durchgängen",
    ),
    (".jpg", SCAN + picture(".jpg"), "das Bild ist in mehreren Durchgängen"),
    (".webp", with_end(b"VP8 ", TEXT), faults.WITHIN.found),
    (".webp", with_end(b"VP8 ", TEXT[:16]), faults.WITHIN.found),
    (".webp", with_end(b"VP8L", TEXT, lossless=True), faults.WITHIN.found),
    (".webp", with_end(b"VP8 ", TEXT, mode="RGBA"), faults.WITHIN.found),
    (".webp", with_end(b"ALPH", TEXT, mode="RGBA"), faults.WITHIN.found),
    (".webp", within_first_run(TEXT), faults.WITHIN.found),
    # in tables that nothing needs
    (".jpg", with_segment(0xDB, b"\0" + (TEXT * 2)[:64]), "das Bild enthält Tabellen, die es nicht braucht"),
    (".jpg", with_segment(0xDB, b"\3" + (TEXT * 2)[:64]), "das Bild enthält Tabellen, die es nicht braucht"),
    (".jpg", with_segment(0xC4, b"\2" + bytes(15) + b"\x28" + TEXT), "das Bild enthält Tabellen, die es nicht braucht"),
    # each scan could hold more than the picture
    (".jpg", picture(".jpg", progressive=True), "das Bild ist in mehreren Durchgängen"),
    (".jpg", picture(".jpg", restart_marker_blocks=2), "das Bild ist in mehreren Durchgängen"),
    (".jpg", changed_segment(0xDA, b"\3\1\0\2\x11\3\x11\0\x3f\0", b"\1\1\0\0\x3f\0"), "das Bild ist in mehreren Durchgängen"),
    (".jpg", SCAN + b"\xff\xd0" + TEXT + b"\xff\xd9", "das Bild ist in mehreren Durchgängen"),
    # what moves
    (".png", picture(".png", save_all=True, append_images=[Image.new("L", (40, 30))]), "das Bild bewegt sich"),
    (".webp", picture(".webp", save_all=True, append_images=[Image.new("L", (40, 30))]), "das Bild bewegt sich"),
    (".webp", webp([(b"ANMF", bytes(16) + b"EXIF" + TEXT)]), "das Bild bewegt sich"),
    # a form of the file that says other than what is so
    (".webp", with_canvas(0x08), "abgeschnitten oder beschädigt"),
    (".webp", with_canvas(0, TEXT), "abgeschnitten oder beschädigt"),
    (".webp", with_canvas(0, width=41), "abgeschnitten oder beschädigt"),
    (".webp", webp([*webp_parts(picture(".webp")), *webp_parts(picture(".webp"))]), "ihre Teile stehen nicht so"),
]


@pytest.mark.parametrize(("suffix", "data"), PLAIN)
def test_pictures_that_are_nothing_else(suffix: str, data: bytes) -> None:
    assert found(data, suffix) == ""


@pytest.mark.parametrize(("suffix", "data", "expected"), BESIDE)
def test_what_is_told_beside_the_picture(suffix: str, data: bytes, expected: str) -> None:
    assert found(data, suffix) == f"das Bild enthält Angaben neben dem Bild ({expected}), oft Ort, Zeit, Gerät oder Namen"


@pytest.mark.parametrize(("suffix", "data", "expected"), HIDING)
def test_nothing_hides_in_a_picture(suffix: str, data: bytes, expected: str) -> None:
    assert expected in found(data, suffix)


@pytest.mark.parametrize(("suffix", "data"), PLAIN)
def test_a_picture_is_whole(suffix: str, data: bytes) -> None:
    for broken in (b"", data[:-1], data[: len(data) // 2], b"GIF89a" + data, b"<svg/>", random.Random(0).randbytes(200)):
        assert found(broken, suffix).startswith("die Datei ist kein ganzes Bild der Art, die ihr Name sagt: ")


((_, content),) = webp_parts(picture(".webp"))
BROKEN = [
    (".png", png([(b"IHDR", struct.pack(">IIBBBBB", *header)), *chunks(picture(".png"))[1:]]))
    for header in (
        (40, 30, 8, 7, 0, 0, 0),
        (40, 30, 3, 2, 0, 0, 0),
        (40, 30, 8, 2, 1, 0, 0),
        (40, 30, 8, 2, 0, 1, 0),
        (40, 30, 8, 2, 0, 0, 2),
        (0, 30, 8, 2, 0, 0, 0),
        (40, 31, 8, 2, 0, 0, 0),
        (40, 30, 8, 3, 0, 0, 0),
    )
] + [
    (".png", picture(".png").replace(b"IDAT", b"IDAX")),
    (".png", png(chunks(picture(".png"))[1:])),
    (".png", png([(b"IHDR", b""), *chunks(picture(".png"))[1:]])),
    (".png", png([chunks(picture(".png"))[0], (b"IDAT", TEXT), (b"IEND", b"")])),
    (".png", with_pixels(lambda pixels: pixels[:-5])),
    (".png", with_pixels(lambda pixels: zlib.compress(b"\7" + zlib.decompress(pixels)[1:]))),
    (".png", png([*chunks(picture(".png"))[:-1], (b"sRGB", b"\0"), (b"IDAT", b""), (b"IEND", b"")])),
    (".png", png([*(part for part in chunks(picture(".png", "P")) if part[0] != b"PLTE")])),
    (".png", png(sorted(chunks(picture(".png", "P")), key=lambda part: [b"IHDR", b"IDAT", b"PLTE", b"IEND"].index(part[0])))),
    (".jpg", picture(".jpg")[:2] + b"hidden" + picture(".jpg")[2:]),
    (".jpg", picture(".jpg").replace(b"\xff\xc0", b"\xff\xc4")),
    (".jpg", with_segment(0xC0, b"")),
    (".jpg", changed_segment(0xC0, b"", TEXT)),
    (".jpg", changed_segment(0xDA, b"\x3f\0", b"\x3e\0")),
    (".jpg", changed_segment(0xDA, b"", TEXT)),
    (".jpg", changed_segment(0xDB, b"", TEXT)),
    (".jpg", changed_segment(0xC4, b"", TEXT)),
    (".webp", webp([(b"VP8 ", TEXT)])),
    (".webp", webp([(b"VP8L", TEXT)])),
    (".webp", webp([])),
    (".webp", webp([(b"VP8 ", (b"\1" + content[1:]))])),
    (".webp", webp([(b"VP8 ", content[:6] + b"\xff\xff" + content[8:])])),
    (".webp", webp([(b"VP8 ", bytes(11))])[:-1] + b"X"),
    (".jpg", SCAN),
    (".jpg", SCAN[: SCAN.index(b"\xff\xda")] + b"\xff\xd9"),
    (".jpg", SCAN[:20] + b"\xff\xdb\0\1" + SCAN[20:]),
    (".jpg", SCAN[:20] + b"\xff\xdb\xff\xff" + SCAN[20:]),
    (".jpg", picture(".jpg").replace(struct.pack(">HH", 30, 40), struct.pack(">HH", 0, 40))),
    (".webp", webp([(b"VP8 ", bytes([content[0] & 0x1F, 0, 0]) + content[3:])])),
]


@pytest.mark.parametrize(("suffix", "data"), BROKEN)
def test_what_says_that_it_is_a_picture(suffix: str, data: bytes) -> None:
    """Its parts have their names, but do not stand as they must, are damaged, or make no picture together."""
    assert found(data, suffix).startswith("die Datei ist kein ganzes Bild der Art, die ihr Name sagt: ")


LARGE = [
    (".png", png([(b"IHDR", struct.pack(">IIBBBBB", 2001, 2000, 1, 0, 0, 0, 0)), (b"IDAT", b""), (b"IEND", b"")])),
    (".jpg", picture(".jpg").replace(struct.pack(">HH", 30, 40), struct.pack(">HH", 2000, 2001))),
    (".webp", webp([(b"VP8 ", content[:6] + struct.pack("<HH", 2001, 2000) + content[10:])])),
]


@pytest.mark.parametrize(("suffix", "data"), LARGE)
def test_nothing_is_decoded_that_is_too_large(suffix: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pruefbuch.pictures._decodes", None)
    fault = pictures.fault(data, suffix)
    assert fault and (fault.found, fault.allowed) == ("das Bild hat 2001 × 2000 Bildpunkte", "höchstens 4 Millionen")


def test_a_large_picture_of_nothing_needs_no_memory() -> None:
    """4 million pixels are allowed; whatever else is packed behind them is not even unpacked."""
    header = struct.pack(">IIBBBBB", 2000, 2000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((1 + 250) * 2000))
    assert found(png([(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]), ".png") == ""
    bomb = zlib.compress(bytes(200_000_000))
    assert found(png([(b"IHDR", header), (b"IDAT", bomb), (b"IEND", b"")]), ".png") == faults.WITHIN.found


@given(st.sampled_from(PLAIN), st.data())
def test_damage_is_found_or_harmless(case: tuple[str, bytes], data: st.DataObject) -> None:
    """Whatever the bytes are: a sentence or none, never an exception."""
    suffix, good = case
    damaged = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    pictures.fault(bytes(damaged), suffix)


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=300))
def test_any_bytes(suffix: str, data: bytes) -> None:
    assert found(data, suffix)


@given(st.sampled_from([case for case in PLAIN if len(case[1]) > 100]), st.binary(min_size=1, max_size=60), st.data())
def test_whatever_is_put_into_a_png_is_found(case: tuple[str, bytes], more: bytes, data: st.DataObject) -> None:
    """Its parts have checksums, so that no byte can be added anywhere unseen."""
    suffix, good = case
    if suffix == ".png":
        at = data.draw(st.integers(0, len(good)))
        assert found(good[:at] + more + good[at:], suffix)


def test_who_has_no_pictures_does_not_wait_for_what_decodes_them() -> None:
    code = "import sys, pruefbuch.book, pruefbuch.pictures; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_the_rule_says(tmp_path: Path) -> None:
    files = {
        "a.jpg": picture(".jpg", exif=exif()),
        "b.PNG": picture(".png"),
        "c.webp": picture(".jpg"),
        "d.png": bytes(picture_files.MAX_BYTES + 1),
        "e.png": bytes(tree.MAX_BYTES + 1),
    }
    (tmp_path / "content").mkdir()
    for name, data in files.items():
        (tmp_path / "content" / name).write_bytes(data)
    problems = [*picture_files.check(tree.read(tmp_path))]
    assert {each.place.path: each.found for each in problems} == {
        "content/a.jpg": "das Bild enthält Angaben neben dem Bild (APP1: Exif oder XMP), oft Ort, Zeit, Gerät oder Namen",
        "content/c.webp": "die Datei ist kein ganzes Bild der Art, die ihr Name sagt: sie beginnt nicht wie eines",
        "content/d.png": "das Bild hat 1,1 MB",
        "content/e.png": "die Datei hat 10,1 MB",
    }
    (large,) = (each for each in problems if "1,1" in each.found)
    assert reports.text(large) == (
        "content/d.png:1:1: Fehler: das Bild hat 1,1 MB; höchstens 1 MB; verkleinern; 1600 Bildpunkte in der Breite genügen [picture]"
    )
    (tmp_path / "content" / "d.png").write_bytes(bytes(picture_files.MAX_BYTES))
    assert "MB" not in " ".join(
        each.found for each in picture_files.check(tree.read(tmp_path)) if each.place.path == "content/d.png"
    )
    assert list(picture_files.check(tree_of({}, others=("assessments/x.png", "content/x.svg")))) == []


def test_a_picture_that_was_found_sound_is_not_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is known by what it says and by what its name says it is, not by its place."""
    (tmp_path / "content").mkdir()
    data = picture(".png")
    (tmp_path / "content" / "a.png").write_bytes(data)
    sound = frozenset(picture_files.names(tree.read(tmp_path)).values())
    looked: list[str] = []
    monkeypatch.setattr(pictures, "fault", lambda data, suffix: looked.append(suffix))
    assert [*picture_files.check(tree.read(tmp_path, None, sound))] == [] and looked == []
    (tmp_path / "content" / "b.PNG").write_bytes(data)
    (tmp_path / "content" / "c.jpg").write_bytes(data)
    (tmp_path / "content" / "a.png").write_bytes(data + b"x")
    assert [*picture_files.check(tree.read(tmp_path, None, sound))] == [] and sorted(looked) == [".jpg", ".png"]
