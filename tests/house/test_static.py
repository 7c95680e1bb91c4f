"""The house's looks: what is vendored is what it was, small enough, and nothing comes from elsewhere."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "lms" / "static"
VENDOR = STATIC / "vendor"
FONTS = VENDOR / "fonts"
OURS = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")


def manifest() -> dict[str, str]:
    lines = (VENDOR / "manifest.sha256").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def vendored() -> list[str]:
    return sorted(
        str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file() and path.name != "manifest.sha256"
    )


def texts() -> list[Path]:
    written = [*STATIC.rglob("*.css"), *STATIC.rglob("*.js"), *STATIC.rglob("*.svg"), *(ROOT / "templates").rglob("*.html")]
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
    for face in ("young-serif", "atkinson-hyperlegible-next", "newsreader"):
        assert "SIL OPEN FONT LICENSE" in (FONTS / f"OFL-{face}.txt").read_text().upper()


def test_the_stylesheet_stays_under_25_kilobytes():
    assert (STATIC / "app.css").stat().st_size < 25_000


def test_the_first_visit_loads_two_faces_of_61_kilobytes_at_most():
    first = [FONTS / "young-serif-latin.woff2", FONTS / "atkinson-latin.woff2"]
    assert sum(path.stat().st_size for path in first) < 61_000


@pytest.mark.parametrize("path", texts(), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_loaded_from_elsewhere(path):
    text = path.read_text()
    for address in OURS:
        text = text.replace(address, "")
    loaded = re.findall(r"""(?:src|srcset|data|action|poster)\s*=\s*["']?\s*(?:https?:)?//[^"'\s>]+""", text)
    loaded += re.findall(r"<link[^>]+(?:https?:)?//[^>]+>", text)
    loaded += re.findall(r"""(?:url\(|@import|import\s|from\s|fetch\()\s*["']?\s*(?:https?:)?//[^"')\s]+""", text)
    assert loaded == []


@pytest.mark.parametrize("path", [p for p in texts() if p.suffix == ".html"], ids=lambda p: str(p.relative_to(ROOT)))
def test_no_page_carries_style_or_script_of_its_own(path):
    if "documents" in path.parts:
        return
    text = path.read_text()
    assert not re.search(r"""\sstyle\s*=\s*["']""", text), "a style attribute is refused by the content security policy"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "an inline handler is refused by the content security policy"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text) and "<style" not in text
