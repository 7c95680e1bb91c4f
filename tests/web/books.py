"""Reading what we write for Excel, as far as the tests need it: straight from the XML in the archive."""

import io
import zipfile
from xml.etree import ElementTree

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of(book: bytes, sheet: int = 1) -> list[list[str]]:
    """The cells of a sheet as text, the head first; an empty cell is ""."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        shared = _shared(archive.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
        tree = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))
    rows = [{cell.get("r").rstrip("0123456789"): _text(cell, shared) for cell in row}
            for row in tree.iter(f"{SPACE}row")]
    assert not list(tree.iter(f"{SPACE}f")), "a formula"
    columns = sorted(rows[0], key=lambda name: (len(name), name))
    return [[row.get(column, "") for column in columns] for row in rows]


def _text(cell, shared: list[str]) -> str:
    if cell.get("t") == "s":
        return shared[int(cell.findtext(f"{SPACE}v"))]
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    return cell.findtext(f"{SPACE}v") or ""


def _shared(xml: bytes) -> list[str]:
    return ["".join(item.itertext()) for item in ElementTree.fromstring(xml)]
