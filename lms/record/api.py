"""For programs: members and where they work, one by one or as a whole list."""

from flask import abort
from marshmallow import fields, validate
from sqlalchemy import select
from webargs.fields import DelimitedList

from lms.people.models import Person
from lms.people.searching import by_name, matching
from lms.record import schemas
from lms.record.known import known_members
from lms.record.members_file.comparing import Known
from lms.web import administrators
from lms.web.api import Door, Listing, listed
from lms.web.paging import Slice, read_slice

api = Door("Members", __name__, "Members and where they work: read them, write one, or import a whole list.")


class MembersAsked(Listing):
    """Which members."""

    q = fields.String(load_default="", validate=validate.Length(max=200), metadata={
        "description": "The beginnings of words of the name, the number, the e-mail address or the employer's name."})
    number = DelimitedList(fields.String(), load_default=(), validate=validate.Length(
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
    order, wanted = (Person.folded_name, Person.id), Person.membership_number.is_not(None)
    if asked["number"]:
        wanted &= Person.membership_number.in_(asked["number"])
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


@api.get("/members/<membership_number>")
@administrators
@api.gives(200, schemas.MemberShown, tagged=True)
def member(membership_number):
    """One member, by her number."""
    return shown(membership_number, known_members([membership_number]).get(membership_number) or abort(404))


from lms.record import imports_api  # noqa: E402, F401  (its views hang on `api`)
