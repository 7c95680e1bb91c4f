"""A run of the small course, and somebody with a place on it."""

import pytest

from tests import make
from tests.staging import staged


class Course:
    """Its run, a trainee, another one, and the address of the module that has something of everything."""

    def __init__(self, run, trainee, other):
        self.run, self.ref, self.trainee, self.other = run, run.ref, trainee, other
        self.base = f"/my-course/{run.ref}"
        self.module = f"{self.base}/modules/role"
        self.facilitator = run.facilitators[0].person


@pytest.fixture
@staged
def reading(writing):
    with writing():
        run = make.a_run(state="confirmed", minimum=1)
        people = [make.a_confirmed_trainee(run, make.a_link_member(name=name)) for name in ("Rhiannon Prŷs", "Ann Lee")]
        return Course(run, *people)


@pytest.fixture
def hers(reading, signed_in):
    """Her browser."""
    return signed_in(reading.trainee)
