"""What has to fit together across the files of the material."""

from lms.content.building import Problem
from lms.content.consistency.case_studies import case_study
from lms.content.consistency.law import law_problems
from lms.content.consistency.links import link_problems
from lms.content.consistency.names import title_problems
from lms.content.consistency.practice import practice_problems
from lms.content.consistency.programmes import names_problems, programme_problems
from lms.content.consistency.trying import trying_problems
from lms.content.consistency.twice import twice
from lms.content.consistency.union import union_problems, wordings_problems
from lms.content.shapes import Material


def check(material: Material, *, whole: bool) -> list[Problem]:
    """Everything that doesn't fit. `whole` is False where something couldn't be read, so that what
    seems to be missing may be there; then the union may be missing, too."""
    found = [problem for law in material.laws for problem in law_problems(law)]
    for module in material.modules:
        for case in module.case_studies:
            found += case_study(case)
        for practice in module.practices:
            found += practice_problems(module, practice)
        found += trying_problems(module)
    found += wordings_problems(material.wordings)
    if material.union:
        found += union_problems(material.union)
    for prefix in twice(programme.ref_prefix for programme in material.programmes):
        found.append(Problem("programmes", "ref_prefix", f"two programmes have {prefix}"))
    found += title_problems(material)
    for programme in material.programmes:
        file = f"programmes/{programme.slug}.yaml"
        found += [Problem(file, field, words) for field, words in programme_problems(programme)]
        if whole:
            found += [Problem(file, field, words) for field, words in names_problems(programme, material.union)]
    if whole:
        found += link_problems(material)
    return found
