"""Sending and publishing material by a program."""

import io

import pytest

from lms.audit import Program
from lms.content import publications
from tests import make
from tests.content import small
from tests.content.zipping import a_small_zip

CHANGED = {
    "programmes/reps.yaml": small.PROGRAMME.replace('"1.0"', '"1.1"'),
    "modules/hearings/01-before.md": small.PAGE.replace("twice", "three times"),
}


@pytest.fixture
def huw(app, tmp_path, by_program, writing):
    app.config["CONTENT"] = small.write(tmp_path)
    with writing():
        publications.publish_folder(publications.take(tmp_path), note="As it began", actor=Program("x"), now=make.NOW)
        author = make.an_author()
    return by_program(author)


def send(program, packed: bytes):
    data = {"file": (io.BytesIO(packed), "mine.zip")}
    return program.post("/material/uploads", data=data, content_type="multipart/form-data")


def test_material_is_sent_looked_at_published_and_had_back(huw):
    sent = send(huw, a_small_zip(**CHANGED))
    assert sent.status_code == 201
    assert (sent.json["state"], sent.json["problems"]) == ("waiting", [])
    assert sent.json["programmes"] == [{
        "programme": "reps", "version": "1.1", "before": "1.0",
        "changes": ["Hearings, page “Before the hearing”: 1 paragraph changed"],
    }]
    path = f"/material/uploads/{sent.json['id']}"
    assert huw.get(path).json == sent.json
    done = huw.post(f"{path}/publication", json={"note": "Read more"})
    assert (done.status_code, done.json["state"]) == (200, "published")
    assert huw.post(f"{path}/publication", json={}).status_code == 422
    listed = huw.all("/material/publications")
    assert [(each["note"], each["versions"], each["changed"]) for each in listed] == [
        ("Read more", {"reps": "1.1"}, ["reps"]), ("As it began", {"reps": "1.0"}, ["reps"]),
    ]
    back = huw.get("/material/published")
    assert back.mimetype == "application/zip" and back.data[:2] == b"PK"


def test_mistakes_come_with_hints_and_nothing_is_published(huw):
    sent = send(huw, a_small_zip(**CHANGED | {"modules/hearings/module.yaml": small.MODULE.replace("title", "titel")}))
    [wrong] = [each for each in sent.json["problems"] if each["field"] == "titel"]
    assert wrong["hint"] == "Did you mean “title”?"
    refused = huw.post(f"/material/uploads/{sent.json['id']}/publication", json={})
    assert (refused.status_code, refused.json["code"]) == (422, "mistakes")
    assert len(huw.all("/material/publications")) == 1


def test_what_is_no_zip_is_refused(huw):
    refused = send(huw, b"not a zip")
    assert (refused.status_code, refused.json["code"]) == (422, "wrong-file")


def test_an_upload_is_withdrawn(huw):
    path = f"/material/uploads/{send(huw, a_small_zip(**CHANGED)).json['id']}"
    assert huw.post(f"{path}/withdrawal", json={}).json["state"] == "withdrawn"
    assert huw.post(f"{path}/withdrawal", json={}).json["code"] == "state"
    assert huw.get(path).json["programmes"] == []


def test_the_next_versions_are_filled_in(huw):
    sent = send(huw, a_small_zip(**{"modules/hearings/01-before.md": CHANGED["modules/hearings/01-before.md"]})).json
    assert [each["field"] for each in sent["problems"]] == ["version"]
    given = huw.post(f"/material/uploads/{sent['id']}/versions", json={})
    assert (given.status_code, given.json["problems"]) == (201, [])
    assert [each["version"] for each in given.json["programmes"]] == ["1.1"]
    assert huw.post(f"/material/uploads/{sent['id']}/versions", json={}).json["code"] == "state"
