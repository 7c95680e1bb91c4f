"""Finding a run's form, who has answered (by herself alone), and the results once they may be shown."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import joinedload

from lms.clock import today
from lms.content.operations import programme_of
from lms.db import among, db
from lms.feedback import rules
from lms.feedback.models import FeedbackAnswer, FeedbackForm, HasAnswered
from lms.people.models import Person
from lms.runs.lookups import last_day
from lms.runs.models import Run


@dataclass(frozen=True)
class Results:
    """What may be shown of a closed form with five answers or more."""

    answers: int
    modules: list[rules.Spread]
    scales: list[rules.Spread]
    before: list[rules.Spread]
    after: list[rules.Spread]
    texts: list[tuple[str, list[str]]]

    @property
    def outcomes(self) -> list[tuple[str, int]]:
        """By module, how many said 4 or 5; the most first."""
        return sorted(((row.label, row.good) for row in self.modules), key=lambda row: -row[1])


def form_of(run: Run) -> FeedbackForm | None:
    return db.session.scalar(
        select(FeedbackForm).where(FeedbackForm.run_id == run.id).options(joinedload(FeedbackForm.run))
    )


# The forms of runs, and whether one person has answered, as a part of a statement.
ASKED = select(
    FeedbackForm.run_id, FeedbackForm.closes_on, FeedbackForm.closed_at,
    exists().where(HasAnswered.form_id == FeedbackForm.id, HasAnswered.person_id == bindparam("person"))
    .label("answered"),
).where(among(FeedbackForm.run_id, "runs"))


def may_be_opened(run: Run, now: datetime) -> bool:
    """From its last day on, so that it can be handed out before people go home."""
    last = last_day(run)
    return last is not None and today(now) >= last


def is_closed(form: FeedbackForm, now: datetime) -> bool:
    return form.closed_at is not None or today(now) > form.closes_on


def has_answered(form: FeedbackForm, person: Person) -> bool:
    """Whether she herself has; nobody else is told."""
    return db.session.get(HasAnswered, (form.id, person.id)) is not None


def results_of(form: FeedbackForm, now: datetime) -> Results | None:
    """The results, or None while the form is open or where fewer than five answered."""
    rows = list(db.session.scalars(select(FeedbackAnswer.answers).where(FeedbackAnswer.form_id == form.id)))
    if not rules.may_be_shown(is_closed(form, now), len(rows)):
        return None
    programme = programme_of(form.run.snapshot)
    modules, scales, before, after, texts = [], [], [], [], []
    for question in programme.feedback:
        words = question.low, question.high
        if question.kind == "modules":
            modules = [
                rules.spread(module.title, [row.get(f"{question.id}-{module.slug}") for row in rows], *words)
                for module in programme.modules
            ]
        elif question.kind == "scale":
            scales.append(rules.spread(question.label, [row.get(question.id) for row in rows], *words))
        elif question.kind == "before and after":
            before.append(rules.spread(question.label, [row.get(f"{question.id}-before") for row in rows], *words))
            after.append(rules.spread(question.label, [row.get(f"{question.id}-after") for row in rows], *words))
        else:
            said = rules.shuffled([row.get(question.id, "") for row in rows], f"{form.id}{question.id}")
            texts.append((question.label, said))
    return Results(len(rows), modules, scales, before, after, texts)
