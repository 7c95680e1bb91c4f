"""Finding people: the administrator's list, one person's page, the search box; the officer's region."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import func, select

from lms import clock
from lms.accreditation.lookups import accredited_of, open_holds, standings_of
from lms.bookings.lookups import bookings_of
from lms.casework.lookups import outcomes_of
from lms.certificates.lookups import certificates_of, find_certificate
from lms.content.operations import programme_of, union
from lms.db import db
from lms.desk.views import pages
from lms.people.lookups import account_of, find_person, search_people
from lms.people.models import MembershipStatus, Person
from lms.record.lookups import facts_of
from lms.runs.lookups import all_runs, run_by_ref, run_days
from lms.web import administrators, asking, role
from lms.workplaces.lookups import employments_of, officers_of, people_in_region, regions_looked_after_by

PAGE = 50
STILL = ("current", "suspended")  # the others were reps


@pages.get("/people")
@administrators
def people():
    words = request.args.get("q", "").strip()
    after = request.args.get("after", "")
    if words:
        found, more = search_people(words, PAGE), False
    else:
        rows = select(Person).order_by(Person.folded_name, Person.id)
        name, _, number = after.rpartition("~")
        if number.isdecimal() and len(number) < 10:
            rows = rows.where((Person.folded_name > name) | ((Person.folded_name == name) & (Person.id > int(number))))
        found = list(db.session.scalars(rows.limit(PAGE + 1)))
        found, more = found[:PAGE], len(found) > PAGE
    ids = [person.id for person in found]
    return render_template(
        "desk/people.html", people=found, words=words, work=employments_of(ids), standings=_standings(ids),
        facts=facts_of(ids, ["link member"]), total=db.session.scalar(select(func.count(Person.id))),
        following=f"{found[-1].folded_name}~{found[-1].id}" if more else None,
    )


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
    runs = [each for each in all_runs() if plain and (plain in each.place.casefold() or plain in each.ref.casefold())]
    if len(found) == 1 and not runs:
        return redirect(url_for("desk.person", person_id=found[0].id), 303)
    return render_template("desk/search.html", words=words, people=found, runs=runs,
                           work=employments_of([each.id for each in found]), run_days=run_days)


@pages.get("/my-region")
@role("officer")
def my_region():
    now = clock.now()
    day = clock.today(now)
    regions = []
    for region in regions_looked_after_by(asking(), day):
        inside = db.session.scalars(
            select(Person).where(Person.id.in_(people_in_region(region, day))).order_by(Person.folded_name, Person.id)
        ).all()
        ids = [each.id for each in inside]
        standings, links = _standings(ids), facts_of(ids, ["link member"])
        reps = [each for each in inside if each.id in standings]
        regions.append((region, reps, [
            each for each in inside if each.id not in standings and any(f.ended_on is None for f in links[each.id])
        ], len(inside), standings, employments_of(ids), sum(standings[each.id].state in STILL for each in reps)))
    return render_template("desk/my_region.html", regions=regions)


@pages.get("/my-region/people/<int:person_id>")
@role("officer")
def region_person(person_id: int):
    """A member of the officer's region: her training and standing, never what she wrote."""
    shown, now = find_person(person_id) or abort(404), clock.now()
    day = clock.today(now)
    work = employments_of([shown.id]).get(shown.id)
    mine = {region.id for region in regions_looked_after_by(asking(), day)}
    if work is None or work.workplace.region_id not in mine:
        abort(404)
    taken = [booking for booking in bookings_of(shown) if booking.state == "confirmed"]
    return render_template(
        "desk/region_person.html", shown=shown, work=work, facts=facts_of([shown.id])[shown.id],
        bookings=taken, standings=standings_of([shown.id], now), run_days=run_days,
        kinds={kind.slug: kind.plain for kind in union().rep_kinds},
        outcomes={booking.id: outcomes_of([shown.id], programme_of(booking.run.snapshot))[shown.id]
                  for booking in taken if programme_of(booking.run.snapshot).case_studies},
        title_of=lambda run: programme_of(run.snapshot).title,
    )
