"""That a programme is whole, and that what it names is there."""

import re
from collections.abc import Iterator

from lms.content.consistency.twice import twice
from lms.content.shapes import Programme, Union

CONDITIONS = {*(f"Q{number}" for number in range(1, 11)), "read"}
NEEDS_SESSIONS = {"Q3"}
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)")
MOST = {"hours": 1000, "due_days": 365, "resubmission_days": 365}
MOST_YEARS = 50
QUESTION_KINDS = ("modules", "scale", "before and after", "text")


def programme_problems(programme: Programme) -> Iterator[tuple[str, str]]:
    standard = programme.standard
    if not VERSION.fullmatch(programme.version):
        yield "version", 'it must be MAJOR.MINOR, in quotes, such as "1.0"'
    if programme.kind not in ("dated", "open"):
        yield "kind", "it must be dated or open"
    if not re.fullmatch(r"[A-Z]{1,6}", programme.ref_prefix):
        yield "ref_prefix", "one to six capitals, with which the runs' references begin"
    if not programme.module_slugs:
        yield "module_slugs", "a programme needs a module"
    for slug in twice(programme.module_slugs):
        yield "module_slugs", f"{slug} stands there twice"
    for name, most in MOST.items():
        if not 1 <= getattr(programme, name) <= most:
            yield name, f"it must be at least 1 and at most {most}"
    for name, text, most in (("version", programme.version, 20), ("standard.version", standard.version, 40)):
        if len(text) > most:
            yield name, f"it is longer than {most} letters"
    if programme.rep_kind and programme.makes_link_member:
        yield "makes_link_member", "a programme makes reps or link members, not both"
    if programme.rep_kind and programme.refreshes:
        yield "refreshes", "a programme accredits or refreshes an accreditation, not both"
    for code in standard.conditions:
        if code not in CONDITIONS:
            yield "standard.conditions", f"{code} is not a condition; they are Q1 to Q10, and read"
    for code in twice(standard.conditions):
        yield "standard.conditions", f"{code} stands there twice"
    if programme.kind == "open" and NEEDS_SESSIONS & {*standard.conditions}:
        yield "standard.conditions", "Q3 asks for sessions, and an open programme has none"
    if "Q5" in standard.conditions and not (standard.required_case_studies or standard.case_studies_of_choice):
        yield "standard.required_case_studies", "Q5 needs them"
    if standard.case_studies_of_choice < 0:
        yield "standard.case_studies_of_choice", "it must not be below 0"
    if "Q6" in standard.conditions and not standard.companion_case_study:
        yield "standard.companion_case_study", "Q6 needs it"
    if standard.companion_case_study and standard.companion_case_study not in standard.required_case_studies:
        yield "standard.companion_case_study", "it must be one of the required case studies"
    if not 0 <= standard.min_attended_share <= 1:
        yield "standard.min_attended_share", "it must lie between 0 and 1"
    if standard.grace_minutes < 0:
        yield "standard.grace_minutes", "it must not be below 0"
    if not 1 <= standard.validity_years <= MOST_YEARS:
        yield "standard.validity_years", f"it must be at least 1 and at most {MOST_YEARS}"
    for question in programme.feedback:
        if question.kind not in QUESTION_KINDS:
            yield f"feedback.{question.id}", f"the kind must be one of {', '.join(QUESTION_KINDS)}"
    for name in twice(question.id for question in programme.feedback):
        yield "feedback", f"two questions are called {name}"


def names_problems(programme: Programme, union: Union | None) -> Iterator[tuple[str, str]]:
    """That what it names is there: rep kind, case studies, wordings."""
    if union and programme.rep_kind and programme.rep_kind not in {kind.slug for kind in union.rep_kinds}:
        yield "rep_kind", f"union.yaml has no rep kind {programme.rep_kind}"
    if union and programme.refreshes and programme.refreshes not in {kind.slug for kind in union.rep_kinds}:
        yield "refreshes", f"union.yaml has no rep kind {programme.refreshes}"
    codes = [case.code for case in programme.case_studies]
    for code in twice(codes):
        yield "module_slugs", f"two of its case studies have the code {code}"
    for code in programme.standard.required_case_studies:
        if code not in codes:
            yield "standard.required_case_studies", f"no module of it has the case study {code}"
    free = len(set(codes) - {*programme.standard.required_case_studies})
    if programme.standard.case_studies_of_choice > free:
        yield "standard.case_studies_of_choice", f"besides the required ones it has {free}"
    kinds = {wording.kind for wording in programme.wordings}
    for kind in ("completion", *(["accreditation"] if programme.rep_kind else [])):
        if kind not in kinds:
            yield "wordings", f"no wording of kind {kind} fits it"
