"""The product for a WSGI server: `gunicorn wsgi:app`. It works no jobs; `lms worker` does."""

import sys

from lms import create_app, first_run, jobs

app = create_app()
with app.app_context():
    try:
        first_run.check_demo(wanted=False)
    except first_run.CantStart as problem:
        sys.exit(str(problem))
jobs.get_ready(app)
