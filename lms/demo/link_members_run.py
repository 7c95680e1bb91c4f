"""The link members’ course: people come and go as it suits them."""

from sqlalchemy import select

from lms.accreditation.operations import finish_course
from lms.bookings.operations import apply_for_place
from lms.content.operations import latest, programme_of
from lms.db import db
from lms.demo.cast import STRANGER
from lms.demo.courses import Stage
from lms.learning.operations import mark_read
from lms.people.models import Person
from lms.record.models import Fact
from lms.runs.operations import open_run, plan_run

# How far each of them has read, as a share of the pages; the last two have said that they are done.
SHARES = (0, 0.25, 0.5, 0.5, 1, 1, 1)
FINISHED = 2


def make_link_members_run(stage: Stage) -> None:
    calendar = stage.calendar
    run = plan_run(snapshot=latest("link-members"), place="On line", mode="open", actor=stage.denise,
                   now=calendar.at(-150, "10:05"))
    open_run(run, actor=stage.denise, now=calendar.at(-150, "10:10"))
    db.session.commit()
    pages = [(module.slug, page.slug) for module in programme_of(run.snapshot).modules for page in module.pages]
    for number, person in enumerate(_members(stage)):
        began = -30 + 3 * number
        apply_for_place(run, person, actor=person, now=calendar.at(began, "12:10"))
        read = pages[: round(len(pages) * SHARES[number])]
        for step, (module, page) in enumerate(read):
            mark_read(person, module, page, now=calendar.at(began, f"12:{20 + 4 * step}"))
        if number >= len(SHARES) - FINISHED:
            finish_course(person, run, now=calendar.at(began + 1, "18:20"))
        db.session.commit()


def _members(stage: Stage) -> list[Person]:
    """Members who aren't link members yet; the stranger hasn't begun anything."""
    links = select(Fact.person_id).where(Fact.kind == "link member")
    found = db.session.scalars(
        select(Person).where(Person.membership_status == "current", Person.id.not_in(links),
                             Person.name != STRANGER.name).order_by(Person.id)
    ).all()
    return stage.chance.sample(found, len(SHARES))
