"""What a line would change, against what is known of the member. Pure: no database."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True)
class Known:
    """A member as we have her. `signs_in_with` is her account's address; `asked` are addresses decided or waiting."""

    person_id: int
    name: str
    known_as: str
    email: str | None
    status: str
    employer: str = ""
    workplace: str = ""
    region: str = ""
    job_title: str = ""
    link_since: str | None = None
    link_from_file: bool = True
    signs_in_with: str | None = None
    asked: frozenset[str] = frozenset()
    employment_id: int | None = None
    employed_since: date | None = None
    workplace_id: int | None = None
    link_id: int | None = None


@dataclass(frozen=True)
class Place:
    """A workplace that exists, or that an earlier line of the file names; `line` is 0 for one that exists."""

    employer: str
    workplace: str
    region: str
    line: int = 0
    id: int | None = None


MAIN_SITE = "Main site"
UNCOMPARED = ("membership_number", "status_since", "joined")


@lru_cache(maxsize=20_000)
def place_key(employer: str, workplace: str) -> tuple[str, str]:
    return employer.casefold(), (workplace or MAIN_SITE).casefold()


def place_problem(values: dict[str, str], places: dict[tuple[str, str], Place]) -> str | None:
    """Why the line's employer, workplace and region can't stand together."""
    if "employer" not in values:
        return None
    place = places.get(place_key(values["employer"], values.get("workplace", "")))
    region = values.get("region")
    if place is None:
        return None if region else "This workplace is new: it needs its region."
    if region and region.casefold() != place.region.casefold():
        where = f"line {place.line} puts it" if place.line else "it is"
        return f"{place.workplace} at {place.employer} can't be in {region}: {where} in {place.region}."
    return None


def note_place(values: dict[str, str], places: dict[tuple[str, str], Place], line: int = 0) -> None:
    """From this line on the place is known."""
    if "employer" in values:
        site = values.get("workplace") or MAIN_SITE
        new = Place(values["employer"], site, values.get("region", ""), line)
        places.setdefault(place_key(new.employer, site), new)


def new_member(values: dict[str, str]) -> dict[str, list]:
    """What a line adds that has a number which nobody has yet."""
    return {name: [None, text] for name, text in ({"status": "current"} | values).items() if name not in UNCOMPARED}


def changes(values: dict[str, str], known: Known) -> dict[str, list]:
    """Column: [as it is, as it would be]; nothing where the line says what we know, or says nothing."""
    changed: dict[str, list] = {}
    for name in ("name", "known_as", "status"):
        if name in values and values[name] != getattr(known, name):
            changed[name] = [getattr(known, name), values[name]]
    _email(values, known, changed)
    _place(values, known, changed)
    if "link_since" in values and values["link_since"] != known.link_since:
        if known.link_since is None or known.link_from_file:
            changed["link_since"] = [known.link_since, values["link_since"]]
    return changed


def _email(values: dict[str, str], known: Known, changed: dict[str, list]) -> None:
    email = values.get("email")
    if email is None:
        return
    if known.signs_in_with is None:
        if email != known.email:
            changed["email"] = [known.email, email]
    elif email != known.signs_in_with and email not in known.asked:
        changed["sign_in_address"] = [known.signs_in_with, email]


def _place(values: dict[str, str], known: Known, changed: dict[str, list]) -> None:
    if "employer" not in values:
        if "job_title" in values and known.employer and values["job_title"] != known.job_title:
            changed["job_title"] = [known.job_title, values["job_title"]]
        return
    # A list without the column of workplaces doesn't move anybody within her employer.
    site = values.get("workplace") or (
        known.workplace if values["employer"].casefold() == known.employer.casefold() else MAIN_SITE
    )
    if place_key(values["employer"], site) != place_key(known.employer, known.workplace):
        before = ", ".join(filter(None, (known.workplace, known.employer))) or None
        changed["workplace"] = [before, f"{site}, {values['employer']}"]
    if "job_title" in values and values["job_title"] != known.job_title:
        changed["job_title"] = [known.job_title, values["job_title"]]
