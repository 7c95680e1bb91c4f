"""What a device may keep of us: which pages, for whom, and nothing at all on a shared computer.

A page says by a header whose it is and when it was made; the worker in the browser keeps none without.
"""

from flask import Flask, current_app, request, session

from lms import clock
from lms.web.access import asking

SHARED = "shared"
FOR, AT = "Kept-For", "Kept-At"


def kept_on_device(view):
    """Whoever opened this page may have it again without a connection."""
    view.kept_on_device = True
    return view


def is_shared() -> bool:
    """Whether she said that others use this computer, too."""
    return bool(session.get(SHARED))


def init_device(app: Flask) -> None:
    app.context_processor(_shown)
    app.after_request(_say_whose)


def _shown() -> dict:
    person = asking()
    return {
        "asking_id": person.id if person else None, "shared_computer": is_shared(), "kept_on_device": _may_be_kept(),
    }


def _may_be_kept() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "kept_on_device", False) and not is_shared() and asking() is not None


def _say_whose(response):
    """A page or file of somebody who is signed in stays in no cache: what a device keeps is sealed."""
    if request.path.startswith("/api/") or "_user_id" not in session or response.headers.get("Cache-Control"):
        return response
    is_file = "attachment" in response.headers.get("Content-Disposition", "")
    if is_shared() or is_file or response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
    if response.status_code == 200 and request.method == "GET" and _may_be_kept():
        response.headers[FOR] = str(asking().id)
        response.headers[AT] = clock.now().isoformat(timespec="minutes")
    return response
