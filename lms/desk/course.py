"""A trainee's course page; and what staff may see of a trainee, read-only."""

from flask import abort, render_template

from lms import clock
from lms.accreditation.lookups import case_file_of
from lms.attendance.lookups import evidence_of
from lms.bookings.lookups import booking_of, booking_on
from lms.casework.lookups import choice_of, tasks_of
from lms.content.operations import programme_of
from lms.desk.next_act import next_act
from lms.desk.views import pages
from lms.desk.way import way_of
from lms.learning.lookups import progress_of
from lms.people.lookups import find_person
from lms.runs.lookups import run_days, run_for_staff
from lms.web import asking, role, signed_in
from lms.web.access import roles_of_asking
from lms.web.device import kept_on_device


@pages.get("/my-course/<ref>")
@signed_in
@kept_on_device
def my_course(ref: str):
    booking, now = booking_on(ref, asking()) or abort(404), clock.now()
    way = way_of(asking(), booking, now)
    return render_template(
        "desk/my_course.html", way=way, run=way.run, programme=way.programme, act=next_act(way), file=way.file,
        greeting=greeting(now), certificates=way.certificates,
    )


def greeting(now) -> str:
    hour = now.astimezone(clock.LONDON).hour
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


@pages.get("/runs/<ref>/trainees/<int:person_id>")
@role("administrator", "facilitator")
def trainee(ref: str, person_id: int):
    now = clock.now()
    run = run_for_staff(ref, asking(), roles_of_asking(), now) or abort(404)
    person = find_person(person_id) or abort(404)
    booking = booking_of(run, person)
    if booking is None or booking.state != "confirmed":
        abort(404)
    programme = programme_of(run.snapshot)
    seats = {seat.session_id: seat for seat in evidence_of([person.id], run.programme_slug, programme.major)[person.id]}
    file, tasks = case_file_of(person, run, now), tasks_of(person, run, now)
    return render_template(
        "desk/trainee.html", run=run, trainee=person, booking=booking, programme=programme, seats=seats, file=file,
        progress=progress_of([person.id], programme)[person.id], tasks=tasks, choice=choice_of(tasks, programme),
        days=run_days(run), administrator="administrator" in roles_of_asking(), now=now,
    )
