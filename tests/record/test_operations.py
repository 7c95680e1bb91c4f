"""What a person holds: dated, ended, never overwritten."""

from datetime import date

import pytest

from lms.record import lookups
from lms.record.operations import end_fact, hold
from lms.refusal import Refusal
from tests import make
from tests.make import NOW, US


def write(person, kind="link member", **over):
    return hold(person, kind, **{"since": date(2025, 3, 3), "basis": "course", "actor": US, "now": NOW} | over)


def test_a_fact_holds_from_its_first_to_its_last_day(writing, in_context):
    with writing():
        person = make.a_member()
        write(person, "accredited", subject="rep", until=date(2026, 3, 3))
    with in_context():
        holds = [lookups.fact_on(person.id, "accredited", "rep", day) is not None for day in (
            date(2025, 3, 2), date(2025, 3, 3), date(2026, 3, 3), date(2026, 3, 4))]
        assert holds == [False, True, True, False]


def test_the_same_cannot_hold_twice_but_again_once_it_is_ended(writing, in_context):
    with writing():
        person = make.a_member()
        first = write(person)
        with pytest.raises(Refusal):
            write(person)
        end_fact(first, on=date(2025, 6, 1), reason="left the branch", actor=US, now=NOW)
        with pytest.raises(Refusal):
            end_fact(first, on=date(2025, 6, 1), reason="again", actor=US, now=NOW)
        write(person, since=date(2025, 9, 1))
    with in_context():
        assert [fact.since for fact in lookups.facts_of([person.id])[person.id]] == [date(2025, 3, 3), date(2025, 9, 1)]
        on = [bool(lookups.link_members_on([person.id], day)) for day in (date(2025, 5, 31), date(2025, 6, 1))]
        assert on == [True, False]


def test_what_has_run_out_makes_room_for_the_next(writing):
    with writing():
        person = make.a_member()
        write(person, "accredited", subject="rep", until=date(2026, 1, 1))
        write(person, "accredited", subject="rep", since=date(2026, 2, 1))
        with pytest.raises(Refusal):
            write(person, "accredited", subject="rep", since=date(2026, 3, 1))


def test_a_waiver_stands_for_the_link_members_course_and_for_nothing_else(writing, in_context):
    with writing():
        waived, other, link = make.a_member(), make.a_member(), make.a_member()
        write(waived, "waiver", subject="link member")
        write(other, "waiver", subject="appointment")
        write(link, "waiver", subject="link member")
        write(link)
    with in_context():
        found = lookups.link_members_on([waived.id, other.id, link.id], date(2026, 1, 1))
        assert {person_id: fact.kind for person_id, fact in found.items()} == {
            waived.id: "waiver", link.id: "link member"}


def test_facts_of_many_are_read_in_one_question(app, writing, in_context, queries):
    with writing():
        people = [make.a_link_member() for _ in range(12)]
    with in_context(), queries() as seen:
        facts = lookups.facts_of([person.id for person in people])
        assert all(len(each) == 1 for each in facts.values())
    assert len([line for line in seen if line.startswith("SELECT")]) == 1
