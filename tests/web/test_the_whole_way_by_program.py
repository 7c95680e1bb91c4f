"""From an empty union to a certificate that anybody can check, by programs alone: no page is opened on the way."""

import io
from types import SimpleNamespace
from uuid import UUID

import pytest

from lms import first_run, jobs
from lms.db import begin_writing, db
from lms.demo.answers import good_answer
from lms.demo_mark import mark_as_demo
from lms.people.models import Person
from tests import make
from tests.examples import Recorder
from tests.programs import Program
from tests.web.course_by_program import done, she_practises, she_reads

MEMBERS = """Member no;Name;Email;Employer;Workplace;Job;Region;Status;Link member since
40017;Rhiannon Prŷs;rhiannon@pellow.example;Pellow Bay Health Board;Pellow General;Ward manager;Wales;current;01/05/2025
40048;Marcus Whitlock;marcus@pellow.example;Pellow Bay Health Board;Pellow General;Rota manager;Wales;current;01/05/2025
40079;Ṣọlá Adéyẹmí;sola@pellow.example;Pellow Bay Health Board;Tŷ Derwen;Matron;Wales;current;01/05/2025
40110;Tegan Ashworth;tegan@pellow.example;Pellow Bay Health Board;Tŷ Derwen;Clerk;Wales;honorary;
"""
DAYS = ("2027-01-19", "2027-02-02")


@pytest.fixture
def walk(app, by_program, clock, writing):
    with app.app_context():
        first_run.publish_content()
        begin_writing()
        mark_as_demo()
        db.session.commit()
    app.config["WTF_CSRF_ENABLED"] = True  # as it is where people use it; a token needs no other
    with writing():
        denise = make.an_administrator(name="Denise Okafor", email="denise@hmt.example")
    return SimpleNamespace(app=app, by_program=by_program, at=clock.at, denise=by_program(denise))


@pytest.fixture
def recorder(monkeypatch):
    """What each operation was asked and answered first."""
    kept, open_it = Recorder(), Program.open

    def recording(self, method, path, headers=None, **how):
        answer = open_it(self, method, path, headers, **how)
        kept.keep(self.operation(method, answer.request.path)["operationId"], method, path, how.get("json"), answer)
        return answer

    monkeypatch.setattr(Program, "open", recording)
    return kept


def test_a_link_member_becomes_an_accredited_rep(walk, recorder):
    members_come_in(walk)
    staff_are_invited(walk)
    a_run_is_planned_and_opened(walk)
    members_apply(walk)
    places_are_confirmed(walk)
    she_reads(walk)
    she_practises(walk)
    the_room_is_packed_for(walk)
    registers_are_kept(walk)
    she_writes(walk)
    answers_are_marked(walk)
    she_says_what_it_was_like(walk)
    she_is_accredited(walk)
    certificates_are_issued(walk)
    code = she_downloads(walk)
    a_stranger_checks(walk, code)
    the_rest_is_looked_at(walk)
    assert not recorder.differing(), "these examples of the reference are old; tests/examples.py says how to mend them"


def program_of(walk, person_id: int):
    with walk.app.app_context():
        person = db.session.get_one(Person, person_id)
        db.session.expunge(person)
    return walk.by_program(person)


def work(walk) -> None:
    with walk.app.app_context():
        jobs.run_jobs_now()


def members_come_in(walk) -> None:
    file = {"file": (io.BytesIO(MEMBERS.encode("utf-8-sig")), "members.csv")}
    checked = done(walk.denise.post("/members/imports", data=file, content_type="multipart/form-data"))
    assert (checked["state"], checked["add"], checked["reject"]) == ("checked", 3, 1)
    path = f"/members/imports/{checked['id']}"
    assert "honorary" in walk.denise.get(f"{path}/lines").json["items"][0]["problems"][0]["reason"]
    done(walk.denise.post(f"{path}/confirmation", json={"complete": False}))
    work(walk)
    assert done(walk.denise.get(path))["lines_written"] == 3
    found = {each["membership_number"]: each["person_id"] for each in walk.denise.all("/members?q=pellow")}
    walk.rhiannon_id, walk.marcus_id = found["40017"], found["40048"]
    walk.rhiannon, walk.marcus, walk.sola = (program_of(walk, found[each]) for each in ("40017", "40048", "40079"))


def staff_are_invited(walk) -> None:
    people = [{"email": "morag@hmt.example", "name": "Morag Dunmore", "role": "facilitator"},
              {"email": "catrin@hmt.example", "name": "Catrin Beddoe", "role": "officer"}]
    walk.morag, walk.catrin = (
        program_of(walk, done(walk.denise.post("/staff", json=invited))["person_id"]) for invited in people
    )
    (wales,) = walk.denise.all("/regions")
    officer = {"email": "catrin@hmt.example", "phone": "029 2018 0142", "since": "2026-11-26"}
    done(walk.denise.post(f"/regions/{wales['id']}/officer", json=officer))
    assert done(walk.catrin.get("/me"))["roles"] == ["officer"]


def a_run_is_planned_and_opened(walk) -> None:
    plan = {
        "programme": "reps", "mode": "in person", "place": "Cardiff", "venue": "Temple Court", "capacity": 2,
        "minimum": 2, "first_day": DAYS[0], "second_day": DAYS[1], "closing_on": "2027-01-05",
    }
    run = done(walk.denise.post("/runs", json=plan))
    walk.ref = run["ref"]
    assert any("facilitator" in sentence for sentence in run["missing"])
    done(walk.denise.post(f"/runs/{walk.ref}/facilitators", json={"who": "morag@hmt.example"}))
    assert done(walk.denise.post(f"/runs/{walk.ref}/opening"))["state"] == "open"
    assert [each["ref"] for each in walk.by_program(None).all("/courses")] == [walk.ref]


def members_apply(walk) -> None:
    """Two places for three: whoever asks third waits."""
    why = {"statement": "My members ask me things that I can’t answer yet."}
    for program, state in ((walk.rhiannon, "provisional"), (walk.marcus, "provisional"), (walk.sola, "waiting")):
        assert done(program.post(f"/runs/{walk.ref}/bookings", json=why))["state"] == state


def places_are_confirmed(walk) -> None:
    for booking in walk.denise.all(f"/runs/{walk.ref}/applications"):
        if booking["state"] == "provisional":
            path = f"/runs/{walk.ref}/applications/{booking['id']}/approval"
            assert done(walk.denise.post(path))["state"] == "confirmed"
    assert done(walk.denise.post(f"/runs/{walk.ref}/confirmation", json={}))["state"] == "confirmed"


def registers_are_kept(walk) -> None:
    """Rhiannon is there throughout; Marcus comes late on the first morning and is away on the second day."""
    for number, register in enumerate(walk.morag.get(f"/runs/{walk.ref}/register").json["items"]):
        day = register["starts_at"][:10]
        walk.at(f"{day} {'10:05' if 'orning' in register['title'] else '14:00'}")
        path = f"/runs/{walk.ref}/register/{register['session_id']}"
        tap = {"tap_id": str(UUID(int=number + 1)), "person_id": walk.marcus_id, "state": "present"}
        if day == DAYS[1]:
            tap["state"] = "absent"
        elif number == 0:
            tap |= {"state": "late", "minutes_missed": 35}
        done(walk.morag.post(f"{path}/taps", json=tap))
        done(walk.morag.post(f"{path}/taps", json=tap))  # sent again from a bad connection
        done(walk.morag.post(f"{path}/rest"))
        signed = done(walk.morag.post(f"{path}/signature"))
        assert (signed["marked"], signed["signed_by"]) == (2, "Morag Dunmore")


def she_writes(walk) -> None:
    for number, code in enumerate(("2A", "3A", "7A")):
        walk.at(f"2027-02-0{5 + number} 20:42")
        path = f"/my-course/{walk.ref}/case-studies/{code}"
        tag = walk.rhiannon.get(f"{path}/draft").headers["ETag"]
        kept = walk.rhiannon.put(f"{path}/draft", json={"text": good_answer(code, number)}, headers={"If-Match": tag})
        sent = {"revision": done(kept)["revision"]}
        assert done(walk.rhiannon.post(f"{path}/answers", json=sent))["attempt"] == 1
    assert {each["state"] for each in tasks_of(walk)} == {"sent"}


def the_room_is_packed_for(walk) -> None:
    """The facilitator takes the pack along, and Rhiannon a module to read on the train."""
    room = done(walk.morag.get(f"/runs/{walk.ref}/room"))
    pack, module = f"/runs/{walk.ref}/pack", f"modules/{room['modules'][0]['slug']}/paper"
    theirs, hers = f"/runs/{walk.ref}/room/{room['modules'][0]['slug']}/paper", f"/my-course/{walk.ref}/{module}"
    for who, path in ((walk.morag, pack), (walk.rhiannon, hers), (walk.morag, theirs)):
        assert done(who.post(path))["state"] == "being made"
    work(walk)
    for who, path in ((walk.morag, pack), (walk.rhiannon, hers), (walk.morag, theirs)):
        assert done(who.get(path))["state"] == "ready"
    for answer in (walk.morag.post(f"{pack}/file"), walk.rhiannon.get(f"{hers}/document"),
                   walk.morag.get(f"{theirs}/document")):
        assert answer.data.startswith(b"%PDF-")


def tasks_of(walk) -> list:
    tasks = done(walk.rhiannon.get(f"/my-course/{walk.ref}/case-studies"))
    return [each for each in tasks["items"] if each["required"]]


def answers_are_marked(walk) -> None:
    walk.at("2027-02-12 09:30")
    piles = done(walk.morag.get("/marking"))["items"]
    for waiting in (line for pile in piles for line in pile["lines"] if line["submission_id"]):
        path = f"/marking/{waiting['submission_id']}"
        answer = done(walk.morag.get(path))
        mark = {
            "scores": {each["id"]: 2 for each in answer["criteria"]}, "outcome": "meets",
            "feedback": "You begin with the person. Next: say what you would note.",
        }
        tag = walk.morag.get(f"{path}/mark").headers["ETag"]
        done(walk.morag.put(f"{path}/mark", json=mark, headers={"If-Match": tag}))
        done(walk.morag.post(f"{path}/release"))
    assert {each["state"] for each in tasks_of(walk)} == {"meets"}


def she_says_what_it_was_like(walk) -> None:
    done(walk.morag.post(f"/runs/{walk.ref}/feedback/opening", json={"closes_on": "2027-02-19"}))
    names = {each["name"] for each in done(walk.rhiannon.get(f"/my-course/{walk.ref}/feedback"))["questions"]}
    assert {"facilitation", "keep"} <= names
    given = walk.rhiannon.post(
        f"/my-course/{walk.ref}/feedback", json={"facilitation": "5", "keep": "The telephone call with Daniel."}
    )
    assert (given.status_code, given.data) == (204, b"")
    assert "telephone" not in walk.morag.get(f"/runs/{walk.ref}/feedback").text


def she_is_accredited(walk) -> None:
    """The facilitator decides, the administrator records the appointment, the officer signs off; then she is a rep."""
    walk.at("2027-02-20 10:30")
    path = f"/runs/{walk.ref}/case-files/{walk.rhiannon_id}"
    done(walk.morag.post(f"{path}/completion"))
    assert done(walk.denise.get(path))["may_be_appointed"]
    employers = {each["name"]: each["id"] for each in walk.denise.all("/employers")}
    done(walk.denise.post(f"{path}/appointment", json={
        "employer": employers["Pellow Bay Health Board"], "constituency": "Ward and rota managers",
        "how": "elected", "authority": "Branch minute 14 of 12 February", "appointed_on": "2027-02-12",
    }))
    too_early = walk.denise.post(f"{path}/accreditation")
    assert too_early.status_code == 422
    assert "Officer’s sign-off" in too_early.json["detail"]
    (waiting,) = walk.catrin.get("/sign-offs").json["items"]
    assert waiting["person_id"] == walk.rhiannon_id
    done(walk.catrin.post(f"/sign-offs/{walk.ref}/{walk.rhiannon_id}"))
    done(walk.denise.post(f"{path}/accreditation"))
    assert done(walk.denise.get(f"/people/{walk.rhiannon_id}/standing"))


def certificates_are_issued(walk) -> None:
    """Two for Rhiannon, none for Marcus, and why."""
    path = f"/runs/{walk.ref}/certificates"
    dry = done(walk.denise.get(path))
    assert {line["person_id"]: bool(line["gets"]) for line in dry["lines"]} == {
        walk.rhiannon_id: True, walk.marcus_id: False}
    unread = walk.denise.post(path, json={"seen": dry["seen"], "names": True, "reasons": False})
    assert unread.json["errors"][0]["field"] == "body.reasons"
    done(walk.denise.post(path, json={"seen": dry["seen"], "names": True, "reasons": True}))
    work(walk)
    assert {each["number"] for each in walk.denise.all("/certificates")} == {"HMT-A-2027-0001", "HMT-C-2027-0001"}


def she_downloads(walk) -> str:
    hers = {each["number"]: each for each in walk.rhiannon.get("/my-certificates").json["items"]}
    document = walk.rhiannon.get("/my-certificates/HMT-A-2027-0001/document")
    assert document.data.startswith(b"%PDF-")
    assert walk.marcus.get("/my-certificates/HMT-A-2027-0001/document").status_code == 404
    return hers["HMT-A-2027-0001"]["code"]


def a_stranger_checks(walk, code: str) -> None:
    stranger = walk.by_program(None)
    found = done(stranger.get(f"/verify/{code.lower()}"))
    assert found["state"] == "current"
    assert "Rhiannon" not in str(found)
    for typed, fits in (("Marcus Whitlock", False), ("rhiannon prys", True)):
        assert done(stranger.post(f"/verify/{code}", json={"name": typed}))["matches"] is fits


def the_rest_is_looked_at(walk) -> None:
    """What the way didn't need, so that the reference has an example of it."""
    ref, hers = walk.ref, f"/my-course/{walk.ref}"
    for path in ("/staff", "/outbox", "/programmes", "/programmes/reps", "/members/40017", "/members/imports",
                 "/members/addresses", "/runs", f"/runs/{ref}", f"/runs/{ref}/plan", f"/runs/{ref}/places",
                 f"/runs/{ref}/trainees", f"/runs/{ref}/due-dates/2A", f"/runs/{ref}/case-files", "/accreditations",
                 "/certificates/HMT-A-2027-0001", f"/runs/{ref}/feedback", "/freshness",
                 "/freshness/service-needed", "/freshness/service-needed/reps"):
        done(walk.denise.get(path))
    for path in ("/bookings", "/updates", f"/runs/{ref}/bookings/mine", f"/courses/{ref}", f"{hers}/accreditation",
                 f"{hers}/case-studies/2A", f"{hers}/case-studies/2A/answers"):
        done(walk.rhiannon.get(path))
    done(walk.morag.get(f"/runs/{ref}/marking/2A"))
    done(walk.catrin.get("/sign-offs/signed"))
    tag = {"If-Match": walk.denise.get(f"/runs/{ref}/plan").headers["ETag"]}
    plan = {"place": "Cardiff", "venue": "Temple Court, second floor", "minimum": 2, "closing_on": "2027-01-05"}
    done(walk.denise.put(f"/runs/{ref}/plan", json=plan, headers=tag))
    done(walk.denise.put("/members/40048", json={"job_title": "Rota and ward manager"}))
