"""Pictures are published as pictures only: what another program puts beside the picture is found, and nothing breaks the reader."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from plots import tree_of
from pruefbuch import pictures, reports, tree
from pruefbuch.rules import picture_files

KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(suffix: str, mode: str = "RGB", **options: object) -> bytes:
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
    *((suffix, picture(suffix, icc_profile=PROFILE, dpi=(72, 72))) for suffix in KINDS),
    *((".png", picture(".png", mode)) for mode in ("1", "L", "P", "RGBA", "I;16")),
    (".png", picture(".png", save_all=True, append_images=[Image.new("L", (40, 30))])),
    *((".jpg", picture(".jpg", mode)) for mode in ("L", "CMYK")),
    (".jpg", picture(".jpg", progressive=True, restart_marker_blocks=2)),
    *((".webp", picture(".webp", mode, lossless=lossless)) for mode in ("RGB", "RGBA") for lossless in (True, False)),
    (".webp", picture(".webp", save_all=True, append_images=[Image.new("L", (40, 30))])),
]
TELLING = [
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
        with pytest.raises(pictures.Broken):
            pictures.extras(broken, suffix)


def test_nothing_hides_between_the_parts_of_a_jpeg() -> None:
    data = picture(".jpg")
    with pytest.raises(pictures.Broken):
        pictures.extras(data[:2] + b"hidden" + data[2:], ".jpg")


@given(st.sampled_from(PLAIN), st.data())
def test_damage_is_found_or_harmless(case: tuple[str, bytes], data: st.DataObject) -> None:
    """Whatever the bytes are: a list of names or `Broken`, never another exception."""
    suffix, good = case
    damaged = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(pictures.Broken):
        assert all(pictures.extras(bytes(damaged), suffix))


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=300))
def test_any_bytes(suffix: str, data: bytes) -> None:
    with pytest.raises(pictures.Broken):
        pictures.extras(data, suffix)


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
    found = {each.place.path: each.found for each in picture_files.check(tree.read(tmp_path))}
    assert found == {
        "content/a.jpg": "das Bild enthält Angaben neben dem Bild (APP1), oft Ort, Zeit, Gerät oder Namen",
        "content/c.webp": "die Datei ist kein ganzes Bild der Art „.webp“ oder enthält mehr als das Bild",
        "content/d.png": "das Bild hat 1,1 MB",
        "content/e.png": "die Datei hat 10,1 MB",
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
