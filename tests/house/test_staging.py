"""What the tests stand on: an empty database, and beginnings laid out from a copy as if they had just been made."""

import pytest
from sqlalchemy import func, select

from lms import jobs
from lms.audit import AuditLine
from lms.db import db
from lms.people.models import Person
from tests import make


@pytest.fixture
def contents(app):
    """`contents()` is every row of every table of ours, by table."""

    def read() -> dict[str, list]:
        with app.app_context():
            tables = {table.name: db.session.execute(select(table)).all() for table in db.metadata.sorted_tables}
        return {name: sorted(map(repr, rows)) for name, rows in tables.items() if rows}

    return read


@pytest.fixture
def beginning(request, writing, clock, stage):
    """A run that somebody applied for, an hour later; how often it was made, too."""
    made = []

    def begun(_test, name):
        clock.forward(hours=1)
        with writing():
            made.append(name)
            return make.a_booking().run, make.a_person(name=name)

    return lambda name: stage(begun, request.node.name, name), made


def test_it_is_laid_out_as_it_was_made(house, app, clock, contents, beginning, in_context):
    begin, made = beginning
    run, person = begin("Ada")
    first, at = contents(), clock()
    house[1].empty()
    assert contents() == {}
    clock.at("2026-11-26 09:00")
    again, _person = begin("Ada")
    assert (made, clock(), contents()) == (["Ada"], at, first)
    assert again is not run and (again.id, again.sessions[0].starts_at) == (run.id, run.sessions[0].starts_at)
    with in_context():
        assert {job.name for job in jobs.recent()} == {"bookings.look-again", "mail.send"}  # in the tables of DBOS


def test_what_is_written_next_follows_on_as_it_would_have(house, app, clock, beginning, writing):
    begin, _made = beginning
    ids = []
    for _ in range(2):
        house[1].empty()
        clock.at("2026-11-26 09:00")
        begin("Ada")
        with writing():
            ids.append((make.a_person().id, make.a_run().id))
    assert ids[0] == ids[1]
    house[1].empty()
    with writing():
        assert make.a_person().id == 1


def test_over_anything_else_it_is_made(app, beginning, writing, in_context):
    begin, made = beginning
    begin("Ada")
    with writing():
        make.a_person()
    begin("Ada")
    assert made == ["Ada", "Ada"]
    with in_context() as session:
        assert session.scalar(select(func.count(Person.id)).where(Person.name == "Ada")) == 2


def test_a_stage_on_a_stage_is_another(house, clock, contents, beginning):
    begin, made = beginning
    seen = []
    for names in (("Ada", "Bea"), ("Bea", "Ada"), ("Ada", "Bea"), ("Ada",)):
        house[1].empty()
        clock.at("2026-11-26 09:00")
        for name in names:
            begin(name)
        seen.append(contents())
    assert made == ["Ada", "Bea", "Bea", "Ada"]
    assert seen[0] == seen[2] and seen[3] != seen[0]


def test_a_noun_that_a_test_begins_with_is_of_its_own_session(house, writing, in_context):
    for _ in range(2):
        house[1].empty()
        with writing() as session:
            run = make.a_run(place="Pellow Bay")
            assert run in session and run.place == "Pellow Bay"
            run.place = "Cardiff"
        with in_context() as session:
            assert session.scalars(select(type(run).place)).all() == ["Cardiff"]
            assert session.scalar(select(func.count(AuditLine.id))) > 0
