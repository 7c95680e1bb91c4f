"""Finding people: the administrator's list, one person's page, the search box."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import audit, clock
from lms.accreditation.known import FOR_STANDING, known_of
from lms.accreditation.standing import open_holds, standings_in
from lms.bookings.lookups import bookings_of
from lms.certificates.lookups import certificates_of, find_certificate
from lms.content.operations import programme_of, union
from lms.db import begin_reading, begin_writing, db
from lms.desk.people_list import COLUMNS, STATUSES, all_people, count_all, found_people, page_of_people
from lms.desk.runs_list import runs_named
from lms.desk.views import pages
from lms.people.lookups import search_people
from lms.people.models import MembershipStatus, Person
from lms.record.lookups import facts_of
from lms.runs.lookups import run_by_ref, run_days
from lms.web import administrators, asking
from lms.web.exports import file_of
from lms.web.paging import say_count
from lms.workplaces.lookups import employments_of

FOUND = 50


@pages.get("/people")
@administrators
def people():
    words, after = request.args.get("q", "").strip(), request.args.get("after")
    found = found_people(words)
    part = page_of_people(found, words, after, clock.now())
    return render_template(
        "desk/people.html", people=part.rows, words=words, first=not after, after=part.after, statuses=STATUSES,
        count=say_count(found.count), by_name=found.by_name, columns=COLUMNS,
        url=lambda **more: url_for("desk.people", q=words or None, **more),
    )


@pages.post("/people.<any(csv, xlsx):kind>")
@administrators
def people_file(kind: str):
    words, now = request.form.get("q", "").strip(), clock.now()
    begin_reading()
    found = found_people(words)
    rows = count_all(found)  # of a million it takes a moment, in which others may write
    begin_writing()
    audit.record("downloaded the list of people", asking(), asking(), now, search=words, kind=kind, rows=rows)
    db.session.commit()
    return file_of(kind, "people", COLUMNS, all_people(found, now))


@pages.get("/people/<int:person_id>")
@administrators
def person(person_id: int):
    shown, now = _with_account(person_id) or abort(404), clock.now()
    known = known_of([shown.id], now, FOR_STANDING)[shown.id]
    return render_template(
        "desk/person.html", shown=shown, work=known.work, account=shown.account, bookings=bookings_of(shown),
        officer=known.officers.get(known.work.region_id) if known.work else None,
        facts=facts_of([shown.id])[shown.id], standings=standings_in(known, now), certificates=certificates_of(shown),
        holds=open_holds([shown.id], now).get(shown.id, []) if known.holds else [],
        kinds={kind.slug: kind.plain for kind in union().rep_kinds},
        statuses=db.session.scalars(
            select(MembershipStatus).where(MembershipStatus.person_id == shown.id)
            .order_by(MembershipStatus.since.desc(), MembershipStatus.id.desc())
        ).all(), run_days=run_days, title_of=lambda run: programme_of(run.snapshot).title,
    )


def _with_account(person_id: int) -> Person | None:
    return db.session.scalar(select(Person).where(Person.id == person_id).options(joinedload(Person.account)))


@pages.get("/search")
@administrators
def search():
    """One box for any person, run or certificate; what is found alone is opened at once."""
    words = request.args.get("q", "").strip()
    run = run_by_ref(words) if words else None
    certificate = find_certificate(words) if words else None
    if run is not None:
        return redirect(url_for("desk.run", ref=run.ref), 303)
    if certificate is not None:
        return redirect(url_for("certificates.certificate", number=certificate.number), 303)
    found = search_people(words, FOUND)
    runs = runs_named(words, FOUND) if words else []
    if len(found) + len(runs) == 1:
        alone = url_for("desk.person", person_id=found[0].id) if found else url_for("desk.run", ref=runs[0].ref)
        return redirect(alone, 303)
    return render_template(
        "desk/search.html", words=words, people=found, runs=runs, limit=FOUND, run_days=run_days,
        work=employments_of([each.id for each in found]),
    )
