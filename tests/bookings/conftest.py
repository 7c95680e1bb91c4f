"""Who and what most tests of places are about."""

import pytest

from tests import make
from tests.staging import staged


@pytest.fixture
@staged
def leeds(writing):
    with writing():
        return make.a_run(joining_notes="Lunch is at noon.")


@pytest.fixture
@staged
def she(writing):
    with writing():
        return make.a_link_member(name="Rhiannon Prŷs", email="rhiannon@example.org")


@pytest.fixture
@staged
def admin(writing):
    with writing():
        return make.an_administrator()
