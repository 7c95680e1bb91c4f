"""What was sat and what was covered: sessions (Q3) and modules (Q4), here and wherever else a module was taught."""

from typing import NamedTuple

from lms.accreditation.evidence import MET, NOT_YET, THERE, Condition, Record, Seat, Sitting, Standard
from lms.accreditation.saying import counted, listed


def attended(seat: Seat, standard: Standard) -> bool:
    """Present, or missed at most the grace minutes of it."""
    if seat.state == "present":
        return True
    return seat.state in ("late", "left early") and seat.minutes_missed <= standard.grace_minutes


class Done(NamedTuple):
    """A module that was done on another run; `attended` unless a task stood in for part of it."""

    run_ref: str
    attended: bool


def done_elsewhere(record: Record, standard: Standard, outdated: bool = False) -> dict[str, Done]:
    """By module, where each was done before: every session that taught it there was attended or made up.

    `outdated` asks for what was done and doesn't count, as this version of the programme came after it.
    """
    found: dict[str, Done] = {}
    for each in record.elsewhere:
        if each.outdated != outdated:
            continue
        there = [attended(seat, standard) for seat in each.seats]
        if each.seats and all(was or seat.made_up_by for was, seat in zip(there, each.seats, strict=True)):
            before = found.get(each.module)
            if before is None or (all(there) and not before.attended):
                found[each.module] = Done(each.run_ref, all(there))
    return found


class Sat(NamedTuple):
    """How a session that the programme requires counts: "attended", "made up", "done" on other runs, or not."""

    sitting: Sitting
    how: str | None
    minutes: int  # of it, attended
    runs: tuple[str, ...] = ()  # where it was done

    @property
    def label(self) -> str:
        return self.sitting.label


def _sat(sitting: Sitting, standard: Standard, done: dict[str, Done]) -> Sat:
    """Who has done all its modules elsewhere needn't sit it; what she attended there counts as attended."""
    here, there = _here(sitting, standard), _minutes_there(sitting)
    if here == "attended":
        return Sat(sitting, here, there)
    before = [done.get(module) for module in sitting.modules]
    if before and all(before):
        minutes = sitting.minutes if all(each.attended for each in before) else there
        return Sat(sitting, "done", minutes, tuple(dict.fromkeys(each.run_ref for each in before)))
    return Sat(sitting, here, there)


def _here(sitting: Sitting, standard: Standard) -> str | None:
    """How she sat it on any run: "attended", "made up", or not."""
    if any(attended(seat, standard) for seat in sitting.seats):
        return "attended"
    return "made up" if any(seat.made_up_by for seat in sitting.seats) else None


def _minutes_there(sitting: Sitting) -> int:
    """The most minutes that she sat of it on any one run."""
    there = [max(0, sitting.minutes - seat.minutes_missed) for seat in sitting.seats
             if seat.state in THERE]
    return max(there, default=0)


def sessions(record: Record, standard: Standard) -> Condition:
    """Q3: every session of the run, and enough of its minutes attended.

    Where modules are asked for, too (Q4), what was done elsewhere is not sat again. A programme that asks for its
    sessions alone says with its certificate that she was there: then only being there counts.
    """
    title = "Every required session"
    if not record.sittings:
        return Condition("Q3", title, NOT_YET, "No sessions are on record yet.", "", "Come to the course")
    done = done_elsewhere(record, standard) if "Q4" in standard.asks else {}
    sat = [_sat(sitting, standard, done) for sitting in record.sittings]
    whole, there = sum(each.sitting.minutes for each in sat), sum(each.minutes for each in sat)
    missed = [each for each in sat if each.how is None]
    if missed:
        over = [each.label for each in missed if any(seat.state is not None for seat in each.sitting.seats)]
        ahead = [each.label for each in missed if each.label not in over]
        said = [f"Missed: {listed(over)}."] if over else []
        said += [f"Still to come: {listed(ahead)}."] if ahead else []
        said += [f"D{words[1:]}." for words in _done_words(sat)]
        remedy = "Come to the sessions"
        if over:
            remedy = "Offer the same session on another run, or accept a task in its place"
        return Condition("Q3", title, NOT_YET, " ".join(said), "Register", remedy)
    if whole and there / whole < standard.min_attended_share:
        known = f"Each session is made up, but only {there} of {whole} minutes were attended."
        return Condition("Q3", title, NOT_YET, known, "Register", "Offer a session on another run")
    return Condition("Q3", title, MET, _met_words(sat), "Register")


def _met_words(sat: list[Sat]) -> str:
    made_up = [each.label for each in sat if each.how == "made up"]
    ways = ["attended"] if any(each.how == "attended" for each in sat) or made_up else []
    ways += [f"made up ({listed(made_up)})"] if made_up else []
    ways += _done_words(sat)
    if ways == ["attended"]:
        return f"All {len(sat)} attended."
    return f"All {', '.join(ways[:-1])} or {ways[-1]}." if len(ways) > 1 else f"All {ways[0]}."


def _done_words(sat: list[Sat]) -> list[str]:
    """Where the modules of these sessions were done, and which sessions those are."""
    labels: dict[tuple[str, ...], list[str]] = {}
    for each in sat:
        if each.how == "done":
            labels.setdefault(each.runs, []).append(each.label)
    return [f"done on {listed(list(runs))} ({listed(those)})" for runs, those in labels.items()]


def modules(record: Record, standard: Standard) -> Condition:
    """Q4: each module covered: in a session here, on another run where it was taught, or recognised."""
    title = f"All {counted(len(standard.modules))} modules" if len(standard.modules) != 1 else "The module"
    done = done_elsewhere(record, standard)
    here = {slug for sitting in record.sittings if _here(sitting, standard) for slug in sitting.modules}
    covered = here | set(record.recognised) | set(done)
    counts = "".join(f" {listed(titles)} {'counts' if len(titles) == 1 else 'count'} from {ref}."
                     for ref, titles in _by_run(done, standard, here).items())
    open_ones = [name for slug, name in standard.modules if slug not in covered]
    if open_ones:
        before = _by_run(done_elsewhere(record, standard, outdated=True), standard, covered)
        counts += "".join(f" {listed(titles)} {'doesn’t' if len(titles) == 1 else 'don’t'} count from {ref}: "
                          "its material is older than this version of the course."
                          for ref, titles in before.items())
        known = f"Not covered yet: {listed(open_ones)}.{counts}"
        return Condition("Q4", title, NOT_YET, known, "Follows from the register", "The sessions settle this too")
    known = "Each one covered in a session" + (" or recognised from before." if record.recognised else ".")
    return Condition("Q4", title, MET, known + counts, "Follows from the register")


def _by_run(done: dict[str, Done], standard: Standard, covered: set[str]) -> dict[str, list[str]]:
    """By the run on which they were done, the titles of modules that nothing else covers."""
    titles: dict[str, list[str]] = {}
    for slug, name in standard.modules:
        if slug in done and slug not in covered:
            titles.setdefault(done[slug].run_ref, []).append(name)
    return titles
