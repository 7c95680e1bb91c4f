"""The product for a WSGI server: `gunicorn wsgi:app`. It works no jobs; `lms worker` does."""

from lms import create_app, jobs

app = create_app()
jobs.get_ready(app)
