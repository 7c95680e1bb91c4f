"""That a statement of law says what decides it, from when, and when it is looked at again."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from lms.content.building import Problem
from lms.content.law import JURISDICTIONS, STATUSES, Law


def law_problems(law: Law) -> list[Problem]:
    return [Problem(f"law/{law.slug}.yaml", field, words) for field, words in _wrong(law)]


def _wrong(law: Law) -> Iterator[tuple[str, str]]:
    if law.status not in STATUSES:
        yield "status", f"it must be one of {', '.join(STATUSES)}"
    if law.jurisdiction not in JURISDICTIONS:
        yield "jurisdiction", f"it must be one of {', '.join(JURISDICTIONS)}"
    if law.next_check <= law.checked_on:
        yield "next_check", "it must come after checked_on"
    if law.rules and not law.decided_by:
        yield "decided_by", "with rules by date, say which event decides, such as: the day on which the job ended"
    for number, rule in enumerate(law.rules, 1):
        if rule.status and rule.status not in STATUSES:
            yield f"rules[{number}].status", f"it must be one of {', '.join(STATUSES)}"
        if rule.begins and rule.ends and rule.ends < rule.begins:
            yield f"rules[{number}].ends", "it must not come before begins"
    dated = sorted((rule for rule in law.rules if rule.begins), key=lambda rule: rule.begins)
    first = [rule for rule in law.rules if rule.ends and not rule.begins]
    for earlier, later in pairwise([*first, *dated]):
        if earlier.ends is None or earlier.ends >= later.begins:
            yield "rules", f"“{earlier.applies}” and “{later.applies}” overlap"
        elif earlier.ends + timedelta(days=1) < later.begins:
            yield "rules", f"between “{earlier.applies}” and “{later.applies}” there are days without a rule"
