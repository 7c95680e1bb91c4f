"""The cast of the access tests: who may and who may not see the things of one run."""

import pytest

from lms.accreditation import operations as accreditation
from lms.content.operations import programme_of
from lms.learning.practice.operations import begin_way
from tests import make
from tests.staging import staged


@pytest.fixture
@staged
def cast(app, writing):
    """A run in which something is to be had of every kind, and the people who may and may not see it."""
    with writing():
        region = make.a_region("Wales")
        run = make.a_finished_run()
        facilitator = run.facilitators[0].person
        place = make.a_workplace(region=region)
        trainee = make.placed(make.a_link_member(name="Rhiannon Prŷs"), place)
        make.a_confirmed_trainee(run, trainee)
        submission = make.a_submission(run=run, person=trainee)
        hold = accreditation.open_hold(trainee, kind="query", reason="Which employer", actor=facilitator, now=make.NOW)
        found = {
            "trainee": trainee, "facilitator": facilitator, "stranger": make.a_link_member(),
            "administrator": make.an_administrator(), "officer": make.an_officer(region), "author": make.an_author(),
            "other facilitator": make.a_run(place="Cardiff", snapshot=run.snapshot).facilitators[0].person,
            "other officer": make.an_officer(make.a_region("North")),
        }
        module = programme_of(run.snapshot).modules[0]
        begin_way(run, module, module.practices[0], 1, actor=trainee, now=make.NOW)
        values = {
            "ref": run.ref, "person_id": trainee.id, "session_id": run.sessions[0].id, "hold_id": hold.id,
            "code": "2A", "programme": run.programme_slug, "module": module.slug, "page": module.pages[0].slug,
            "submission_id": submission.id, "booking_id": 1, "number": "HMT-A-2026-0001", "job_id": "none",
            "token_id": 999, "membership_number": trainee.membership_number, "chapter": "me", "token": "none",
            "mail_id": 1, "file_id": 1, "change_id": 1, "facilitator_id": run.facilitators[0].id, "kind": "csv",
            "version": "1.0", "upload_id": 1, "region_id": region.id, "name": module.practices[0].slug,
            "statement": "companion", "way": 1, "step": 1, "reflection": module.reflections[0].id, "shelf": "role",
        }
    return found, values
