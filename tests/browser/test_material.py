"""An author at her desk and on a phone: sends a folder, looks at it, publishes; and files at hand, shown anew."""

import os
import threading

import pytest
from playwright.sync_api import expect
from waitress import wasyncore
from waitress.server import create_server

from lms import create_app
from lms.audit import Program
from lms.content import publications
from lms.db import begin_writing, db
from lms.preview import init_preview
from tests import make
from tests.browser.conftest import Site
from tests.browser.leaving import follow
from tests.browser.sight import axe
from tests.browser.test_every_page import sign_in
from tests.content import small
from tests.content.zipping import a_small_zip

CHANGED = {
    "programmes/reps.yaml": small.PROGRAMME.replace('"1.0"', '"1.1"'),
    "modules/hearings/01-before.md": small.PAGE.replace("twice", "three times"),
}


@pytest.fixture
def published(site, tmp_path):
    """The site with the small folder published, and an author's sign-in."""
    folder = site.app.config["CONTENT"] = small.write(tmp_path / "server", **small.RICH)
    with site.app.app_context():
        taken = publications.take(folder)
        begin_writing()
        publications.publish_folder(taken, actor=Program("the tests"), now=site.clock())
        make.an_account(make.an_author(), "author@demo.example")
        db.session.commit()
    return site


def send(page, packed: bytes) -> None:
    page.goto("/material")
    page.get_by_label("The folder, as a zip").set_input_files(
        {"name": "mine.zip", "mimeType": "application/zip", "buffer": packed})
    follow(page.get_by_role("button", name="Check it"))
    page.wait_for_url("**/material/uploads/*")


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_an_author_sends_looks_and_publishes(published, visit, screen):
    page = visit(published, screen)
    sign_in(page, "author", make.PASSWORD)
    send(page, a_small_zip(**small.RICH | CHANGED | {
        "modules/hearings/module.yaml": small.MODULE.replace("summary", "sumary")}))
    expect(page.get_by_text("Did you mean “summary”?")).to_be_visible()
    axe(page)
    send(page, a_small_zip(**small.RICH | CHANGED))
    axe(page)
    upload = page.url
    follow(page.get_by_role("link", name="Word by word"))
    expect(page.locator("ins").first).to_have_text("three times")
    axe(page)
    page.goto(upload)
    follow(page.get_by_role("link", name="Preview Reps’ course"))
    follow(page.get_by_role("link", name="Hearings", exact=True))
    follow(page.get_by_role("link", name="Before the hearing").first)
    expect(page.get_by_text("three times")).to_be_visible()
    expect(page.get_by_text("Preview: not published.")).to_be_visible()
    axe(page)
    page.goto(upload)
    page.get_by_label("What is it for?").fill("Read it more often")
    follow(page.get_by_role("button", name="Publish it"))
    page.wait_for_url("**/material")
    expect(page.get_by_text("Published: Reps’ course 1.1.")).to_be_visible()
    axe(page)


def press(page, role: str, name: str) -> None:
    page.get_by_role(role, name=name).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_without_script_and_with_the_keyboard_the_versions_are_filled_in_and_a_practice_is_played(published, visit):
    page = visit(published, java_script_enabled=False)
    sign_in(page, "author", make.PASSWORD)
    send(page, a_small_zip(**small.RICH | {"modules/hearings/01-before.md": CHANGED["modules/hearings/01-before.md"]}))
    sent = page.url
    expect(page.get_by_role("heading", name="Only new versions are missing")).to_be_visible()
    press(page, "button", "Fill in the next versions")
    page.get_by_role("heading", name="This can be published").wait_for()
    upload = page.url
    assert upload != sent
    page.goto(f"/my-course/PREVIEW-{upload.rpartition('/')[2]}-reps/modules/hearings/practice/at-nine")
    press(page, "button", "Begin")
    page.get_by_role("radio", name="“Tell me what you need.”").focus()
    page.keyboard.press("Space")
    press(page, "button", "Do this")
    page.get_by_role("heading", name="What happened").wait_for()
    press(page, "link", "How it ended")
    page.get_by_role("heading", name="What you showed").wait_for()
    expect(page.get_by_text("Preview: not published.")).to_be_visible()
    page.goto(upload)
    page.get_by_label("What is it for?").focus()
    page.keyboard.type("Read it more often")
    page.keyboard.press("Enter")
    page.wait_for_url("**/material")
    expect(page.get_by_text("Published: Reps’ course 1.1.")).to_be_visible()


@pytest.fixture
def at_hand(tmp_path):
    """A folder that is edited, served as `lms preview` does."""
    folder, data = small.write(tmp_path / "material", **small.RICH), tmp_path / "preview"
    app = create_app({"DATA": data, "DATABASE_URL": f"sqlite:///{data}/preview.db", "CONTENT": folder})
    init_preview(app, folder)
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.effective_port}", app), folder
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
    thread.join(timeout=30)
    server.task_dispatcher.shutdown()
    with app.app_context():
        db.engine.dispose()


def save(path, text: str) -> None:
    """At once, and later than before: the page is shown anew once only."""
    before, anew = path.stat().st_mtime_ns, path.parents[3] / "anew"
    anew.write_text(text, encoding="utf-8")
    about = anew.stat()
    os.utime(anew, ns=(about.st_atime_ns, max(about.st_mtime_ns, before + 1_000_000)))
    anew.replace(path)


def test_a_page_is_shown_anew_when_its_file_is_saved_and_a_mistake_is_said(at_hand, visit):
    site, folder = at_hand
    page, file = visit(site), folder / "modules/hearings/01-before.md"
    page.goto("/preview")
    axe(page)
    follow(page.get_by_role("link", name="Reps’ course 1.0"))
    follow(page.get_by_role("link", name="Hearings", exact=True))
    follow(page.get_by_role("link", name="Before the hearing").first)
    save(file, small.PAGE.replace("twice", "three times"))
    page.get_by_text("three times").wait_for()
    save(file, "No title.\n")
    page.get_by_role("heading", name="The material has mistakes").wait_for()
    expect(page.get_by_text("The first line must be the title")).to_be_visible()
    axe(page)
    save(file, small.PAGE)
    page.get_by_role("heading", name="The material as trainees will see it").wait_for()
