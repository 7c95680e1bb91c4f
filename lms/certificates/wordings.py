"""A certificate's words: the wording is data of the programme, its places are filled in from what is recorded."""

from dataclasses import dataclass, field, replace
from datetime import date

from lms.accreditation.files import CaseFile
from lms.accreditation.rows import Given
from lms.certificates import rules
from lms.content.operations import latest, programme_of
from lms.content.shapes import Programme, Union, Wording
from lms.runs.lookups import days_of, run_days
from lms.runs.models import Run
from lms.runs.rules import in_words


@dataclass(frozen=True)
class Worded:
    """All that a certificate says beside name, number and dates."""

    title: str
    body: str
    s10: str | None
    label: str
    approved_by: str | None
    approved_on: date | None
    modules: tuple[str, ...] = ()
    programme_line: str | None = None
    held: str | None = None
    signatories: list[dict] = field(default_factory=list)

    @property
    def approved(self) -> bool:
        return self.approved_by is not None


def programme_as_worded_now(run: Run) -> Programme:
    """The programme that the run was opened with, and the wordings that are published now.

    A lawyer approves a wording after many runs were opened; what is issued from then on says so.
    """
    then, now = programme_of(run.snapshot), programme_of(latest(run.programme_slug))
    return replace(then, wordings=now.wordings)


def words_of(kind: str, file: CaseFile, programme: Programme, union: Union) -> Worded | None:
    """The words of her certificate of this kind; None where the programme has no wording for it."""
    wording = programme.wording(kind, _jurisdiction(file))
    if wording is None:
        return None
    companion = _companion(kind, file, programme)
    facts = _facts(file, programme, union)
    used = [wording, companion] if companion else [wording]
    approved = all(each.approved for each in used)
    return Worded(
        title=wording.title,
        body=" ".join(rules.filled(sentence, facts) for sentence in wording.sentences),
        s10=" ".join(rules.filled(sentence, facts) for sentence in companion.sentences) if companion else None,
        label=", ".join(each.label for each in used),
        approved_by="; ".join(dict.fromkeys(each.approved_by for each in used)) if approved else None,
        approved_on=max(each.approved_on for each in used) if approved else None,
        modules=tuple(module.title for module in programme.modules) if kind == "completion" else (),
        programme_line=_learning(file.run, programme) if kind == "completion" else None,
        held=_held(file.run) if kind == "completion" else None,
        signatories=_signatories(kind, file, union),
    )


def unapproved(programme: Programme, kinds: set[str]) -> list[Wording]:
    """The wordings that nobody has approved yet, of those that these kinds may use."""
    wanted = kinds | ({"companion"} if "accreditation" in kinds else set())
    return [wording for wording in programme.wordings if wording.kind in wanted and not wording.approved]


def says_companion(accreditation: Given | None) -> bool:
    """The s.10 sentence may stand: the element is met, and she is appointed under the rules."""
    return bool(accreditation and accreditation.companion and accreditation.appointment_id)


def _companion(kind: str, file: CaseFile, programme: Programme) -> Wording | None:
    if kind != "accreditation" or not says_companion(file.accreditation):
        return None
    return programme.wording("companion", _jurisdiction(file))


def _jurisdiction(file: CaseFile) -> str:
    return file.work.jurisdiction if file.work else ""


def _facts(file: CaseFile, programme: Programme, union: Union) -> dict[str, str]:
    appointed = file.rests_on
    at = appointed or file.work
    count = len(programme.modules)
    return {
        "name": file.person.name,
        "union": union.name,
        "programme": programme.title,
        "programme_version": programme.version,
        "hours": rules.hours_in_words(programme.hours * 60),
        "modules": f"{rules.in_words(count)} module{'s' if count != 1 else ''}",
        "employer": at.employer if at else "",
        "appointed_on": rules.day(appointed.appointed_on) if appointed else "",
    }


def _learning(run: Run, programme: Programme) -> str:
    """What was held and by whom, and what it is not."""
    leaders = sorted({each.person.name for each in run.facilitators})
    led = f", led by {in_words(leaders)}" if leaders else ""
    days = days_of(run)
    when = f"Held on {run_days(run)} {days[-1].year}{led}. " if days else ""
    return f"{when}This certificate records learning. It is not an accreditation."


def _held(run: Run) -> str:
    return f"{run.place}, {run.ref}"


def _signatories(kind: str, file: CaseFile, union: Union) -> list[dict]:
    """The union's own, and whoever stands behind this one: the officer who signed off, or the facilitator."""
    signed = [{"name": each.name, "office": each.office, "drawing": each.drawing} for each in union.signatories[:1]]
    if kind == "accreditation" and file.sign_off:
        region = file.work.region if file.work else ""
        office = f"National Officer, {region}" if region else "National Officer"
        signed.append({"name": file.sign_off.officer, "office": office})
    elif kind == "completion" and file.run.facilitators:
        decided_by = file.decision.decided_by_id if file.decision else None
        leader = min(file.run.facilitators, key=lambda each: (each.person_id != decided_by, each.id))
        signed.append({"name": leader.person.name, "office": "Facilitator"})
    return [{"drawing": rules.folded(each["name"]).replace(" ", "-")} | each for each in signed]
