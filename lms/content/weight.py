"""What of a programme carries weight beyond the course: who may be accredited, and what certificates say.

An author writes what is taught. What it is worth is for an administrator, who answers for the certificates
(domain: an author edits, checks and previews).
"""

from lms.content.building import as_written
from lms.content.shapes import Programme

WEIGHTY = {
    "title": "its name, which certificates state",
    "approved_by": "who has approved it, which a request for release names",
    "major": "its major version: what was attended before no longer counts by itself",
    "standard": "what it asks of a trainee",
    "rep_kind": "which kind of rep it accredits",
    "refreshes": "which accreditation it renews",
    "makes_link_member": "whether it makes link members",
    "wordings": "what its certificates say",
    "hours": "its hours, which certificates state",
    "kind": "whether it has days to come to",
    "module_slugs": "which modules it has",
}


def weighty_changes(before: dict[str, Programme], after: tuple[Programme, ...]) -> list[str]:
    """In words, what only an administrator may publish; [] where an author may.

    A new programme carries weight as a whole.
    """
    said = []
    for programme in after:
        old = before.get(programme.slug)
        if old is None:
            said.append(f"{programme.title} is a new programme")
            continue
        differing = [
            words for name, words in WEIGHTY.items()
            if as_written(getattr(old, name)) != as_written(getattr(programme, name))
        ]
        if codes := _marked_otherwise(old, programme):
            differing.append(f"when an answer to {', '.join(codes)} meets")
        if titles := [each.title for each in programme.modules
                      if (was := old.module(each.slug)) and was.title != each.title]:
            differing.append(f"the name of “{'”, “'.join(titles)}”, which certificates state")
        if differing:
            said.append(f"{programme.title}: {', '.join(differing)}")
    return said


def _marked_otherwise(old: Programme, new: Programme) -> list[str]:
    """The case studies that are easier or harder to meet than they were, and new ones that can stand for another."""
    before, after = _marking(old), _marking(new)
    return sorted(
        code for code, marked in after.items()
        if (marked != before[code] if code in before else new.standard.case_studies_of_choice)
    )


def _marking(programme: Programme) -> dict:
    """By case study, what decides whether an answer meets: the scale, on how many criteria, which nobody may fail."""
    return {case.code: (case.scale, len(case.criteria), {each.id for each in case.criteria if each.starred})
            for case in programme.case_studies}
