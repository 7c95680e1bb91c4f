"""Persons, their membership through time, and roles."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.audit import AuditLine
from lms.people import lookups, operations
from lms.people.models import UnionRole
from lms.refusal import Refusal
from tests import make
from tests.make import NOW, US


def test_the_latest_status_of_a_day_counts_and_the_past_stays(writing, in_context):
    with writing():
        person = make.a_member(since=date(2026, 1, 1))
        for status, since in (("arrears", date(2026, 6, 1)), ("current", date(2026, 6, 1))):
            assert operations.set_membership(person, status, since=since, source="t", actor=US, now=NOW)
        operations.set_membership(person, "left", since=date(2026, 11, 1), source="t", actor=US, now=NOW)
    with in_context():
        stood = [lookups.status_on([person.id], day)[person.id] for day in (
            date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 1), date(2026, 11, 1))]
        assert stood == ["none", "current", "current", "left"]
        assert lookups.find_person(person.id).membership_status == "left"


def test_the_same_status_again_changes_nothing(writing):
    with writing():
        person = make.a_member()
        assert not operations.set_membership(person, "current", since=date(2026, 5, 1), source="t", actor=US, now=NOW)


def test_what_is_set_for_an_earlier_day_does_not_undo_today(writing):
    with writing():
        person = make.a_member(since=date(2026, 1, 1))
        operations.set_membership(person, "left", since=date(2026, 11, 1), source="t", actor=US, now=NOW)
        operations.set_membership(person, "arrears", since=date(2026, 3, 1), source="t", actor=US, now=NOW)
        assert person.membership_status == "left"


def test_a_status_that_nobody_knows_is_refused(writing):
    with writing():
        person = make.a_member()
        with pytest.raises(Refusal):
            operations.set_membership(person, "sleeping", since=date(2026, 5, 1), source="t", actor=US, now=NOW)


def test_a_membership_number_is_one_persons(writing):
    with writing():
        make.a_member(membership_number="4711")
        with pytest.raises(Refusal) as refused:
            make.a_member(membership_number="4711")
        assert refused.value.field == "membership_number"
        make.a_member(membership_number="4712")


def test_people_are_found_by_name_without_accents_number_or_address(writing, in_context):
    with writing():
        rhiannon = make.a_member(name="Rhiannon Prŷs", email="R.Prys@pellow.example", membership_number="20417")
        make.a_member(name="Someone Else")
    with in_context():
        for words in ("rhiannon", "prys", "PRŶS rhi", "20417", "r.prys@"):
            assert [person.id for person in lookups.search_people(words)] == [rhiannon.id]
        assert lookups.search_people("%") == []
        assert lookups.search_people("  ") == []
        assert len(lookups.search_people("e", limit=1)) == 1


def test_an_address_that_two_persons_share_is_nobodys(writing, in_context):
    with writing():
        first = make.a_member(email="both@home.example")
    with in_context():
        assert lookups.person_by_email("Both@home.example ").id == first.id
    with writing():
        make.a_member(email="both@home.example")
    with in_context():
        assert lookups.person_by_email("both@home.example") is None


def test_a_role_is_granted_once_ended_and_granted_again(writing, in_context):
    with writing():
        make.an_administrator()
        person = make.a_person()
        operations.grant_role(person, "administrator", actor=US, now=NOW)
        with pytest.raises(Refusal):
            operations.grant_role(person, "administrator", actor=US, now=NOW)
        operations.end_role(person, "administrator", actor=US, now=NOW)
        operations.grant_role(person, "administrator", actor=US, now=NOW)
    with in_context() as session:
        assert len(session.scalars(select(UnionRole).where(UnionRole.person_id == person.id)).all()) == 2
        assert len(lookups.administrators()) == 2


def test_the_last_administrator_stays(writing):
    with writing():
        person = make.an_administrator()
        with pytest.raises(Refusal) as refused:
            operations.end_role(person, "administrator", actor=US, now=NOW)
        assert refused.value.code == "the last one"


def test_of_two_administrators_who_end_each_other_at_once_one_stays(app, writing, in_context, at_once):
    from lms.db import begin_writing, db

    with writing():
        pair = [make.an_administrator().id for _ in range(2)]

    def end(person_id):
        with app.app_context():
            begin_writing()
            operations.end_role(lookups.find_person(person_id), "administrator", actor=US, now=NOW)
            db.session.commit()
            return "ended"

    outcomes = at_once(*[lambda person_id=person_id: end(person_id) for person_id in pair])
    assert sorted(str(outcome) == "ended" for outcome in outcomes) == [False, True]
    with in_context():
        assert len(lookups.administrators()) == 1


def test_each_act_leaves_a_line(writing, in_context):
    with writing():
        person = make.a_member()
        operations.rename_person(person, "Siân  Llŷr", actor=US, now=NOW)
    with in_context() as session:
        lines = session.scalars(select(AuditLine).where(AuditLine.subject_id == person.id).order_by(AuditLine.id))
        assert [line.act for line in lines] == ["added", "renamed"]
        assert lookups.find_person(person.id).folded_name == "sian llyr"
