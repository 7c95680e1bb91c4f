"""What two in three said of a run, as the form asks it; who answered stands apart from it."""

from datetime import timedelta

from lms.demo.said import FEEDBACK
from lms.feedback.models import FeedbackAnswer, FeedbackForm, HasAnswered
from tests.bench.union.runs import Course
from tests.bench.union.stage import Somebody, Stage


def say(stage: Stage, course: Course, people: list[Somebody]) -> None:
    opened = course.sessions[-1].ends_at
    closes_on = course.days[-1] + timedelta(days=14)
    form_id = stage.rows.add(FeedbackForm, run_id=course.id, opened_at=opened, closes_on=closes_on)
    for number, person in enumerate(people):
        if number % 3:
            answer_id = f"{stage.chance.getrandbits(128):032x}"
            stage.rows.add(FeedbackAnswer, id=answer_id, form_id=form_id, answers=stage.chance.choice(FEEDBACK))
            stage.rows.add(HasAnswered, form_id=form_id, person_id=person.id)
