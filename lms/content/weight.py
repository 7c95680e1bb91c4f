"""What of a programme carries weight beyond the course: who may be accredited, and what certificates say.

An author writes what is taught. What it is worth is for an administrator, who answers for the certificates
(domain: an author edits, checks and previews).
"""

from lms.content.building import as_written
from lms.content.shapes import Programme

WEIGHTY = {
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
        now = _marking(programme)
        if codes := [code for code, marked in _marking(old).items() if now.get(code, marked) != marked]:
            differing.append(f"when an answer to {', '.join(codes)} meets")
        if differing:
            said.append(f"{programme.title}: {', '.join(differing)}")
    return said


def _marking(programme: Programme) -> dict:
    """By case study, what decides whether an answer meets: the scale, and what nobody may fail."""
    return {case.code: (case.scale, {each.id for each in case.criteria if each.starred})
            for case in programme.case_studies}
