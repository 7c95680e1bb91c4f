"""What is wrong with a page: its HTML, its headings, its labels, and what points to nothing."""

from collections import Counter

from html5lib import HTMLParser, constants
from html5lib.treebuilders import getTreeBuilder

LABELLED = {"input", "select", "textarea"}
NEED_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage", "list", "popovertarget")


def faults(html: str) -> list[str]:
    """A sentence for each fault of the page."""
    parser = HTMLParser(tree=getTreeBuilder("etree"), namespaceHTMLElements=False)
    page = parser.parse(html)
    found = [
        f"line {line}: {constants.E[code] % told}" for (line, _column), code, told in parser.errors
    ]
    titles = page.findall("head/title")
    if len(titles) != 1 or not (titles[0].text or "").strip():
        found.append("it has no title")
    if not page.get("lang"):
        found.append("it doesn't say its language")
    elements = [element for element in page.iter() if isinstance(element.tag, str)]
    headings = sum(element.tag == "h1" for element in elements)
    if headings != 1:
        found.append(f"it has {headings} h1 headings")
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    found += [f"the id {name} is there {times} times" for name, times in ids.items() if times > 1]
    for element in elements:
        for pointer in POINTERS:
            found += [
                f"{pointer} points to #{name}, which isn't there"
                for name in element.get(pointer, "").split() if name not in ids
            ]
        if element.tag == "img" and element.get("alt") is None:
            found.append(f"the image {element.get('src')} has no alt")
    found += _unlabelled(elements)
    return found


def _unlabelled(elements: list) -> list[str]:
    wrapped = {inner for label in elements if label.tag == "label" for inner in label.iter()}
    named = {label.get("for") for label in elements if label.tag == "label"}
    return [
        f"{element.tag} {element.get('name') or element.get('id') or ''} has no label"
        for element in elements
        if element.tag in LABELLED
        and element.get("type") not in NEED_NO_LABEL
        and element not in wrapped
        and element.get("id") not in named
        and not element.get("aria-label")
        and not element.get("aria-labelledby")
    ]
