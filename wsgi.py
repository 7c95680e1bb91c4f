"""The product for a WSGI server: `gunicorn wsgi:app`. It works no jobs; `lms worker` does."""

from lms import create_app

app = create_app()
