"""A worker is killed while it makes a room pack: the next one makes it, and there is one."""

import signal

import pytest
from sqlalchemy import func, select

from lms.db import begin_writing, db
from lms.papers import operations, pack
from lms.papers.models import Paper
from lms.runs.lookups import run_by_ref
from tests.kill.waiting import wait_until_done, wait_until_it_holds
from tests.make import NOW, US, a_confirmed_trainee, a_run

pytestmark = pytest.mark.kill


@pytest.mark.parametrize("moment", ["paper before", "paper after"])
def test_killed_while_it_makes_a_pack(house, worker, moment):
    with house.app_context():
        begin_writing()
        run = a_run(state="confirmed", minimum=1)
        a_confirmed_trainee(run)
        db.session.commit()
        begin_writing()
        run = run_by_ref(run.ref)
        paper = operations.ask_for_pack(run, "asked for", actor=US, now=NOW)
        job_id = paper.job_id
        db.session.commit()
    with worker("worker-1", program="tests.kill.drawing", HOLD=moment) as process:
        wait_until_it_holds(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with worker("worker-1", program="tests.kill.drawing"):
        wait_until_done(house, job_id)
    with house.app_context():
        kept = db.session.scalars(select(Paper)).one()
        assert kept.pdf.startswith(b"%PDF") and kept.size == len(kept.pdf) and not kept.being_made
        assert kept.made_of == pack.fingerprint(pack.facts_of(run_by_ref(kept.run.ref), NOW))
        assert db.session.scalar(select(func.count(Paper.id))) == 1
