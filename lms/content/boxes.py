"""The boxes of a course page: law, to be confirmed, a definition, an example, a call-out, ring your officer."""

import re
from datetime import date
from html import escape

from markdown_it import MarkdownIt

from lms.content.law import Law, Rule

KINDS = ("law", "confirm", "definition", "example", "callout", "officer")
TO_CONFIRM = "To be confirmed with your officer"


def box(kind: str, head: str, body: str, markdown: MarkdownIt, law: Law | None) -> str:
    """One box as HTML, not yet made safe."""
    title = escape(head)
    lead = f"<p><strong>{title}</strong></p>" if title else ""
    if kind == "law":
        return law_box(law) if law else ""
    if kind == "definition":
        return f'<dl class="definition"><dt>{title}</dt><dd>{markdown.render(body)}</dd></dl>'
    if kind == "confirm":
        return _to_confirm(lead + _sided(body, markdown))
    if kind == "officer":
        kicker = title or "When you are not sure"
        return f'<div class="card"><p class="kicker">{kicker}</p>{markdown.render(body)}</div>'
    if kind == "example":
        return f'<div class="example"><p class="kicker">{title or "An example"}</p>{markdown.render(body)}</div>'
    return f'<div class="callout">{lead}{markdown.render(body)}</div>'


def law_box(law: Law) -> str:
    """A statement as it is shown wherever it is cited: a fact with its day, or what is to be confirmed."""
    sides = "".join(_rule(law, rule) for rule in law.rules)
    decides = f"<p>What decides: {escape(law.decided_by)}.</p>" if law.rules and law.decided_by else ""
    says = law.text + decides + (f'<dl class="sides">{sides}</dl>' if sides else "")
    place = f"{escape(law.provision)}. {escape(law.jurisdiction)}."
    if law.certain:
        return (
            f'<div class="law"><div class="law-head"><p>{escape(law.title)}</p>'
            f"<p>Law as at {say(law.checked_on)}</p></div>"
            f'<div class="law-body">{says}<p class="quiet">Source: {place}</p></div></div>'
        )
    standing = law.standing[:1].upper() + law.standing[1:]
    foot = f'<p class="quiet">{standing}. {place} Looked at on {say(law.checked_on)}.</p>'
    return _to_confirm(f"<p><strong>{escape(law.title)}</strong></p>{says}{foot}")


def _rule(law: Law, rule: Rule) -> str:
    doubt = ""
    if law.certain and rule.status and rule.status != law.status:
        doubt = f'<p class="quiet">{TO_CONFIRM}: {law.standing_of(rule)}.</p>'
    return f'<div class="side"><dt>{escape(rule.applies)}</dt><dd>{rule.text}{doubt}</dd></div>'


def _to_confirm(inside: str) -> str:
    return f'<div class="notice warn"><div><p class="kicker">{TO_CONFIRM}</p>{inside}</div></div>'


def _sided(body: str, markdown: MarkdownIt) -> str:
    """The paragraphs, with those that begin with = side by side where the first of them stands."""
    parts, sides = [], []
    for paragraph in re.split(r"\n(?:[ \t]*\n)+", body.strip()):
        head, _, words = paragraph.partition("\n")
        if head.startswith("=") and head.strip("= ") and words:
            title = escape(head[1:].strip())
            sides.append(f'<div class="side"><dt>{title}</dt><dd>{markdown.renderInline(words)}</dd></div>')
            continue
        parts += [_together(sides), markdown.render(paragraph)]
        sides = []
    return "".join([*parts, _together(sides)])


def _together(sides: list[str]) -> str:
    return f'<dl class="sides">{"".join(sides)}</dl>' if sides else ""


def say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
