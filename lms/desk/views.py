"""Each person's own pages, and those that show several rooms at once."""

from flask import Blueprint

pages = Blueprint("desk", __name__)

from lms.desk import public  # noqa: E402, F401  (its views hang on `pages`)
