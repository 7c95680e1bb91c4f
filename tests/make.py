"""One plain function a noun: a valid object with something believable in it; a test names what it is about.

Call them in a writing transaction (`with writing():`). Each room's nouns stand in a block of their own.
"""

import itertools
from datetime import UTC, date, datetime, timedelta
from functools import cache

from lms.audit import Program

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)  # when the tests' clock begins
US = Program("the tests")
_count = itertools.count(1)


# --- people and what they hold ---------------------------------------------------------------------


def a_person(**over):
    """Somebody the union knows: a guest, unless a membership number or status is given."""
    from lms.people.operations import add_person

    number = next(_count)
    given = {"name": f"Siân Llŷr-Evans {number}", "email": f"person{number}@example.org"} | over
    return add_person(**{"status": "none", "source": "the tests", "actor": US, "now": NOW} | given)


def a_member(**over):
    """A member whose subscription is up to date."""
    number = 40000 + next(_count)
    return a_person(**{"membership_number": str(number), "status": "current", "since": date(2020, 1, 1)} | over)


def a_link_member(**over):
    """A member who has done the basic course."""
    from lms.record.operations import hold

    since = over.pop("link_since", date(2024, 5, 1))
    person = a_member(**over)
    hold(person, "link member", since=since, basis="Basic course", actor=US, now=NOW)
    return person


def an_administrator(**over):
    from lms.people.operations import grant_role

    person = a_person(**{"name": "Denise Okafor"} | over)
    grant_role(person, "administrator", actor=US, now=NOW)
    return person


def in_arrears(person, since=date(2026, 11, 2), now=NOW):
    from lms.people.operations import set_membership

    set_membership(person, "arrears", since=since, source="the tests", actor=US, now=now)


PASSWORD = "seven quiet otters"


def an_account(person, email=None):
    """Her sign-in, with the password PASSWORD."""
    from lms.people.accounts import open_account

    return open_account(person, email or person.email, password_hash=_hashed(PASSWORD), now=NOW)


@cache
def _hashed(password):
    from lms.people.accounts import hash_password

    return hash_password(password)


# --- workplaces ------------------------------------------------------------------------------------


def a_region(name=None, **over):
    from lms.workplaces.operations import add_region

    return add_region(name or f"Region {next(_count)}", **{"actor": US, "now": NOW} | over)


def an_officer(region, person=None, **over):
    """The person who looks after the region."""
    from lms.workplaces.operations import appoint_officer

    person = person or a_person(name="Gareth Pugh")
    given = {"phone": "0300 555 0123", "since": date(2025, 1, 6), "actor": US, "now": NOW} | over
    appoint_officer(region, person, **given)
    return person


def a_workplace(employer="Pellow Bay Health Board", workplace="Main site", region=None):
    from lms.workplaces.operations import find_or_add_workplace

    return find_or_add_workplace(employer, workplace, region or a_region())


def placed(person, workplace=None, **over):
    """She works there, from January 2024 on."""
    from lms.workplaces.operations import place_person

    place_person(person, workplace or a_workplace(), **{"since": date(2024, 1, 8), "now": NOW} | over)
    return person


# --- runs and bookings -----------------------------------------------------------------------------


def a_run(**over):
    """An open run of the reps' course: Leeds, 4 and 18 March 2027, 8 places, led by somebody.

    `state` says how far it has come ("draft", "open", "confirmed"); `days` its days; `facilitators` who leads it.
    """
    from lms.bookings.operations import confirm_run
    from lms.content.operations import latest
    from lms.runs import operations

    now, state = over.pop("now", NOW), over.pop("state", "open")
    days = over.pop("days", [date(2027, 3, 4), date(2027, 3, 18)])
    facilitators = over.pop("facilitators", None)
    planned = {
        "snapshot": over.pop("snapshot", None) or latest("reps-course"), "place": "Leeds", "mode": "in person",
        "venue": "Weavers’ Hall", "capacity": 8, "minimum": 6, "closing_on": days[0] - timedelta(days=14),
        "first_day": days[0],
    } | over
    planned["minimum"] = min(planned["minimum"], planned["capacity"] or 1)
    run = operations.plan_run(**planned, actor=US, now=now)
    operations.lay_out_days(run, days, actor=US, now=now)
    for person in facilitators or [a_person(name="Morag Bain")]:
        operations.assign_facilitator(run, person, actor=US, now=now)
    if state != "draft":
        operations.open_run(run, actor=US, now=now)
    if state == "confirmed":
        confirm_run(run, anyway=True, actor=US, now=now)
    return run


def an_open_run(**over):
    """A run without dates or places: the link members' basic course."""
    from lms.content.operations import latest
    from lms.runs import operations

    now = over.pop("now", NOW)
    planned = {"snapshot": latest("basic-course"), "place": "On line", "mode": "open"} | over
    run = operations.plan_run(**planned, actor=US, now=now)
    operations.open_run(run, actor=US, now=now)
    return run


def a_booking(run=None, person=None, **over):
    """Somebody's application for a run: a provisional place, unless it is full."""
    from lms.bookings.operations import apply_for_place

    now = over.pop("now", NOW)
    run, person = run or a_run(), person or a_link_member()
    return apply_for_place(run, person, actor=person, now=now, **over)


def a_confirmed_trainee(run=None, person=None, **over):
    """A person with a confirmed place on the run."""
    from lms.bookings.operations import approve_booking

    booking = a_booking(run, person, **over)
    if booking.state == "provisional":
        approve_booking(booking, actor=US, now=over.get("now", NOW))
    return booking.person
