"""All that a browser fetches for a page on its first visit, compressed as it is sent.

Styles, scripts with what they import, images, and the fonts that the page preloads; a name with rarer
letters brings another font, which isn't counted.
"""

import re
from posixpath import dirname, join, normpath

from flask import Flask

from tests.bench.asking import Asking

FETCHED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/[^"]+)"')
IMPORTED = re.compile(r"""\b(?:import|from)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")


def bytes_of_first_visit(app: Flask, address: str, cookie: str) -> int:
    """The page and everything of this site that it makes a browser fetch."""
    html = Asking(app, address, cookie, accepted="identity")().body.decode()
    total, seen, waiting = len(Asking(app, address, cookie)().body), set(), FETCHED.findall(html)
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        answer = Asking(app, each, cookie)()
        if answer.status != 200:
            raise RuntimeError(f"{address} fetches {each}, which answers {answer.status}")
        total += len(answer.body)
        if each.endswith(".js"):
            text = Asking(app, each, cookie, accepted="identity")().body.decode()
            waiting += [normpath(join(dirname(each), found)) for found in IMPORTED.findall(text)]
    return total
