"""What pages need to be there without a connection, and how they look on this device."""

from base64 import b64encode

from flask import Response, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user

from lms.people import schemas
from lms.people.device import device_key
from lms.people.views import is_ours, pages
from lms.web import public, read_form, show_form, signed_in
from lms.web.device import is_shared
from lms.web.looks import Looks, keep_looks, looks_here


@pages.post("/account/device-key")
@signed_in
def device_key_given():
    """The key of her own account. A shared computer only opens with it what she left unsent there before."""
    key = device_key(current_user, current_app.config["SECRET_KEY"])
    return jsonify({"for": current_user.person_id, "key": b64encode(key).decode()})


@pages.get("/reading-worker.js")
@public
def reading_worker():
    """It stands at the root, since no worker serves pages above its own; what it does is in the files it names."""
    static = current_app.jinja_env.globals["static_url"]("")
    script = f'const STATIC = "{static}";\nimportScripts(STATIC + "js/kept-store.js", STATIC + "js/kept-worker.js");\n'
    return Response(script, mimetype="text/javascript")


@pages.get("/without-connection")
@public
def without_connection():
    return render_template("people/without_connection.html")


@pages.get("/account/reading")
@public
def reading():
    form = show_form(schemas.ChooseLooks, vars(looks_here()))
    return render_template("people/reading.html", form=form, onward=_onward(request.args))


@pages.post("/account/reading")
@public
def choose_looks():
    form, onward = read_form(schemas.ChooseLooks), _onward(request.form)
    if form.data is None:
        return render_template("people/reading.html", form=form, onward=onward), 422
    flash("This is how pages look on this device from now on.", "done")
    answer = redirect(onward or url_for(".reading"), 303)
    return keep_looks(answer, Looks(**form.data), for_this_sitting=is_shared())


def _onward(sent) -> str:
    """Where she came from: a page of this site, else nowhere; it becomes a link."""
    wanted = sent.get("next", "")
    return wanted if is_ours(wanted) else ""
