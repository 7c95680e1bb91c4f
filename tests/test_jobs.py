"""Jobs without a worker: enqueued with the act or not at all, run at once, told in words."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms import jobs
from lms.clock import system_clock
from lms.db import WroteWhileReading, begin_writing, db
from lms.jobs.models import Worker, this_machine
from lms.jobs.registry import AT_START, JOBS
from lms.jobs.tables import DBOS_TABLES, workflow_input, workflow_output, workflow_status
from lms.refusal import Refusal


@pytest.fixture
def said():
    """What the jobs of this file were asked to do, in order; the jobs exist for one test."""
    before, at_start, said = dict(JOBS), list(AT_START), []

    @jobs.job("tests.say")
    def say(number: int, word: str = "") -> None:
        said.append((number, word))

    @jobs.job("tests.write")
    def write(name: str) -> None:
        begin_writing()
        db.session.add(Worker(name=name, machine="", process=0, started_at=system_clock(), seen_at=system_clock()))
        db.session.commit()

    @jobs.job("tests.forget-to-commit")
    def forget(name: str) -> None:
        begin_writing()
        db.session.add(Worker(name=name, machine="", process=0, started_at=system_clock(), seen_at=system_clock()))
        db.session.flush()

    @jobs.job("tests.refuse")
    def refuse(number: int) -> None:
        raise Refusal("The register isn't signed yet.")

    @jobs.job("tests.break")
    def break_down(number: int) -> None:
        raise ZeroDivisionError

    @jobs.job("tests.follow")
    def follow(number: int) -> None:
        begin_writing()
        jobs.enqueue("tests.say", number=number + 1)
        db.session.commit()

    def numbers(first: int) -> list[int]:
        return [first, first + 1, first + 2]

    @jobs.batch("tests.count")
    def count(step, first: int) -> None:
        for number in step(numbers, first):
            step(say, number)

    yield said
    JOBS.clear()
    JOBS.update(before)
    AT_START[:] = at_start


@pytest.fixture
def alive(writing):
    """A worker that was heard of just now."""
    with writing() as session:
        session.add(
            Worker(name="worker-1", machine="elsewhere", process=1, started_at=system_clock(), seen_at=system_clock())
        )


def test_a_job_of_an_act_that_is_rolled_back_was_never_there(app, said):
    with app.app_context():
        begin_writing()
        jobs.enqueue("tests.say", number=1)
        db.session.rollback()
        begin_writing()
        jobs.enqueue("tests.say", number=2, word="kept")
        db.session.commit()
        assert jobs.run_jobs_now() == 1
    assert said == [(2, "kept")]


def test_jobs_run_in_the_order_in_which_they_were_enqueued_and_once(app, writing, said):
    with writing():
        for number in range(12):
            jobs.enqueue("tests.say", number=number)
    with app.app_context():
        assert jobs.run_jobs_now() == 12
        assert jobs.run_jobs_now() == 0
    assert said == [(number, "") for number in range(12)]


def test_what_a_job_enqueues_is_run_too(app, writing, said):
    with writing():
        jobs.enqueue("tests.follow", number=7)
    with app.app_context():
        assert jobs.run_jobs_now() == 2
    assert said == [(8, "")]


def test_the_steps_of_a_batch_run_in_order(app, writing, said):
    with writing():
        jobs.enqueue("tests.count", first=3)
    with app.app_context():
        jobs.run_jobs_now()
    assert said == [(3, ""), (4, ""), (5, "")]


def test_a_job_that_forgets_to_commit_has_written_nothing(app, writing, in_context, said):
    with writing():
        jobs.enqueue("tests.forget-to-commit", name="forgotten")
        jobs.enqueue("tests.write", name="written")
    with app.app_context():
        jobs.run_jobs_now()
    with in_context() as session:
        assert session.get(Worker, "forgotten") is None
        assert session.get(Worker, "written") is not None


def test_what_is_meant_for_later_waits(app, writing, said):
    with writing():
        jobs.enqueue_in(timedelta(hours=1), "tests.say", number=1)
    with app.app_context():
        assert jobs.run_jobs_now() == 0
        assert jobs.run_jobs_now(early=True) == 1


def test_enqueueing_needs_a_writing_transaction(app, said):
    with app.app_context(), pytest.raises(WroteWhileReading):
        jobs.enqueue("tests.say", number=1)


@pytest.mark.parametrize("wrong", [{}, {"nummer": 1}, {"number": 1.5}, {"number": None}, {"number": [1]}])
def test_a_job_with_wrong_arguments_is_an_error_where_it_is_enqueued(writing, said, wrong):
    with writing(), pytest.raises(TypeError):
        jobs.enqueue("tests.say", **wrong)


def test_an_unknown_job_is_an_error_where_it_is_enqueued(writing, said):
    with writing(), pytest.raises(KeyError):
        jobs.enqueue("tests.dance", number=1)


def test_two_jobs_of_one_name_are_an_error(said):
    with pytest.raises(ValueError, match="two jobs are called tests.say"):
        jobs.job("tests.say")(lambda: None)


def test_a_job_says_in_words_how_far_it_is(app, writing, said, alive):
    with writing():
        good, bad, refused, later = (
            jobs.enqueue("tests.say", number=1), jobs.enqueue("tests.break", number=2),
            jobs.enqueue("tests.refuse", number=3), jobs.enqueue_in(timedelta(hours=1), "tests.say", number=4),
        )
    with app.app_context():
        assert jobs.status(good).state == "waiting"
        assert jobs.status(good).sentence == "Waiting for its turn."
        assert jobs.status(later).sentence.startswith("Waiting until ")
        with pytest.raises(ZeroDivisionError):
            jobs.run_jobs_now()
        with pytest.raises(Refusal):
            jobs.run_jobs_now()
        done = jobs.status(good)
        assert (done.state, done.sentence, done.ids) == ("done", "Done.", {"number": 1})
        assert jobs.status(bad).state == jobs.status(refused).state == "failed"
        assert bad in jobs.status(bad).sentence
        with pytest.raises(LookupError):
            jobs.status("nothing")
        assert [job.id for job in jobs.recent(2)] == [later, refused]


def test_without_a_worker_a_command_is_told_how_to_start_one(app, writing, said):
    with writing():
        job_id = jobs.enqueue("tests.say", number=1)
    with app.app_context():
        waited = jobs.wait_for(job_id)
    assert waited.state == "waiting"
    assert "No worker is running" in waited.sentence
    assert "lms worker --name worker-1" in waited.remedy


@pytest.mark.parametrize(
    ("machine", "process", "seen_ago", "alive"),
    [
        ("elsewhere", 1, timedelta(seconds=5), True),
        ("elsewhere", 1, timedelta(minutes=1), False),
        ("here", 1, timedelta(seconds=5), True),
        ("here", 2**22 + 1, timedelta(seconds=5), False),
    ],
)
def test_a_worker_is_alive_while_its_heart_beats(app, writing, in_context, machine, process, seen_ago, alive):
    now = system_clock()
    machine = this_machine() if machine == "here" else machine
    with writing() as session:
        session.add(Worker(name="w", machine=machine, process=process, started_at=now, seen_at=now - seen_ago))
    with in_context():
        assert jobs.worker_running() is alive


def test_the_list_of_jobs_can_be_read_by_people_and_by_programs(app, writing, said):
    with writing():
        jobs.enqueue("tests.say", number=41)
    shown = app.test_cli_runner().invoke(args=["jobs", "list"])
    assert "tests.say (number 41)" in shown.output
    assert "No worker is running." in shown.output
    listed = json.loads(app.test_cli_runner().invoke(args=["jobs", "list", "--json"]).output)
    assert [(job["name"], job["ids"], job["state"]) for job in listed] == [("tests.say", {"number": 41}, "waiting")]


def test_no_model_takes_a_name_that_dbos_needs_and_the_migrations_leave_its_tables_alone(app):
    assert not DBOS_TABLES & set(db.metadata.tables)
    with app.app_context():
        schema = "dbos" if db.engine.dialect.name == "postgresql" else None
        there = set(db.inspect(db.engine).get_table_names(schema=schema))
    assert there - set(db.metadata.tables) - {"alembic_version"} <= DBOS_TABLES
    assert jobs.is_ours("outgoing_mail", "table", {})
    assert not jobs.is_ours("workflow_status", "table", {})
    assert jobs.is_ours("queues", "column", {})


def test_what_was_done_a_month_ago_is_forgotten_and_what_failed_after_a_year(app, writing, said):
    with writing():
        done, young = (jobs.enqueue("tests.say", number=number) for number in (1, 2))
        failed, old = (jobs.enqueue("tests.break", number=number) for number in (3, 4))
    with app.app_context():
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                jobs.run_jobs_now()
    with writing():
        waiting = jobs.enqueue("tests.say", number=5)
    for job_id, days in ((done, 31), (young, 29), (failed, 31), (old, 366), (waiting, 400)):
        ended(writing, job_id, timedelta(days=days))
    with app.app_context():
        assert jobs.forget_old_jobs() == 2
        assert {job.id for job in jobs.recent()} == {young, failed, waiting}
        asked, came = workflow_input(), workflow_output()
        assert set(db.session.scalars(select(asked.c.workflow_uuid))) == {young, failed, waiting}
        assert not set(db.session.scalars(select(came.c.workflow_uuid))) & {done, old}
        assert jobs.forget_old_jobs() == 0
        assert jobs.run_jobs_now() == 1


def ended(writing, job_id, ago) -> None:
    """As if the job had been done so long ago."""
    moment = int((system_clock() - ago).timestamp() * 1000)
    with writing() as session:
        job = workflow_status()
        values = {"created_at": moment, "updated_at": moment, "completed_at": moment}
        session.execute(update(job).where(job.c.workflow_uuid == job_id).values(values))
