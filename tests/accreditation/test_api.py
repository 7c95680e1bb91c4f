"""Accreditation for programs: case files as the asking person may see them, and every act on the way."""

import pytest

from tests import make
from tests.accreditation import cases

WHY = {"reason": "She asked for it at the branch."}


class Case:
    """Somebody so far on her way, and everybody who has to do with her."""

    def __init__(self, run, region, person, administrator):
        self.run, self.person, self.administrator = run, person, administrator
        self.facilitator, self.officer = run.facilitators[0].person, cases.officer_of(region)
        self.employer = make.a_workplace(region=region).employer_id
        self.path = f"/runs/{run.ref}/case-files/{person.id}"


@pytest.fixture
def case(writing):
    def made(upto, **over):
        with writing():
            region, run = make.a_region("Wales"), cases.a_run_that_is_over(**over)
            cases.officer_of(region)
            person = cases.a_trainee(run, region, upto, name="Rhiannon Prŷs", known_as="Rhi")
            return Case(run, region, person, make.an_administrator())

    return made


def test_the_whole_way_from_learning_to_the_end(case, by_program):
    it = case("learned")
    administrator, facilitator, officer = map(by_program, (it.administrator, it.facilitator, it.officer))
    assert facilitator.get(it.path).json["may_be_decided"] is True
    assert administrator.post(f"{it.path}/accreditation").status_code == 422
    assert facilitator.post(f"{it.path}/completion").json["is_decided"] is True
    appointed = administrator.post(f"{it.path}/appointment", json={
        "employer": it.employer, "constituency": "ward managers", "how": "elected",
        "authority": "Branch minute 14", "appointed_on": "2026-11-20"})
    assert (appointed.status_code, appointed.json["is_appointed"]) == (200, True)
    (waiting,) = officer.all("/sign-offs")
    assert (waiting["person_id"], waiting["who_else_marks"]) == (it.person.id, "")
    signed = officer.post(f"/sign-offs/{it.run.ref}/{it.person.id}")
    assert signed.status_code == 201
    assert (officer.all("/sign-offs"), officer.all("/sign-offs/signed")) == ([], [signed.json])
    done = administrator.post(f"{it.path}/accreditation").json
    assert (done["standing"]["state"], done["standing"]["run"]) == ("current", it.run.ref)
    assert administrator.get(f"/people/{it.person.id}/standing").json["standings"] == [done["standing"]]
    assert administrator.all("/accreditations")[0]["standing"] == "current"
    ended = administrator.post(f"{it.path}/ending", json=WHY).json
    assert (ended["standing"]["state"], ended["ended_reason"]) == ("ended", WHY["reason"])
    assert administrator.all(f"/accreditations?person={it.person.id},1")[0]["standing"] == "ended"


def test_what_is_the_administrators_to_know_is_hers_alone(case, by_program):
    it = case("completed")
    administrator, facilitator = by_program(it.administrator), by_program(it.facilitator)
    held = administrator.post(f"{it.path}/hold", json={"kind": "query", "reason": "Which employer is it"}).json["holds"]
    assert held[0]["reason"] == "Which employer is it"
    seen = facilitator.get(it.path).json
    assert (seen["holds"], seen["membership_number"]) == ([], None)
    assert facilitator.all(f"/runs/{it.run.ref}/case-files")[0]["name"] == "Rhiannon Prŷs"
    hold = f"{it.path}/hold/{held[0]['id']}/closing"
    assert administrator.post(f"{it.path}/hold/999/closing", json=WHY).status_code == 404
    assert administrator.post(hold, json=WHY).json["holds"] == []
    assert administrator.post(hold, json=WHY).status_code == 404


def test_case_files_come_page_by_page(case, by_program, writing):
    it = case("completed")
    with writing() as session:
        for name in ("Ann Lee", "Zoë Wren"):
            cases.a_trainee(session.merge(it.run), make.a_region(name), "completed", name=name)
    program, path = by_program(it.administrator), f"/runs/{it.run.ref}/case-files"
    assert [each["name"] for each in program.all(f"{path}?limit=1")] == ["Ann Lee", "Rhiannon Prŷs", "Zoë Wren"]
    assert len(program.get(f"{path}?limit=2").json["items"]) == 2
    assert program.get(f"{path}?after=none").json["code"] == "wrong-cursor"


def test_an_appointment_is_refused_and_ended(case, by_program):
    it = case("completed")
    administrator = by_program(it.administrator)
    given = {"employer": 999, "constituency": "ward managers", "how": "elected", "authority": "Minute 14",
             "appointed_on": "2026-11-20"}
    unknown = administrator.post(f"{it.path}/appointment", json=given)
    assert (unknown.status_code, unknown.json["errors"][0]["field"]) == (422, "body.employer")
    beyond = administrator.post(f"{it.path}/appointment", json=given | {"employer": 9999999999})
    assert (beyond.status_code, beyond.json["errors"][0]["field"]) == (422, "body.employer")
    late = administrator.post(f"{it.path}/appointment", json=given | {
        "employer": it.employer, "appointed_on": "2026-12-20"})
    assert late.json["errors"][0]["field"] == "body.appointed_on"
    assert administrator.post(f"{it.path}/appointment/ending", json=WHY).status_code == 404
    administrator.post(f"{it.path}/appointment", json=given | {"employer": it.employer})
    assert administrator.post(f"{it.path}/appointment/ending", json=WHY).json["is_appointed"] is False


def test_an_officer_who_marked_everything_alone_does_not_sign(by_program, writing):
    with writing():
        region, run = make.a_region("Wales"), cases.a_run_that_is_over(facilitators=1)
        officer = make.an_officer(region, run.facilitators[0].person)
        person = cases.a_trainee(run, region, "completed")
    program = by_program(officer)
    assert program.all("/sign-offs")[0]["who_else_marks"]
    assert program.post(f"/sign-offs/{run.ref}/{person.id}").status_code == 422


def test_a_trainee_sees_what_stands_in_her_way(case, by_program):
    it = case("completed")
    own = by_program(it.person).get(f"/my-course/{it.run.ref}/accreditation").json
    assert (own["of"] - own["met"], own["conditions"][0]["state"]) == (2, "not yet")
    assert "remedy" not in own["conditions"][0]
    assert by_program(it.officer).get(f"/my-course/{it.run.ref}/accreditation").status_code == 404


def test_an_open_course_is_finished_once_it_is_read(by_program, writing):
    from lms.content.operations import programme_of
    from lms.learning.operations import mark_read

    with writing():
        run, person = make.an_open_run(), make.a_member()
        make.a_booking(run, person)
    program = by_program(person)
    assert program.post(f"/my-course/{run.ref}/finish").status_code == 422
    with writing() as session:
        reader = session.merge(person)
        for module in programme_of(session.merge(run.snapshot)).modules:
            for page in module.pages:
                mark_read(reader, module.slug, page.slug, now=make.NOW)
    finished = program.post(f"/my-course/{run.ref}/finish")
    assert (finished.status_code, finished.json["run"]) == (201, run.ref)


def test_the_basic_course_is_waived_with_a_reason(by_program, writing):
    with writing():
        administrator, member = make.an_administrator(), make.a_member()
    program = by_program(administrator)
    waived = program.post(f"/people/{member.id}/waiver", json=WHY)
    assert (waived.status_code, waived.json["reason"]) == (201, WHY["reason"])
    assert program.post(f"/people/{member.id}/waiver", json={}).json["errors"][0]["field"] == "body.reason"
    assert program.post("/people/99999/waiver", json=WHY).status_code == 404
    assert program.post(f"/people/{member.id}/waiver", json=WHY).status_code == 422


def test_a_long_list_of_ids_is_refused(by_program, writing):
    with writing():
        administrator = make.an_administrator()
    refused = by_program(administrator).get("/accreditations?person=" + ",".join(map(str, range(101))))
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "query.person")
    wrong = by_program(administrator).get("/accreditations?person=x").json["errors"][0]
    assert wrong["field"].startswith("query.person")
