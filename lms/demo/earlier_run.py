"""A course of nearly five years ago: its reps are accredited still, and due for renewal."""

from lms.accreditation import operations as accreditation
from lms.bookings.operations import confirm_run
from lms.casework.operations import mark_answer, release_mark, submit_answer
from lms.certificates.operations import issue_run
from lms.db import db
from lms.demo import cast
from lms.demo.answers import good_answer, good_mark
from lms.demo.cast import Role
from lms.demo.courses import Plan, Stage, applied, approved, kept_register, opened_course
from lms.demo.workplaces import PLACES
from lms.people.models import Person
from lms.people.operations import add_person
from lms.record.operations import hold
from lms.runs.models import Run
from lms.runs.operations import close_run
from lms.workplaces.lookups import employments_of, officers_of, regions
from lms.workplaces.operations import find_or_add_workplace, place_person

BIRMINGHAM = Plan("Birmingham", "The Nailers’ Institute, Digbeth, Birmingham", days=(-1771, -1757), closing=-1785,
                  planned=-1830, capacity=6, minimum=3, before=True)
JOINED = -2300


def make_earlier_run(stage: Stage) -> None:
    people = [_member(stage, number, role) for number, role in enumerate(cast.EARLIER)]
    run = opened_course(stage, BIRMINGHAM, stage.morag)
    approved(stage, applied(stage, run, people, -1822, -1800), -1790)
    confirm_run(run, actor=stage.denise, now=stage.calendar.at(-1784, "15:00"))
    for session in run.sessions:
        kept_register(stage, session, people, {}, stage.morag)
    _casework(stage, run, people)
    _recognition(stage, run, people)
    issue_run(run, actor=stage.denise, now=stage.calendar.at(-1690, "10:30"))
    close_run(run, actor=stage.denise, now=stage.calendar.at(-1640, "16:00"))
    db.session.commit()


def _member(stage: Stage, number: int, role: Role) -> Person:
    """Somebody whom the union knew before its list of members was read in."""
    calendar, denise = stage.calendar, stage.denise
    place = next(each for each in PLACES if each.employer == role.employer)
    region = next(each for each in regions() if each.name == place.region)
    now = calendar.at(-1890, "10:00")
    person = add_person(
        name=role.name, known_as=role.known_as, email=role.email or f"{role.name.split()[0].casefold()}@hmt.example",
        membership_number=str(21004 + 37 * number), status="current", since=calendar.day(JOINED),
        source="The union’s card index", actor=denise, now=now,
    )
    work = find_or_add_workplace(place.employer, place.sites[0], region)
    place_person(person, work, job_title=role.job_title, since=calendar.day(JOINED), now=now)
    hold(person, "link member", since=calendar.day(role.link_since), basis="Basic course, in a room", actor=denise,
         now=calendar.at(role.link_since, "17:00"))
    db.session.commit()
    return person


def _casework(stage: Stage, run: Run, people: list[Person]) -> None:
    for number, person in enumerate(people):
        for step, code in enumerate(("2A", "3A", "7A")):
            sent = submit_answer(person, run, code, good_answer(code, 120 + 3 * number + step),
                                 now=stage.calendar.at(-1750 + number, f"2{step}:{31 + number}"))
            given = good_mark(code, number + step + 1)
            mark = mark_answer(sent, scores=given.scores, feedback=given.feedback, outcome=given.outcome,
                               marker=stage.morag, now=stage.calendar.at(-1738, "19:10"))
            release_mark(mark, actor=stage.morag, now=stage.calendar.at(-1735, "12:00"))
        db.session.commit()


def _recognition(stage: Stage, run: Run, people: list[Person]) -> None:
    calendar = stage.calendar
    works = employments_of([person.id for person in people])
    officers = officers_of({work.workplace.region_id for work in works.values()})
    for number, person in enumerate(people):
        work, elected = works[person.id].workplace, calendar.day(-1745)
        accreditation.decide_completion(person, run, actor=stage.morag, now=calendar.at(-1720, f"16:{10 + number}"))
        accreditation.record_appointment(
            person, rep_kind="rep", employer=work.employer, constituency="Operational managers", how="elected",
            authority=f"Branch minute {9 + number} of {elected.day} {elected:%B %Y}", appointed_on=elected,
            actor=stage.denise, now=calendar.at(-1718, f"11:{10 + number}"),
        )
        accreditation.sign_off(person, run, officer=officers[work.region_id].person,
                               now=calendar.at(-1710, f"14:{10 + number}"))
        accreditation.accredit(person, run, actor=stage.denise,
                               now=calendar.at(-1700 + 4 * number, f"10:{10 + number}"))
        db.session.commit()
