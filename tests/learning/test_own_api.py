"""For programs: one's own answers, notes and place, and finding things in a course."""

import pytest

from tests import make


@pytest.fixture
def program(reading, by_program):
    return by_program(reading.trainee)


def test_checks_tell_what_is_right_once_they_are_answered(program, reading):
    path = f"{reading.module}/checks"
    first = program.get(path).json["items"][0]
    assert first == {"id": "chooses", "ask": "<p>Who chooses the companion?</p>", "several": False, "attempts": 0,
                     "right": None, "answers": [
                         {"text": words, "chosen": False, "right": None, "why": None}
                         for words in ("The member", "Her manager", "You")]}
    for _ in range(2):
        answered = program.post(path, json={"answers": {"chooses": [1], "may": [0, 1]}}).json["items"]
    assert [(each["right"], each["attempts"]) for each in answered] == [(False, 1), (True, 1)]
    assert answered[0]["answers"][0] == {"text": "The member", "chosen": False, "right": True,
                                         "why": "<p>The choice is hers.</p>"}


@pytest.mark.parametrize(("answers", "code"), [
    ({}, "nothing-chosen"), ({"chooses": []}, "nothing-chosen"), ({"chooses": [0, 1]}, "too-many"),
    ({"chooses": [9]}, "no-such-answer"), ({"chooses": [-1]}, "no-such-answer"), ({"none": [0]}, "no-such-answer"),
    ({"chooses": ["0"]}, "invalid"), ("chooses", "invalid"),
])
def test_answers_that_are_none_are_refused(program, reading, answers, code):
    answer = program.post(f"{reading.module}/checks", json={"answers": answers})
    assert (answer.status_code, answer.json["code"]) == (422, code)
    if code == "too-many":
        assert answer.json["errors"][0]["field"] == "body.answers.chooses"
    assert program.get(f"{reading.module}/checks").json["items"][0]["attempts"] == 0


@pytest.mark.parametrize("path", ["notes/first", "reflections/who"])
def test_a_note_is_kept_and_never_written_over(program, reading, signed_in, path):
    url = f"{reading.module}/{path}"
    empty = program.get(url)
    assert (empty.json["text"], empty.json["revision"], empty.json["saved_at"]) == ("", 0, None)
    assert program.put(url, json={"text": "Mine"}).json["code"] == "no-tag"
    kept = program.put(url, json={"text": "Mine"}, headers={"If-Match": empty.headers["ETag"]})
    assert (kept.status_code, kept.json["text"], kept.json["revision"]) == (200, "Mine", 1)
    signed_in(reading.trainee).post(url, data={"text": "Typed on the page", "revision": "1"})
    late = program.put(url, json={"text": "Too late"}, headers={"If-Match": kept.headers["ETag"]})
    assert (late.status_code, late.json["code"]) == (412, "changed")
    assert program.get(url).json["text"] == "Typed on the page"
    tag = program.get(url).headers["ETag"]
    whose = program.put(url, json={"text": "x", "writer": reading.other.id}, headers={"If-Match": tag})
    assert whose.json["code"] == "somebody-else"


def test_notes_are_listed_for_their_writer_alone(program, reading, by_program, writing):
    for name in ("first", "last"):
        url = f"{reading.module}/notes/{name}"
        program.put(url, json={"text": f"On {name}"}, headers={"If-Match": program.get(url).headers["ETag"]})
    found = program.all(f"{reading.base}/notes?limit=1")
    assert [(note["about"], note["text"]) for note in found] == [("first", "On first"), ("last", "On last")]
    assert by_program(reading.other).all(f"{reading.base}/notes") == []
    with writing():
        administrator = make.an_administrator()
    for path in ("notes", "modules/role/notes/first"):
        assert by_program(administrator).get(f"{reading.base}/{path}").status_code == 404
    assert by_program(reading.other).get(f"{reading.module}/notes/first").json["text"] == ""


def test_where_she_was_is_kept(program, reading):
    path = f"{reading.base}/place"
    assert program.get(path).json == {"module": None, "page": None, "down": None}
    spot = {"module": "role", "page": "last", "down": 3}
    assert program.put(path, json=spot).json == spot == program.get(path).json
    assert program.put(path, json={"module": "role", "page": "none"}).status_code == 404
    assert program.put(path, json={"module": "role"}).status_code == 422


def test_a_course_is_searched(program, reading):
    found = program.get(f"{reading.base}/search?q=naive%20promise").json
    assert found == {"next": None, "items": [{
        "kind": "page", "title": "First", "under": "Employment rights",
        "address": f"{reading.base}/modules/rights/first",
        "snippet": "The first page. <mark>Naïve</mark> <mark>promises</mark> A <mark>promise</mark> &amp; "
                   "a hope differ. Mandate What members have agreed.",
    }]}
    assert program.get(f"{reading.base}/search?q=zebra").json["items"] == []
    assert program.get(f"{reading.base}/search?q={'x' * 201}").status_code == 422


def test_its_words_and_its_law_are_listed(program, reading):
    words = program.get(f"{reading.base}/glossary").json["items"]
    assert [(word["term"], word["module"], word["page"]) for word in words] == [
        ("Companion", "role", "last"), ("Mandate", "rights", "first")]
    law = program.get(f"{reading.base}/law").json["items"]
    assert [(each["slug"], each["certain"]) for each in law] == [("companion", True), ("service", False)]
    assert [(rule["begins"], rule["ends"]) for rule in law[1]["rules"]] == [(None, "2026-12-31"), ("2027-01-01", None)]


def test_a_module_says_what_else_it_has(program, reading):
    module = program.get(reading.module).json
    assert module["keep"] == "<p>Ring your officer before you promise.</p>" and module["checks"] == 2
    assert [each["id"] for each in module["reflections"]] == ["who", "where"]
    page = program.get(f"{reading.module}/last").json["html"]
    assert f'href="{reading.base}/law/role#companion"' in page


@pytest.mark.parametrize("path", ["modules/none/checks", "modules/role/notes/none", "modules/role/reflections/none",
                                  "modules/none/notes/first"])
def test_what_the_course_has_not_is_not_found(program, reading, path):
    assert program.get(f"{reading.base}/{path}").status_code == 404
