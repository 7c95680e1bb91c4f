"""The bench's union is one that the product could have: its rows fit together, and its pages open."""

import pytest
from sqlalchemy import func, select

from lms.accreditation.lookups import case_file_of
from lms.accreditation.models import Accreditation
from lms.casework.models import Mark, Submission
from lms.certificates.checking import FROM_ONE_ADDRESS
from lms.certificates.lookups import certificate_by_code, code_of
from lms.certificates.models import Certificate
from lms.db import begin_reading, begin_writing, db
from lms.people.models import MembershipStatus, Person
from lms.runs.lookups import run_by_ref
from lms.runs.models import Run
from lms.workplaces.models import Region
from tests import make
from tests.bench.asking import Asking, cookie_of
from tests.bench.conftest import MEMBERS, RUNS, TRAINEES
from tests.bench.pages import ADMINISTRATOR, pages_of
from tests.bench.union import NOW, make_union
from tests.bench.union.present import IN_PROGRESS, MARKED
from tests.bench.union.rows import Rows

pytestmark = pytest.mark.bench


def test_it_is_as_large_as_was_asked_for(small_union):
    with small_union.app_context():
        answers = RUNS * (3 * TRAINEES + 1) + 3 * MARKED + IN_PROGRESS // 2
        assert db.session.scalar(select(func.count(Submission.id))) == answers
        assert db.session.scalar(select(func.count(Mark.id)).where(Mark.released_at.is_not(None))) == answers - (
            3 * MARKED + IN_PROGRESS // 2
        )
        assert db.session.scalar(select(func.count(Run.id)).where(Run.state == "closed")) == RUNS
        numbered = select(func.count(Person.id)).where(Person.membership_number.is_not(None))
        assert db.session.scalar(numbered) == MEMBERS


def test_nothing_points_to_a_row_that_is_not_there(small_union):
    with small_union.app_context():
        for table in db.metadata.sorted_tables:
            for key in (each for column in table.columns for each in column.foreign_keys):
                there = key.column.table.alias()
                lost = select(func.count()).select_from(
                    table.outerjoin(there, key.parent == there.c[key.column.name])
                ).where(key.parent.is_not(None), there.c[key.column.name].is_(None))
                assert db.session.scalar(lost) == 0, f"{table.name}.{key.parent.name}"


def test_each_person_stands_as_her_latest_status_says(small_union):
    with small_union.app_context():
        latest = {row.person_id: row.status for row in db.session.scalars(
            select(MembershipStatus).order_by(MembershipStatus.since, MembershipStatus.id)
        )}
        persons = db.session.execute(select(Person.id, Person.membership_status))
        said = {row.id: row.membership_status for row in persons}
        assert {person_id: said[person_id] for person_id in latest} == latest


def test_a_rep_of_it_meets_every_condition_and_her_certificate_is_found(small_union):
    with small_union.app_context():
        given = db.session.scalars(
            select(Accreditation).where(Accreditation.ended_at.is_(None)).order_by(Accreditation.id.desc())
        ).first()
        file = case_file_of(given.person, given.run, NOW)
        assert not file.in_the_way
        assert [line for line in given.evidence["conditions"] if line["state"] != "met"] == []
        certificate = db.session.scalar(select(Certificate).where(Certificate.accreditation_id == given.id))
        assert certificate_by_code(code_of(certificate)).number == certificate.number


def test_every_page_that_is_measured_opens_for_its_person(small_union):
    answers = {
        (page.name, page.address): Asking(small_union, page.address, cookie_of(small_union, page.who))().status
        for page in pages_of(small_union)
    }
    assert {page: status for page, status in answers.items() if status != 200} == {}
    assert len(answers) > 40


def test_a_code_may_be_checked_as_often_as_is_measured(small_union):
    with small_union.app_context():
        address = next(page.address for page in pages_of(small_union) if page.name == "verification")
    ask = Asking(small_union, address)
    assert {ask().status for _ in range(FROM_ONE_ADDRESS + 10)} == {200}


def test_people_of_it_are_found_by_the_beginning_of_their_names(small_union):
    ask = Asking(small_union, "/people?q=rhia+pry", cookie_of(small_union, ADMINISTRATOR), accepted="identity")
    assert "Rhiannon Prŷs" in ask().body.decode()


def test_the_database_counts_on_from_there(small_union):
    with small_union.app_context():
        begin_writing()
        person = make.a_member()
        assert person.id > MEMBERS
        db.session.rollback()
        begin_reading()


def test_the_run_in_progress_meets_today(small_union):
    with small_union.app_context():
        run = run_by_ref(f"RC-{NOW:%y}-501")
        assert NOW.date() in {session.starts_at.date() for session in run.sessions}


def test_a_union_is_never_added_to_people_who_are_there(small_union):
    with pytest.raises(ValueError, match="there are people"):
        make_union(small_union, runs=1, members=100, migrate=False)


def test_too_few_members_for_the_runs_are_refused(small_union):
    with pytest.raises(ValueError, match="it takes 367"):
        make_union(small_union, runs=101, members=100, migrate=False)


@pytest.mark.parametrize(("values", "said"), [
    ({"name": "Wales", "colour": "red"}, "region has no column colour"),
    ({"jurisdiction": "Scotland"}, "region needs 'name'"),
])
def test_a_change_of_the_tables_stops_the_builder(small_union, values, said):
    with small_union.app_context():
        begin_writing()
        rows = Rows(db.session.connection())
        rows.add(Region, **values)
        with pytest.raises(ValueError, match=said):
            rows.write()
        begin_reading()
