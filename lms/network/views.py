"""The author's and the administrator's pages: every statement of law by its next check, and one with its versions."""

from flask import Blueprint, abort, render_template, request, url_for

from lms import audit, clock
from lms.content.boxes import law_box
from lms.content.links import course
from lms.db import db
from lms.network.freshness import Line, dropped_lines, line_of, lines
from lms.network.reached import counts_of, reps_of
from lms.network.register import Register, register
from lms.network.resting import resting_on
from lms.network.updates import told_next
from lms.people.models import Person
from lms.web import asking, authors
from lms.web.access import roles_of_asking
from lms.web.exports import file_of
from lms.web.paging import Slice, read_slice

pages = Blueprint("network", __name__)

COLUMNS = ("Statement", "Provision", "Jurisdiction", "Status", "Checked on", "Next check", "Pages", "Runs",
           "Accreditations", "Of these on an earlier wording", "Certificates", "Stated by", "No longer stated since")


def shown(law):
    """A statement as pages show it, without the links that lead into a course."""
    return course(law_box(law))


@pages.get("/freshness")
@authors
def freshness():
    today = clock.today(clock.now())
    found = lines(today)
    parts: dict[str, list[Line]] = {}
    for line in found:
        parts.setdefault(line.part, []).append(line)
    return render_template("network/freshness.html", parts=parts, lines=found, dropped=dropped_lines(today),
                           overdue=sum(line.overdue for line in found))


@pages.post("/freshness.<any(csv, xlsx):kind>")
@authors
def freshness_file(kind: str):
    now = clock.now()
    today = clock.today(now)
    found = lines(today) + dropped_lines(today)
    audit.record("downloaded the statements of law", asking(), asking(), now, kind=kind, rows=len(found))
    db.session.commit()
    return file_of(kind, "freshness", COLUMNS, [[_cells(line) for line in found]])


def _cells(line: Line) -> tuple:
    law = line.law
    return (law.title, law.provision, law.jurisdiction, law.standing, law.checked_on, law.next_check, len(line.cited),
            len(line.runs), line.accreditations, line.otherwise, line.certificates,
            ", ".join(edition.label for edition in line.statement.now.editions),
            line.statement.dropped_at and clock.today(line.statement.dropped_at))


def found_line(slug: str) -> tuple[Register, Line]:
    """A statement that the latest versions make, or that they have dropped, with what rests on it."""
    known, today = register(), clock.today(clock.now())
    statement = known.statement(slug) or abort(404)
    return known, line_of(known, resting_on(known, today), statement, today)


def reps_who(line: Line, after: str | None, *, read: bool | None, most: int = 50) -> Slice:
    """A page of the reps who learned it otherwise, by name. Raises Refusal for a cursor of another list."""
    return read_slice(
        reps_of(line.statement, line.today, read=read), (Person.folded_name, Person.id),
        lambda row: (row.folded_name, row.id), after=after, most=most,
        of=f"reps of {line.statement.slug} {line.statement.to_read} {read}",
    )


@pages.get("/freshness/<statement>")
@authors
def statement(statement: str):
    known, line = found_line(statement)
    reps, read = counts_of(line.statement, line.today)
    administers = "administrator" in roles_of_asking()
    names = administers and reps > read
    after = request.args.get("after")
    unread = reps_who(line, after, read=False) if names else None
    stale = [edition for edition in known.latest if edition.id in line.statement.teach_otherwise]
    return render_template(
        "network/statement.html", line=line, law=line.law, shown=shown, reps=reps, read=read, unread=unread,
        first=not after, stale=stale, told_next=told_next(clock.now()), may_move=administers,
        url=lambda **more: url_for(".statement", statement=statement, **more),
    )


from lms.network import update_views  # noqa: E402, F401  (its views hang on `pages`)
