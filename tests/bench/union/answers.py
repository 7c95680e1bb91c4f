"""Case-study answers, their drafts and their marks; pages read.

The answers of finished runs are the first paragraphs of real ones: some 900 letters, where people write
2,000. Those on the runs that the pages are measured on are whole.
"""

from datetime import datetime, timedelta

from lms.casework.models import Draft, Mark, MarkDraft, Submission
from lms.demo.answers import good_answer, good_mark, weak_answer, weak_mark
from lms.learning.models import PageRead
from tests.bench.union.runs import Course
from tests.bench.union.stage import Somebody, Stage

CODES = ("2A", "3A", "7A")
WAYS = 60
_whole = {code: [good_answer(code, number) for number in range(WAYS)] for code in CODES}
_short = {code: ["\n\n".join(text.split("\n\n")[:2]) for text in texts] for code, texts in _whole.items()}
_marks = {code: [good_mark(code, number) for number in range(12)] for code in CODES}


def send(stage: Stage, course: Course, person: Somebody, code: str, at: datetime, *, attempt: int = 1,
         whole: bool = False, weak: bool = False) -> int:
    """An answer as it was sent, and the draft that it came from; returns its id."""
    text = weak_answer(code) if weak else (_whole if whole else _short)[code][stage.chance.randrange(WAYS)]
    if attempt == 1:
        keep_draft(stage, course, person, code, text, at)
    submission_id = stage.rows.add(
        Submission, person_id=person.id, run_id=course.id, case_study=code, attempt=attempt, text=text, sent_at=at,
        due_on=course.due_on,
    )
    stage.noted("sent an answer", person, "submission", submission_id, label_of(code, person, attempt), at,
                case_study=code, attempt=attempt, late=False)
    return submission_id


def keep_draft(stage: Stage, course: Course, person: Somebody, code: str, text: str, at: datetime) -> None:
    stage.rows.add(Draft, person_id=person.id, run_id=course.id, case_study=code, text=text, revision=14, saved_at=at)


def label_of(code: str, person: Somebody, attempt: int) -> str:
    return f"{code} by {person.name}, version {attempt}"


def mark(stage: Stage, submission_id: int, label: str, code: str, marker: Somebody, at: datetime, *,
         weak: bool = False, again: bool = False, released: bool = True) -> None:
    """The marker's mark, with the draft that it came from."""
    given = weak_mark(code, again=again) if weak else stage.chance.choice(_marks[code])
    words = {"scores": given.scores, "feedback": given.feedback, "outcome": given.outcome}
    released_at = at + timedelta(days=2) if released else None
    resubmit_by = (at + timedelta(days=16)).date() if released and weak and not again else None
    stage.rows.add(MarkDraft, submission_id=submission_id, marker_id=marker.id, revision=5, saved_at=at, **words)
    stage.rows.add(
        Mark, submission_id=submission_id, marker_id=marker.id, proposed=given.outcome, marked_at=at,
        released_at=released_at, resubmit_by=resubmit_by, **words,
    )
    stage.noted("marked an answer", marker, "submission", submission_id, label, at, outcome=given.outcome,
                proposed=given.outcome)
    if released:
        stage.noted("released a mark", marker, "submission", submission_id, label, released_at, outcome=given.outcome)


def read_pages(stage: Stage, programme, person: Somebody, count: int, at: datetime) -> None:
    """The first so many pages of the programme, read one evening."""
    pages = [(module.slug, page.slug) for module in programme.modules for page in module.pages]
    for number, (module, page) in enumerate(pages[:count]):
        stage.rows.add(PageRead, person_id=person.id, module_slug=module, page_slug=page,
                       read_at=at + timedelta(minutes=9 * number))
