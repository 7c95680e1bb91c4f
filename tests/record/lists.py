"""Long members' lists, sent as a page or a command sends them."""

from io import BytesIO

from lms.db import begin_writing, db
from lms.record import imports, kept
from lms.record import jobs as at_work
from lms.record.models import MembersFile
from tests.make import NOW, US

TITLES = "Number,Name,Employer,Workplace,Region,Link member since"


def lines(count, first=20_000):
    return [
        f"{first + n},Member {chr(65 + n % 26)}a{n % 7},Pellow Bay,Ward {n % 7},"
        f"{'Wales' if n % 7 < 4 else 'Scotland'},2025-03-03" for n in range(count)
    ]


def started(app, rows, titles=TITLES, by_job=False):
    """The id of a list whose check is begun."""
    return _received(app, BytesIO("\n".join([titles, *rows]).encode()), by_job)


def _received(app, content, by_job=False):
    with app.app_context():
        received = kept.receive(content, "members.csv")
        begin_writing()
        file = imports.start_import(received, by_job=by_job, actor=US, now=NOW)
        db.session.commit()
        return file.id


def checked(app, rows, titles=TITLES):
    """The id of a list that is checked, as by a job: each step in a session of its own."""
    file_id = started(app, rows, titles)
    at_work.check_members(steps(app), file_id)
    return file_id


def check_file(app, path):
    """The same for a file of any size, for the benchmark: what is timed first."""
    with path.open("rb") as content:
        file_id = _received(app, content)
    at_work.check_members(steps(app), file_id)
    return file_id


def write_import(app, file_id, **how):
    """Confirm it and have it written here and now, for the benchmark: what is timed second; how many lines."""
    written(app, confirm(app, file_id, **how))
    with app.app_context():
        return db.session.get(MembersFile, file_id).rows_written


def confirmed(app, rows, titles=TITLES, **how):
    return confirm(app, checked(app, rows, titles), **how)


def confirm(app, file_id, **how):
    with app.app_context():
        begin_writing()
        imports.confirm_import(db.session.get(MembersFile, file_id), **how, actor=US, now=NOW)
        db.session.commit()
    return file_id


def written(app, file_id):
    """Have it written here and now."""
    at_work.import_members(steps(app), file_id)
    return file_id


def steps(app):
    def step(function, *ids):
        with app.app_context():
            return function(*ids)

    return step
