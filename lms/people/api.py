"""For programs: who asks and what a token may do, who runs the programme, and the outbox."""

from flask import abort

from lms import clock
from lms.db import db
from lms.people import invitations, lookups, operations, schemas
from lms.people.outbox_views import page_of_outbox
from lms.web import administrators, asking, signed_in
from lms.web.access import roles_of_asking
from lms.web.api import Door, Listing, listed, read

api = Door("People", __name__, "Whose token this is, who runs the programme, and what was written to whom.")


@api.get("/me")
@signed_in
@api.gives(200, schemas.MeShown, tagged=True)
def me():
    """Whose token this is."""
    person = asking()
    return {"roles": sorted(roles_of_asking())} | {
        name: getattr(person, name)
        for name in ("id", "name", "known_as", "email", "membership_number", "membership_status")
    }


@api.get("/staff")
@administrators
@api.gives(200, schemas.StaffList)
def staff():
    """Who runs the programme, and who is invited and hasn't come yet."""
    waiting = {person.id: (person, link) for person, link in lookups.invited(clock.now())}
    held = {person.id: person for person in lookups.administrators()}
    write = {person.id: person for person in lookups.authors()}
    known = held | write | {number: person for number, (person, _link) in waiting.items()}
    accounts = lookups.accounts_of(known)
    return {"items": [
        _staff_shown(person, {name for name, those in (("administrator", held), ("author", write)) if number in those},
                     accounts.get(number), waiting.get(number, (None, None))[1])
        for number, person in known.items()
    ]}


@api.post("/staff")
@administrators
@api.takes(schemas.Invite)
@api.gives(201, schemas.StaffShown)
def invite():
    """Invite a facilitator, an officer, an author or an administrator; she gets a link, unless she signs in already."""
    sent, now = read(), clock.now()
    person = invitations.invite(**sent, actor=asking(), now=now)
    db.session.commit()
    link = next((link for invited, link in lookups.invited(now) if invited.id == person.id), None)
    return _staff_shown(person, {sent["role"]}, lookups.account_of(person), link)


@api.post("/staff/<int:person_id>/ending")
@administrators
@api.gives(204)
def end_administrator(person_id):
    """End somebody's being an administrator; the last one can't be ended."""
    person = lookups.find_person(person_id) or abort(404)
    operations.end_role(person, "administrator", actor=asking(), now=clock.now())
    db.session.commit()
    return ""


@api.post("/staff/<int:person_id>/authorship/ending")
@administrators
@api.gives(204)
def end_author(person_id):
    """End somebody's being an author; what she published stays."""
    person = lookups.find_person(person_id) or abort(404)
    operations.end_role(person, "author", actor=asking(), now=clock.now())
    db.session.commit()
    return ""


def _staff_shown(person, roles: set[str], account, link) -> dict:
    return {
        "person_id": person.id, "name": person.name, "email": account.email if account else person.email,
        "administrator": "administrator" in roles, "author": "author" in roles,
        "invited_until": link.expires_at if link else None,
    }


@api.get("/outbox")
@administrators
@api.asks(Listing)
@api.gives_list(schemas.MailShown)
def outbox(asked):
    """The mails that the site wrote and whether they went, the newest first."""
    return listed(page_of_outbox(asked["after"], asked["limit"]))
