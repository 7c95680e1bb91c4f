"""Chromium, a site for it to open, and what a person would see at a desk and on a phone."""

import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from waitress import wasyncore
from waitress.server import create_server

from lms import create_app, jobs
from lms.db import db
from tests.browser.leaving import prepare
from tests.browser.sight import watch
from tests.databases import Sqlite
from tests.frozen import Clock
from tests.ports import free_port

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
SCREENS = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium():
    """The browser that CHROMIUM names, else the system's; without one, the tests that need it fail."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.fail("There is no Chromium here: apt-get install chromium, or name one with CHROMIUM=/path/to/it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Site:
    """A running site: its address, and its application where it runs in this process."""

    url: str
    app: Flask | None = None
    password: str = ""

    @property
    def clock(self) -> Clock:
        return self.app.config["CLOCK"]


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The application for the browsers, made and served once; and its database, which `site` empties."""
    port, folder = free_port(), tmp_path_factory.mktemp("served")
    app = create_app({"DATA": folder, "DATABASE_URL": f"sqlite:///{folder / 'served.db'}",
                      "BASE_URL": f"http://127.0.0.1:{port}"})
    with app.app_context():
        db.create_all()
    jobs.create_tables(app)
    database = Sqlite(app, folder / "served.db")
    with _served(app, port):
        yield app, database
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def site(served):
    """An empty union, served from this process with its jobs worked; its clock is the test's to move."""
    app, database = served
    config, before = dict(app.config), list(app.before_request_funcs.get(None, ()))
    app.config["CLOCK"] = Clock()
    app.extensions["lms.api"].tally.forget()
    while database.engine.pool.checkedout():  # what a page of the test before asked for last
        time.sleep(0.01)
    database.empty()
    # Playwright keeps an event loop in this thread, and a worker won't be started beside one.
    with ThreadPoolExecutor(1) as beside:
        worker = beside.submit(jobs.start_worker, app, "browser-test").result()
        try:
            yield Site(app.config["BASE_URL"], app)
        finally:
            beside.submit(worker.stop).result()
    app.before_request_funcs[None] = before
    app.config.clear()
    app.config.update(config)


@contextmanager
def _served(app: Flask, port: int):
    server = create_server(app, host="127.0.0.1", port=port, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        # Its own loop closes what is open: the listener, and what browsers keep alive.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join(timeout=30)
        server.task_dispatcher.shutdown()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory):
    """The demo union as `make run` serves it, in a process of its own; look, and change nothing."""
    port = free_port()
    folder = tmp_path_factory.mktemp("demo")
    password = "a-password-for-looking"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    environment |= {"LMS_DATA": str(folder / "data"), "LMS_DEMO_PASSWORD": password, "PORT": str(port), "DEMO": "1"}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([Path(sys.executable).with_name("lms"), "serve"], env=environment,
                                   stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _wait(process, f"http://127.0.0.1:{port}/", folder / "log")
        yield Site(f"http://127.0.0.1:{port}", password=password)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen, url: str, log: Path) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=30).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the site did not start:\n{log.read_text()}")


def a_browser_of_her_own(chromium: Browser, site: Site, screen: str = "desktop", **options) -> BrowserContext:
    """As one more person would have it, at a desk or on a phone."""
    context = chromium.new_context(base_url=site.url, locale="en-GB", timezone_id="Europe/London",
                                   **SCREENS[screen], **options)
    prepare(context)
    if options.get("java_script_enabled", True):
        context.add_init_script(path=AXE)
    return context


@pytest.fixture
def visit(chromium):
    """`visit(site, "phone")` is a page in a browser of its own, as one more person would have it.

    It fails the test for what went wrong unseen: a script's error, a refused style, a call to the outside.
    """
    contexts, troubles = [], []

    def opened(site: Site, screen: str = "desktop", **options) -> Page:
        contexts.append(context := a_browser_of_her_own(chromium, site, screen, **options))
        page = context.new_page()
        watch(page, site.url, troubles)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)
