"""The frame around every page: forms, who may open what, error pages, static files, headers.

It names no person: who is asking comes from a hook that `app.py` sets.
"""

from lms.web.access import administrators, asking, authors, public, role, signed_in
from lms.web.forms import Form, Plain, read_form, show_form

__all__ = [
    "Form", "Plain", "administrators", "asking", "authors", "public", "read_form", "role", "show_form", "signed_in",
]
