"""What has to fit together across the files of the material."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lms.content.building import Problem
from lms.content.shapes import CaseStudy, Module, Programme, Union, Wording

CONDITIONS = {*(f"Q{number}" for number in range(1, 11)), "read"}
NEEDS_SESSIONS = {"Q3"}
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)")
QUESTION_KINDS = ("modules", "scale", "before and after", "text")
WORDING_KINDS = ("completion", "accreditation", "companion")
JURISDICTIONS = ("England and Wales", "Scotland", "Northern Ireland")
PLACES = {"name", "union", "programme", "programme_version", "hours", "modules", "employer", "appointed_on"}
FACTS_OF_APPOINTMENT = {"employer", "appointed_on"}


def check(union: Union | None, programmes: list[Programme], modules: Iterable[Module], wordings: tuple[Wording, ...],
          *, whole: bool) -> list[Problem]:
    """Everything that doesn't fit. `whole` is False where something couldn't be read, so that what
    seems to be missing may be there."""
    found = [problem for module in modules for case in module.case_studies for problem in _case_study(case)]
    found += _wordings(wordings)
    if union:
        found += _union(union)
    for prefix in _twice(programme.ref_prefix for programme in programmes):
        found.append(Problem("programmes", "ref_prefix", f"two programmes have {prefix}"))
    for programme in programmes:
        file = f"programmes/{programme.slug}.yaml"
        found += [Problem(file, field, words) for field, words in _programme(programme)]
        if whole:
            found += [Problem(file, field, words) for field, words in _what_it_names(programme, union)]
    return found


def _programme(programme: Programme) -> Iterator[tuple[str, str]]:
    standard = programme.standard
    if not VERSION.fullmatch(programme.version):
        yield "version", 'it must be MAJOR.MINOR, in quotes, such as "1.0"'
    if programme.kind not in ("dated", "open"):
        yield "kind", "it must be dated or open"
    if not re.fullmatch(r"[A-Z]{1,6}", programme.ref_prefix):
        yield "ref_prefix", "one to six capitals, with which the runs' references begin"
    if not programme.module_slugs:
        yield "module_slugs", "a programme needs a module"
    for slug in _twice(programme.module_slugs):
        yield "module_slugs", f"{slug} stands there twice"
    for name in ("hours", "due_days", "resubmission_days"):
        if getattr(programme, name) < 1:
            yield name, "it must be at least 1"
    if programme.rep_kind and programme.makes_link_member:
        yield "makes_link_member", "a programme makes reps or link members, not both"
    for code in standard.conditions:
        if code not in CONDITIONS:
            yield "standard.conditions", f"{code} is not a condition; they are Q1 to Q10, and read"
    for code in _twice(standard.conditions):
        yield "standard.conditions", f"{code} stands there twice"
    if programme.kind == "open" and NEEDS_SESSIONS & {*standard.conditions}:
        yield "standard.conditions", "Q3 asks for sessions, and an open programme has none"
    if "Q5" in standard.conditions and not standard.required_case_studies:
        yield "standard.required_case_studies", "Q5 needs them"
    if "Q6" in standard.conditions and not standard.companion_case_study:
        yield "standard.companion_case_study", "Q6 needs it"
    if standard.companion_case_study and standard.companion_case_study not in standard.required_case_studies:
        yield "standard.companion_case_study", "it must be one of the required case studies"
    if not 0 <= standard.min_attended_share <= 1:
        yield "standard.min_attended_share", "it must lie between 0 and 1"
    if standard.grace_minutes < 0:
        yield "standard.grace_minutes", "it must not be below 0"
    if standard.validity_years < 1:
        yield "standard.validity_years", "it must be at least 1"
    for question in programme.feedback:
        if question.kind not in QUESTION_KINDS:
            yield f"feedback.{question.id}", f"the kind must be one of {', '.join(QUESTION_KINDS)}"
    for name in _twice(question.id for question in programme.feedback):
        yield "feedback", f"two questions are called {name}"


def _what_it_names(programme: Programme, union: Union | None) -> Iterator[tuple[str, str]]:
    """That what it names is there: rep kind, case studies, wordings."""
    if union and programme.rep_kind and programme.rep_kind not in {kind.slug for kind in union.rep_kinds}:
        yield "rep_kind", f"union.yaml has no rep kind {programme.rep_kind}"
    codes = [case.code for case in programme.case_studies]
    for code in _twice(codes):
        yield "module_slugs", f"two of its case studies have the code {code}"
    for code in programme.standard.required_case_studies:
        if code not in codes:
            yield "standard.required_case_studies", f"no module of it has the case study {code}"
    kinds = {wording.kind for wording in programme.wordings}
    for kind in ("completion", *(["accreditation"] if programme.rep_kind else [])):
        if kind not in kinds:
            yield "wordings", f"no wording of kind {kind} fits it"


def _case_study(case: CaseStudy) -> list[Problem]:
    file, found = f"modules/{case.module}/case-studies/{case.code.lower()}.yaml", []

    def wrong(field: str, words: str) -> None:
        found.append(Problem(file, field, words))

    if not re.fullmatch(r"\d+[A-Z]", case.code):
        wrong("code", "it must be a number and a capital, such as 2A")
    if not case.criteria:
        wrong("criteria", "a case study needs its criteria")
    elif not any(criterion.starred for criterion in case.criteria):
        wrong("criteria", "star at least one that must be met")
    for name in _twice(criterion.id for criterion in case.criteria):
        wrong("criteria", f"two criteria are called {name}")
    if not 0 < case.words_from <= case.words_to:
        wrong("words_from", "it must be at least 1 and at most words_to")
    if not 0 <= case.scale.points_needed <= 2 * len(case.criteria):
        wrong("scale.points_needed", f"it must lie between 0 and {2 * len(case.criteria)}")
    if case.scale.zeros_allowed < 0:
        wrong("scale.zeros_allowed", "it must not be below 0")
    return found


def _wordings(wordings: tuple[Wording, ...]) -> list[Problem]:
    found = [Problem("wordings", "id", f"two wordings are called {name}") for name in _twice(w.id for w in wordings)]
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
        if not wording.sentences:
            wrong("sentences", "a wording needs a sentence")
        if bool(wording.approved_by) != bool(wording.approved_on):
            wrong("approved_by", "who approved it and on which day go together")
    return found


def _union(union: Union) -> Iterator[Problem]:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", union.contact_email):
        yield Problem("union.yaml", "contact_email", "that is no e-mail address")
    if not re.fullmatch(r"[A-Z]{1,8}", union.number_prefix):
        yield Problem("union.yaml", "number_prefix", "one to eight capitals, with which certificates' numbers begin")
    if not union.signatories:
        yield Problem("union.yaml", "signatories", "somebody must sign certificates")
    for name in _twice(kind.slug for kind in union.rep_kinds):
        yield Problem("union.yaml", "rep_kinds", f"two rep kinds are called {name}")


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
