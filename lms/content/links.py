"""Links within a course: written by name, resolved where the text is shown."""

import re

from markupsafe import Markup

LINK = re.compile(r'<a href="(page|law|case|practice):([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def course(html: str, base: str = "") -> Markup:
    """The template filter `course`: safe HTML of the material, whose own links lead to pages under `base`.

    Without a base (a marker's page, a sheet on paper) there is nowhere to lead, and the words alone stay.
    """

    def resolved(link: re.Match) -> str:
        kind, name, rest, words = link.groups()
        return f'<a href="{base}{address(kind, name)}"{rest}>{words}</a>' if base else words

    return Markup(LINK.sub(resolved, html))


def address(kind: str, name: str) -> str:
    """Where it lies under the course's own address."""
    module, _, rest = name.partition("/")
    if kind == "page":
        return f"/modules/{module}/{rest}" if rest else f"/modules/{module}"
    if kind == "practice":
        return f"/modules/{module}/practice/{rest}"
    return f"/law#{name}" if kind == "law" else f"/case-studies/{name}"
