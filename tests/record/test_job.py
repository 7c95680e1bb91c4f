"""The import as a job: short batches, repeated without harm; and the command."""

import json

import pytest
from sqlalchemy import func, select

from lms import audit, clock, jobs
from lms.clock import today
from lms.people import lookups as people
from lms.people.models import MembershipStatus, Person
from lms.people.operations import add_person
from lms.record import batches, imports
from lms.record import jobs as at_work
from lms.record.checking import check
from lms.record.members_file.reading import read_table
from lms.record.models import Fact, MembersFile, MembersRow
from tests.make import NOW, US

LINES = ["Number,Name,Employer,Workplace,Region,Link member since"] + [
    f"{20000 + n},Member {chr(65 + n % 26)}a,Pellow Bay,Ward {n % 7},{'Wales' if n % 7 < 4 else 'Scotland'},2025-03-03"
    for n in range(120)
]


@pytest.fixture(autouse=True)
def _short_batches(monkeypatch):
    monkeypatch.setattr(batches, "A_BATCH", 25)


@pytest.fixture
def confirmed(writing):
    """`confirmed(complete=…)` has a list of 120 members checked and confirmed; its id."""

    def run(lines=LINES, **over):
        with writing():
            table = read_table("\n".join(lines).encode())
            file = imports.keep_checked("members.csv", table, check(table, today(clock.now())), actor=US, now=NOW)
            imports.confirm_import(file, **over, actor=US, now=NOW)
            return file.id

    return run


def totals(in_context):
    with in_context() as session:
        return [session.scalar(select(func.count()).select_from(each)) for each in (Person, MembershipStatus, Fact)]


def test_it_is_written_in_batches_and_then_done(app, confirmed, in_context):
    file_id = confirmed()
    with app.app_context():
        assert [last - first for first, last in at_work.which_rows(file_id)] == [24, 24, 24, 24, 19]
    with app.app_context():
        jobs.run_jobs_now()
    with in_context() as session:
        assert session.get(MembersFile, file_id).state == "done"
    assert totals(in_context) == [120, 120, 120]


def test_a_worker_killed_after_a_batch_repeats_nothing(app, confirmed, in_context):
    file_id = confirmed()
    with app.app_context():
        first, second, *others = at_work.which_rows(file_id)
    wrote = []
    for batch in (first, first, second):
        with app.app_context():
            wrote.append(at_work.write_rows(file_id, *batch))
    assert wrote == [25, 0, 25]
    assert totals(in_context) == [50, 50, 50]
    with app.app_context():
        assert at_work.which_rows(file_id) == others
    with app.app_context():
        jobs.run_jobs_now()
    assert totals(in_context) == [120, 120, 120]


def test_a_batch_that_fails_leaves_nothing_half_written(app, confirmed, in_context, monkeypatch):
    file_id = confirmed()

    def breaks(lines):
        raise RuntimeError("the power went")

    monkeypatch.setattr(audit, "record_many", breaks)  # the last that a batch writes
    with app.app_context():
        batch = at_work.which_rows(file_id)[0]
    with app.app_context(), pytest.raises(RuntimeError):
        at_work.write_rows(file_id, *batch)
    assert totals(in_context) == [0, 0, 0]


def test_what_changed_since_the_check_is_looked_at_again(app, confirmed, writing, in_context):
    file_id = confirmed(LINES[:3])
    with writing():
        add_person(name="Member Aa", membership_number="20000", status="current", source="t", actor=US, now=NOW)
    with app.app_context():
        jobs.run_jobs_now()
    assert totals(in_context) == [2, 2, 2]
    with in_context() as session:
        assert session.get(MembersFile, file_id).rows_written == 2


def test_a_line_that_became_impossible_is_a_reject_and_the_others_are_written(app, confirmed, writing, in_context):
    from tests import make

    file_id = confirmed(LINES[:4])
    with writing():
        make.a_workplace("Pellow Bay", "Ward 1", make.a_region("Northern Ireland"))
    with app.app_context():
        jobs.run_jobs_now()
    with in_context() as session:
        rejects = session.scalars(select(MembersRow).where(MembersRow.action == "reject")).all()
        assert [(row.line, row.values["0"], row.written) for row in rejects] == [(3, "20001", False)]
        assert "in Northern Ireland" in rejects[0].problems[0]["reason"]
        assert session.get(MembersFile, file_id).state == "done"
        assert people.person_by_number("20001") is None and people.person_by_number("20002")


def test_of_two_who_confirm_at_once_one_is_told(app, writing, at_once, in_context):
    with writing():
        table = read_table("\n".join(LINES[:3]).encode())
        file_id = imports.keep_checked("m.csv", table, check(table, today(NOW)), actor=US, now=NOW).id

    def confirm():
        from lms.db import begin_writing, db

        with app.app_context():
            begin_writing()
            imports.confirm_import(db.session.get(MembersFile, file_id), actor=US, now=NOW)
            db.session.commit()
            return "confirmed"

    outcomes = [str(each) for each in at_once(confirm, confirm)]
    assert outcomes.count("confirmed") == 1 and any("being written already" in each for each in outcomes)


@pytest.fixture
def command(app, tmp_path):
    def run(*options, lines=LINES[:4]):
        path = tmp_path / "members.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return app.test_cli_runner().invoke(args=["members", "import", str(path), *options])

    return run


def test_a_dry_run_says_what_would_change_and_writes_nothing(command, in_context):
    answer = command("--dry-run")
    assert answer.exit_code == 0 and "3 to add, 0 to change" in answer.output and "Nothing was written" in answer.output
    assert totals(in_context) == [0, 0, 0]
    with in_context() as session:
        assert session.scalars(select(MembersFile)).all() == []


def test_the_command_queues_the_import_and_says_what_is_wrong(command, app, in_context, tmp_path):
    rejects = tmp_path / "rejects.csv"
    answer = command("--json", "--rejects", str(rejects), lines=[*LINES[:3], "x y,Nobody,,,,never"])
    assert answer.exit_code == 2
    said = json.loads(answer.stdout)
    assert (said["add"], said["reject"], said["rejected"][0]["line"]) == (2, 1, 4)
    assert "isn't a day" in said["rejected"][0]["problems"][0]["reason"]
    assert rejects.read_bytes().startswith(b"\xef\xbb\xbfLine")
    with app.app_context():
        jobs.run_jobs_now()
    assert totals(in_context)[0] == 2


def test_a_file_that_is_no_list_is_a_sentence(command):
    answer = command(lines=["nothing", "here"])
    assert answer.exit_code == 1 and "No column is called" in answer.output
