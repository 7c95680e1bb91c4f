"""Somebody on her way to an accreditation."""

import pytest

from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run
from tests import make
from tests.accreditation import cases
from tests.small_courses import a_programme


@pytest.fixture
def on_the_way(writing, stage):
    """`on_the_way("appointed")`, inside a writing context: somebody so far on her way, her run, and their staff."""

    def begun(upto, over):
        with writing():
            region = make.a_region("Wales")
            officer = cases.officer_of(region)
            run = cases.a_run_that_is_over()
            administrator = make.an_administrator(email="denise@example.org")
            person = cases.a_trainee(run, region, upto, administrator=administrator, name="Rhiannon Prŷs", **over)
            return person.id, run.id, administrator.id, officer.id

    def made(upto, **over):
        ids = stage(begun, upto, over)
        return tuple(db.session.get(*each) for each in zip((Person, Run, Person, Person), ids, strict=True))

    return made


@pytest.fixture
def a_rep(writing, stage):
    """A rep accredited on 26 November 2026, and an administrator: their ids."""

    def made():
        with writing():
            administrator = make.an_administrator(email="denise@example.org")
            run = cases.a_run_that_is_over(snapshot=a_programme(wordings=make.wordings(approved=True)))
            rep = cases.a_trainee(run, make.a_region("Wales"), name="Rhiannon Prŷs", administrator=administrator)
            return rep.id, administrator.id

    return stage(made)
