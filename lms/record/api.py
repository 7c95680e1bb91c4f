"""For programs: members and where they work, one by one or as a whole list."""

from flask import abort, request
from marshmallow import fields, validate
from sqlalchemy import select
from webargs.fields import DelimitedList

from lms import clock
from lms.db import db
from lms.people.models import Person
from lms.people.searching import by_name, matching
from lms.record import schemas
from lms.record.batches import one_list_at_a_time
from lms.record.known import known_members
from lms.record.members_file.comparing import Known
from lms.record.one_member import number_as_kept, upsert_member
from lms.web import administrators, asking
from lms.web.api import Door, Listing, listed, read, unchanged
from lms.web.api.problems import Problem
from lms.web.paging import Slice, read_slice

api = Door("Members", __name__, "Members and where they work: read them, write one, or import a whole list.")


class MembersAsked(Listing):
    """Which members."""

    q = fields.String(load_default="", validate=validate.Length(max=200), metadata={
        "description": "The beginnings of words of the name, the number, the e-mail address or the employer's name."})
    number = DelimitedList(fields.String(validate=validate.Length(min=1)), load_default=(), validate=validate.Length(
        min=1, max=100, error="Give at most 100 numbers at a time"), metadata={
        "description": "Only these membership numbers, with commas between."})


def shown(number: str, known: Known) -> dict:
    """A member as MemberShown has her."""
    names = ("person_id", "name", "known_as", "email", "status", "employer", "workplace", "region", "job_title",
             "link_since")
    return {"membership_number": number} | {name: getattr(known, name) or None for name in names}


@api.get("/members")
@administrators
@api.asks(MembersAsked)
@api.gives_list(schemas.MemberShown)
def members(asked):
    """Members by name; all, those that a search finds, or those with the numbers given."""
    if "number" in request.args and not asked["number"]:  # an empty variable mustn't ask for the whole union
        raise Problem("invalid", errors=[("query.number", "Give at least one number, or leave this out")])
    order, wanted = (Person.folded_name, Person.id), Person.membership_number.is_not(None)
    if asked["number"]:
        wanted &= Person.membership_number.in_(map(number_as_kept, asked["number"]))
    if asked["q"]:
        found, order = matching(asked["q"]), by_name()
        if found is None:
            return listed(Slice([], None))
        wanted &= Person.id.in_(found)
    part = read_slice(
        select(Person.id, Person.folded_name, Person.membership_number).where(wanted), order,
        lambda row: (row.folded_name, row.id), after=asked["after"], most=asked["limit"],
        of=f"members:{asked['q']}:{','.join(asked['number'])}",
    )
    known = known_members(row.membership_number for row in part.rows)
    return listed(part, lambda row: shown(row.membership_number, known[row.membership_number]))


@api.get("/members/<number:membership_number>")
@administrators
@api.gives(200, schemas.MemberShown, tagged=True)
def member(membership_number):
    """One member, by her number."""
    number = number_as_kept(membership_number)
    return shown(number, known_members([number]).get(number) or abort(404))


@api.put("/members/<number:membership_number>")
@administrators
@api.takes(schemas.MemberSent)
@api.gives(200, schemas.MemberShown, tagged=True, if_match=False)
@api.alt_response(201, schema=schemas.MemberShown, description="She is new")
def put_member(membership_number):
    """Write one member by her number: what is sent becomes so, what is left out stays as it is.

    The same as one line of a list: an address that she doesn't sign in with waits for a decision. `If-Match`
    is heeded where it is sent, and not asked for.
    """
    number = number_as_kept(membership_number)
    sent = {name: value if isinstance(value, str) else value.isoformat() for name, value in read().items()}
    if request.if_match:
        one_list_at_a_time()  # before her row: a list that is being written takes its rows after this lock
        known = known_members([number], for_writing=True).get(number)
        unchanged(schemas.MemberShown, shown(number, known) if known else None)
    done = upsert_member(sent | {"membership_number": number}, actor=asking(), now=clock.now())
    db.session.commit()
    return shown(number, known_members([number])[number]), 201 if done.outcome == "created" else 200


from lms.record import imports_api  # noqa: E402, F401  (its views hang on `api`)
