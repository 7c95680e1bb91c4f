"""A run whose days are over, its trainees, and the form that asks them."""

from dataclasses import dataclass
from datetime import date, timedelta

from lms.content.shapes import Question
from lms.feedback.models import FeedbackForm
from lms.feedback.operations import give_feedback, open_form
from lms.people.models import Person
from lms.runs.models import Run
from tests import make
from tests.small_courses import a_programme
from tests.staging import staged_noun

BOOKED = make.NOW - timedelta(days=60)
CLOSES = date(2026, 12, 10)
AFTER = make.NOW + timedelta(days=15)
QUESTIONS = (
    Question(id="outcomes", kind="modules", label="Can you now?", low="Not at all", high="Yes"),
    Question(id="materials", kind="scale", label="How useful?", low="Not", high="Very"),
    Question(id="confidence", kind="before and after", label="How sure?", low="Not", high="Very"),
    Question(id="change", kind="text", label="What should we change?"),
)


@dataclass
class Asked:
    run: Run
    people: list[Person]
    leader: Person
    form: FeedbackForm | None = None


@staged_noun
def a_run_that_took_place(count=5) -> Asked:
    run = make.a_run(snapshot=a_programme(feedback=QUESTIONS), days=[date(2026, 11, 12), date(2026, 11, 26)],
                     now=BOOKED, capacity=20, minimum=1, state="confirmed")
    people = [make.a_confirmed_trainee(run, make.a_link_member(), now=BOOKED) for _ in range(count)]
    return Asked(run, people, run.facilitators[0].person)


@staged_noun
def an_open_form(count=5) -> Asked:
    asked = a_run_that_took_place(count)
    asked.form = open_form(asked.run, CLOSES, actor=asked.leader, now=make.NOW)
    return asked


def answered(asked: Asked, many: int) -> None:
    """So many people answer: each a text of her own, and before and after as far apart as they can be."""
    for number, person in enumerate(asked.people[:many]):
        give_feedback(asked.form, person, {
            "outcomes-role": "5", "materials": str(1 + number % 5), "confidence-before": str(1 + number % 5),
            "confidence-after": str(5 - number % 5), "change": f"Thought {number}",
        }, now=make.NOW)
