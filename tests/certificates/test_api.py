"""Certificates for programs: issuing, the document, withdrawal, a corrected name, and the check of a code."""

import pytest

from lms import demo_mark
from lms.certificates import lookups
from lms.certificates.jobs import make_document
from tests import make
from tests.staging import staged

BOTH = {"names": True, "reasons": True}


@pytest.fixture
@staged
def cast(writing):
    with writing():
        demo_mark.mark_as_demo()
        run = make.a_finished_run()
        return {
            "path": f"/runs/{run.ref}/certificates", "run": run.ref,
            "rep": make.an_accredited_rep(run, name="Rhiannon Prŷs"),
            "completed": make.a_trainee_who_completed(run, name="Inês Ferreira"),
            "admin": make.an_administrator(), "stranger": make.a_member(name="Ann Other"),
        }


@pytest.fixture
def admin(cast, by_program):
    return by_program(cast["admin"])


@pytest.fixture
def issued(cast, admin):
    """The answer to issuing what the dry run shows."""
    return admin.post(cast["path"], json=BOTH | {"seen": admin.get(cast["path"]).json["seen"]})


@pytest.fixture
def hers(issued, cast, by_program, in_context):
    """The rep's own, of which the accreditation's document is made."""
    with in_context():
        first = lookups.certificates_of(cast["rep"])[0]
        make_document(first.id)
    return by_program(cast["rep"]).all("/my-certificates")


def test_the_dry_run_says_who_gets_what_and_it_is_issued(cast, admin, issued):
    assert (issued.status_code, issued.json["planned"], issued.json["made"]) == (202, 3, 0)
    job = admin.get(issued.headers["Location"])
    assert (job.json["id"], job.json["state"]) == (issued.json["job_id"], "waiting")
    after = admin.get(cast["path"]).json
    assert after["batch"] == issued.json
    assert [(line["gets"], len(line["has"])) for line in after["lines"]] == [([], 1), ([], 2)]
    assert [row["state"] for row in admin.all(f"/certificates?run={cast['run'].lower()}&limit=2")] == ["current"] * 3
    assert admin.all("/certificates?run=RC-00-00") == []


def test_nothing_is_issued_unseen(cast, admin):
    changed = admin.post(cast["path"], json=BOTH | {"seen": "something else"})
    assert (changed.status_code, changed.json["code"]) == (422, "refused")
    unread = admin.post(cast["path"], json={"seen": "x", "names": False, "reasons": True})
    assert unread.json["errors"][0]["field"] == "body.names"
    assert admin.all("/certificates") == []


def test_issuing_twice_with_one_key_issues_once(cast, admin):
    given = BOTH | {"seen": admin.get(cast["path"]).json["seen"]}
    first, again = (admin.post(cast["path"], json=given, headers={"Idempotency-Key": "issue-the-run"}) for _ in "ab")
    assert (first.status_code, again.status_code, again.json) == (202, 202, first.json)


def test_a_certificate_is_read_and_its_document_fetched(admin, hers):
    number = hers[0]["number"]
    assert admin.get(f"/certificates/{number}").json["is_made"] is True
    document = admin.get(f"/certificates/{number.lower()}/document")
    assert (document.mimetype, document.data[:5]) == ("application/pdf", b"%PDF-")
    assert admin.get(f"/certificates/{hers[1]['number']}/document").status_code == 404
    part = admin.get(f"/certificates/{number}/document", headers={"Range": "bytes=5-2"})
    assert (part.status_code, part.data) == (200, document.data)


def test_one_opens_ones_own_and_nobody_elses(cast, hers, by_program):
    number = hers[0]["number"]
    assert [each["is_made"] for each in hers] == [True, False]
    assert by_program(cast["rep"]).get(f"/my-certificates/{number}/document").data[:5] == b"%PDF-"
    assert by_program(cast["completed"]).get(f"/my-certificates/{number}/document").status_code == 404
    assert by_program(cast["stranger"]).get(f"/certificates/{number}").status_code == 404
    assert by_program(cast["stranger"]).all("/my-certificates") == []


def test_a_certificate_is_withdrawn_once(admin, hers):
    path = f"/certificates/{hers[0]['number']}"
    assert admin.post(f"{path}/withdrawal", json={"reason": "whim"}).json["errors"][0]["field"] == "body.reason"
    gone = admin.post(f"{path}/withdrawal", json={"reason": "error"}).json
    assert (gone["state"], gone["end"]["reason"]) == ("withdrawn", "error")
    assert admin.post(f"{path}/withdrawal", json={"reason": "error"}).json["code"] == "ended-already"


def test_a_name_is_put_right_under_a_new_number(admin, hers):
    path = f"/certificates/{hers[0]['number']}"
    new = admin.post(f"{path}/correction", json={"name": "Rhiannon Prys-Jones"})
    assert (new.status_code, new.json["name"]) == (201, "Rhiannon Prys-Jones")
    old = admin.get(path).json
    assert (old["state"], old["successor"]) == ("superseded", new.json["number"])
    assert admin.post(f"{path}/correction", json={"name": "Again"}).json["code"] == "ended-already"


def test_anybody_checks_a_code_and_is_told_no_name(by_program, hers):
    nobody, code = by_program(None), hers[0]["code"]
    answer = nobody.get(f"/verify/{code.lower()}")
    assert (answer.json["state"], answer.json["code"]) == ("current", code)
    assert "Prŷs" not in answer.text and answer.headers["Cache-Control"] == "no-store"
    wrong = nobody.get("/verify/not-a-code").json
    assert (wrong["state"], wrong["code"]) == ("not found", None)
    right, other = (nobody.post(f"/verify/{code}", json={"name": name}).json for name in ("rhiannon prys", "Ann Other"))
    assert (right["matches"], other["matches"]) == (True, False)
    assert nobody.post("/verify/not-a-code", json={"name": "Ann"}).json["matches"] is None
    assert nobody.post(f"/verify/{code}", json={}).json["errors"][0]["field"] == "body.name"


def test_names_are_not_guessed_by_a_program_either(by_program, hers):
    nobody = by_program(None)
    codes = [nobody.post(f"/verify/{hers[0]['code']}", json={"name": "Ann"}).status_code for _ in range(11)]
    assert codes == [200] * 10 + [429]


def test_the_list_costs_the_same_however_long_it_is(admin, issued, queries):
    admin.get("/certificates")  # the token's first use is written down
    with queries() as short:
        admin.get("/certificates?limit=2")
    with queries() as long:
        admin.get("/certificates?limit=3")
    assert len(long) == len(short)


def test_a_job_that_never_was_is_not_found(admin):
    assert admin.get("/jobs/none").status_code == 404
