"""Making the demo union: where it may be made, and all of it in order."""

import random
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select

from lms.audit import Program
from lms.content.operations import latest
from lms.db import begin_reading, begin_writing, db
from lms.demo.calendar import Calendar
from lms.demo.cast import FACILITATOR, GUEST
from lms.demo.coming_runs import make_coming_runs
from lms.demo.courses import Stage
from lms.demo.earlier_edition import make_earlier_edition
from lms.demo.earlier_run import make_earlier_run
from lms.demo.finished_run import make_finished_run
from lms.demo.link_members_run import make_link_members_run
from lms.demo.other_courses import make_other_courses
from lms.demo.people import make_members, make_staff, named
from lms.demo.run_in_progress import make_run_in_progress
from lms.demo.sign_ins import open_sign_ins
from lms.demo.workplaces import make_regions
from lms.demo_mark import mark_as_demo, mark_as_whole
from lms.people.accounts import hash_password
from lms.people.models import Person
from lms.refusal import Refusal

LOCAL = ("localhost", "127.0.0.1", "::1")
SEED = 1834
US = Program("the demo union")


def check_place() -> None:
    """Refuse, with a sentence, where people could take the demo union for a real one."""
    address = current_app.config["BASE_URL"]
    if urlsplit(address).hostname not in LOCAL:
        raise Refusal(
            f"The demo union is for looking around on one’s own machine, and this site is {address}. "
            "Leave LMS_BASE_URL unset; or choose another LMS_DATA and begin without it: make run DEMO=0.",
            code="public address",
        )


def check_empty() -> None:
    """Refuse where there are people already."""
    if db.session.scalar(select(Person.id).limit(1)) is not None:
        raise Refusal(
            "There are people in this database already, and nothing is added to them. "
            "Choose an empty data folder with LMS_DATA.", code="not empty",
        )


def make_demo(*, now: datetime, password: str, progress: Callable[[str], object] = print) -> None:
    """Fill an empty database with the demo union, the same each time apart from its days; commits as it goes.

    Raises Refusal at a public address, where there are people already, and before the content is published.
    """
    begin_reading()
    check_place()
    check_empty()
    if latest("reps") is None or latest("link-members") is None:
        raise Refusal("The courses have not been published yet: lms content publish.", code="no content")
    password_hash = hash_password(password)
    begin_writing()
    mark_as_demo()
    _make(Calendar(now), random.Random(SEED), password_hash, progress)
    begin_writing()
    mark_as_whole()
    db.session.commit()
    begin_reading()


def _make(calendar: Calendar, chance: random.Random, password_hash: str, progress: Callable[[str], object]) -> None:
    progress("  Staff, five regions, four hundred members")
    denise = make_staff(calendar, US)
    make_regions(calendar, denise)
    db.session.commit()
    make_members(calendar, chance, denise)
    open_sign_ins(password_hash, calendar.at(-150))
    stage = Stage(calendar, chance, denise, named(FACILITATOR), named(GUEST), make_earlier_edition(calendar))
    progress("  A course of five years ago, and a finished run, with its reps and their certificates")
    make_earlier_run(stage)
    make_finished_run(stage)
    progress("  A run after its first day")
    make_run_in_progress(stage)
    progress("  Runs to come, and the link members’ course")
    make_link_members_run(stage)
    make_coming_runs(stage)
    make_other_courses(stage)
