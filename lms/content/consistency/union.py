"""That what the union states, and what its certificates say, can be used."""

import re
from collections.abc import Iterator

from lms.content.building import Problem
from lms.content.consistency.twice import twice
from lms.content.shapes import Union, Wording

WORDING_KINDS = ("completion", "accreditation", "companion")
JURISDICTIONS = ("England and Wales", "Scotland", "Northern Ireland")
PLACES = {"name", "union", "programme", "programme_version", "hours", "modules", "employer", "appointed_on"}
FACTS_OF_APPOINTMENT = {"employer", "appointed_on"}


def wordings_problems(wordings: tuple[Wording, ...]) -> list[Problem]:
    found = [Problem("wordings", "id", f"two wordings are called {name}") for name in twice(w.id for w in wordings)]
    for wording in wordings:
        places = {place for sentence in wording.sentences for place in re.findall(r"\{(.*?)\}", sentence)}
        known = PLACES - FACTS_OF_APPOINTMENT if wording.kind == "completion" else PLACES

        def wrong(field: str, words: str, of: str = wording.id) -> None:
            found.append(Problem("wordings", f"{of}.{field}", words))

        if wording.kind not in WORDING_KINDS:
            wrong("kind", f"it must be one of {', '.join(WORDING_KINDS)}")
        for place in sorted(places - known):
            wrong("sentences", f"nothing is known to put into {{{place}}}; known are {', '.join(sorted(known))}")
        for name in wording.jurisdictions:
            if name not in JURISDICTIONS:
                wrong("jurisdictions", f"{name} is none of {', '.join(JURISDICTIONS)}")
        for field, text, most in (("title", wording.title, 120), ("version", wording.label, 40)):
            if len(text) > most:
                wrong(field, f"“{text[:30]}…” is longer than {most} letters")
        if not wording.sentences:
            wrong("sentences", "a wording needs a sentence")
        if bool(wording.approved_by) != bool(wording.approved_on):
            wrong("approved_by", "who approved it and on which day go together")
    return found


def union_problems(union: Union) -> Iterator[Problem]:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", union.contact_email):
        yield Problem("union.yaml", "contact_email", "that is no e-mail address")
    if not re.fullmatch(r"[A-Z]{1,8}", union.number_prefix):
        yield Problem("union.yaml", "number_prefix", "one to eight capitals, with which certificates' numbers begin")
    if not union.signatories:
        yield Problem("union.yaml", "signatories", "somebody must sign certificates")
    for kind in union.rep_kinds:
        if len(kind.slug) > 40:
            yield Problem("union.yaml", "rep_kinds", f"{kind.slug} is longer than 40 letters")
    for name in twice(kind.slug for kind in union.rep_kinds):
        yield Problem("union.yaml", "rep_kinds", f"two rep kinds are called {name}")
