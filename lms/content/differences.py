"""What changed between two versions of a programme, thing by thing, in words."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lms.content.passages import passages_of, tally
from lms.content.shapes import Programme

# By which each thing of a list is known again, and what it is called.
KEYS = ("slug", "id", "code", "criterion", "say", "title", "applies", "name", "text")
KINDS = {
    "Page": "page", "CaseStudy": "case study", "Criterion": "criterion", "Check": "knowledge check",
    "Answer": "answer", "Reflection": "reflection", "Practice": "practice", "Scene": "scene", "Choice": "choice",
    "Shown": "points for", "Step": "step", "Sheet": "sheet", "Question": "question", "Wording": "wording",
    "Law": "statement of law", "Rule": "rule", "Plan": "plan for the room", "Standard": "standard",
    "MarkingScale": "scale",
}
FIELDS = {
    "html": "text", "keep": "the page to keep", "notes": "notes for facilitators", "words_from": "fewest words",
    "words_to": "most words", "rep_kind": "kind of rep", "ask": "question", "why": "reason", "say": "words",
    "plan": "plan for the room", "min_attended_share": "least share attended", "checked_on": "day of the last check",
    "corrected": "day of the correction",
}
NOT_SAID = {"module_slugs", "slug", "module"}  # they follow from something else
LONG = 60  # letters up to which a value is quoted


@dataclass(frozen=True)
class Change:
    """One thing that differs: of which module (or none), which thing, how; and a text as it was and is."""

    group: str  # "Representing members", or "" for what is the programme's own
    thing: str  # "page “The first talk”"
    words: str  # "3 paragraphs changed, 1 added"
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.group, self.thing) if part)
        return f"{where}: {self.words}" if where else self.words


def differences(before: Programme | None, after: Programme) -> list[Change]:
    """All that differs; a programme that is new is one change."""
    if before is None:
        return [Change("", "", f"new, with {_count(len(after.modules), 'module')}")]
    return list(_of_thing(before, after, "", ""))


def in_short(changes: list[Change], most: int = 6) -> str:
    """ "Hearings, page “Before”: 1 paragraph changed; … and 3 more"."""
    said = [str(change) for change in changes[:most]]
    more = len(changes) - len(said)
    return "; ".join(said) + (f"; and {more} more" if more > 0 else "")


def groups(changes: list[Change]) -> dict[str, list[Change]]:
    """By module, in the order in which they come; the programme's own first."""
    found: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda change: bool(change.group)):
        found.setdefault(change.group, []).append(change)
    return found


def shared(changes: list[Change]) -> list[Change]:
    """Those of modules, law and wordings, which programmes share: each once, though several of them have it."""
    return list(dict.fromkeys(change for change in changes if _is_shared(change)))


def own(changes: list[Change]) -> list[Change]:
    """Those that are the programme's own."""
    return [change for change in changes if not _is_shared(change)]


def _is_shared(change: Change) -> bool:
    return bool(change.group) or change.thing.startswith((KINDS["Law"], KINDS["Wording"]))


def _of_thing(before, after, group: str, thing: str) -> Iterator[Change]:
    for shape in dataclasses.fields(after):
        if shape.metadata.get("derived") or shape.name in NOT_SAID:
            continue
        if shape.name == "version" and isinstance(after, Programme):
            continue  # said with all the rest
        yield from _of_field(shape.name, getattr(before, shape.name), getattr(after, shape.name), group, thing)


def _of_field(name: str, before, after, group: str, thing: str) -> Iterator[Change]:
    if before == after:
        return
    label = FIELDS.get(name, name.replace("_", " "))
    if _is_list_of_things(before, after):
        yield from _of_things(name, before, after, group, thing)
    elif dataclasses.is_dataclass(before) and dataclasses.is_dataclass(after):
        yield from _of_thing(before, after, group, _within(thing, KINDS.get(type(after).__name__, label)))
    elif dataclasses.is_dataclass(before) or dataclasses.is_dataclass(after):
        yield Change(group, thing, f"{label} {'added' if before is None else 'removed'}")
    elif isinstance(after, tuple):
        yield Change(group, thing, _of_items(label, before, after))
    elif isinstance(after, str) and isinstance(before, str) and _is_prose(name, before, after):
        yield from _of_prose(label, before, after, group, thing)
    else:
        yield Change(group, thing, f"{label} was {_quoted(before)}, is {_quoted(after)}")


def _of_things(name: str, before: tuple, after: tuple, group: str, thing: str) -> Iterator[Change]:
    key = next(key for key in KEYS if hasattr((after or before)[0], key))
    old, new = _by_key(before, key), _by_key(after, key)
    for known, each in new.items():
        if known in old:
            yield from _of_thing(old[known], each, *_place(each, group, thing))
        else:
            yield Change(*_place(each, group, thing), f"new{_size(each)}", "", _prose_of(each))
    for known, each in old.items():
        if known not in new:
            yield Change(*_place(each, group, thing), "taken out", _prose_of(each), "")
    if [known for known in old if known in new] != [known for known in new if known in old]:
        yield Change(group, thing, f"the {FIELDS.get(name, name.replace('_', ' '))} stand in another order")


def _by_key(things: tuple, key: str) -> dict:
    found: dict = {}
    for each in things:
        known = getattr(each, key)
        found[known if known not in found else (known, len(found))] = each
    return found


def _of_prose(label: str, before: str, after: str, group: str, thing: str) -> Iterator[Change]:
    if not before or not after:
        yield Change(group, thing, f"{label} {'removed' if before else 'added'}", before, after)
        return
    differs = tally(before, after)
    if differs is None:
        return  # only drawn differently
    said = str(differs) or "a drawing or a link changed"
    yield Change(group, thing, said if label == "text" else f"{label}: {said}", before, after)


def _of_items(label: str, before: tuple, after: tuple) -> str:
    added, removed = [each for each in after if each not in before], [each for each in before if each not in after]
    said = [f"{_listed(items)} {what}" for items, what in ((added, "added"), (removed, "taken out")) if items]
    return f"{label}: {', '.join(said) or 'in another order'}"


def _listed(items: list) -> str:
    return " and ".join(_quoted(item) for item in items) if len(items) < 3 else str(len(items))


def _place(each, group: str, thing: str) -> tuple[str, str]:
    """The group and the name of a thing: a module is a group of its own."""
    kind = type(each).__name__
    if kind == "Module":
        return each.title, ""
    return group, _within(thing, f"{KINDS.get(kind, kind.lower())} {_name(each)}")


def _within(thing: str, inner: str) -> str:
    return f"{thing}, {inner}" if thing else inner


def _name(each) -> str:
    code = getattr(each, "code", "")
    for name in ("title", "say", "ask", "label", "applies", "text", "criterion", "id"):
        if said := getattr(each, name, ""):
            return " ".join(part for part in (code, f"“{_cut(said)}”") if part)
    return code


def _size(each) -> str:
    pages = getattr(each, "pages", None)
    return f", with {_count(len(pages), 'page')}" if pages else ""


def _prose_of(each) -> str:
    return next((said for name in ("html", "brief", "text", "prompt", "ask") if (said := getattr(each, name, ""))), "")


def _is_list_of_things(before, after) -> bool:
    some = [*(before if isinstance(before, tuple) else ()), *(after if isinstance(after, tuple) else ())]
    return bool(some) and all(map(dataclasses.is_dataclass, some))


def _is_prose(name: str, before: str, after: str) -> bool:
    return name == "html" or max(len(before), len(after)) > LONG or "<" in before + after


def _quoted(value) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return f"“{value}”" if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def _cut(said: str) -> str:
    said = " ".join(passages_of(said))
    return said if len(said) <= LONG else said[:LONG].rsplit(" ", 1)[0] + " …"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
