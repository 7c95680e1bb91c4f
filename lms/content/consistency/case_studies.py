"""That a case study can be written and marked."""

import re

from lms.content.building import Problem
from lms.content.consistency.twice import twice
from lms.content.shapes import CaseStudy


def case_study(case: CaseStudy) -> list[Problem]:
    file, found = f"modules/{case.module}/case-studies/{case.code.lower()}.yaml", []

    def wrong(field: str, words: str) -> None:
        found.append(Problem(file, field, words))

    if not re.fullmatch(r"[0-9]{1,4}[A-Z]", case.code):
        wrong("code", "it must be a number and a capital, such as 2A")
    if not case.criteria:
        wrong("criteria", "a case study needs its criteria")
    elif not any(criterion.starred for criterion in case.criteria):
        wrong("criteria", "star at least one that must be met")
    for name in twice(criterion.id for criterion in case.criteria):
        wrong("criteria", f"two criteria are called {name}")
    if not 0 < case.words_from <= case.words_to:
        wrong("words_from", "it must be at least 1 and at most words_to")
    if not 0 <= case.scale.points_needed <= 2 * len(case.criteria):
        wrong("scale.points_needed", f"it must lie between 0 and {2 * len(case.criteria)}")
    if case.scale.zeros_allowed < 0:
        wrong("scale.zeros_allowed", "it must not be below 0")
    return found
