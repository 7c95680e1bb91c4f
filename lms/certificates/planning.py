"""The dry run: what would be issued to whom if it were issued now, and why not."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms import demo_mark
from lms.accreditation.files import CaseFile
from lms.accreditation.lookups import case_files_of
from lms.certificates import lettering, rules, wordings
from lms.certificates.models import Certificate
from lms.content.shapes import Programme
from lms.db import among, db
from lms.people.models import Person
from lms.runs.models import Run
from lms.web.paging import Slice, cut

SHOWN = 50


@dataclass(frozen=True)
class Line:
    """One person in the dry run of a run."""

    person: Person
    file: CaseFile
    gets: tuple[str, ...]  # what would be issued now: "accreditation", "completion"
    has: tuple[str, ...]  # what was issued before
    why: str
    s10: bool = False
    refused: str | None = None  # a sentence: it is hers, but can't be issued yet

    @property
    def nothing(self) -> bool:
        return not self.gets and not self.has


def dry_run(run: Run, now: datetime) -> list[Line]:
    """What would be issued to each trainee if it were issued now; by name."""
    files = case_files_of(run, now)
    issued = _issued_for(files)
    demo, programme = demo_mark.is_demo(), wordings.programme_as_worded_now(run)
    return [_line(file, issued, programme, demo) for file in files]


def page_of(lines: list[Line], run: Run, after: str | None) -> Slice:
    """A page of the dry run. By name, where one holds it; else those who need attention come first.

    Raises Refusal for a cursor of another list.
    """
    if after is None and len(lines) <= SHOWN:
        return Slice(lines, None)
    leads = leads_to_accreditation(lines)
    return cut(lines, lambda line: (_place(line, leads), line.person.folded_name, line.person.id),
               of=f"dry run:{run.ref}", after=after, most=SHOWN)


def _place(line: Line, leads: bool) -> int:
    """Who waits, who falls short of an accreditation, who gets something, who gets nothing yet, who has it all."""
    if line.refused:
        return 0
    if leads and "accreditation" not in line.gets + line.has:
        return 1
    return 2 if line.gets else 3 if line.nothing else 4


def leads_to_accreditation(lines: list[Line]) -> bool:
    return any(line.file.rep_kind or line.file.refreshes for line in lines)


@dataclass(frozen=True)
class Sums:
    """The dry run in figures."""

    accreditations: int
    completions: int
    nothing: int
    falls_short: tuple[str, ...]  # who gets no accreditation, where the programme leads to one

    @property
    def certificates(self) -> int:
        return self.accreditations + self.completions


def sums_of(lines: list[Line]) -> Sums:
    leads = leads_to_accreditation(lines)
    short = [line.person for line in lines if "accreditation" not in line.gets + line.has] if leads else []
    return Sums(
        accreditations=sum("accreditation" in line.gets for line in lines),
        completions=sum("completion" in line.gets for line in lines),
        nothing=sum(line.nothing for line in lines),
        falls_short=tuple(person.known_as or person.name for person in short),
    )


def fingerprint(lines: list[Line]) -> str:
    """What was shown, in short: it differs as soon as anybody would get something else, or under another name."""
    shown = [f"{line.person.id} {line.person.name} {line.gets} {line.s10}" for line in lines]
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:16]


def _line(file: CaseFile, issued: set[tuple[str, int]], programme: Programme, demo: bool) -> Line:
    due = due_to(file)
    has = tuple(kind for kind, row in due if (kind, row.id) in issued)
    has = ("accreditation", *has) if file.renewed_since else has
    gets = tuple(kind for kind, row in due if (kind, row.id) not in issued)
    refused = _refusal(file, gets, programme, demo)
    return Line(
        person=file.person, file=file, gets=() if refused else gets, has=has, refused=refused,
        s10="accreditation" in gets and wordings.says_companion(file.accreditation),
        why=refused or _why(file, gets, has),
    )


def due_to(file: CaseFile) -> list[tuple[str, object]]:
    """What was decided on this run, with the row that each certificate rests on."""
    due = []
    if file.accreditation and file.accreditation.run_id == file.run.id:
        due.append(("accreditation", file.accreditation))
    if file.decision and file.decision.run_id == file.run.id:
        due.append(("completion", file.decision))
    return due


def _refusal(file: CaseFile, gets: tuple[str, ...], programme: Programme, demo: bool) -> str | None:
    if not gets:
        return None
    if missing := lettering.uncovered(file.person.name):
        signs = ", ".join(sorted(missing))
        return f"Our certificate has no letter for {signs}. Ask her how she would like her name printed."
    if absent := [kind for kind in gets if programme.wording(kind) is None]:
        return f"The programme has no wording for the certificate of {absent[0]}."
    if not demo and (waiting := wordings.unapproved(programme, set(gets))):
        return f"The wording “{waiting[0].title}” has not been approved yet."
    return None


def _why(file: CaseFile, gets: tuple[str, ...], has: tuple[str, ...]) -> str:
    asked = file.standard.asks
    if has and not gets:
        return "Issued already"
    if "accreditation" in gets:
        if wordings.says_companion(file.accreditation) and not file.refreshes:
            return f"{rules.in_words(len(asked)).capitalize()} of {rules.in_words(len(asked))} met"
        if file.refreshes:
            return "Renewed"
        return "Without the sentence on companions: that element is not met" if "Q6" in asked else "Accredited"
    if not file.rep_kind and not file.refreshes:
        return "Course completed" if gets else _in_the_way(file)
    if file.may_be_accredited:
        return "Everything is met. She has not been accredited yet"
    if file.may_be_renewed:
        return "Everything is met. Her accreditation has not been renewed yet"
    return _in_the_way(file)


def _in_the_way(file: CaseFile) -> str:
    """What stands in the way, by its titles; the case file says it at length."""
    titles = [line.title for line in file.in_the_way]
    if not titles and file.refreshes and file.decision:
        return file.why_not_renewed.rstrip(".")
    if len(titles) == 1:
        return file.in_the_way[0].known.rstrip(".")
    more = f" and {rules.in_words(len(titles) - 2)} more" if len(titles) > 2 else ""
    return f"In the way: {'; '.join(titles[:2])}{more}" if titles else "The completion has not been decided yet"


_OF_PERSONS = select(
    Certificate.kind, Certificate.completion_decision_id, Certificate.accreditation_id, Certificate.supersedes_id,
).where(among(Certificate.person_id))


def _issued_for(files: Iterable[CaseFile]) -> set[tuple[str, int]]:
    """By kind and what it rests on, which first certificates there are of these persons."""
    found = db.session.execute(_OF_PERSONS, {"ids": [file.person.id for file in files]})
    # Asked in SQL, SQLite would go through all that supersede none: nearly every certificate there is.
    return {(kind, decision or accreditation) for kind, decision, accreditation, earlier in found if earlier is None}
