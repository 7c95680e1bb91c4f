"""Puts the house together: settings, database, sign-in, rooms, error pages, commands."""

import importlib
import importlib.util
import logging
import os
import sys
from pathlib import Path

from flask import Flask, get_flashed_messages
from flask.cli import ScriptInfo
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect

from lms import clock, settings
from lms.db import begin_reading, begin_writing, db, init_db

ROOMS = (
    "people", "workplaces", "content", "record", "runs", "bookings", "learning", "attendance",
    "casework", "feedback", "papers", "accreditation", "certificates", "network", "desk", "demo",
)


def create_app(overrides: dict | None = None) -> Flask:
    """The product as a WSGI application; `overrides` are settings by key, for tests.

    Raises WrongSetting, with a sentence, for a setting that can't be used.
    """
    from lms import keys
    from lms.content.links import course
    from lms.web.addresses import Pages

    app = Flask("lms", template_folder=str(settings.PROJECT / "templates"), static_folder=None)
    app.config.update(settings.load(os.environ) | (overrides or {}))
    keys.prepare_folder(app.config["DATA"])
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or keys.secret_key(app.config["DATA"])
    base_url = app.config["BASE_URL"] = app.config["BASE_URL"] or f"http://localhost:{os.environ.get('PORT', '8000')}"
    app.config.setdefault("CLOCK", clock.system_clock)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=app.config["DATABASE_URL"] or f"sqlite:///{app.config['DATA'] / 'tolpuddle.db'}",
        # A database error must not write a row, and with it a mail's link, into the log.
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
        SESSION_COOKIE_NAME="tolpuddle",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=base_url.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=60 * 60 * 24 * 14,
        SESSION_REFRESH_EACH_REQUEST=False,  # once a day is enough, and costs less
        MAX_CONTENT_LENGTH=25 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        # Pages whose address is a secret send no referrer; the token is what counts.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.jinja_environment = Pages
    app.jinja_env.filters.update(clock.FILTERS)
    app.jinja_env.filters["course"] = course
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    init_db(app)
    Migrate(app, db, directory=str(Path(__file__).parent / "migrations"), compare_type=True)
    _open_transactions(app)
    csrf = CSRFProtect(app)
    _hang_doors(app)
    _furnish(app)
    for name, blueprint in app.blueprints.items():
        if name.endswith("_api"):  # a token, which no browser sends by itself
            csrf.exempt(blueprint)
    return app


def _open_transactions(app: Flask) -> None:
    """A request that may change something writes; a GET only reads. Each ends what it began."""

    @app.before_request
    def begin() -> None:
        from flask import request

        if request.method not in ("GET", "HEAD", "OPTIONS"):
            begin_writing()

    @app.teardown_request
    def end(_error) -> None:
        begin_reading()


def _hang_doors(app: Flask) -> None:
    """Tell the base what only the rooms know: who is asking, her roles, the union."""
    from lms import jobs, mail
    from lms.bookings.preview_guard import init_previews
    from lms.content.checking import RUNS
    from lms.content.operations import union
    from lms.desk.roles import HELD, navigation, roles_of
    from lms.people.programs import person_behind, whose
    from lms.people.signed_in import init_sign_in, person_asking
    from lms.runs.versions import what_sessions_cover
    from lms.web.access import asking, init_access, roles_of_asking
    from lms.web.addresses import init_addresses
    from lms.web.api.frame import init_api
    from lms.web.api.problems import by_program
    from lms.web.device import init_device
    from lms.web.errors import init_errors
    from lms.web.headers import init_headers
    from lms.web.looks import init_looks
    from lms.web.proxy import init_proxy
    from lms.web.static import init_static

    init_sign_in(app, HELD)
    init_api(app, whose)
    init_access(
        app, lambda: person_behind() if by_program() else person_asking(), lambda: roles_of(asking(), clock.now())
    )
    init_errors(app)
    init_headers(app)
    init_device(app)  # after the headers: what answers first was hung last
    init_previews(app)
    init_looks(app)
    init_addresses(app)
    init_static(app)
    init_proxy(app)
    mail.init_mail(app, _letterhead)
    jobs.init_jobs(app)
    app.extensions[RUNS] = what_sessions_cover

    @app.context_processor
    def everywhere() -> dict:
        person = asking()
        return {
            "union": union(),
            "person": person,
            "nav": navigation(person, roles_of_asking() if person else frozenset()),
            "get_flashed_messages": get_flashed_messages,
        }


def _letterhead():
    from lms import mail
    from lms.content.operations import union

    contact = union().contact_email
    return mail.Letterhead(union_name=union().name, sender=f"Courses <{contact}>", reply_to=contact)


def _furnish(app: Flask) -> None:
    """Every room's pages, doors for programs, jobs and commands."""
    from lms import commands
    from lms.jobs import commands as jobs_commands
    from lms.web.api.frame import open_doors

    for command in [*commands.commands, *jobs_commands.commands]:
        app.cli.add_command(command)
    for room in ROOMS:
        _part(room, "jobs")
        pages = _part(room, "views")
        if pages:
            app.register_blueprint(pages.pages)
        for command in getattr(_part(room, "commands"), "commands", []):
            app.cli.add_command(command)
    open_doors(app, [door.api for room in ROOMS if (door := _part(room, "api"))])


def _part(room: str, name: str):
    found = importlib.util.find_spec(f"lms.{room}.{name}")
    return importlib.import_module(f"lms.{room}.{name}") if found else None


def main() -> None:
    """The `lms` command; a wrong setting is a sentence, not a traceback."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("lms").setLevel(logging.INFO)
    try:
        app = create_app()
    except (settings.WrongSetting, OSError) as problem:
        sys.exit(f"lms: {problem}")
    app.cli.help = "Tolpuddle's commands."
    app.cli.main(prog_name="lms", obj=ScriptInfo(create_app=lambda: app))
