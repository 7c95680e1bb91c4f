"""Who runs the programme, and inviting somebody. For administrators."""

from flask import abort, flash, redirect, render_template, request, url_for

from lms import audit, clock
from lms.db import begin_reading, db
from lms.people import invitations, lookups, operations, schemas
from lms.people.views import pages
from lms.refusal import Refusal
from lms.web import administrators, asking, read_form, show_form
from lms.web.exports import file_of

COLUMNS = ("Name", "Address", "State", "The link works until")


@pages.get("/staff")
@administrators
def staff():
    people, authors = lookups.administrators(), lookups.authors()
    waiting = lookups.invited(clock.now())
    return render_template(
        "people/staff.html", people=people, authors=authors, waiting=waiting,
        accounts=lookups.accounts_of([person.id for person in (*people, *authors)]),
    )


@pages.post("/staff.<any(csv, xlsx):kind>")
@administrators
def staff_file(kind: str):
    now, people = clock.now(), [("Administrator", person) for person in lookups.administrators()]
    people += [("Author", person) for person in lookups.authors()]
    accounts = lookups.accounts_of([person.id for _role, person in people])
    rows = [(person.name, account.email if account else person.email,
             role if account and account.password_hash else f"{role}, invited", None)
            for role, person in people for account in [accounts.get(person.id)]]
    rows += [(person.name, link.email, "Invited, not here yet", link.expires_at)
             for person, link in lookups.invited(now)]
    audit.record("downloaded the list of staff", asking(), asking(), now, kind=kind, rows=len(rows))
    db.session.commit()
    return file_of(kind, "staff", COLUMNS, [rows])


@pages.get("/staff/invite")
@administrators
def invite():
    begun = {"role": request.args.get("role", ""), "email": request.args.get("email", "")}
    return render_template("people/invite.html", form=show_form(schemas.Invite, begun))


@pages.post("/staff/invite")
@administrators
def send_invitation():
    form = read_form(schemas.Invite)
    if form.data is not None:
        try:
            person = invitations.invite(**form.data, actor=asking(), now=clock.now())
            db.session.commit()
            flash(_what_happens(person), "done")
            return redirect(url_for("people.staff"), 303)
        except Refusal as refusal:
            begin_reading()
            form.refuse(refusal)
    return render_template("people/invite.html", form=form), 422


def _what_happens(person) -> str:
    account = lookups.account_of(person)
    if account.password_hash:
        return f"{person.name} can sign in already, so no mail was needed."
    return f"An invitation is on its way to {account.email}. Its link works once, for seven days."


@pages.post("/staff/<int:person_id>/ending")
@administrators
def end_administrator(person_id: int):
    person = lookups.find_person(person_id) or abort(404)
    operations.end_role(person, "administrator", actor=asking(), now=clock.now())
    db.session.commit()
    flash(f"{person.name} is no longer an administrator.", "done")
    return redirect(url_for("people.staff"), 303)


@pages.post("/staff/<int:person_id>/authorship/ending")
@administrators
def end_author(person_id: int):
    person = lookups.find_person(person_id) or abort(404)
    operations.end_role(person, "author", actor=asking(), now=clock.now())
    db.session.commit()
    flash(f"{person.name} is no longer an author. What she published stays.", "done")
    return redirect(url_for("people.staff"), 303)
