"""`lms preview`: a folder of material at hand, on the pages of trainees, anew whenever a file is saved.

It is the whole site over a database of its own that is thrown away at the end, with one person who is signed
in and on every course. Whoever reaches it is that person, so it answers on this machine alone.
"""

import sys
import tempfile
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import click
from flask import Flask, abort, current_app, jsonify, redirect, render_template, request, session
from sqlalchemy import select

from lms import clock
from lms.audit import Program
from lms.bookings.models import Booking
from lms.content import operations
from lms.content.advice import warnings
from lms.content.building import Problem, plain
from lms.content.hints import hinted
from lms.content.models import Snapshot
from lms.content.publications import take
from lms.content.reading import Mistakes
from lms.content.shapes import Material, Programme
from lms.db import begin_writing, db
from lms.people.accounts import open_account
from lms.people.models import Account, Person
from lms.people.operations import add_person, grant_role
from lms.runs.models import Run
from lms.runs.operations import assign_facilitator, lay_out_days, plan_run
from lms.web.access import public
from lms.web.device import AT, FOR

US = Program("lms preview")
IN_DAYS = (14, 28)  # when the courses of the preview meet


@dataclass
class Shown:
    """The folder as it was read last: its state, what is wrong with it, what to look at."""

    folder: Path
    me: int = 0
    account: str = ""
    state: str = ""
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@click.command("preview")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--port", type=int, default=8010, show_default=True)
def preview(folder: Path | None, port: int) -> None:
    """Show the material in DIR as trainees will see it. The page is shown anew when a file is saved."""
    import waitress

    from lms.app import create_app
    from lms.commands import taken
    from lms.settings import PROJECT

    folder = (folder or PROJECT / "course_content").resolve()
    if not folder.is_dir():
        sys.exit(f"{folder}: there is no such folder.")
    if taken("127.0.0.1", port):
        sys.exit(f"Port {port} is in use. Choose another with --port.")
    with tempfile.TemporaryDirectory(prefix="tolpuddle-preview-") as data:
        app = create_app({
            "DATA": Path(data), "DATABASE_URL": f"sqlite:///{data}/preview.db", "CONTENT": folder,
            "BASE_URL": f"http://127.0.0.1:{port}",
        })
        init_preview(app, folder)
        click.echo(f"{folder} as trainees will see it: http://127.0.0.1:{port}/preview\nStop it with Ctrl-C.")
        waitress.serve(app, host="127.0.0.1", port=port, threads=4, ident=None)


def init_preview(app: Flask, folder: Path) -> None:
    """Make the database, and hang what shows the folder on an application that is nobody's yet."""
    from lms import jobs

    shown = app.extensions["lms.preview"] = Shown(folder)
    app.config["SESSION_COOKIE_NAME"] = "tolpuddle-preview"
    with app.app_context():
        db.create_all()
        jobs.create_tables(app)
        begin_writing()
        account = _somebody()
        db.session.commit()
        shown.me, shown.account = account.person_id, account.get_id()
    app.add_url_rule("/preview", view_func=overview)
    app.add_url_rule("/preview/state", view_func=state)
    app.before_request_funcs.setdefault(None, []).insert(0, _look)
    app.context_processor(lambda: {"watched": shown, "kept_on_device": False})
    app.after_request(_keep_nowhere)


def _somebody() -> Account:
    """Whoever opens the preview: she may see all of it."""
    now = clock.now()
    me = add_person(name="Preview", status="current", source="preview", actor=US, now=now)
    for role in ("administrator", "author"):
        grant_role(me, role, actor=US, now=now)
    add_person(name="Whoever leads it", source="preview", actor=US, now=now)
    return open_account(me, "preview@localhost", now=now)


def _keep_nowhere(response):
    """No browser and no device keeps a page that will look otherwise in a minute."""
    response.headers["Cache-Control"] = "no-store"
    for name in (FOR, AT):
        response.headers.pop(name, None)
    return response


def _look():
    """Before each request: only this machine asks, and what was saved since is read."""
    if request.host.partition(":")[0] not in ("127.0.0.1", "localhost"):
        abort(404)
    shown = current_app.extensions["lms.preview"]
    if request.path.startswith("/static/"):
        return None
    session["_user_id"], session["_fresh"] = shown.account, True
    with shown.lock:
        refresh(current_app._get_current_object(), shown)
    if request.path == "/":
        return redirect("/preview")
    if shown.problems and request.method == "GET" and request.path != "/preview/state":
        return redirect("/preview") if request.path != "/preview" else None
    return None


def refresh(app: Flask, shown: Shown) -> None:
    """Read the folder if anything in it was saved since; with a mistake, what was shown before stays."""
    now_is = state_of(shown.folder)
    if now_is == shown.state:
        return
    shown.state = now_is
    try:
        read = take(shown.folder)
    except Mistakes as mistakes:
        shown.problems, shown.warnings = hinted(mistakes.problems, shown.folder), []
        return
    with app.app_context():
        shown.problems, shown.warnings = [], warnings(read.material, clock.today(clock.now()))
        operations.forget_union()
        begin_writing()
        _put_in(read.material, shown)
        db.session.commit()


def state_of(folder: Path) -> str:
    """Another one whenever a file comes, goes or is saved."""
    said = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            about = path.stat()
            said.update(f"{path}:{about.st_mtime_ns}:{about.st_size};".encode())
    return said.hexdigest()[:16]


def _put_in(material: Material, shown: Shown) -> None:
    """Each programme with a run that I am on; here, and only here, a snapshot is written over."""
    for programme in material.programmes:
        snapshot = operations.latest(programme.slug)
        if snapshot is None:
            snapshot = Snapshot(programme_slug=programme.slug, published_by="nobody")
            db.session.add(snapshot)
        before = snapshot.digest
        snapshot.version, snapshot.digest = programme.version, operations.digest_of(programme)
        snapshot.body, snapshot.published_at = plain(programme), clock.now()
        db.session.flush()
        operations.shown_as(snapshot, programme, before=before)
        if not db.session.scalar(select(Run.id).where(Run.programme_slug == programme.slug)):
            _begin(programme, snapshot, shown.me)


def _begin(programme: Programme, snapshot: Snapshot, me: int) -> None:
    now, is_open = clock.now(), programme.kind == "open"
    days = [clock.today(now) + timedelta(days=days) for days in IN_DAYS]
    run = plan_run(
        snapshot=snapshot, place="Preview", mode="open" if is_open else "in person", venue="Nowhere yet", capacity=8,
        minimum=1, closing_on=clock.today(now), actor=US, now=now,
    )
    if not is_open:
        lay_out_days(run, days, actor=US, now=now)
    assign_facilitator(run, db.session.scalars(select(Person).where(Person.id != me)).first(), actor=US, now=now)
    run.state = "confirmed"
    db.session.add(Booking(run=run, person_id=me, state="confirmed", seat=None if is_open else 1, applied_at=now))
    db.session.flush()


@public
def overview():
    shown = current_app.extensions["lms.preview"]
    runs = {run.programme_slug: run for run in db.session.scalars(select(Run))}
    return render_template(
        "content/preview.html", problems=shown.problems, warnings=shown.warnings, folder=shown.folder,
        runs=[(runs[each.programme_slug], operations.programme_of(each)) for each in operations.programmes()],
    )


@public
def state():
    return jsonify(state=current_app.extensions["lms.preview"].state)
