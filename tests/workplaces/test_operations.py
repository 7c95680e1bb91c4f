"""Regions and their officers, and who works where through time."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.refusal import Refusal
from lms.workplaces import lookups, operations
from lms.workplaces.models import Employment, Workplace
from tests import make
from tests.make import NOW, US


def test_a_region_has_one_officer_and_the_one_before_has_ended(writing, in_context):
    with writing():
        region = make.a_region("Wales")
        first = make.an_officer(region, make.a_person(name="Gareth Pugh"), since=date(2025, 1, 6))
        second = make.an_officer(region, make.a_person(name="Ada Obi"), since=date(2026, 5, 1))
    with in_context():
        assert lookups.officers_of([region.id])[region.id].person.name == "Ada Obi"
        for person, day, held in (
            (first, date(2026, 4, 30), 1), (first, date(2026, 5, 1), 0), (second, date(2026, 4, 30), 0),
            (second, date(2026, 5, 1), 1),
        ):
            assert len(lookups.regions_looked_after_by(person, day)) == held


def test_an_officer_is_not_appointed_twice_or_ahead(writing):
    with writing():
        region = make.a_region()
        person = make.an_officer(region)
        for over in ({"person": person}, {"since": date(2027, 1, 1)}):
            with pytest.raises(Refusal):
                make.an_officer(region, **over)


def test_a_regions_name_is_one_regions_and_its_jurisdiction_one_of_three(writing):
    with writing():
        make.a_region("Wales")
        for name, over in (("Wales", {}), ("Mercia", {"jurisdiction": "Mercia"})):
            with pytest.raises(Refusal):
                make.a_region(name, **over)
        assert lookups.region_named(" wales ").name == "Wales"


def test_a_workplace_is_found_whatever_the_case(writing, in_context):
    with writing():
        region = make.a_region()
        first = make.a_workplace("Pellow Bay", "North Wing", region)
        assert make.a_workplace("PELLOW  bay", "north wing", region).id == first.id
        assert make.a_workplace("Pellow Bay", "South Wing", region).employer_id == first.employer_id
        assert make.a_workplace("Other Trust", "North Wing", region).id != first.id
    with in_context() as session:
        assert len(session.scalars(select(Workplace)).all()) == 3
        assert [name for _id, name in lookups.employers_to_choose()] == ["Other Trust", "Pellow Bay"]


def test_whoever_moves_keeps_where_she_was(writing, in_context):
    with writing():
        wales, scotland = make.a_region("Wales"), make.a_region("Scotland")
        person = make.a_member()
        there, here = make.a_workplace("A", "x", wales), make.a_workplace("B", "y", scotland)
        for place, since, news in ((there, date(2024, 1, 8), True), (there, date(2025, 1, 1), False),
                                   (here, date(2026, 3, 1), True)):
            assert operations.place_person(person, place, since=since, now=NOW) is news
    with in_context() as session:
        assert lookups.employments_of([person.id])[person.id].workplace.region.name == "Scotland"
        for region, day, there in ((wales, date(2026, 2, 28), True), (wales, date(2026, 3, 1), False),
                                   (scotland, date(2026, 2, 28), False), (scotland, date(2026, 3, 1), True)):
            ids = session.scalars(lookups.people_in_region(region, day)).all()
            assert (person.id in ids) is there
        assert len(session.scalars(select(Employment)).all()) == 2


def test_where_many_work_is_read_in_one_question(writing, in_context, queries):
    with writing():
        place = make.a_workplace()
        people = [make.placed(make.a_member(), place) for _ in range(10)]
        make.an_officer(place.region)
    with in_context(), queries() as seen:
        works = lookups.employments_of([person.id for person in people])
        assert {each.workplace.employer.name + each.workplace.region.name for each in works.values()}
        assert lookups.officers_of([place.region_id])[place.region_id].person.name
    assert len([line for line in seen if line.startswith("SELECT")]) == 2


def test_two_officers_appointed_at_once_leave_one(app, writing, at_once, in_context):
    from lms.db import begin_writing, db
    from lms.people.models import Person
    from lms.workplaces.models import Region

    with writing():
        region_id, ids = make.a_region().id, [make.a_person().id, make.a_person().id]

    def appoint(person_id):
        with app.app_context():
            begin_writing()
            operations.appoint_officer(
                db.session.get(Region, region_id), db.session.get(Person, person_id), phone="",
                since=date(2026, 11, 1), actor=US, now=NOW,
            )
            db.session.commit()
            return "appointed"

    at_once(*[lambda person_id=person_id: appoint(person_id) for person_id in ids])
    with in_context():
        assert lookups.officers_of([region_id])[region_id].person_id in ids
