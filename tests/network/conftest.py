"""A rep who learned the law as it was when she took her course."""

import pytest

from lms.db import db
from lms.people.models import Person
from tests import make
from tests.accreditation import cases
from tests.network import law


@pytest.fixture
def a_rep(writing, stage):
    """`a_rep()`, inside a writing context: somebody accredited on a run of version 1.0, and an administrator."""

    def begun():
        with writing():
            administrator = make.an_administrator(email="denise@example.org")
            run = law.a_run_with(law.published("1.0", law.SERVICE, law.COMPANION))
            rep = cases.a_trainee(run, make.a_region("Wales"), name="Rhiannon Prŷs", administrator=administrator)
            return rep.id, administrator.id

    def made():
        return tuple(db.session.get(Person, number) for number in stage(begun))

    return made
