"""`lms preview`: the files at hand on the pages of trainees, anew when one is saved, whatever mistakes they have."""

import os
import re

import pytest

from lms import create_app
from lms.preview import init_preview
from tests.browsing import Browser
from tests.content import small


@pytest.fixture
def folder(tmp_path):
    return small.write(tmp_path / "material", **small.RICH)


@pytest.fixture
def browser(tmp_path, folder):
    data = tmp_path / "data"
    app = create_app({"DATA": data, "DATABASE_URL": f"sqlite:///{data}/preview.db", "CONTENT": folder,
                      "BASE_URL": "http://127.0.0.1:8010", "TESTING": True, "WTF_CSRF_ENABLED": False})
    init_preview(app, folder)
    app.test_client_class = Browser
    client = app.test_client()
    return client


def save(folder, **changes):
    """Saved a moment later, as an author saves."""
    small.write(folder, **small.RICH | changes)
    for number, name in enumerate(changes, 1):
        about = (folder / name).stat()
        os.utime(folder / name, ns=(about.st_atime_ns, about.st_mtime_ns + number * 1_000_000))


def test_every_page_of_the_course_is_there_without_signing_in(browser):
    assert browser.get("/").location == "/preview"
    course = re.search(r'href="(/my-course/[^"]*)"', browser.get("/preview").text)[1]
    for path in ("", "/modules/hearings", "/modules/hearings/the-right", "/modules/hearings/checks", "/law",
                 "/modules/hearings/keep", "/glossary", "/case-studies/1A", "/modules/hearings/practice/at-nine"):
        page = browser.get(course + path)
        assert page.status_code == 200 and "It is shown anew when a file is saved" in page.text, path
    room = course.replace("/my-course/", "/runs/") + "/room"
    assert browser.get(room).status_code == 200


def test_a_practice_is_played_and_a_page_marked_as_read(browser):
    course = re.search(r'href="(/my-course/[^"]*)"', browser.get("/preview").text)[1]
    begun = browser.post(f"{course}/modules/hearings/practice/at-nine/1", follow_redirects=True)
    assert "In the corridor" in begun.text
    assert browser.post(f"{course}/modules/hearings/before").status_code == 303
    assert "1 of 2 pages read" in browser.get(f"{course}/modules/hearings").text


def test_what_is_saved_is_shown_at_once(browser, folder):
    course = re.search(r'href="(/my-course/[^"]*)"', browser.get("/preview").text)[1]
    before = browser.get("/preview/state").json["state"]
    save(folder, **{"modules/hearings/01-before.md": small.PAGE.replace("twice", "three times")})
    assert browser.get("/preview/state").json["state"] != before
    assert "three times" in browser.get(f"{course}/modules/hearings/before").text


def test_a_mistake_is_shown_in_place_of_the_page_until_it_is_put_right(browser, folder):
    course = re.search(r'href="(/my-course/[^"]*)"', browser.get("/preview").text)[1]
    save(folder, **{"modules/hearings/module.yaml": small.MODULE.replace("summary", "sumary")})
    page = browser.get(f"{course}/modules/hearings", follow_redirects=True).text
    assert "The material has mistakes" in page and "Did you mean “summary”?" in page
    save(folder, **{"modules/hearings/module.yaml": small.MODULE})
    assert browser.get(f"{course}/modules/hearings").status_code == 200


def test_a_folder_that_begins_with_mistakes_is_no_crash(browser, folder):
    save(folder, **{"programmes/reps.yaml": "title: [\n"})
    assert "programmes/<wbr>reps.yaml" in browser.get("/preview").text


def test_a_union_that_is_saved_is_read_again(browser, folder):
    browser.get("/preview")
    save(folder, **{"union.yaml": small.UNION.replace("A Small Union", "A Larger Union")})
    assert "A Larger Union" in browser.get("/preview").text


def test_only_this_machine_asks(browser):
    assert browser.get("/preview", headers={"Host": "evil.example:8010"}).status_code == 404
