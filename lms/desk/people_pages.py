"""Finding people: the administrator's list, one person's page, the search box."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import func, select

from lms import clock
from lms.accreditation.lookups import accredited_of, open_holds, standings_of
from lms.bookings.lookups import bookings_of
from lms.bookings.models import Booking
from lms.certificates.lookups import certificates_of, find_certificate
from lms.content.operations import programme_of, union
from lms.db import db
from lms.desk.views import pages
from lms.people.lookups import account_of, find_person, search_people
from lms.people.models import MembershipStatus, Person
from lms.record.lookups import facts_of
from lms.runs.lookups import all_runs, run_by_ref, run_days
from lms.runs.models import Run
from lms.web import administrators
from lms.workplaces.lookups import employments_of, officers_of

PAGE = 50
LAST_PAGE = 1_000_000  # beyond it no database counts


@pages.get("/people")
@administrators
def people():
    words = request.args.get("q", "").strip()
    page = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    if words:
        found, total = search_people(words, PAGE), None
    else:
        by_name = select(Person).order_by(Person.folded_name, Person.id).limit(PAGE).offset((page - 1) * PAGE)
        found, total = db.session.scalars(by_name).all(), db.session.scalar(select(func.count(Person.id)))
        if not found and page > 1:
            abort(404)
    ids = [person.id for person in found]
    return render_template(
        "desk/people.html", people=found, words=words, work=employments_of(ids), standings=_standings(ids),
        facts=facts_of(ids, ["link member"]), courses=_courses_of(ids), total=total, page=page,
        last=-(-total // PAGE) if total else 1, first=(page - 1) * PAGE + 1, limit=PAGE,
        page_url=lambda number: url_for("desk.people", page=number),
    )


def _courses_of(ids: list[int]) -> dict[int, str]:
    """The dated run that each of these has a place on, by its reference."""
    rows = db.session.execute(
        select(Booking.person_id, Run.ref).join(Run, Run.id == Booking.run_id).where(
            Booking.person_id.in_(ids), Booking.state == "confirmed", Run.mode != "open",
            Run.state.in_(("open", "confirmed")),
        ).order_by(Run.id)
    ).all()
    return dict(tuple(row) for row in rows)


def _standings(ids):
    by_person = {}
    for (person_id, _kind), standing in standings_of(ids, clock.now()).items():
        by_person[person_id] = standing
    return by_person


@pages.get("/people/<int:person_id>")
@administrators
def person(person_id: int):
    shown, now = find_person(person_id) or abort(404), clock.now()
    work = employments_of([shown.id]).get(shown.id)
    return render_template(
        "desk/person.html", shown=shown, work=work, account=account_of(shown), bookings=bookings_of(shown),
        officer=officers_of([work.workplace.region_id]).get(work.workplace.region_id) if work else None,
        facts=facts_of([shown.id])[shown.id], standings=standings_of([shown.id], now),
        accreditations=accredited_of([shown.id]).get(shown.id, []), certificates=certificates_of(shown),
        holds=open_holds([shown.id], now).get(shown.id, []),
        kinds={kind.slug: kind.plain for kind in union().rep_kinds},
        statuses=db.session.scalars(
            select(MembershipStatus).where(MembershipStatus.person_id == shown.id)
            .order_by(MembershipStatus.since.desc(), MembershipStatus.id.desc())
        ).all(), run_days=run_days, title_of=lambda run: programme_of(run.snapshot).title,
    )


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
    found = search_people(words, PAGE)
    plain = words.casefold()
    runs = [each for each in all_runs() if plain in f"{each.ref} {each.place}".casefold()] if plain else []
    if len(found) + len(runs) == 1:
        alone = url_for("desk.person", person_id=found[0].id) if found else url_for("desk.run", ref=runs[0].ref)
        return redirect(alone, 303)
    return render_template(
        "desk/search.html", words=words, people=found, runs=runs, limit=PAGE, run_days=run_days,
        work=employments_of([each.id for each in found]),
    )
