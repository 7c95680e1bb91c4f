"""The pages for people who aren't signed in: the front page, what a rep does, privacy, accessibility."""

from flask import redirect, render_template, url_for

from lms import clock
from lms.bookings.lookups import places_of
from lms.content.operations import latest, programme_of, union
from lms.desk.views import pages
from lms.runs.lookups import next_runs, run_days
from lms.web import asking, public

SHOWN = 4


@pages.get("/")
@public
def front():
    if asking():
        return redirect(url_for("desk.home"), 303)
    now = clock.now()
    runs = [run for run in next_runs(now) if run.mode != "open"][:SHOWN]
    return render_template(
        "desk/front.html", runs=runs, places=places_of([run.id for run in runs]), run_days=run_days,
    )


@pages.get("/what-a-rep-does")
@public
def what_a_rep_does():
    snapshot = latest("reps")
    return render_template("desk/what_a_rep_does.html", programme=programme_of(snapshot) if snapshot else None)


@pages.get("/privacy")
@public
def privacy():
    return render_template("desk/statement.html", title="Privacy", text=union().privacy)


@pages.get("/accessibility")
@public
def accessibility():
    return render_template("desk/statement.html", title="Accessibility", text=union().accessibility)
