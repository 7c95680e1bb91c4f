"""The finished run: eight accredited reps, and three who aren't, each for a reason of their own."""

from datetime import date

from lms.accreditation import operations as accreditation
from lms.attendance.operations import accept_make_up
from lms.bookings.operations import confirm_run
from lms.casework.operations import mark_answer, release_mark, submit_answer
from lms.certificates import operations as certificates
from lms.certificates.lookups import certificates_of
from lms.db import db
from lms.demo import cast
from lms.demo.answers import good_answer, good_mark, weak_answer, weak_mark
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
from lms.demo.people import named
from lms.demo.said import FEEDBACK
from lms.feedback.operations import give_feedback, open_form
from lms.network.operations import read_update
from lms.network.updates import updates_of
from lms.people.models import Person
from lms.people.operations import rename_person, set_membership
from lms.runs.models import Run
from lms.workplaces.lookups import employments_of, officers_of

BRISTOL = Plan("Bristol", "The Glasshouse, Wapping Road, Bristol", days=(-75, -61), closing=-90, planned=-140,
               capacity=12, minimum=8, before=True)
CONSTITUENCIES = ("Operational managers", "Ward and clinic managers", "Managers at bands 7 to 8c", "Estates")
LATE = "Delroy Hinds"
SECOND_TRY = "Ewan Dalrymple"


def make_finished_run(stage: Stage) -> None:
    people = people_in(cast.FINISHED)
    run = opened_course(stage, BRISTOL, stage.morag, stage.guest)
    approved(stage, applied(stage, run, people, -132, -98), -94)
    confirm_run(run, actor=stage.denise, now=stage.calendar.at(-89, "15:10"))
    db.session.commit()
    _registers(stage, run, people)
    _casework(stage, run, people)
    _feedback(stage, run, people)
    _recognition(stage, run, people)
    _certificates(stage, run)
    _afterwards(stage)
    _what_has_changed(stage)


def _registers(stage: Stage, run: Run, people: list[Person]) -> None:
    late, left = Missed("late", 10), Missed("left early", 60, "A ward in trouble.")
    missed = {(1, "morning"): {"Judith Thackray": late}, (2, "afternoon"): {"Mei-Lin Cheung": left}}
    for session in run.sessions:
        by = stage.morag if session.day == 1 else stage.guest
        kept_register(stage, session, people, missed.get((session.day, session.part), {}), by)
    mei_lin = next(person for person in people if person.name == "Mei-Lin Cheung")
    task = "Talked the last hour through with Emeka by telephone, and wrote half a page on the appeal."
    accept_make_up(sessions_on(run, 2)[1], mei_lin, task=task, actor=stage.guest, now=stage.calendar.at(-55, "17:30"))
    db.session.commit()


def _casework(stage: Stage, run: Run, people: list[Person]) -> None:
    """Three answers each; Ewan sends one of them twice, and Colm’s second try is not yet either."""
    calendar = stage.calendar
    for number, person in enumerate(people):
        for step, code in enumerate(("2A", "3A", "7A")):
            weak = (code, person.name) in (("7A", cast.NOT_YET), ("2A", SECOND_TRY))
            day = -46 if (code, person.name) == ("3A", LATE) else -59 + number + step
            text = weak_answer(code) if weak else good_answer(code, 3 * number + step)
            submission = submit_answer(person, run, code, text, now=calendar.at(day, f"2{step}:{17 + number}"))
            given = weak_mark(code) if weak else good_mark(code, number + step)
            _mark(stage, submission, given, (number + step) % 2, -44, -40)
            if weak:
                better = person.name == SECOND_TRY
                text = good_answer(code, 40) if better else f"{text}\n\nI would also ring my officer when I have time."
                submission = submit_answer(person, run, code, text, now=calendar.at(-32, "21:40"))
                given = good_mark(code, 1) if better else weak_mark(code, again=True)
                _mark(stage, submission, given, number % 2, -29, -28)
        db.session.commit()


def _mark(stage: Stage, submission, given, who: int, marked: int, released: int) -> None:
    marker = (stage.morag, stage.guest)[who]
    mark = mark_answer(submission, scores=given.scores, feedback=given.feedback, outcome=given.outcome, marker=marker,
                       now=stage.calendar.at(marked, "19:30"))
    release_mark(mark, actor=marker, now=stage.calendar.at(released, "12:00"))


def _feedback(stage: Stage, run: Run, people: list[Person]) -> None:
    """Six of them answer; it has closed by itself since."""
    calendar = stage.calendar
    opened = run.sessions[-1].ends_at
    form = open_form(run, calendar.day(-47), actor=stage.morag, now=opened)
    for person, answers in zip(people, FEEDBACK, strict=False):
        give_feedback(form, person, answers, now=calendar.at(-54))
    db.session.commit()


def _recognition(stage: Stage, run: Run, people: list[Person]) -> None:
    """Completion, appointment, sign-off and accreditation: for all but one the first, for all but two the last."""
    calendar = stage.calendar
    works = employments_of([person.id for person in people])
    officers = officers_of({work.workplace.region_id for work in works.values()})
    for number, person in enumerate(people):
        if person.name == cast.NOT_YET:
            continue
        work = works[person.id].workplace
        accreditation.decide_completion(person, run, actor=stage.morag, now=calendar.at(-26, f"16:{10 + number}"))
        accreditation.record_appointment(
            person, rep_kind="rep", employer=work.employer, constituency=CONSTITUENCIES[number % 4],
            how="elected" if number % 3 else "appointed", authority=_minute(number, calendar.day(-50 + number)),
            appointed_on=calendar.day(-50 + number), actor=stage.denise, now=calendar.at(-25, f"11:{10 + number}"),
        )
        if person.name != cast.WAITS_FOR_OFFICER:
            officer = officers[work.region_id].person
            accreditation.sign_off(person, run, officer=officer, now=calendar.at(-22, f"14:{10 + number}"))
            accreditation.accredit(person, run, actor=stage.denise, now=calendar.at(-20, f"10:{10 + number}"))
        db.session.commit()


def _minute(number: int, day: date) -> str:
    return f"Branch minute {4 + 3 * number} of {day.day} {day:%B}"


def _certificates(stage: Stage, run: Run) -> None:
    """Issued for the whole run; the documents are made by a worker."""
    certificates.issue_run(run, actor=stage.denise, now=stage.calendar.at(-19, "10:30"))
    db.session.commit()


def _afterwards(stage: Stage) -> None:
    """A name put right, a rep who stood down, and one in arrears: nothing of theirs is deleted."""
    calendar, denise = stage.calendar, stage.denise
    agnieszka = named(cast.MISSPELT)
    rename_person(agnieszka, cast.NAME_AS_IT_IS, actor=denise, now=calendar.at(-17, "09:50"))
    for certificate in [each for each in certificates_of(agnieszka) if each.end is None]:
        certificates.correct_name(certificate, cast.NAME_AS_IT_IS, actor=denise, now=calendar.at(-17, "09:55"))
    db.session.commit()
    set_membership(named(cast.IN_ARREARS), "arrears", since=calendar.day(-12), source="Subscriptions list",
                   actor=denise, now=calendar.at(-11, "08:40"))
    given = next(each for each in certificates_of(named(cast.STOOD_DOWN)) if each.kind == "accreditation")
    certificates.withdraw(given, reason="wish", actor=denise, now=calendar.at(-6, "15:15"))
    db.session.commit()


def _what_has_changed(stage: Stage) -> None:
    """Two statements of law have changed since the course. One rep has read what is new about one of them."""
    rep, now = named(cast.REP), stage.calendar.now
    for update in updates_of(rep, now)[:1]:
        read_update(rep, update, digest=update.digest, now=now)
    db.session.commit()
