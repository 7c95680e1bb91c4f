"""Playing a practice: begin, one choice a page, and the debrief where it ends."""

from flask import flash, redirect, render_template, url_for

from lms import clock
from lms.bookings.previews import is_preview
from lms.db import begin_reading, db
from lms.learning.around import Around, around, my_programme
from lms.learning.practice import lookups, operations, rules, schemas
from lms.learning.practice.finding import PRACTICE, WAY, numbered, practice_of, way_of, ways_through
from lms.learning.practice.lookups import Way
from lms.learning.practice.trying_out import begin_in_preview, choose_in_preview
from lms.learning.views import pages
from lms.refusal import Refusal
from lms.runs.loading import leaders_of
from lms.web import Form, asking, read_form, show_form, signed_in


def around_practice(ref: str, module: str, name: str) -> tuple[Around, list[Way]]:
    """What stands around its pages, and her ways through it."""
    found = around(ref, module, f"practice:{name}")
    return found, ways_through(found.run, found.module, name)


@pages.get(PRACTICE)
@signed_in
def practice(ref: str, module: str, name: str):
    found, ways = around_practice(ref, module, name)
    practice = found.module.practice(name)
    return render_template(
        "learning/practice.html", around=found, practice=practice, ways=ways,
        seen_by=leaders_of(found.run, clock.now()), endings=len(rules.endings(practice)),
        known=len(lookups.known_endings(ways)),
    )


@pages.post(WAY)
@signed_in
def begin_practice(ref: str, module: str, name: str, way: int):
    booking, found, practice = practice_of(ref, module, name)
    if is_preview(ref):
        way = begin_in_preview(booking.run, found, name, way)
        return redirect(url_for(".practice_way", ref=ref, module=module, name=name, way=way), 303)
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
    way = way_of(ref, module, name, way)[1]
    return redirect(url_for(".scene", ref=ref, module=module, name=name, way=way.number, step=way.next_number))


@pages.get(f"{WAY}/<int:step>")
@signed_in
def scene(ref: str, module: str, name: str, way: int, step: int):
    found, ways = around_practice(ref, module, name)
    way = numbered(ways, way)
    if not 1 <= step <= way.next_number:
        return redirect(url_for(".practice_way", ref=ref, module=module, name=name, way=way.number))
    return _page(found, ways, way, step)


def _page(found: Around, ways: list[Way], way: Way, step: int, form: Form | None = None):
    shown = {"around": found, "practice": way.practice, "way": way, "step": step, "latest": ways[-1].number}
    if step < way.next_number:
        return render_template("learning/practice_taken.html", taken=way.taken[step - 1], **shown)
    if way.over:
        known, found_out = lookups.known_endings(ways), rules.debrief(way.practice, way.taken)
        return render_template(
            "learning/practice_end.html", said=rules.SAID, findings=found_out,
            told=rules.choice_by_choice(way.taken, found_out),
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
    (ways, hers), form = way_of(ref, module, name, way), read_form(schemas.Chosen)
    try:
        if form.data is not None or step != hers.next_number:
            chosen = form.data["choice"] if form.data else -1
            if is_preview(ref):
                choose_in_preview(my_programme(ref)[0].run, hers, step, chosen, latest=ways[-1].number)
            else:
                operations.choose(hers, step, chosen, latest=ways[-1].number, now=clock.now())
                db.session.commit()
            return redirect(url_for(".scene", ref=ref, module=module, name=name, way=way, step=step), 303)
    except Refusal as refusal:
        if refusal.code == operations.STALE:
            flash(refusal.sentence, "info")
            return redirect(url_for(".practice_way", ref=ref, module=module, name=name, way=ways[-1].number), 303)
        form.refuse(refusal)
    begin_reading()
    found, ways = around_practice(ref, module, name)
    return _page(found, ways, numbered(ways, way), step, form)
