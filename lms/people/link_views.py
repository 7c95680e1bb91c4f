"""A link of one's own: asked for at First time here? or Forgotten password, opened, used once."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from lms import clock
from lms.db import begin_reading, begin_writing, db
from lms.people import accounts, asking, invitations, schemas
from lms.people.addresses import confirm_address
from lms.people.links import find_link
from lms.people.lookups import find_person
from lms.people.models import OneTimeLink
from lms.people.views import HOME, pages, sign_in_here
from lms.refusal import Refusal
from lms.web import public, read_form, show_form


@pages.get("/first-time")
@public
def first_time():
    return _ask_page("first", show_form(schemas.AskLink))


@pages.post("/first-time")
@public
def ask_first():
    return _ask("first")


@pages.get("/forgotten")
@public
def forgotten():
    return _ask_page("reset", show_form(schemas.AskLink))


@pages.post("/forgotten")
@public
def ask_reset():
    return _ask("reset")


@pages.get("/link-sent")
@public
def link_sent():
    return render_template("people/link_sent.html")


def _ask(why: str):
    form = read_form(schemas.AskLink)
    if form.data is not None:
        try:
            asking.ask_for_link(form.data["email"], request.remote_addr or "", now=clock.now())
            db.session.commit()
            return redirect(url_for("people.link_sent"), 303)
        except Refusal as refusal:
            begin_reading()
            form.refuse(refusal)
    return _ask_page(why, form), 422


def _ask_page(why: str, form):
    return render_template("people/ask_link.html", why=why, form=form)


@pages.get("/link/<token>")
@public
def use_link(token: str):
    link = find_link(token, clock.now())
    if link is None:
        return _private(render_template("people/link_gone.html"), 404)
    schema = _schema(link)
    return _link_page(link, show_form(schema) if schema else None)


@pages.post("/link/<token>")
@public
def use(token: str):
    """Opening a link changes nothing (a mail scanner opens it too); this does."""
    begin_reading()
    link = find_link(token, clock.now())
    if link is None:
        return _private(render_template("people/link_gone.html"), 404)
    if link.purpose == "address":
        return _take_address(token)
    form = read_form(_schema(link))
    if form.data is not None:
        try:
            shared = form.data.pop("shared", False)
            account = _let_in(token, link, **form.data)
            asking.forget_password_tries(account.email)
            db.session.commit()
            sign_in_here(account, shared=shared)
            flash("You are signed in. Next time, use your e-mail address and this password.", "done")
            return redirect(HOME, 303)
        except Refusal as refusal:
            begin_reading()
            form.refuse(refusal)
    return _link_page(find_link(token, clock.now()) or abort(404), form, 422)


def _let_in(token: str, link: OneTimeLink, password: str, name: str = "", email: str = ""):
    person = find_person(link.person_id)
    password_hash = accounts.good_password(password, person, link.email, name, email)
    begin_writing()
    now = clock.now()
    link = find_link(token, now, lock=True)
    if link is None:
        raise Refusal("This link has been used already. Ask for a new one.", code="link gone")
    if link.purpose == "setup":
        return invitations.settle_first(link, name, email, password_hash, now=now)
    return invitations.let_in(link, password_hash, now=now)


def _take_address(token: str):
    begin_writing()
    now = clock.now()
    link = find_link(token, now, lock=True)
    if link is None:
        return _private(render_template("people/link_gone.html"), 404)
    confirm_address(link, now=now)
    db.session.commit()
    flash("Done. From now on you sign in with the new address.", "done")
    return redirect(url_for("people.account"), 303)


def _schema(link: OneTimeLink):
    if link.purpose == "address":
        return None
    return schemas.FirstAdministrator if link.purpose == "setup" else schemas.ChoosePassword


def _link_page(link: OneTimeLink, form, status: int = 200):
    page = render_template("people/use_link.html", link=link, holder=find_person(link.person_id), form=form)
    return _private(page, status)


def _private(page: str, status: int):
    """The address of this page is a secret: nothing keeps it, nothing passes it on."""
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
