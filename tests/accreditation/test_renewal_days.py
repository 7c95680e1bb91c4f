"""How far a refresher carries: from the day on which she sat it, whenever and on whichever course it is used."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from lms.accreditation import operations
from lms.accreditation.lookups import case_file_of
from lms.accreditation.models import Accreditation
from lms.accreditation.renewal import renew
from lms.people.models import Person
from tests.accreditation.cases import IN_TIME, a_refresher_run, refused

SOON = datetime(2027, 2, 10, 9, tzinfo=UTC)


def test_one_half_day_carries_five_years_from_its_own_day_whenever_it_is_used(writing, a_rep):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        early = a_refresher_run(rep, held=SOON)
        for late in (datetime(2032, 2, 9, 9, tzinfo=UTC), datetime(2032, 2, 20, 9, tzinfo=UTC)):
            # On the ninth a day would be left of it, on the twentieth nothing.
            file = case_file_of(rep, early, late)
            assert file.may_be_renewed is (late.day == 9)
        assert "This course is good until 10 February 2032, and no longer" in refused(
            renew, rep, early, actor=administrator, now=late)
        assert renew(rep, early, actor=administrator, now=late.replace(day=9)).valid_to == date(2032, 2, 10)


def test_a_refresher_that_carries_no_further_than_what_she_has_renews_nothing(writing, a_rep):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        early = a_refresher_run(rep, held=SOON)
        session.scalar(select(Accreditation)).valid_to = date(2032, 2, 10)
        assert "A later one renews it" in refused(
            renew, rep, early, actor=administrator, now=SOON + timedelta(days=3))


def test_what_was_completed_on_another_course_is_renewed_by_that_one(writing, a_rep):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        first = a_refresher_run(rep)
        day = IN_TIME + timedelta(days=40)
        spare = a_refresher_run(rep, held=day, attended=False, decided=False)
        assert "is renewed by that one" in refused(renew, rep, spare, actor=administrator, now=day)
        assert renew(rep, first, actor=administrator, now=day).valid_to == date(2036, 9, 10)


def test_who_did_not_come_to_the_later_one_is_carried_by_the_one_she_sat(writing, a_rep):
    with writing() as session:
        rep, administrator = (session.get(Person, each) for each in a_rep)
        a_refresher_run(rep, held=SOON, decided=False)
        spare, day = a_refresher_run(rep, attended=False, decided=False), IN_TIME + timedelta(days=3)
        operations.decide_completion(rep, spare, actor=spare.facilitators[0].person, now=day)
        assert renew(rep, spare, actor=administrator, now=day).valid_to == date(2032, 2, 10)
