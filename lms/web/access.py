"""Who may open what: each view says so beside its route, and a route that doesn't is refused.

The mark is the coarse gate. What exactly a person may see is decided by the look-up that the view
begins with (`bookings_of(trainee)`, `runs_of(facilitator)`): what isn't hers isn't found.
"""

from collections.abc import Callable
from functools import wraps

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.routing import BaseConverter, IntegerConverter

from lms.web.forms import LARGEST

PUBLIC = "public"
SIGNED_IN = "signed in"

type_of_view = Callable[..., object]


def public(view):
    """Anybody may open it."""
    return _mark(view, PUBLIC)


def signed_in(view):
    """Anybody who is signed in; the view's own look-up finds only what is hers."""
    return _mark(view, SIGNED_IN)


def role(*roles: str):
    """Whoever holds one of these roles anywhere: "administrator", "author", "facilitator", "officer"."""
    return lambda view: _mark(view, " or ".join(sorted(roles)), frozenset(roles))


administrators = role("administrator")
authors = role("administrator", "author")


def _mark(view, access: str, roles: frozenset[str] = frozenset()):
    @wraps(view)
    def marked(*args, **kwargs):
        return view(*args, **kwargs)

    marked.access = access
    marked.roles = roles
    return marked


def asking():
    """The person who is signed in, or None."""
    return current_app.extensions["lms.asking"]()


def roles_of_asking() -> frozenset[str]:
    """The roles of the person who is signed in; read once a request."""
    if "roles" not in g:
        g.roles = current_app.extensions["lms.roles"]() if asking() else frozenset()
    return g.roles


def init_access(app: Flask, person: Callable[[], object], roles: Callable[[], frozenset[str]]) -> None:
    app.extensions["lms.asking"] = person
    app.extensions["lms.roles"] = roles
    app.url_map.converters["int"] = Number
    app.url_map.converters["number"] = MembershipNumber
    app.before_request(_gate)


class Number(IntegerConverter):
    """A row's id in an address; what no row can have is nobody's, whatever the method."""

    def to_python(self, value: str) -> int:
        number = int(value) if len(value) <= 10 else LARGEST + 1
        return number if number <= LARGEST else 0


class MembershipNumber(BaseConverter):
    """A member's number in an address; the lists that lie beside the members are none."""

    regex = r"(?!(?:imports|addresses)\Z)[^/]+"
    part_isolating = True


def _gate():
    if "\x00" in request.path or b"%00" in request.query_string:  # PostgreSQL can't look for it
        abort(404)
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    access = getattr(view, "access", None)
    if access is None:
        raise RuntimeError(f"{request.endpoint} doesn't say who may open it")
    if access == PUBLIC:
        return None
    if asking() is None:
        return _to_sign_in()
    if view.roles and not view.roles & roles_of_asking():
        abort(404)
    return None


def _to_sign_in():
    if request.path.startswith("/api/"):
        abort(401)
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")))
    abort(401)
