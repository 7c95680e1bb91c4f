"""What was written and marked: the case studies (Q5), the companion element (Q6), and who marked it all."""

from lms.accreditation.evidence import GONE, MET, NOT_YET, Case, Condition, Record, Standard
from lms.accreditation.saying import counted, listed, say

NOTHING = Case()


def sole_marker(record: Record, standard: Standard) -> int | None:
    """The one person who marked all the evidence; she may not sign it off as well."""
    evidence = {code for code, _ in standard.cases + (standard.others if standard.choice else ())}
    markers = {case.marker_id for code, case in record.cases if code in evidence and case.outcome == "meets"}
    return markers.pop() if len(markers) == 1 else None


def case_studies(record: Record, standard: Standard) -> Condition:
    """Q5: each required one meets, and so many of the others as the standard leaves to her choice."""
    title = "Case studies" if standard.choice else "Required case studies"
    known = dict(record.cases)
    gone, open_ones = [], []
    for code, name in standard.cases:
        sort, words = _how(name, known.get(code, NOTHING), record)
        if sort != MET:
            (gone if sort == GONE else open_ones).append(words)
    chosen = [name for code, name in standard.others if known.get(code, NOTHING).outcome == "meets"]
    if len(chosen) < standard.choice:
        lost, words = _still_to_choose(record, standard, known, len(chosen))
        (gone if lost else open_ones).append(words)
    evidence = listed([_mark(name, known[code]) for code, name in _counting(standard)
                       if code in known and known[code].outcome == "meets" and known[code].on] or ["No mark yet"])
    if gone:
        return Condition("Q5", title, GONE, ". ".join([*gone, *open_ones]) + ".", evidence,
                         "Offer it with another run")
    if open_ones:
        remedy = "Write, send, and wait for the mark"
        return Condition("Q5", title, NOT_YET, ". ".join(open_ones) + ".", evidence, remedy)
    return Condition("Q5", title, MET, _all_met(standard, chosen), evidence)


def _counting(standard: Standard) -> tuple[tuple[str, str], ...]:
    return standard.cases + (standard.others if standard.choice else ())


def _mark(name: str, case: Case) -> str:
    return f"“{name}” meets, {case.marker}, {say(case.on)}"


def _how(name: str, case: Case, record: Record) -> tuple[str, str]:
    """Whether it is met, still open, or no longer possible on this run; and in words."""
    if case.outcome == "meets":
        return MET, f"“{name}” meets"
    again = case.again_until is not None and record.today <= case.again_until
    if case.outcome == "not yet" and not case.sent and not again:
        return GONE, f"“{name}” is not yet, and may not be sent again on this run"
    if case.sent:
        return NOT_YET, f"“{name}” is being marked"
    if case.outcome == "not yet":
        return NOT_YET, f"“{name}” is not yet, and may be sent again until {say(case.again_until)}"
    return NOT_YET, f"“{name}” has not been sent"


def _still_to_choose(record: Record, standard: Standard, known: dict[str, Case], met: int) -> tuple[bool, str]:
    """Whether too few are left to choose from; and how those stand that she has begun to send."""
    ways = {code: _how(name, known.get(code, NOTHING), record) for code, name in standard.others}
    left = standard.choice - met
    lost = sum(sort == NOT_YET for sort, _ in ways.values()) < left
    of_them = "case study" if left == 1 else "case studies"
    more = f"{counted(left).capitalize()} {'more' if standard.cases or met else of_them}"
    if lost:
        return True, f"{more} of free choice cannot be met on this run: none is left to send"
    sent = [ways[code][1] for code, _ in standard.others if code in known and ways[code][0] == NOT_YET]
    return False, f"{more} of free choice {'has' if left == 1 else 'have'} still to meet" + (
        f" ({'; '.join(sent)})" if sent else "")


def _all_met(standard: Standard, chosen: list[str]) -> str:
    count = len(standard.cases)
    if not standard.choice:
        return {1: "It meets", 2: "Both meet"}.get(count, f"All {counted(count)} meet") + " the standard."
    named = listed([f"“{name}”" for name in chosen])
    own = f"{named} {'meets' if len(chosen) == 1 else 'meet'}, of free choice"
    if not count:
        return f"{own}."
    each = f"All {counted(count)} required ones meet"
    required = {1: "The required one meets", 2: "Both required ones meet"}.get(count, each)
    return f"{required} the standard, and {own}."


def companion(record: Record, standard: Standard) -> Condition:
    """Q6: she has shown, in a hearing of the course, how she stands beside a member."""
    title = "Companion element"
    name = dict(standard.cases).get(standard.companion_case or "", standard.companion_case or "")
    case = dict(record.cases).get(standard.companion_case or "", NOTHING)
    if case.outcome == "meets":
        marked = f"Marked by {case.marker}, {say(case.on)}" if case.on else ""
        return Condition("Q6", title, MET, f"“{name}” meets.", marked)
    return Condition("Q6", title, NOT_YET, f"“{name}” does not meet the standard yet.", "",
                     "Without it there is no section 10 sentence")
