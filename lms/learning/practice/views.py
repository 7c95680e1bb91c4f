"""Playing a practice: begin, one choice a page, and the debrief where it ends."""

from flask import abort, flash, redirect, render_template, url_for

from lms import clock
from lms.bookings.models import Booking
from lms.content.shapes import Module, Programme
from lms.content.trying import Practice
from lms.db import begin_reading, db
from lms.learning.practice import lookups, operations, rules, schemas
from lms.learning.practice.lookups import Way
from lms.learning.views import module_of, my_programme, pages
from lms.refusal import Refusal
from lms.runs.loading import leaders_of
from lms.web import Form, asking, read_form, show_form, signed_in

PRACTICE = "/my-course/<ref>/modules/<module>/practice/<name>"
WAY = f"{PRACTICE}/<int:way>"


def practice_of(ref: str, module: str, name: str) -> tuple[Booking, Programme, Module, Practice]:
    """The practice as her course has it now."""
    booking, programme = my_programme(ref)
    found = module_of(programme, module)
    return booking, programme, found, found.practice(name) or abort(404)


def way_of(ref: str, module: str, name: str, number: int) -> tuple[Booking, Programme, list[Way], Way]:
    """Her way of this number, in the words in which she began it, among all of hers."""
    booking, programme = my_programme(ref)
    ways = lookups.ways_of(asking(), module_of(programme, module).slug, name)
    found = next((way for way in ways if way.number == number), None)
    return booking, programme, ways, found or abort(404)


@pages.get(PRACTICE)
@signed_in
def practice(ref: str, module: str, name: str):
    booking, programme, found, practice = practice_of(ref, module, name)
    ways = lookups.ways_of(asking(), found.slug, practice.slug)
    return render_template(
        "learning/practice.html", run=booking.run, programme=programme, module=found, practice=practice, ways=ways,
        number=programme.modules.index(found) + 1, seen_by=leaders_of(booking.run, clock.now()),
        endings=len(rules.endings(practice)), known=len(lookups.known_endings(ways)),
    )


@pages.post(WAY)
@signed_in
def begin_practice(ref: str, module: str, name: str, way: int):
    booking, _, found, practice = practice_of(ref, module, name)
    try:
        operations.begin_way(booking.run, found, practice, way, actor=asking(), now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        flash(refusal.sentence, "info")
        return redirect(url_for(".practice", ref=ref, module=module, name=name), 303)
    return redirect(url_for(".practice_way", ref=ref, module=module, name=name, way=way), 303)


@pages.get(WAY)
@signed_in
def practice_way(ref: str, module: str, name: str, way: int):
    """On to where that way stands."""
    way = way_of(ref, module, name, way)[-1]
    return redirect(url_for(".scene", ref=ref, module=module, name=name, way=way.number, step=way.next_number))


@pages.get(f"{WAY}/<int:step>")
@signed_in
def scene(ref: str, module: str, name: str, way: int, step: int):
    booking, programme, ways, way = way_of(ref, module, name, way)
    if not 1 <= step <= way.next_number:
        return redirect(url_for(".practice_way", ref=ref, module=module, name=name, way=way.number))
    return _page(booking, programme, ways, way, step)


def _page(booking: Booking, programme: Programme, ways: list[Way], way: Way, step: int, form: Form | None = None):
    shown = {
        "run": booking.run, "programme": programme, "module": way.module, "practice": way.practice, "way": way,
        "step": step, "number": [each.slug for each in programme.modules].index(way.module.slug) + 1,
        "latest": ways[-1].number,
    }
    if step < way.next_number:
        return render_template("learning/practice_taken.html", taken=way.taken[step - 1], **shown)
    if way.over:
        known = lookups.known_endings(ways)
        return render_template(
            "learning/practice_end.html", said=rules.SAID, findings=rules.debrief(way.practice, way.taken),
            endings=len(rules.endings(way.practice)), known=len(known),
            turns=rules.turns(way.practice, way.taken, known), **shown,
        )
    form = (form or show_form(schemas.Chosen)).choose(
        "choice", [(index, choice.say) for index, choice in enumerate(way.scene.choices)]
    )
    return render_template("learning/practice_scene.html", form=form, **shown), 422 if form.errors else 200


@pages.post(f"{WAY}/<int:step>")
@signed_in
def choose(ref: str, module: str, name: str, way: int, step: int):
    (booking, programme, ways, way), form = way_of(ref, module, name, way), read_form(schemas.Chosen)
    if form.data is None and step == way.next_number:
        return _page(booking, programme, ways, way, step, form)
    try:
        chosen = form.data["choice"] if form.data else -1
        operations.choose(way, step, chosen, latest=ways[-1].number, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        begin_reading()
        if refusal.code != operations.STALE:
            return _page(*way_of(ref, module, name, way.number), step, form.refuse(refusal))
        flash(refusal.sentence, "info")
        return redirect(url_for(".practice_way", ref=ref, module=module, name=name, way=ways[-1].number), 303)
    return redirect(url_for(".scene", ref=ref, module=module, name=name, way=way.number, step=step), 303)
