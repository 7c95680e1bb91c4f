"""The door to PDF: a page of HTML becomes a file that can be archived, read aloud and made again byte for byte.

Nothing else imports WeasyPrint. Every file is PDF/A-3a and PDF/UA-1, with its fonts
embedded; nothing is fetched but what lies in the static folder and the drawings handed over.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

STATIC = Path(__file__).resolve().parent / "static"
DRAWING = "drawing:"
COLOURS = "--srgb"

# WeasyPrint writes one standard's mark only; PDF/A wants the other's described before it is used.
_UA_MARK = b"""\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
"""

# Pango's font map is shared by all threads of a process and is not made for that.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Attached:
    """A file inside the file; its date is given, so that the same input makes the same bytes."""

    name: str
    content: bytes
    description: str
    dated: datetime


def render(
    html: str,
    *,
    stylesheet: str = "documents/document.css",
    drawings: Mapping[str, str] | None = None,
    attachments: Iterable[Attached] = (),
) -> bytes:
    """The page as PDF; the same input gives the same bytes, in any process.

    `stylesheet` is a path below the static folder. `drawings` are SVG texts that the page
    shows as `url(drawing:name)`. The page carries its own language, title and, as
    `dcterms.created`, its date. Raises ValueError where the page wants anything else fetched.
    """
    with _one_at_a_time:
        press = _press()
        try:
            page = press.weasyprint.HTML(
                string=html, base_url=STATIC.as_uri() + "/", url_fetcher=press.fetcher()
            )
            return page.write_pdf(
                font_config=press.fonts,
                stylesheets=[press.stylesheet(stylesheet)],
                pdf_variant="pdf/a-3a",
                output_intent=COLOURS,
                color_profiles={COLOURS: press.colours()},
                finisher=_mark_as_accessible,
                attachments=[press.attachment(attached) for attached in attachments],
                cache=press.pictures(drawings or {}),
            )
        except press.refused as refused:  # no Exception: it would take the worker down with it
            raise ValueError(str(refused)) from refused


def _mark_as_accessible(document, pdf) -> None:
    """Say in the metadata that the file keeps to PDF/UA-1 too."""
    metadata = next(
        thing for thing in pdf.objects if getattr(thing, "extra", {}).get("Type") == "/Metadata"
    )
    metadata.stream = [b"".join(metadata.stream).replace(b"</rdf:RDF>", _UA_MARK + b"</rdf:RDF>")]


class _Press:
    """WeasyPrint with what is worth keeping between two pages: fonts and parsed stylesheets."""

    def __init__(self):
        import weasyprint  # takes half a second: only a process that prints pays for it
        from weasyprint.css import ColorProfile
        from weasyprint.images import SVGImage
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        class StaticOnly(URLFetcher):
            """Answers from the static folder; anything else stops the page."""

            def __init__(self):
                super().__init__(allowed_protocols=())

            def fetch(self, url, headers=None):
                if path := _static_file(url):
                    return URLFetcherResponse(url, path.read_bytes())
                raise FatalURLFetchingError(f"a document may not fetch {url}")

        self.weasyprint = weasyprint
        self.refused = FatalURLFetchingError
        self.fonts = FontConfiguration()
        self.fetcher = StaticOnly
        self._colour_profile = ColorProfile
        self._srgb = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
        self._stylesheets = {}
        self._svg_image = SVGImage
        self._drawn = lru_cache(64)(self._picture)
        self._art = {
            file.as_uri(): self._picture(file.read_text()) for file in (STATIC / "documents").glob("*.svg")
        }

    def stylesheet(self, path: str):
        if path not in self._stylesheets:
            self._stylesheets[path] = self.weasyprint.CSS(
                filename=STATIC / path, font_config=self.fonts, url_fetcher=self.fetcher()
            )
        return self._stylesheets[path]

    def pictures(self, drawings: Mapping[str, str]) -> dict:
        """What a page may show, by address: the static art, and what was drawn for it."""
        return self._art | {f"{DRAWING}{name}": self._drawn(svg) for name, svg in drawings.items()}

    def _picture(self, svg: str):
        return _Picture(self._svg_image(ElementTree.fromstring(svg), None, self.fetcher(), None))

    def colours(self):
        """The meaning of our colours; WeasyPrint's own way of adding it leaves a file open each time."""
        return self._colour_profile(
            BytesIO(self._srgb), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"])
        )

    def attachment(self, attached: Attached):
        return self.weasyprint.Attachment(
            string=attached.content,
            name=attached.name,
            description=attached.description,
            relationship="Data",
            created=attached.dated,
            modified=attached.dated,
        )


class _Picture:
    """An SVG that is drawn once for each size, and played back from then on: half the time of a page."""

    def __init__(self, image):
        self._image = image
        self._kept: dict[tuple[float, float], tuple[list, dict]] = {}

    def get_intrinsic_size(self, resolution, font_size):
        return self._image.get_intrinsic_size(resolution, font_size)

    def draw(self, stream, width: float, height: float, style) -> None:
        # WeasyPrint gives each picture a stream of its own; what it adds there is all there is to it.
        size, named = (width, height), stream._resources
        if size in self._kept:
            strokes, states = self._kept[size]
            stream.stream.extend(strokes)
            named["ExtGState"].update(states)
            return
        begun = len(stream.stream)
        self._image.draw(stream, width, height, style)
        if not any(named[kind] for kind in ("XObject", "Pattern", "Shading")):
            self._kept[size] = (stream.stream[begun:], dict(named["ExtGState"]))


def _static_file(url: str) -> Path | None:
    """The file below the static folder that a URL means, if it means one."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return None
    path = Path(unquote(parts.path)).resolve()
    return path if path.is_relative_to(STATIC) and path.is_file() else None


_press = cache(_Press)
