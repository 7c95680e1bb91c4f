"""One member written for a program: the checks and the effects of one line of a list."""

import pytest
from sqlalchemy import select

from lms.people import lookups as people
from lms.record.lookups import facts_of
from lms.record.models import AddressChange
from lms.record.one_member import upsert_member
from lms.refusal import Refusal
from lms.workplaces.lookups import employments_of
from tests import make
from tests.make import NOW, US

RHIANNON = {
    "membership_number": "20417", "name": "Rhiannon Prŷs", "email": "R.Prys@pellow.example", "employer": "Pellow Bay",
    "workplace": "North Wing", "region": "Wales", "status": "current", "link_since": "2025-03-03", "joined": None,
}


@pytest.fixture
def upsert(writing):
    def one(**row):
        with writing():
            done = upsert_member(row, actor=US, now=NOW)
            return done.outcome, sorted(done.changed)

    return one


def test_a_member_is_created_changed_and_then_as_she_was(upsert, in_context):
    assert upsert(**RHIANNON)[0] == "created"
    assert upsert(**RHIANNON) == ("unchanged", [])
    assert upsert(**RHIANNON | {"workplace": "South Wing", "status": "arrears"}) == ("changed", ["status", "workplace"])
    with in_context():
        her = people.person_by_number("20417")
        assert (her.name, her.email, her.membership_status) == ("Rhiannon Prŷs", "r.prys@pellow.example", "arrears")
        assert employments_of([her.id])[her.id].workplace.name == "South Wing"
        assert [fact.kind for fact in facts_of([her.id])[her.id]] == ["link member"]


def test_what_is_empty_says_nothing(upsert):
    upsert(**RHIANNON)
    assert upsert(membership_number="20417", name="", employer=None) == ("unchanged", [])


@pytest.mark.parametrize(("over", "field", "said"), [
    ({"membership_number": ""}, "membership_number", "no membership number"),
    ({"name": ""}, "name", "needs a name"),
    ({"email": "r.prys"}, "email", "isn't an e-mail address"),
    ({"email": "r\x00@pellow.example"}, "email", "can't be printed"),
    ({"name": "Rhi\ud800"}, "name", "can't be printed"),
    ({"status": "asleep"}, "status", "isn't one of"),
    ({"link_since": "tomorrow"}, "link_since", "isn't a day"),
    ({"region": ""}, "region", "needs its region"),
    ({"shoe_size": "42"}, "shoe_size", "isn't a column"),
])
def test_what_is_wrong_is_refused_beside_its_column(upsert, in_context, over, field, said):
    with pytest.raises(Refusal, match=said) as refused:
        upsert(**RHIANNON | over)
    assert refused.value.field == field
    with in_context():
        assert people.person_by_number("20417") is None


def test_a_sign_in_address_waits_for_a_decision(upsert, writing, in_context):
    with writing():
        make.an_account(make.a_member(membership_number="20417", name="Rhiannon Prŷs", email="old@pellow.example"))
    assert upsert(membership_number="20417", email="new@pellow.example") == ("changed", ["sign_in_address"])
    assert upsert(membership_number="20417", email="new@pellow.example") == ("unchanged", [])
    with in_context() as session:
        assert session.scalars(select(AddressChange.email)).all() == ["new@pellow.example"]
