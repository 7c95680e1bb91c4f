"""The house's looks: what is vendored is what it was, small enough, and nothing comes from elsewhere."""

import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "lms" / "static"
VENDOR = STATIC / "vendor"
FONTS = VENDOR / "fonts"
FOREIGN = (
    r"""(?:src|srcset|data|action|poster)\s*=\s*["']?\s*(?:https?:)?//[^"'\s>]+""",
    r"<link[^>]+(?:https?:)?//[^>]+>",
    r"""(?:url\(|@import|import\s|from\s|fetch\()\s*["']?\s*(?:https?:)?//[^"')\s]+""",
)
OWN = r"""\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|<script(?![^>]*\ssrc=)|<style"""
OURS = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")


def manifest() -> dict[str, str]:
    lines = (VENDOR / "manifest.sha256").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def vendored() -> list[str]:
    return sorted(
        str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file() and path.name != "manifest.sha256"
    )


def texts() -> list[Path]:
    written = [path for ending in ("css", "js", "svg") for path in STATIC.rglob(f"*.{ending}")]
    written += (ROOT / "templates").rglob("*.html")
    return sorted(path for path in written if VENDOR not in path.parents and "mail" not in path.parts)


def test_every_vendored_file_is_in_the_manifest_and_no_other():
    assert sorted(manifest()) == vendored()


def test_every_vendored_file_is_the_one_that_was_vendored():
    changed = [
        name for name, digest in manifest().items()
        if hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() != digest
    ]
    assert changed == []


def test_every_face_has_its_licence_beside_it():
    for face in ("young-serif", "atkinson-hyperlegible-next", "newsreader", "lexend"):
        assert "SIL OPEN FONT LICENSE" in (FONTS / f"OFL-{face}.txt").read_text().upper()


def test_the_stylesheet_stays_under_25_kilobytes():
    assert (STATIC / "app.css").stat().st_size < 25_000
    assert (STATIC / "reading.css").stat().st_size < 12_000


def test_the_first_visit_loads_two_faces_of_61_kilobytes_at_most():
    first = [FONTS / "young-serif-latin.woff2", FONTS / "atkinson-latin.woff2"]
    assert sum(path.stat().st_size for path in first) < 61_000


def test_a_face_that_nobody_chose_is_not_loaded():
    """Its styles stand in a file of their own, which a page without the choice leaves aside."""
    assert "Lexend" not in (STATIC / "app.css").read_text() and "Lexend" in (STATIC / "looks.css").read_text()
    assert (STATIC / "looks.css").stat().st_size < 4_000 and (STATIC / "print.css").stat().st_size < 2_000


@pytest.mark.parametrize("files", [
    ["young-serif-latin.woff2", "young-serif-latin-ext.woff2"], ["atkinson-latin.woff2", "atkinson-latin-ext.woff2"],
    ["lexend-latin.woff2", "lexend-latin-ext.woff2", "lexend-vietnamese.woff2"], ["young-serif-print.ttf"],
    ["atkinson-print-400.ttf"], ["atkinson-print-600.ttf"], ["atkinson-print-700.ttf"],
], ids=lambda files: files[0])
def test_a_name_never_mixes_faces(files):
    held = set().union(*(TTFont(FONTS / name).getBestCmap() for name in files))
    letters = set("Ṣọlá Adéyẹmí Ọlọ́run Ẹ̀kọ́ Rhiannon Prŷs Siân Llŷr-Evans Ŵyn Łukasz Ağaoğlu’")
    assert {letter for letter in letters if ord(letter) not in held} == set()


def test_the_nought_in_dates_has_no_slash():
    face = TTFont(FONTS / "atkinson-latin.woff2")
    assert face["glyf"]["zero"].numberOfContours == 2


def test_nothing_is_loaded_from_elsewhere():
    loaded = []
    for path in texts():
        text = path.read_text()
        for address in OURS:
            text = text.replace(address, "")
        for pattern in FOREIGN:
            loaded += [(path.name, found) for found in re.findall(pattern, text)]
    assert loaded == []


def test_no_page_carries_style_or_script_of_its_own():
    """The content security policy refuses them, and a page would be broken without a word."""
    refused = []
    for path in texts():
        if path.suffix == ".html" and "documents" not in path.parts:
            refused += [(path.name, found) for found in re.findall(OWN, path.read_text())]
    assert refused == []
