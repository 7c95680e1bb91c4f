"""Each person's own pages, and those that show several rooms at once."""

from flask import Blueprint, render_template

from lms.web import administrators

pages = Blueprint("desk", __name__)


@pages.get("/design")
@administrators
def design():
    return render_template("design.html")


from lms.desk import course, home, people_pages, public, region_pages, reps_file, runs_list, runs_pages  # noqa: E402, F401  (their views hang on `pages`)
