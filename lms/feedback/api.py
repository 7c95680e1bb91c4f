"""For programs: giving feedback on one's own run; and, for its staff, opening it, closing it and the results."""

from flask import abort

from lms import clock
from lms.content.operations import programme_of
from lms.content.shapes import Programme
from lms.db import db
from lms.feedback import operations, schemas
from lms.feedback.lookups import form_of, has_answered, is_closed, may_be_opened, results_of
from lms.feedback.views import my_form, run_of_staff
from lms.runs.models import Run
from lms.web import asking, role, signed_in
from lms.web.api import Door, read

api = Door("Feedback", __name__, "What trainees say of a run, without anybody knowing who said it.")


@api.get("/my-course/<ref>/feedback")
@signed_in
@api.gives(200, schemas.FormShown)
def form(ref):
    """The form of a run that you were on, and whether you have answered."""
    run, asked = my_form(ref)
    return {
        "closes_on": asked.closes_on, "closed": is_closed(asked, clock.now()),
        "answered": has_answered(asked, asking()), "questions": _questions(programme_of(run.snapshot)),
    }


def _questions(programme: Programme) -> list[dict]:
    """Each field of the form, with the question that it belongs to."""
    labels = {name: shape.metadata["label"] for name, shape in schemas.schema_for(programme)().fields.items()}
    found = []
    for question in programme.feedback:
        if question.kind == "modules":
            names = [f"{question.id}-{module.slug}" for module in programme.modules]
        elif question.kind == "before and after":
            names = [f"{question.id}-before", f"{question.id}-after"]
        else:
            names = [question.id]
        found += [{
            "name": name, "question": question.label, "about": labels[name] if name != question.id else "",
            "kind": "text" if question.kind == "text" else "scale", "low": question.low, "high": question.high,
        } for name in names]
    return found


@api.post("/my-course/<ref>/feedback")
@signed_in
@api.takes(schemas.Answers)
@api.gives(204)
@api.leaves_no_trace
def give(ref):
    """Say what it was like, once.

    Your answers are kept without your name and without a time, and nothing of this request is kept
    beside them: no `Idempotency-Key` either. Sent again, it is refused, and the first answer stays.
    """
    run, asked = my_form(ref)
    answers = read(schemas.schema_for(programme_of(run.snapshot)))
    operations.give_feedback(asked, asking(), answers, now=clock.now())
    db.session.commit()


def _shown(run: Run) -> dict:
    now, asked = clock.now(), form_of(run)
    closed = asked is not None and is_closed(asked, now)
    results = results_of(asked, now) if asked else None
    return {
        "state": "closed" if closed else "open" if asked else "not open",
        "may_be_opened": asked is None and may_be_opened(run, now),
        "closes_on": asked and asked.closes_on,
        "closed_on": (clock.today(asked.closed_at) if asked.closed_at else asked.closes_on) if closed else None,
        "results": results and vars(results) | {
            "texts": [{"label": label, "texts": texts} for label, texts in results.texts],
        },
    }


@api.get("/runs/<ref>/feedback")
@role("administrator", "facilitator")
@api.gives(200, schemas.FeedbackShown)
def summary(ref):
    """How a run's feedback stands; its results once it has closed, from five answers up."""
    return _shown(run_of_staff(ref))


@api.post("/runs/<ref>/feedback/opening")
@role("administrator", "facilitator")
@api.takes(schemas.ClosingSchema)
@api.gives(200, schemas.FeedbackShown)
def opening(ref):
    """Let the trainees of a run say what it was like, from its last day on."""
    run = run_of_staff(ref)
    operations.open_form(run, read()["closes_on"], actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(run)


@api.post("/runs/<ref>/feedback/closing")
@role("administrator", "facilitator")
@api.gives(200, schemas.FeedbackShown)
def closing(ref):
    """Close it before its day; once closed, it stays closed."""
    run = run_of_staff(ref)
    operations.close_form(form_of(run) or abort(404), actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(run)
