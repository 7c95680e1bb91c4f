"""Notes of one's own: kept, private, never written over, there on every run, and hers to take away."""

import pytest
from sqlalchemy import select

from lms.bookings.lookups import bookings_of
from lms.learning.lookups import note_of
from lms.learning.models import PAGE, Note
from lms.learning.noting import keep_note
from lms.people.models import Person
from lms.refusal import Refusal
from tests import make
from tests.make import NOW

JSON = {"Accept": "application/json"}
BESIDE = ("notes/first", "first")
WORKPLACE = ("reflections/who", "reflections")


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def kept(in_context):
    def texts():
        with in_context() as session:
            return [(note.kind, note.about, note.text, note.revision) for note in session.scalars(select(Note))]

    return texts


@pytest.mark.parametrize(("address", "page"), [BESIDE, WORKPLACE])
def test_without_script_a_note_is_kept_by_its_button(hers, reading, kept, address, page):
    answer = hers.post(f"{reading.module}/{address}", data={"text": "Ask Alun.", "revision": "0", "act": "save"})
    assert answer.status_code == 303 and answer.location.startswith(f"{reading.module}/{page}")
    assert "Ask Alun." in text(hers.get(f"{reading.module}/{page}"))
    assert [(words, revision) for _, _, words, revision in kept()] == [("Ask Alun.", 1)]


@pytest.mark.parametrize(("address", "page"), [BESIDE, WORKPLACE])
def test_a_script_keeps_it_while_it_is_typed(hers, reading, kept, address, page):
    url = f"{reading.module}/{address}"
    begun = hers.get(url, headers=JSON).json
    assert (begun["revision"], begun["writer"]) == (0, reading.trainee.id)
    first = hers.post(url, data={"text": "Ask", "revision": "0", "writer": reading.trainee.id}, headers=JSON)
    assert first.json["revision"] == 1 and first.json["saved"] == "09:00"
    hers.post(url, data={"text": "Ask Alun", "revision": "1"}, headers=JSON)
    again = hers.post(url, data={"text": "Ask Alun", "revision": "1"}, headers=JSON)  # its answer was lost
    assert again.json["revision"] == 2
    assert [(words, revision) for _, _, words, revision in kept()] == [("Ask Alun", 2)]


def test_two_tabs_lose_nothing(hers, reading, kept):
    url = f"{reading.module}/notes/first"
    hers.post(url, data={"text": "From one tab", "revision": "0"}, headers=JSON)
    late = hers.post(url, data={"text": "From the other", "revision": "0"}, headers=JSON)
    assert (late.status_code, late.json["code"]) == (409, "elsewhere")
    both = hers.post(url, data={"text": "From the other", "revision": "0"})
    assert both.status_code == 422 and "From one tab" in text(both) and "From the other</textarea>" in text(both)
    assert "Two versions of your note" in text(both)
    hers.post(url, data={"text": "From the other", "other": "From one\0 tab", "revision": "1", "act": "both"})
    assert kept() == [("page", "first", "From the other\n\nFrom one tab", 2)]


def test_two_clicks_at_once_keep_one(writing, at_once, reading, kept):
    def click(words):
        def keep():
            with writing() as session:
                return keep_note(session.get(Person, reading.trainee.id), "role", PAGE, "first", words, 0, now=NOW)
        return keep

    found = at_once(click("One"), click("Other"))
    assert sum(isinstance(each, Refusal) and each.code == "elsewhere" for each in found) == 1
    assert len(kept()) == 1


@pytest.mark.parametrize(("typed", "said"), [
    ({"text": "x" * 20_001, "revision": "0"}, "longer than 20,000 letters"),
    ({"text": "Mine", "revision": "3"}, "This page can’t be kept as it stands"),
    ({"text": "Mine", "revision": "many"}, "This page can’t be kept as it stands"),
    ({"text": "Mine", "revision": "0", "writer": "9999"}, "Somebody else is signed in here now"),
])
def test_what_can_not_be_kept_stays_in_the_box(hers, reading, kept, typed, said):
    for headers in ({}, JSON):
        answer = hers.post(f"{reading.module}/notes/first", data=typed, headers=headers)
        assert answer.status_code in (409, 422) and said in (answer.json["title"] if headers else text(answer))
    assert kept() == []


def test_nobody_else_reads_them(hers, reading, signed_in, writing):
    hers.post(f"{reading.module}/notes/first", data={"text": "Only for me", "revision": "0"})
    hers.post(f"{reading.module}/reflections/who", data={"text": "Only for me", "revision": "0"})
    with writing():
        stranger, administrator = make.a_link_member(), make.an_administrator()
    paths = ["notes", "notes.txt", "search?q=only", "modules/role/first", "modules/role/notes/first",
             "modules/role/reflections", "modules/role/reflections/who"]
    for person in (reading.other, stranger, administrator, reading.facilitator):
        browser, may = signed_in(person), person is reading.other
        for path in paths:
            answer = browser.get(f"{reading.base}/{path}")
            assert answer.status_code == (200 if may else 404) and "Only for me" not in text(answer), path
    assert "Only for me" not in text(signed_in(reading.other).get("/my-notes"))
    assert "Only for me" not in text(signed_in(administrator).get(f"/people/{reading.trainee.id}"))
    for post in ("notes/first", "reflections/who"):
        assert signed_in(stranger).post(f"{reading.module}/{post}", data={"text": "No"}).status_code == 404


def test_what_the_module_has_not_has_no_note(hers, reading, kept):
    for address in ("notes/none", "reflections/none", "reflections/first", "notes/who"):
        assert hers.get(f"{reading.module}/{address}").status_code == 404
        assert hers.post(f"{reading.module}/{address}", data={"text": "x"}).status_code == 404
    assert hers.get(f"{reading.base}/modules/rights/reflections").status_code == 404
    assert kept() == []


def test_all_of_them_stand_on_one_page_and_in_a_file(hers, reading, writing):
    assert "You have no notes yet" in text(hers.get(f"{reading.base}/notes"))
    hers.post(f"{reading.base}/modules/rights/notes/last", data={"text": "On rights", "revision": "0"})
    hers.post(f"{reading.module}/reflections/who", data={"text": "Two wards\n\nOne HR", "revision": "0"})
    hers.post(f"{reading.module}/notes/last", data={"text": "  ", "revision": "0"})
    with writing() as session:
        person = session.get(Person, reading.trainee.id)
        keep_note(person, "elsewhere", PAGE, "old-page", "On another course", 0, now=NOW)
    page = text(hers.get(f"{reading.base}/notes"))
    assert page.index("1 The role of reps") < page.index("6 Employment rights") < page.index("From other courses")
    assert "<p>Two wards</p><p>One HR</p>" in page and "Old page" in page
    file = hers.get(f"{reading.base}/notes.txt")
    assert file.mimetype == "text/plain" and "my-notes.txt" in file.headers["Content-Disposition"]
    words = text(file)
    assert "Who is who\r\n(In your own workplace, 26 November 2026)\r\n\r\nTwo wards\r\n\r\nOne HR" in words
    assert "On another course" in words and "On rights" in words


def test_they_are_there_on_another_run(hers, reading, writing, signed_in):
    hers.post(f"{reading.module}/notes/first", data={"text": "Still mine", "revision": "0"})
    with writing() as session:
        other = make.a_run(place="Cardiff", state="confirmed", minimum=1, snapshot=session.merge(reading.run.snapshot))
        make.a_confirmed_trainee(other, session.get(Person, reading.trainee.id))
        ref = other.ref
    assert "Still mine" in text(hers.get(f"/my-course/{ref}/modules/role/first"))


def test_they_stay_hers_without_a_place(hers, reading, writing, by_program):
    hers.post(f"{reading.module}/notes/first", data={"text": "Still mine", "revision": "0"})
    hers.post(f"{reading.module}/reflections/who", data={"text": "Mine, too", "revision": "0"})
    with writing() as session:
        for booking in bookings_of(session.get(Person, reading.trainee.id)):
            booking.state = "withdrawn"
    assert hers.get(f"{reading.base}/notes").status_code == 404
    page, file = text(hers.get("/my-notes")), text(hers.get("/my-notes.txt"))
    assert "The role of reps" in page and "Still mine" in page and "Who is who" in page and "Mine, too" in file
    assert f"{reading.module}/first" not in page
    assert len(by_program(reading.trainee).all("/my-notes")) == 2
    assert by_program(reading.other).all("/my-notes") == []


def test_an_emptied_note_stays_away_and_its_revision_is_not_given_twice(hers, reading, in_context):
    url = f"{reading.module}/notes/first"
    hers.post(url, data={"text": "Soon gone", "revision": "0"}, headers=JSON)
    assert hers.post(url, data={"text": "", "revision": "1"}, headers=JSON).json["revision"] == 2
    assert "You have no notes yet" in text(hers.get(f"{reading.base}/notes"))
    with in_context() as session:
        assert note_of(session.get(Person, reading.trainee.id), "role", PAGE, "first").revision == 2
