"""One plain function a noun: a valid object with something believable in it; a test names what it is about.

Call them in a writing transaction (`with writing():`). Each room's nouns stand in a block of their own.
"""

import itertools
from datetime import UTC, date, datetime, timedelta
from functools import cache

from lms.audit import Program
from tests.small_courses import a_basic_course, a_programme
from tests.staging import staged_noun

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


def an_author(**over):
    """Somebody who writes the course material, and is no member."""
    from lms.people.operations import grant_role

    person = a_person(**{"name": "Huw Price"} | over)
    grant_role(person, "author", actor=US, now=NOW)
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


def a_token(person, *, read_only=False, lasts=timedelta(days=90)):
    """The text of a token of hers; she gets an account if she has none."""
    from lms.people.lookups import account_of
    from lms.people.tokens import make_token

    account, name = account_of(person) or an_account(person), f"Nightly list {next(_count)}"
    return make_token(account, name, lasts=lasts, read_only=read_only, actor=person, now=NOW)[1]


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


@staged_noun
def a_run(**over):
    """An open run of the reps' course: Leeds, 4 and 18 March 2027, 8 places, led by somebody.

    `state` says how far it has come ("draft", "open", "confirmed"); `days` its days; `facilitators` who leads it.
    """
    from lms.bookings.operations import confirm_run
    from lms.runs import operations

    now, state = over.pop("now", NOW), over.pop("state", "open")
    days = over.pop("days", [date(2027, 3, 4), date(2027, 3, 18)])
    facilitators = over.pop("facilitators", None)
    planned = {
        "snapshot": over.pop("snapshot", None) or a_programme(), "place": "Leeds", "mode": "in person",
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
    from lms.runs import operations

    now = over.pop("now", NOW)
    planned = {"snapshot": over.pop("snapshot", None) or a_basic_course(), "place": "On line", "mode": "open"} | over
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


# --- casework --------------------------------------------------------------------------------------

ANSWER = "I would ring Daniel back first, and ask who is with him.\n\nThen I would ring my officer."


def a_submission(**over):
    """A trainee's answer to the first case study of a run that has begun."""
    from lms.casework.operations import submit_answer

    run = over.pop("run", None) or a_run(state="confirmed")
    person = over.pop("person", None) or a_confirmed_trainee(run)
    return submit_answer(person, run, **{"case_study": "2A", "text": ANSWER, "now": NOW} | over)


def a_mark(**over):
    """A mark that is still held: it meets, unless `outcome` says "not yet"."""
    from lms.casework.operations import mark_answer

    submission = over.pop("submission", None) or a_submission()
    score = 0 if over.get("outcome") == "not yet" else 2
    given = {
        "scores": {f"C{n}": score for n in range(1, 5)}, "feedback": "You put Daniel first. Next time, write it down.",
        "outcome": "meets", "marker": submission.run.facilitators[0].person, "now": NOW,
    }
    return mark_answer(submission, **given | over)


def a_released_mark(**over):
    """A mark that the trainee can read."""
    from lms.casework.operations import release_mark

    mark = a_mark(**over)
    return release_mark(mark, actor=mark.marker, now=over.get("now", NOW))


# --- certificates ----------------------------------------------------------------------------------


def wordings(approved=False):
    """The words of both certificates, and of the sentence on companions; specimens unless they are approved."""
    from lms.content.shapes import Wording

    by = {"approved_by": "Huw Price, solicitor", "approved_on": date(2026, 9, 1)} if approved else {}
    return (
        Wording("A", "1", "accreditation", "Accredited Representative",
                ("member at {employer}, has completed the {modules} of the {programme}, and is accredited.",), **by),
        Wording("C", "1", "completion", "Certificate of Completion",
                ("has completed the {programme}, version {programme_version}: {hours}, {modules}.",), **by),
        Wording("S", "1", "companion", "Section 10 sentence",
                ("{union} certifies that {name}, appointed on {appointed_on}, is trained as a companion.",), **by),
    )


def a_finished_run(approved=False, **over):
    """A confirmed run of a programme that has wordings for its certificates."""
    return a_run(**{"snapshot": a_programme(wordings=wordings(approved)), "state": "confirmed", "minimum": 1} | over)


def a_trainee_who_completed(run, decided=True, **over):
    """Somebody on the run, whose completion is decided unless `decided` is False."""
    from lms.accreditation.models import CompletionDecision
    from lms.db import db

    person = placed(a_link_member(**over))
    a_confirmed_trainee(run, person)
    if decided:
        db.session.add(CompletionDecision(
            person_id=person.id, run_id=run.id, programme_slug=run.programme_slug, rule_version="1", evidence={},
            decided_at=NOW, decided_by_id=run.facilitators[0].person_id,
        ))
        db.session.flush()
    return person


def an_accredited_rep(run, companion=True, **over):
    """Somebody who completed the run and is accredited on it: appointed, signed off, with or without Q6."""
    from lms.accreditation.models import Accreditation, Appointment, SignOff
    from lms.db import db
    from lms.workplaces.lookups import employments_of

    person = a_trainee_who_completed(run, **over)
    work = employments_of([person.id])[person.id].workplace
    officer = a_person(name="Catrin Beddoe")
    appointment = Appointment(
        person_id=person.id, rep_kind="rep", employer_id=work.employer_id, constituency="Ward managers", how="elected",
        authority="Branch minute 14", appointed_on=date(2026, 10, 1), recorded_at=NOW, recorded_by_id=officer.id,
    )
    db.session.add_all([appointment, SignOff(
        person_id=person.id, rep_kind="rep", region_id=work.region_id, officer_id=officer.id, signed_at=NOW,
    )])
    db.session.flush()
    db.session.add(Accreditation(
        person_id=person.id, programme_slug=run.programme_slug, rep_kind="rep", run_id=run.id,
        appointment_id=appointment.id, companion=companion, valid_from=NOW.date(), valid_to=date(2031, 11, 26),
        rule_version="1", evidence={}, accredited_at=NOW, accredited_by_id=officer.id,
    ))
    db.session.flush()
    return person
