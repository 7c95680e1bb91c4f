"""The columns of a members' file, and the names that they go by in other programs."""

REQUIRED = ("membership_number",)

SAID = {
    "membership_number": "Membership number",
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "known_as": "Known as",
    "email": "E-mail",
    "employer": "Employer",
    "workplace": "Workplace",
    "job_title": "Job title",
    "region": "Region",
    "status": "Membership status",
    "status_since": "Status since",
    "joined": "Member since",
    "link_since": "Link member since",
}

OTHER_NAMES = {
    "membership_number": "member number, membership no, member no, membership id, member id, number, no",
    "name": "full name, member name, member",
    "first_name": "forename, forenames, first names, given name, given names, christian name",
    "last_name": "surname, family name",
    "known_as": "preferred name, nickname",
    "email": "email, e mail address, email address, mail",
    "employer": "company, organisation, organization, trust, health board",
    "workplace": "site, location, place of work, work place, hospital",
    "job_title": "job, role, post, occupation",
    "region": "area, nation, nation region",
    "status": "status, member status, membership",
    "status_since": "status date, membership status since",
    "joined": "joined, join date, date joined, joined on, membership since",
    "link_since": "link member, link member from, link member date, basic course, basic course completed",
}


def plain(title: str) -> str:
    """Letters and figures in lower case with single spaces: "E-Mail_Address" is "e mail address"."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in title.casefold()).split())


_KNOWN = {plain(said): name for name, said in SAID.items()} | {
    other.strip(): name for name, others in OTHER_NAMES.items() for other in others.split(",")
}


def column_of(title: str) -> str | None:
    """Which of our columns goes by this title."""
    return _KNOWN.get(plain(title))
