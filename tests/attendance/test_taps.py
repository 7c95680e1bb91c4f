"""Taps: each kept by itself, the latest counts, and after the signature each change says why."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.attendance.lookups import latest_taps
from lms.attendance.models import Tap
from lms.attendance.operations import mark_rest_present, record_tap, sign_register
from lms.audit import AuditLine
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Session
from tests import make
from tests.attendance.registers import a_register, tap


def refused(act, *args, **over) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act(*args, **over)
    return caught.value


def test_a_tap_says_who_when_and_how_much_was_missed(app, writing, in_context):
    with writing():
        register = a_register()
        tap(register, register.people[0], "late", minutes_missed=20)
        tap(register, register.people[1], "absent", minutes_missed=20)
        tap(register, register.people[2], "present", minutes_missed=20)
    with in_context() as session:
        taps = session.scalars(select(Tap).order_by(Tap.id)).all()
        assert [(each.state, each.minutes_missed) for each in taps] == [
            ("late", 20), ("absent", register.session.minutes), ("present", 0)]
        assert {(each.recorded_by_id, each.recorded_at) for each in taps} == {(register.leader.id, register.begins)}
        assert not session.scalars(select(AuditLine).where(AuditLine.act.contains("register"))).all()


def test_the_same_tap_again_changes_nothing(writing, in_context):
    with writing():
        register, once = a_register(), str(uuid.uuid4())
        first = tap(register, register.people[0], tap_id=once)
        again = tap(register, register.people[0], tap_id=once, now=register.begins + timedelta(hours=1))
        assert again.id == first.id and again.recorded_at == register.begins
    with in_context() as session:
        assert session.query(Tap).count() == 1


def test_the_latest_tap_counts_and_the_earlier_one_is_kept(writing, in_context):
    with writing():
        register = a_register()
        tap(register, register.people[0], "absent")
        tap(register, register.people[0], "late", minutes_missed=10)
    with in_context() as session:
        key = register.session.id, register.people[0].id
        assert latest_taps([register.session.id])[key].state == "late"
        assert session.query(Tap).count() == 2


def test_a_tap_that_says_something_else_under_an_old_id_is_refused(writing):
    with writing():
        register, once = a_register(), str(uuid.uuid4())
        tap(register, register.people[0], tap_id=once)
        assert "sent before, as present" in refused(tap, register, register.people[0], "absent", tap_id=once).sentence
        assert "another name" in refused(tap, register, register.people[1], tap_id=once).sentence
        other = register.run.sessions[1]
        assert "another name" in refused(tap, register, register.people[0], tap_id=once, session=other).sentence


def test_each_reason_not_to_keep_a_tap(writing):
    with writing():
        register = a_register()
        person, early = register.people[0], register.begins - timedelta(hours=2, minutes=1)
        assert "opens two hours before" in refused(tap, register, person, now=early).sentence
        assert "no confirmed place" in refused(tap, register, make.a_link_member()).sentence
        assert refused(tap, register, person, "asleep").field == "state"
        assert refused(tap, register, person, "late").field == "minutes_missed"
        assert refused(tap, register, person, "left early", minutes_missed=999).field == "minutes_missed"
        assert "mark yourself" in refused(tap, register, person, actor=person).sentence
        register.run.state = "closed"
        assert "not going on" in refused(tap, register, person).sentence


def test_the_rest_are_marked_present_and_nobody_else(writing):
    with writing():
        register = a_register()
        tap(register, register.people[0], "absent")
        given = {"actor": register.leader, "now": register.begins}
        assert mark_rest_present(register.session, **given) == 2
        assert mark_rest_present(register.session, **given) == 0
        states = [latest_taps([register.session.id])[register.session.id, each.id].state for each in register.people]
        assert states == ["absent", "present", "present"]
        sign_register(register.session, **given)
        assert refused(mark_rest_present, register.session, **given).code == "signed"


def test_after_the_signature_a_change_needs_a_reason_and_is_audited(writing, in_context):
    with writing():
        register = a_register(count=1)
        tap(register, register.people[0], "absent")
        sign_register(register.session, actor=register.leader, now=register.begins)
        assert refused(tap, register, register.people[0], reason="  ").field == "reason"
        tap(register, register.people[0], "late", minutes_missed=30, reason="Her train; she signed the sheet.")
    with in_context() as session:
        line = session.scalars(select(AuditLine).where(AuditLine.act == "corrected a signed register")).one()
        assert (line.actor_id, line.subject_id) == (register.leader.id, register.session.id)
        assert line.detail == {
            "person": register.people[0].name, "state": "late", "minutes_missed": 30, "before": "absent",
            "reason": "Her train; she signed the sheet."}


def act(writing, operation, session_id, person_ids, **over):
    def run():
        with writing() as database:
            people = [database.get(Person, each) for each in person_ids]
            return operation(database.get(Session, session_id), *people, now=make.NOW + timedelta(hours=1), **over)

    return run


def test_the_same_tap_twice_at_once_is_kept_once(writing, at_once, in_context):
    with writing():
        register = a_register()
        ids, leader = (register.session.id, [register.people[0].id]), register.leader
    given = {"tap_id": str(uuid.uuid4()), "state": "present", "actor": leader}
    first, second = at_once(*[act(writing, record_tap, *ids, **given)] * 2)
    assert first.id == second.id
    with in_context() as session:
        assert session.query(Tap).count() == 1


def test_nothing_is_tapped_without_a_reason_while_it_is_being_signed(writing, at_once, in_context):
    with writing():
        register = a_register(count=1)
        tap(register, register.people[0])
        session_id, person, leader = register.session.id, [register.people[0].id], register.leader
    given = {"tap_id": str(uuid.uuid4()), "state": "absent", "actor": leader}
    signed, tapped = at_once(act(writing, sign_register, session_id, [], actor=leader),
                             act(writing, record_tap, session_id, person, **given))
    assert not isinstance(signed, Exception)
    with in_context() as session:
        kept = session.query(Tap).count()
    assert (isinstance(tapped, Refusal), kept) in [(True, 1), (False, 2)]


def test_marking_the_rest_twice_at_once_marks_each_once(writing, at_once, in_context):
    with writing():
        register = a_register()
        session_id, leader = register.session.id, register.leader
    counts = at_once(*[act(writing, mark_rest_present, session_id, [], actor=leader)] * 2)
    assert sorted(counts) == [0, 3]
    with in_context() as session:
        assert session.query(Tap).count() == 3
