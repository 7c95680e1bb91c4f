"""A register that is open: a run of today, its facilitator, and three people on it."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from lms.attendance.operations import record_tap
from lms.people.models import Person
from lms.runs.models import Run, Session
from tests import make
from tests.staging import staged_noun

BOOKED = make.NOW - timedelta(days=60)


@dataclass
class Register:
    run: Run
    session: Session
    leader: Person
    people: list[Person]

    @property
    def url(self) -> str:
        return f"/runs/{self.run.ref}/register/{self.session.id}"

    @property
    def begins(self):
        return self.session.starts_at


@staged_noun
def a_register(count=3, **over) -> Register:
    """Of the morning session on 26 November 2026; nobody is marked."""
    run = make.a_run(**{"days": [date(2026, 11, 26), date(2026, 12, 10)], "now": BOOKED, "capacity": 20,
                        "minimum": 1, "state": "confirmed"} | over)
    people = [make.a_confirmed_trainee(run, make.a_link_member(), now=BOOKED) for _ in range(count)]
    session = run.sessions[0]
    assert session.run is run  # known from here on, when the context is closed
    return Register(run, session, run.facilitators[0].person, people)


def tap(register, person, state="present", *, session=None, **over):
    session = session or register.session
    given = {"tap_id": str(uuid.uuid4()), "state": state, "actor": register.leader, "now": session.starts_at} | over
    return record_tap(session, person, **given)
