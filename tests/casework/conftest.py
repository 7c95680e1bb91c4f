"""A run, its trainee and its facilitator, for the tests of acts; each test reads them in a context of its own."""

import pytest

from lms.casework import lookups
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run
from tests import make
from tests.make import NOW
from tests.staging import staged


class Course:
    """By ids, since each test has contexts of its own."""

    def __init__(self, run, person):
        self.ids = run.id, person.id, run.facilitators[0].person_id

    def found(self):
        """The run, the trainee, the facilitator."""
        return db.session.get(Run, self.ids[0]), *(db.session.get(Person, each) for each in self.ids[1:])


@pytest.fixture
@staged
def course(writing):
    with writing():
        run = make.a_run(state="confirmed")
        return Course(run, make.a_confirmed_trainee(run, make.a_link_member(email="rhiannon@example.org")))


@pytest.fixture
def task():
    """`task(person, run)` is how case study 2A stands for her."""
    return lambda person, run, now=NOW: lookups.task_of(person, run, "2A", now)
