"""A worker is killed in the middle of issuing a run: each certificate is there exactly once."""

import signal

import pytest
from sqlalchemy import func, select

from lms import demo_mark, mail
from lms.certificates import installation, lookups
from lms.certificates.models import Certificate, CertificateFile
from lms.certificates.operations import issue_run
from lms.certificates.verdicts import check
from lms.clock import system_clock
from lms.db import begin_writing, db
from tests.kill.waiting import wait_until_done, wait_until_it_holds
from tests.make import NOW, US, a_finished_run, an_accredited_rep

pytestmark = pytest.mark.kill


@pytest.mark.parametrize("moment", ["3 before", "3 after"])
def test_killed_while_it_makes_the_third_of_four_documents(house, worker, moment):
    with house.app_context():
        begin_writing()
        demo_mark.mark_as_demo()
        run = a_finished_run()
        for name in ("Rhiannon Prŷs", "Ṣọlá Adéyẹmí"):
            an_accredited_rep(run, name=name)
        letters = db.session.scalar(select(func.count(mail.OutgoingMail.id)))
        job_id = issue_run(run, actor=US, now=NOW).job_id
        db.session.commit()
        numbers = set(db.session.scalars(select(Certificate.number)))
    with worker("worker-1", program="tests.kill.sealing", HOLD=moment) as process:
        wait_until_it_holds(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with worker("worker-1", program="tests.kill.sealing"):
        wait_until_done(house, job_id)
    with house.app_context():
        found = db.session.scalars(select(Certificate).order_by(Certificate.id)).all()
        assert len(found) == 4 and {each.number for each in found} == numbers
        assert db.session.scalar(select(func.count(CertificateFile.certificate_id))) == 4
        roots = installation.seal(system_clock()).roots
        assert all(check(each.file.pdf, roots).genuine for each in found)
        assert lookups.unmade_in(found[0].batch_id) == []
        assert db.session.scalar(select(func.count(mail.OutgoingMail.id))) == letters + 4
