"""A programme's standard as the rule reads it."""

from lms.accreditation.evidence import Standard
from lms.content.shapes import Programme


def standard_of(programme: Programme) -> Standard:
    standard = programme.standard
    titles = {case.code: case.title for case in programme.case_studies}
    return Standard(
        version=standard.version, asks=standard.conditions,
        modules=tuple((module.slug, module.title) for module in programme.modules),
        cases=tuple((code, titles[code]) for code in standard.required_case_studies),
        others=tuple((code, title) for code, title in titles.items() if code not in standard.required_case_studies),
        choice=standard.case_studies_of_choice,
        companion_case=standard.companion_case_study, grace_minutes=standard.grace_minutes,
        min_attended_share=standard.min_attended_share,
    )
