"""The tokens of one's own programs: made, seen once, and ended."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for

from lms import clock
from lms.db import begin_reading, begin_writing, db
from lms.people import schemas, tokens
from lms.people.account_views import prove
from lms.people.lookups import account_of
from lms.people.models import Person, Token
from lms.people.views import pages
from lms.refusal import Refusal
from lms.web import asking, read_form, show_form, signed_in


@pages.get("/account/tokens", endpoint="tokens")
@signed_in
def tokens_page():
    return _page(show_form(schemas.NewToken, {"rights": "read", "days": 90}))


@pages.post("/account/tokens")
@signed_in
def make_token():
    form = read_form(schemas.NewToken)
    if form.data is not None:
        try:
            token, text = _made(asking(), **form.data)
            db.session.commit()
            return render_template("people/token_made.html", token=token, text=text)
        except Refusal as refusal:
            begin_reading()
            form.refuse(refusal)
    return _page(form, 422)


def _made(person: Person, name: str, rights: str, days: int, current: str) -> tuple[Token, str]:
    prove(person, current)
    begin_writing()
    return tokens.make_token(
        account_of(person), name, lasts=timedelta(days=days), read_only=rights == "read", actor=person, now=clock.now()
    )


@pages.post("/account/tokens/<int:token_id>/ending")
@signed_in
def end_token(token_id: int):
    token = tokens.token_of(asking(), token_id) or abort(404)
    tokens.end_token(token, actor=asking(), now=clock.now())
    db.session.commit()
    flash(f"“{token.name}” doesn’t work any more.", "done")
    return redirect(url_for("people.tokens"), 303)


def _page(form, status: int = 200):
    now, hers = clock.now(), tokens.tokens_of(asking())
    return render_template(
        "people/tokens.html", form=form, live=[token for token in hers if token.is_live(now)],
        ended=[token for token in hers if not token.is_live(now)][:20],
    ), status
