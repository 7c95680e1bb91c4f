"""One's own account: password, e-mail address, and being signed out everywhere."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from lms import clock, mail
from lms.db import begin_reading, begin_writing, db
from lms.people import accounts, asking, schemas
from lms.people.addresses import ask_for_address
from lms.people.lookups import account_of
from lms.people.models import Account, Person
from lms.people.views import WRONG_NOW, pages, sign_in_here
from lms.refusal import Refusal
from lms.web import asking as who_asks
from lms.web import read_form, show_form, signed_in
from lms.web.device import is_shared


@pages.get("/account")
@signed_in
def account():
    return render_template("people/account.html", account=current_user)


@pages.get("/account/password")
@signed_in
def new_password():
    return render_template("people/password.html", form=show_form(schemas.ChangePassword))


@pages.post("/account/password")
@signed_in
def change_password():
    form = read_form(schemas.ChangePassword)
    if form.data is not None:
        try:
            hers = _with_new_password(who_asks(), **form.data)
            db.session.commit()
            sign_in_here(hers, shared=is_shared())
            flash("The new password counts from now on. Other devices are signed out.", "done")
            return redirect(url_for("people.account"), 303)
        except Refusal as refusal:
            begin_reading()
            form.refuse(refusal)
    return render_template("people/password.html", form=form), 422


def _with_new_password(person: Person, current: str, password: str) -> Account:
    prove(person, current)
    password_hash = accounts.good_password(password, person)
    begin_writing()
    now, hers = clock.now(), account_of(person)
    accounts.set_password(hers, password_hash, now=now)
    mail.post(
        "people/password-set", hers.email, "Your password has changed", now=now, to_label=person.name,
        name=person.known_as,
    )
    return hers


@pages.get("/account/address")
@signed_in
def new_address():
    return render_template("people/address.html", form=show_form(schemas.ChangeAddress), hers=account_of(who_asks()))


@pages.post("/account/address")
@signed_in
def change_address():
    form = read_form(schemas.ChangeAddress)
    if form.data is not None:
        try:
            person = who_asks()
            prove(person, form.data["current"])
            begin_writing()
            ask_for_address(account_of(person), form.data["email"], now=clock.now())
            db.session.commit()
            flash(f"A link is on its way to {form.data['email']}. Until you open it, the old address counts.", "info")
            return redirect(url_for("people.account"), 303)
        except Refusal as refusal:
            begin_reading()
            form.refuse(refusal)
    return render_template("people/address.html", form=form, hers=account_of(who_asks())), 422


@pages.post("/account/sign-out-everywhere")
@signed_in
def sign_out_everywhere():
    hers = account_of(who_asks())
    accounts.sign_out_everywhere(hers, now=clock.now())
    db.session.commit()
    sign_in_here(hers, shared=is_shared())
    flash("Every other device is signed out. This one isn't.", "done")
    return redirect(url_for("people.account"), 303)


def prove(person: Person, current: str) -> None:
    """She knows the password that counts now; leaves a reading transaction."""
    email = account_of(person).email
    asking.count_password_try(email, request.remote_addr or "", now=clock.now())
    db.session.commit()
    begin_reading()
    if not accounts.fits(current_user.password_hash, current):
        raise Refusal(WRONG_NOW, field="current", code="wrong password")
