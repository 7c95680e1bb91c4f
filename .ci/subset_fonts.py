"""Make the faces in lms/static/vendor/fonts from their sources; a maintainer's script, not part of the product.

    pip install fonttools brotli
    python .ci/subset_fonts.py SOURCES

SOURCES holds three files, all under the SIL Open Font License 1.1 without reserved names:
  atkinson.ttf           AtkinsonHyperlegibleNext[wght].ttf, 2.001, of googlefonts/atkinson-hyperlegible-next
  young-serif.ttf        YoungSerif_400Regular.ttf of the npm package @expo-google-fonts/young-serif 0.4.0
  newsreader-italic.ttf  Newsreader_400Regular_Italic.ttf of @expo-google-fonts/newsreader 0.4.1

Two changes are made to Atkinson: its nought loses the slash, which looks technical in dates, and it gains the
letters with a dot below that names in Yoruba, Igbo or Arabic need (ẹ ọ ṣ and their like, and the dot as a mark),
so that a name never mixes faces.
"""

import copy
import hashlib
import sys
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent, GlyphCoordinates
from fontTools.ttLib.tables.otTables import Anchor, MarkRecord
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.instancer import instantiateVariableFont
from fontTools.varLib.iup import iup_delta

VENDOR = Path(__file__).resolve().parent.parent / "lms" / "static" / "vendor"
OUT = VENDOR / "fonts"
MARKS = [0x300, 0x301, 0x302, 0x303, 0x304, 0x308, 0x30C, 0x323, 0x327]
LATIN = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x2BC, 0x2C6, 0x2DA, 0x2DC, *range(0x2010, 0x2027),
    0x202F, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, *range(0x2190, 0x2194), 0x2212, *MARKS,
]
EXTENDED = [*range(0x100, 0x250), *range(0x1E00, 0x1F00), *MARKS]
FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk", "liga", "calt", "lnum", "pnum", "tnum"]
DOTTED = dict(zip("ẸẹỌọṢṣỊịỤụẠạḌḍḤḥṬṭẒẓ", "EeOoSsIiUuAaDdHhTtZz", strict=True))
GAP = 62  # between the letter and the dot beneath it, in units of the em


def main(sources: Path) -> None:
    atkinson = read(sources / "atkinson.ttf")
    open_the_nought(atkinson)
    add_dotted_letters(atkinson)
    young, newsreader = read(sources / "young-serif.ttf"), read(sources / "newsreader-italic.ttf")
    for name, font in (("atkinson", atkinson), ("young-serif", young)):
        save(font, LATIN, f"{name}-latin.woff2")
        save(font, EXTENDED, f"{name}-latin-ext.woff2")
    whole = LATIN + EXTENDED
    for weight in (400, 600, 700):
        save(instantiateVariableFont(copy.deepcopy(atkinson), {"wght": weight}), whole, f"atkinson-print-{weight}.ttf")
    save(young, whole, "young-serif-print.ttf")
    save(newsreader, whole, "newsreader-italic-print.ttf")
    write_manifest()


def read(path: Path) -> TTFont:
    """A face as it is; its date stays, so that the same sources give the same files."""
    return TTFont(path, recalcTimestamp=False)


def open_the_nought(font: TTFont) -> None:
    """Replace the two halves of the slashed counter by one, mirrored from its lower left quarter."""
    glyf, points = font["glyf"], list(font["glyf"]["zero"].coordinates)
    variations = dense_variations(font, "zero")
    at = {place: points.index(place) for place in [(324, 62), (497, 335), (324, 608), (151, 335)]}
    bottom, right, top, left = at.values()
    quarter = [left + 1, left + 2, left + 3]  # the curve's own points from the left to the bottom

    def counter(of: list) -> list:
        across, up = of[left][0] + of[right][0], of[bottom][1] + of[top][1]
        near = [of[i] for i in quarter]
        return [
            of[bottom], *[(across - x, y) for x, y in reversed(near)],
            of[right], *[(across - x, up - y) for x, y in near],
            of[top], *[(x, up - y) for x, y in reversed(near)], of[left], *near,
        ]

    def opened(of: list) -> list:
        return list(of[:16]) + counter(of) + list(of[len(points):])

    for variation in variations:
        variation.coordinates = opened(variation.coordinates)
    nought = Glyph()
    nought.numberOfContours, nought.endPtsOfContours = 2, [15, 31]
    nought.coordinates = GlyphCoordinates(opened(points))
    nought.flags = bytearray([*glyf["zero"].flags[:16], *[1, 0, 0, 0] * 4])
    nought.program = glyf["zero"].program
    glyf["zero"] = nought
    font["gvar"].variations["zero"] = variations
    nought.recalcBounds(glyf)


def dense_variations(font: TTFont, name: str) -> list[TupleVariation]:
    coordinates, control = font["glyf"]._getCoordinatesAndControls(name, font["hmtx"].metrics)
    dense = []
    for variation in font["gvar"].variations[name]:
        deltas = iup_delta(variation.coordinates, coordinates, control.endPts)
        dense.append(TupleVariation(dict(variation.axes), list(deltas)))
    return dense


def add_dotted_letters(font: TTFont) -> None:
    """Compose each letter from its base and the dot that the face puts on i, at every weight."""
    del font["HVAR"]  # widths of the new glyphs follow from gvar
    regions = [variation.axes for variation in font["gvar"].variations["e"]]
    add_dot(font, "uni0323", None, regions)
    for letter, base in DOTTED.items():
        name = f"uni{ord(letter):04X}"
        add_dot(font, name, base, regions)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(letter)] = name
        join_bases(font, name, base)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x323] = "uni0323"
    join_marks(font)


def add_dot(font: TTFont, name: str, base: str | None, regions: list[dict]) -> None:
    def offset(place: dict) -> tuple[int, int]:
        dot = bounds(font, "uni0307", place)
        if base is None:
            return 0, -GAP - round(dot[3])
        letter = bounds(font, base, place)
        return round((letter[0] + letter[2] - dot[0] - dot[2]) / 2), -GAP - round(dot[3])

    def component(of: str, x: int, y: int, flags: int) -> GlyphComponent:
        part = GlyphComponent()
        part.glyphName, part.x, part.y, part.flags = of, x, y, flags
        return part

    glyf, default = font["glyf"], offset({})
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = ([component(base, 0, 0, 0x0204)] if base else []) + [component("uni0307", *default, 0x0004)]
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    glyf.glyphs[name], glyf.glyphOrder = glyph, font.getGlyphOrder()
    glyph.recalcBounds(glyf)
    font["hmtx"][name] = (font["hmtx"][base][0] if base else 0, glyph.xMin)
    font["gvar"].variations[name] = []
    bases = {tuple(v.axes.items()): v for v in (dense_variations(font, base) if base else [])}
    for axes in regions:
        there = offset({axis: peak for axis, (_low, peak, _high) in axes.items()})
        moved = (there[0] - default[0], there[1] - default[1])
        same = bases.get(tuple(axes.items()))
        phantom = same.coordinates[-4:] if same else [(0, 0)] * 4
        deltas = ([(0, 0)] if base else []) + [moved, *phantom]
        font["gvar"].variations[name].append(TupleVariation(dict(axes), deltas))
    font["GDEF"].table.GlyphClassDef.classDefs[name] = 1 if base else 3


def bounds(font: TTFont, name: str, place: dict) -> tuple:
    glyphs = font.getGlyphSet(location=place, normalized=True)
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return pen.bounds


def join_bases(font: TTFont, name: str, base: str) -> None:
    """Kern the new letter, and hang marks on it, as on its base."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if lookup.LookupType == 4 and base in table.BaseCoverage.glyphs:
                record = table.BaseArray.BaseRecord[table.BaseCoverage.glyphs.index(base)]
                table.BaseCoverage.glyphs.append(name)
                table.BaseArray.BaseRecord.append(copy.deepcopy(record))
                table.BaseArray.BaseCount += 1
            elif lookup.LookupType == 2 and table.Format == 2:
                for classes in (table.ClassDef1.classDefs, table.ClassDef2.classDefs):
                    if base in classes:
                        classes[name] = classes[base]
                if base in table.Coverage.glyphs:
                    table.Coverage.glyphs.append(name)


def join_marks(font: TTFont) -> None:
    """The dot below hangs where the comma below does."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if lookup.LookupType == 4 and "uni0326" in table.MarkCoverage.glyphs:
                box = bounds(font, "uni0323", {})
                record, anchor = MarkRecord(), Anchor()
                record.Class, record.MarkAnchor = 0, anchor
                anchor.Format, anchor.XCoordinate, anchor.YCoordinate = 1, round((box[0] + box[2]) / 2), 0
                table.MarkCoverage.glyphs.append("uni0323")
                table.MarkArray.MarkRecord.append(record)
                table.MarkArray.MarkCount += 1


def save(font: TTFont, characters: list[int], name: str) -> None:
    options = Options(layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True)
    options.hinting = name.endswith(".woff2") and not name.startswith("atkinson")
    cut = copy.deepcopy(font)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(cut)
    cut.flavor = "woff2" if name.endswith("woff2") else None
    cut.save(OUT / name)
    print(f"{name}: {(OUT / name).stat().st_size / 1000:.1f} kB, {len(cut.getBestCmap())} characters")


def write_manifest() -> None:
    files = sorted(path for path in VENDOR.rglob("*") if path.is_file() and path.name != "manifest.sha256")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(VENDOR)}\n" for path in files]
    (VENDOR / "manifest.sha256").write_text("".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
