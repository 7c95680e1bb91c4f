"""Links within a course: written by name, resolved where the text is shown."""

import re

from markupsafe import Markup

from lms.content.shapes import Programme

LINK = re.compile(r'<a href="(page|law|case|practice):([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def course(html: str, base: str = "", within: Programme | None = None) -> Markup:
    """The template filter `course`: safe HTML of the material, whose own links lead to pages under `base`.

    Without a base (a marker's page, a sheet on paper) there is nowhere to lead, and the words alone stay;
    so they do where the programme that is read lacks what another one has.
    """

    def resolved(link: re.Match) -> str:
        kind, name, rest, words = link.groups()
        leads = base and (within is None or has(within, kind, name))
        return f'<a href="{base}{address(kind, name)}"{rest}>{words}</a>' if leads else words

    return Markup(LINK.sub(resolved, html))


def has(programme: Programme, kind: str, name: str) -> bool:
    if kind == "law":
        return programme.statement(name) is not None
    if kind == "case":
        return programme.case_study(name) is not None
    module = programme.module(name.partition("/")[0])
    return module is not None and (kind == "page" or module.practice(name.partition("/")[2]) is not None)


def address(kind: str, name: str) -> str:
    """Where it lies under the course's own address."""
    module, _, rest = name.partition("/")
    if kind == "page":
        return f"/modules/{module}/{rest}" if rest else f"/modules/{module}"
    if kind == "practice":
        return f"/modules/{module}/practice/{rest}"
    return f"/law#{name}" if kind == "law" else f"/case-studies/{name}"
