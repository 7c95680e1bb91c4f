"""The pages for people who aren't signed in: the front page, what a rep does, privacy, accessibility."""

from flask import redirect, render_template, url_for

from lms import clock
from lms.bookings.listing import next_courses
from lms.content.operations import latest, programme_of, union
from lms.desk.views import pages
from lms.web import asking, public

SHOWN = 4


@pages.get("/")
@public
def front():
    if asking():
        return redirect(url_for("desk.home"), 303)
    courses = [each for each in next_courses(clock.now()) if not each.any_time]
    return render_template("desk/front.html", courses=courses[:SHOWN])


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
