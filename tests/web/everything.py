"""A small union that has something of everything, so that an address made up leads somewhere."""

import io

from lms.accreditation.operations import open_hold
from lms.certificates import lookups
from lms.certificates.jobs import make_document
from lms.content.operations import programme_of
from lms.demo_mark import mark_as_demo
from lms.learning.practice.operations import begin_way
from tests import make
from tests.content.zipping import a_small_zip
from tests.programs import Program

LIST = "Membership number,Name,Employer,Region\n77001,Ọlá Adé,Pellow Bay Health Board,Wales\n,Nobody,,\n"


def a_union(app, writing) -> tuple[dict[str, str], dict[str, object]]:
    """The tokens of its people, and what stands for the arguments of an address."""
    with writing():
        mark_as_demo()
        region = make.a_region("Wales")
        run = make.a_finished_run()
        trainee = make.placed(make.a_link_member(name="Rhiannon Prŷs"), make.a_workplace(region=region))
        make.a_confirmed_trainee(run, trainee)
        make.a_confirmed_trainee(run, make.a_link_member(name="Inês Ferreira"))
        applied, rep = make.a_booking(run), make.an_accredited_rep(run, name="Marcus Whitlock")
        facilitator, module = run.facilitators[0], programme_of(run.snapshot).modules[0]
        begin_way(run, module, module.practices[0], 1, actor=trainee, now=make.NOW)
        hold = open_hold(trainee, kind="query", reason="Which job", actor=facilitator.person, now=make.NOW)
        values = {
            "ref": run.ref, "person_id": trainee.id, "session_id": run.sessions[0].id, "hold_id": hold.id,
            "code": "2A", "programme": run.programme_slug, "module": module.slug, "page": module.pages[0].slug,
            "submission_id": make.a_submission(run=run, person=trainee).id, "booking_id": applied.id,
            "membership_number": trainee.membership_number, "facilitator_id": facilitator.id,
            "region_id": region.id, "change_id": 1, "name": module.practices[0].slug, "way": 1, "step": 1,
            "statement": "companion", "reflection": module.reflections[0].id,
        }
        people = {"administrator": make.an_administrator(), "facilitator": facilitator.person,
                  "officer": make.an_officer(region), "trainee": trainee, "rep": rep, "author": make.an_author()}
        tokens = {name: make.a_token(person) for name, person in people.items()}
    return tokens, values | _afterwards(app, tokens, run.ref, rep)


def _afterwards(app, tokens: dict, ref: str, rep) -> dict:
    """A list of members that was checked, and certificates that were issued, one of them made."""
    administrator = Program(app, tokens["administrator"])
    sent = {"file": (io.BytesIO(LIST.encode()), "members.csv")}
    checked = administrator.post("/members/imports", data=sent, content_type="multipart/form-data").json
    material = {"file": (io.BytesIO(a_small_zip()), "material.zip")}
    upload = administrator.post("/material/uploads", data=material, content_type="multipart/form-data").json
    seen = administrator.get(f"/runs/{ref}/certificates").json["seen"]
    issued = administrator.post(f"/runs/{ref}/certificates", json={"seen": seen, "names": True, "reasons": True}).json
    with app.app_context():
        make_document(lookups.certificates_of(rep)[0].id)
    hers = Program(app, tokens["rep"]).get("/my-certificates").json["items"][0]
    return {"file_id": checked["id"], "job_id": issued["job_id"], "number": hers["number"], "checked": hers["code"],
            "upload_id": upload["id"]}
