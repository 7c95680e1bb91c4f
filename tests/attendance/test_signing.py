"""The signature under a register, and a task in place of a session that was missed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.attendance.lookups import register_of
from lms.attendance.models import RegisterSignature
from lms.attendance.operations import accept_make_up, sign_register
from lms.audit import AuditLine
from lms.refusal import Refusal
from lms.runs.models import Session
from tests import make
from tests.attendance.registers import a_register, tap

TASK = "Wrote up the morning’s exercise."


def refused(act, *args, **over) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act(*args, **over)
    return caught.value


def test_whoever_signs_vouches_once_for_every_name(writing, in_context):
    with writing():
        register = a_register(count=2)
        given = {"actor": register.leader, "now": register.begins}
        tap(register, register.people[0])
        assert register.people[1].name in refused(sign_register, register.session, **given).sentence
        tap(register, register.people[1])
        before = given | {"now": register.begins - timedelta(minutes=1)}
        assert "has not begun" in refused(sign_register, register.session, **before).sentence
        sign_register(register.session, **given)
        assert "signed already" in refused(sign_register, register.session, **given).sentence
    with in_context() as session:
        assert session.scalars(select(AuditLine.act).where(AuditLine.act == "signed a register")).all() == [
            "signed a register"]


def test_two_who_sign_at_once_sign_once(writing, at_once, in_context):
    with writing():
        register = a_register(count=1)
        tap(register, register.people[0])
        session_id, leader, now = register.session.id, register.leader, register.begins

    def sign():
        with writing() as database:
            return sign_register(database.get(Session, session_id), actor=leader, now=now)

    answers = at_once(sign, sign)
    assert sorted(type(each).__name__ for each in answers) == ["Refusal", "RegisterSignature"]
    with in_context() as session:
        assert session.query(RegisterSignature).count() == 1


def test_a_task_stands_in_for_what_was_missed(writing, in_context):
    with writing():
        register = a_register(count=1)
        tap(register, register.people[0], "absent")
        accept_make_up(register.session, register.people[0], task=f" {TASK} ", actor=register.leader,
                       now=register.begins)
        [line] = register_of(register.session)
        assert (line.make_up.task, line.tap.state) == (TASK, "absent")
    with in_context() as session:
        line = session.scalars(select(AuditLine).where(AuditLine.act.startswith("accepted a task"))).one()
        assert line.detail == {"person": register.people[0].name, "task": TASK}


def test_each_reason_not_to_accept_a_task(writing):
    with writing():
        register = a_register(count=1)
        [person] = register.people
        given = {"task": TASK, "actor": register.leader, "now": register.begins}

        def sentence(who=person, **over):
            return refused(accept_make_up, register.session, who, **given | over).sentence

        assert "not marked as having missed" in sentence()
        tap(register, person, "present")
        assert "not marked as having missed" in sentence()
        tap(register, person, "excused")
        assert "has not begun" in sentence(now=register.begins - timedelta(minutes=1))
        assert "your own task" in sentence(actor=person)
        assert "no confirmed place" in sentence(make.a_link_member())
        assert "in a few words" in sentence(task="  done it ")
        accept_make_up(register.session, person, **given)
        assert "already" in sentence()
