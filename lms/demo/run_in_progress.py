"""The run in progress: day one is over, day two is a few days ahead, and work is in every state."""

from lms.attendance.operations import accept_make_up
from lms.bookings.operations import confirm_run
from lms.casework.models import Submission
from lms.casework.operations import mark_answer, release_mark, save_draft, save_mark_draft, submit_answer
from lms.db import db
from lms.demo import cast
from lms.demo.answers import Given, begun_answer, good_answer, good_mark, weak_answer, weak_mark
from lms.demo.courses import (
    Missed,
    Plan,
    Stage,
    applied,
    approved,
    kept_register,
    opened_course,
    people_in,
    sessions_on,
)
from lms.demo.practice_in_progress import make_practice_in_progress
from lms.demo.reading_in_progress import make_reading_in_progress
from lms.people.models import Person
from lms.runs.models import Run
from lms.runs.operations import set_deadline

LEEDS = Plan("Leeds", "Weavers’ Hall, Kirkgate, Leeds", days=(-8, 5), closing=-22, planned=-68)
# Who has sent what by now, and how it stands: by case study and name, days from today.
ON_CALL = {
    "Ṣọlá Adéyẹmí": -4, cast.TRAINEE: -5, "Priya Raghunathan": -4, "Siân Llŷr-Evans": -3, "Bernadette Quigley": -4,
    "Marcus Whitlock": -1,  # a day after it was due
}
ON_CALL_RELEASED, ON_CALL_HELD = ("Ṣọlá Adéyẹmí", cast.TRAINEE), ("Priya Raghunathan",)
TUESDAY = {
    "Ṣọlá Adéyẹmí": -5, "Siân Llŷr-Evans": -5, "Imran Sheikh": -6, "Bernadette Quigley": -2, "Priya Raghunathan": -1,
}
TUESDAY_MEETS, TUESDAY_NOT_YET = ("Ṣọlá Adéyẹmí", "Siân Llŷr-Evans"), "Imran Sheikh"


def make_run_in_progress(stage: Stage) -> None:
    people = people_in(cast.IN_PROGRESS)
    run = opened_course(stage, LEEDS, stage.morag, stage.guest)
    approved(stage, applied(stage, run, people, -62, -30), -27)
    confirm_run(run, actor=stage.denise, now=stage.calendar.at(-21, "15:40"))
    for code, due in (("3A", -2), ("2A", 6), ("7A", 19)):
        set_deadline(run, code, stage.calendar.day(due), actor=stage.morag, now=stage.calendar.at(-20, "12:15"))
    db.session.commit()
    _day_one(stage, run, people)
    everybody = {person.name: person for person in people}
    make_reading_in_progress(stage, run, everybody)
    make_practice_in_progress(stage, run, everybody)
    _on_call(stage, run, everybody)
    _tuesday_at_ten(stage, run, everybody)
    _drafts(stage, run, everybody)


def _day_one(stage: Stage, run: Run, people: list[Person]) -> None:
    """Marcus came 35 minutes late, and has made up for it; Tomasz wasn’t there in the afternoon."""
    missed = {
        "morning": {"Marcus Whitlock": Missed("late", 35, "Trains.")},
        "afternoon": {"Tomasz Wieczorek": Missed("absent")},
    }
    for session in sessions_on(run, 1):
        kept_register(stage, session, people, missed[session.part], stage.morag)
    marcus = next(person for person in people if person.name == "Marcus Whitlock")
    task = "Read the pages of the first hour, and told Morag on the telephone what a rep does not do."
    accept_make_up(sessions_on(run, 1)[0], marcus, task=task, actor=stage.morag, now=stage.calendar.at(-4, "17:10"))
    db.session.commit()


def _on_call(stage: Stage, run: Run, everybody: dict[str, Person]) -> None:
    for number, (name, day) in enumerate(ON_CALL.items()):
        sent = submit_answer(everybody[name], run, "3A", good_answer("3A", 60 + number),
                             now=stage.calendar.at(day, f"21:{11 + number}"))
        if name in ON_CALL_RELEASED + ON_CALL_HELD:
            _mark(stage, sent, good_mark("3A", number), stage.morag, -2, release=name in ON_CALL_RELEASED)
        db.session.commit()


def _tuesday_at_ten(stage: Stage, run: Run, everybody: dict[str, Person]) -> None:
    """Two meet, one is not yet and may be sent once more, one has a mark begun, one waits."""
    for number, (name, day) in enumerate(TUESDAY.items()):
        weak = name == TUESDAY_NOT_YET
        text = weak_answer("2A") if weak else good_answer("2A", 80 + number)
        sent = submit_answer(everybody[name], run, "2A", text, now=stage.calendar.at(day, f"19:{24 + number}"))
        if weak or name in TUESDAY_MEETS:
            given = weak_mark("2A") if weak else good_mark("2A", number)
            _mark(stage, sent, given, stage.guest if number else stage.morag, -3, release=True)
        elif name == "Bernadette Quigley":
            save_mark_draft(sent, scores={"rights": 2, "preparation": 1}, revision=0, marker=stage.morag,
                            feedback="You put Daniel first, and you are honest with him.",
                            now=stage.calendar.at(-1, "18:05"))
        db.session.commit()


def _mark(stage: Stage, sent: Submission, given: Given, marker: Person, offset: int, *, release: bool) -> None:
    mark = mark_answer(sent, scores=given.scores, feedback=given.feedback, outcome=given.outcome, marker=marker,
                       now=stage.calendar.at(offset, "17:45"))
    if release:
        release_mark(mark, actor=marker, now=stage.calendar.at(offset, "18:30"))


def _drafts(stage: Stage, run: Run, everybody: dict[str, Person]) -> None:
    text = begun_answer()
    draft = save_draft(everybody[cast.TRAINEE], run, "2A", text.rpartition("\n\n")[0], 0,
                       now=stage.calendar.at(-3, "21:02"))
    save_draft(everybody[cast.TRAINEE], run, "2A", text, draft.revision, now=stage.calendar.at(-1, "20:42"))
    started = good_answer("2A", 90).split("\n\n")[0]
    save_draft(everybody["Tomasz Wieczorek"], run, "2A", started, 0, now=stage.calendar.at(-2, "22:16"))
    db.session.commit()
