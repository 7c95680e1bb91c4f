"""A list is written in bulk: few statements, short turns, flat memory, and two lists at once."""

import gc
import tracemalloc
from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import func, select

from lms import jobs
from lms.audit import AuditLine
from lms.db import begin_writing, db
from lms.people.models import MembershipStatus, Person, SearchWord
from lms.record import batches, long_check, pace
from lms.record import jobs as at_work
from lms.record.members_file.cells import read_line
from lms.record.members_file.reading import Lines, in_plain_utf8, read_header
from lms.record.models import Fact, MembersFile, MembersRow
from lms.workplaces.models import Employer, Employment, Region, Workplace
from tests import make
from tests.record.lists import TITLES, check_file, checked, confirmed, lines, write_import, written

COUNTED = (Person, MembershipStatus, Employment, Fact, Employer, Workplace, Region)
ON_SQLITE = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


def totals(in_context):
    with in_context() as session:
        return [session.scalar(select(func.count()).select_from(each)) for each in COUNTED]


def test_a_batch_takes_the_same_number_of_statements_however_many_lines_it_has(app, queries):
    counts = []
    written(app, confirmed(app, lines(7)))
    for first, many in ((30_000, 10), (40_000, 200)):
        file_id = confirmed(app, lines(many, first))
        with queries() as seen, app.app_context():
            at_work.write_rows(file_id, *at_work.which_rows(file_id)[0])
        counts.append(len(seen))
    assert counts[1] == counts[0] < 30


def test_changes_take_the_same_number_of_statements_too(app, queries, in_context):
    written(app, confirmed(app, lines(200)))
    counts = []
    for rows in (lines(10), lines(200)[10:]):
        changed = [row.replace("Member", "Changed").replace("2025-03-03", "2025-04-04") for row in rows]
        file_id = confirmed(app, changed)
        with queries() as seen, app.app_context():
            at_work.write_rows(file_id, *at_work.which_rows(file_id)[0])
        counts.append(len(seen))
    assert counts[1] == counts[0] < 35
    with in_context() as session:
        assert session.scalar(select(func.count(Person.id)).where(Person.name.startswith("Changed"))) == 200
        assert session.scalar(select(func.count(SearchWord.person_id)).where(SearchWord.word == "changed")) == 200


def test_no_turn_writes_more_lines_than_its_pace_and_drafts_are_saved_between(app, at_once, monkeypatch, in_context):
    file_id = confirmed(app, lines(900))
    wrote, drafts, really = [], [], batches.write_rows

    def counted(file, some, places, *, now):
        wrote.append(len(some))
        return really(file, some, places, now=now)

    monkeypatch.setattr(batches, "write_rows", counted)
    monkeypatch.setattr(at_work, "PACE", pace.Pace(rows=100))
    monkeypatch.setattr(pace, "LEAST", 100)
    monkeypatch.setattr(pace, "MOST", 100)

    def save_drafts():
        for number in range(10):
            with app.app_context():
                begin_writing()
                make.a_person(name=f"Draft {number}")
                db.session.commit()
                drafts.append(len(wrote))

    outcomes = at_once(lambda: written(app, file_id), save_drafts)
    assert outcomes == [file_id, None]
    assert max(wrote) == 100 and sum(wrote) == 900
    with in_context() as session:
        assert session.get(MembersFile, file_id).rows_written == 900


def test_the_pace_follows_the_machine():
    slow = pace.Pace(rows=800)
    slow.note(pace.AIM * 2)
    assert slow.rows == 400
    slow.note(pace.AIM * 100)
    assert slow.rows == pace.LEAST
    slow.note(0)
    assert slow.rows == 2 * pace.LEAST
    for _ in range(9):
        slow.note(0)
    assert slow.rows == pace.MOST


def test_the_collector_is_back_afterwards():
    with pytest.raises(RuntimeError), pace.undisturbed():
        assert not gc.isenabled()
        raise RuntimeError
    assert gc.isenabled()


def test_two_lists_at_once_make_each_member_once(app, at_once, in_context):
    both = [confirmed(app, rows) for rows in (lines(90)[:60], lines(90)[:29:-1])]
    outcomes = at_once(*[lambda file_id=file_id: written(app, file_id) for file_id in both])
    assert outcomes == both
    assert totals(in_context) == [90, 90, 90, 90, 1, 7, 2]
    with in_context() as session:
        assert {session.get(MembersFile, each).state for each in both} == {"done"}
        assert [session.get(MembersFile, each).rows_written for each in both] == [60, 60]


def test_two_lists_checked_at_once_keep_to_themselves(app, at_once, in_context, monkeypatch):
    monkeypatch.setattr(long_check, "A_PART", 10)
    first, second = at_once(lambda: checked(app, lines(40)), lambda: checked(app, lines(30, 20_005)))
    with in_context() as session:
        assert [session.get(MembersFile, each).counts["add"] for each in (first, second)] == [40, 30]


def test_what_is_written_in_bulk_is_audited_line_by_line(app, in_context):
    written(app, confirmed(app, lines(3)))
    with in_context() as session:
        acts = session.scalars(select(AuditLine.act).where(AuditLine.subject_kind == "person")).all()
        assert sorted(acts) == sorted(["added", "placed", "wrote on the record"] * 3)
        line = session.scalar(select(AuditLine).where(AuditLine.act == "added").limit(1))
        assert line.detail == {"source": "Members' file members.csv"} and line.actor_label.endswith("members' import")


def test_once_all_is_written_the_rows_are_forgotten_but_the_first_and_the_rejects(app, in_context, monkeypatch):
    monkeypatch.setattr(batches, "KEPT", 2)
    file_id = confirmed(app, [*lines(12), "x y,Nobody,,,,never", *lines(1)])
    with app.app_context():
        jobs.run_jobs_now()
    with in_context() as session:
        left = session.scalars(select(MembersRow.action).order_by(MembersRow.id)).all()
        assert sorted(left) == ["add", "add", "reject", "reject"]
        assert session.get(MembersFile, file_id).counts["add"] == 12


@ON_SQLITE
def test_a_file_is_checked_and_written_as_the_benchmark_does_it(app, tmp_path):
    path = tmp_path / "members.csv"
    path.write_text("\n".join([TITLES, *lines(30)]), encoding="utf-8")
    assert write_import(app, check_file(app, path)) == 30


@ON_SQLITE
def test_a_long_list_that_is_discarded_is_forgotten_by_a_job(app, browser, in_context, monkeypatch):
    monkeypatch.setattr("lms.record.imports.AT_ONCE", 5)
    file_id = checked(app, lines(12))
    browser.post(f"/members/import/{file_id}/discarding")
    with app.app_context():
        assert jobs.run_jobs_now() == 1
    with in_context() as session:
        assert session.scalar(select(func.count(MembersRow.id))) == 0


def test_reading_a_long_list_takes_no_more_memory_than_a_short_one():
    kept = BytesIO()
    in_plain_utf8(BytesIO("\n".join([TITLES, *lines(20_000)]).encode()), kept)
    table = read_header(kept, "UTF-8")
    tracemalloc.start()
    try:
        count = sum(not read_line(line, table, date(2026, 11, 26)).problems
                    for line in Lines(kept, table.delimiter, *table.begins))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 20_000 and peak < 1_000_000


@ON_SQLITE
@pytest.mark.bench
def test_checking_and_writing_take_no_more_memory_for_a_long_list_than_for_a_short_one(app, monkeypatch):
    monkeypatch.setattr(long_check, "A_PART", 200)
    monkeypatch.setattr(batches, "A_BATCH", 200)
    written(app, confirmed(app, lines(400, 10_000)))  # what is loaded once is loaded
    peaks = []
    for count, first in ((600, 20_000), (3_000, 30_000)):
        tracemalloc.start()
        try:
            written(app, confirmed(app, lines(count, first)))
            peaks.append(tracemalloc.get_traced_memory()[1] - count * 400)  # the list itself is the test's
        finally:
            tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0] + 500_000
