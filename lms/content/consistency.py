"""What has to fit together across the files of the material."""

import re

from lms.content.building import Problem
from lms.content.shapes import CaseStudy, Material, Programme

CONDITIONS = {*(f"Q{number}" for number in range(1, 11)), "read"}
VERSION = re.compile(r"\d+\.\d+")
QUESTION_KINDS = ("modules", "scale", "before and after", "text")


def check(material: Material) -> list[Problem]:
    """Everything that doesn't fit, as file, field, words."""
    problems: list[Problem] = []
    kinds = {kind.slug for kind in material.union.rep_kinds}
    for programme in material.programmes:
        problems += _programme(programme, kinds)
    seen: dict[str, str] = {}
    cases = {case.code: case for programme in material.programmes for case in programme.case_studies}
    for case in cases.values():
        problems += _case_study(case)
        first = seen.setdefault(case.title, case.code)
        if first != case.code:
            problems.append(Problem(f"modules/{case.module}", "title", f"{first} and {case.code} have one title"))
    return problems


def _programme(programme: Programme, kinds: set[str]) -> list[Problem]:
    file, standard, found = f"programmes/{programme.slug}.yaml", programme.standard, []

    def wrong(field: str, words: str) -> None:
        found.append(Problem(file, field, words))

    if not VERSION.fullmatch(programme.version):
        wrong("version", "it must be MAJOR.MINOR, in quotes, such as \"1.0\"")
    if programme.kind not in ("dated", "open"):
        wrong("kind", "it must be dated or open")
    if not programme.modules:
        wrong("module_slugs", "a programme needs a module")
    if len(set(programme.module_slugs)) < len(programme.module_slugs):
        wrong("module_slugs", "a module stands there twice")
    if programme.rep_kind and programme.rep_kind not in kinds:
        wrong("rep_kind", f"union.yaml has no rep kind {programme.rep_kind}")
    for code in standard.conditions:
        if code not in CONDITIONS:
            wrong("standard.conditions", f"{code} is not a condition; they are Q1 to Q10, and read")
    codes = [case.code for case in programme.case_studies]
    if len(set(codes)) < len(codes):
        wrong("module_slugs", "two case studies have one code")
    for code in standard.required_case_studies:
        if code not in codes:
            wrong("standard.required_case_studies", f"no module of it has the case study {code}")
    if standard.companion_case_study and standard.companion_case_study not in standard.required_case_studies:
        wrong("standard.companion_case_study", "it must be one of the required case studies")
    if "Q6" in standard.conditions and not standard.companion_case_study:
        wrong("standard.companion_case_study", "Q6 needs it")
    if "Q5" in standard.conditions and not standard.required_case_studies:
        wrong("standard.required_case_studies", "Q5 needs them")
    if not 0 <= standard.min_attended_share <= 1:
        wrong("standard.min_attended_share", "it must lie between 0 and 1")
    for question in programme.feedback:
        if question.kind not in QUESTION_KINDS:
            wrong(f"feedback.{question.id}", f"the kind must be one of {', '.join(QUESTION_KINDS)}")
    if programme.rep_kind and programme.wording("accreditation") is None:
        wrong("wordings", "no wording of kind accreditation fits it")
    if programme.wording("completion") is None:
        wrong("wordings", "no wording of kind completion fits it")
    return found


def _case_study(case: CaseStudy) -> list[Problem]:
    file, found = f"modules/{case.module}/case-studies/{case.code.lower()}.yaml", []
    if not case.criteria:
        found.append(Problem(file, "criteria", "a case study needs its criteria"))
    elif not any(criterion.starred for criterion in case.criteria):
        found.append(Problem(file, "criteria", "star at least one that must be met"))
    if len({criterion.id for criterion in case.criteria}) < len(case.criteria):
        found.append(Problem(file, "criteria", "two criteria have one id"))
    if not 0 < case.words_from <= case.words_to:
        found.append(Problem(file, "words_from", "it must be at least 1 and at most words_to"))
    return found
