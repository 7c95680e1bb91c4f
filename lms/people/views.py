"""The doors of the house: sign in, sign out, and what happens when a session has run out."""

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, session, url_for
from flask_login import login_user, logout_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Unauthorized

from lms import clock
from lms.db import begin_reading, begin_writing, db
from lms.people import accounts, asking, schemas
from lms.people.kept import keep_what_was_sent, open_kept
from lms.people.lookups import account_by_email
from lms.people.models import Account
from lms.refusal import Refusal
from lms.web import asking as who_asks
from lms.web import public, read_form, show_form, signed_in
from lms.web.access import PUBLIC
from lms.web.api import problems
from lms.web.api.problems import by_program
from lms.web.device import SHARED, is_shared
from lms.web.errors import stale
from lms.web.looks import forget_looks, looks_for_this_sitting

pages = Blueprint("people", __name__)
HOME = "/home"  # the desk's; a lower room doesn't know its views
WRONG = "The e-mail address and password do not go together"
WRONG_NOW = "That is not your password"


def sign_in_here(account: Account, *, shared: bool) -> None:
    """This browser is hers now, on a shared computer until it is closed; what it held for somebody else is gone."""
    session.clear()
    session.permanent = not shared
    session[SHARED] = shared
    login_user(account)
    if shared:
        looks_for_this_sitting()


@pages.get("/sign-in")
@public
def sign_in():
    if who_asks():
        return redirect(_on_from_here(), 303)
    form = show_form(schemas.SignIn, {"shared": is_shared()})
    return render_template("people/sign_in.html", form=form, onward=request.args.get("next", ""))


@pages.post("/sign-in")
@public
def try_to_sign_in():
    form = read_form(schemas.SignIn)
    if form.data is not None:
        try:
            shared = form.data.pop("shared")
            account = _checked(**form.data)
            asking.forget_password_tries(account.email)
            db.session.commit()
            sign_in_here(account, shared=shared)
            kept = open_kept(request.form.get("kept", ""))
            if kept and kept.may_be_of(account):
                return render_template("people/kept.html", kept=kept)
            return redirect(_on_from_here(), 303)
        except Refusal as refusal:
            begin_reading()
            form.refuse(refusal)
    answer = render_template(
        "people/sign_in.html", form=form, onward=request.form.get("next", ""), kept=request.form.get("kept", ""),
    )
    return answer, 422


def _checked(email: str, password: str) -> Account:
    """The account that these open. The try is counted first; the slow part holds no lock."""
    asking.count_password_try(email, request.remote_addr or "", now=clock.now())
    db.session.commit()
    begin_reading()
    account = account_by_email(email)
    fits = accounts.fits(account.password_hash if account else None, password)
    seen = account.password_hash if account else None
    begin_writing()
    account = account_by_email(email)
    if account is None or not fits or account.password_hash != seen:
        raise Refusal(WRONG, field="password", code="wrong password")
    return account


def _on_from_here() -> str:
    """Where she wanted to go: one of our own pages, else her home."""
    wanted = request.values.get("next", "")
    return wanted if is_ours(wanted) and not wanted.startswith("/sign-in") else HOME


def is_ours(path: str) -> bool:
    """Whether it leads to a page of this site, and nowhere else."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()


@pages.post("/sign-out")
@signed_in
def sign_out():
    shared = is_shared()
    logout_user()
    session.clear()
    answer = redirect("/", 303)
    return forget_looks(answer) if shared else answer


@pages.app_errorhandler(Unauthorized)
def _session_ran_out(error):
    """Nothing that she typed is lost: it waits in the sign-in page, and can be sent again afterwards."""
    begin_reading()
    if by_program():
        return problems.http(error)
    if request.is_json or request.accept_mimetypes.best == "application/json":
        return jsonify(title="Sign in again", status=401, sign_in=url_for("people.sign_in")), 401
    kept = keep_what_was_sent()
    onward = request.full_path.rstrip("?") if request.method == "GET" else ""
    form = show_form(schemas.SignIn, {"shared": is_shared()})
    return render_template("people/sign_in.html", form=form, ran_out=True, kept=kept, onward=onward), 401


@pages.app_errorhandler(CSRFError)
def _token_gone(error):
    """A session that ran out takes its token along: it is the same to her."""
    view = current_app.view_functions.get(request.endpoint)
    if who_asks() is None and getattr(view, "access", PUBLIC) != PUBLIC:
        return _session_ran_out(error)
    return stale(error)


from lms.people import account_views, device_views, link_views, outbox_views, staff_views, token_views  # noqa: E402, F401  (their views hang on `pages`)
