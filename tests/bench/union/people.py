"""The staff, and the members as ten years of members' files have left them."""

import secrets
from collections.abc import Iterator
from datetime import date, timedelta

from lms import audit
from lms.people.accounts import hash_password
from lms.people.models import Account, MembershipStatus, Person, SearchWord, UnionRole, folded
from lms.people.rules import words_of
from lms.people.searching import own_words
from lms.record.models import Fact, MembersFile
from lms.workplaces.models import Employment, RegionOfficer
from tests.bench.union.names import names
from tests.bench.union.stage import Somebody, Stage
from tests.bench.union.workplaces import Place

PASSWORD = "seven quiet otters"
FACILITATORS = 40
JOBS = (
    "Ward manager", "Service manager", "Operations manager", "Matron", "Rota manager", "Estates manager",
    "Radiology services manager", "Health records manager", "Finance manager", "Project manager", "Clinic manager",
)
BEGAN = 3660  # days ago, when the first members' file came


def make_staff(stage: Stage, places: list[Place]) -> None:
    """One administrator, those who lead courses, an officer for each region; each has a sign-in."""
    kept, called = hash_password(PASSWORD), names(stage.chance)
    long_ago = stage.at(stage.day(-BEGAN))
    administrator = _staff(stage, "Denise Okafor", "admin", places[0], kept)
    stage.rows.add(UnionRole, person_id=administrator.id, role="administrator", granted_at=long_ago,
                   granted_by="first run", ended_at=None)
    stage.administrator = administrator
    for number in range(FACILITATORS):
        name = "Morag Dunmore" if number == 0 else next(called)
        address = "facilitator" if number == 0 else f"facilitator{number}"
        stage.facilitators.append(_staff(stage, name, address, places[number % len(places)], kept))
    for number, region_id in enumerate(stage.regions):
        officer = _staff(stage, next(called), "officer" if number == 0 else f"officer{number}", places[0], kept)
        stage.officers[region_id] = officer
        stage.rows.add(RegionOfficer, region_id=region_id, person_id=officer.id, phone="0300 555 0123",
                       since=stage.day(-BEGAN))


def _staff(stage: Stage, name: str, address: str, place: Place, password_hash: str) -> Somebody:
    somebody = _person(stage, name, f"{address}@bench.example", None, "none", place, stage.day(-BEGAN))
    sign_in(stage, somebody, password_hash)
    return somebody


def _person(stage: Stage, name: str, email: str, number: str | None, status: str, place: Place, since: date):
    known_as = name.split()[0][:60]
    person_id = stage.rows.add(
        Person, membership_number=number, name=name, known_as=known_as, folded_name=folded(name)[:120], email=email,
        membership_status=status, created_at=stage.at(since),
    )
    _found_by(stage, person_id, "own", own_words(folded(name)[:120], number, email))
    return Somebody(person_id, name, known_as, email, place.workplace_id, place.employer_id, place.employer,
                    place.region_id, since)


def _found_by(stage: Stage, person_id: int, source: str, words: set[str]) -> None:
    for word in sorted(words):
        stage.rows.add(SearchWord, person_id=person_id, source=source, word=word)


def sign_in(stage: Stage, somebody: Somebody, password_hash: str | None) -> None:
    stage.rows.add(
        Account, person_id=somebody.id, email=somebody.email, password_hash=password_hash,
        stamp=secrets.token_hex(16), created_at=stage.at(somebody.since),
    )


def make_members(stage: Stage, count: int, trainees: int, places: list[Place]) -> None:
    """`count` members; the first `trainees` of them are up to date and have a sign-in, for the runs to come."""
    _files(stage, count)
    kept = hash_password(PASSWORD)
    for number, (name, since) in enumerate(_joined(stage, count, trainees)):
        begins = number < trainees
        status = "current" if begins else stage.chance.choices(
            ("current", "arrears", "left", "suspended"), (88, 5, 6.5, 0.5))[0]
        somebody = _person(stage, name, f"member{number}@bench.example", str(100_001 + number), status,
                           stage.chance.choice(places), since)
        stage.members.append(somebody)
        _membership(stage, somebody, status)
        _work(stage, somebody, places)
        if begins or stage.chance.random() < 0.4:
            _link_member(stage, somebody)
        if begins:
            sign_in(stage, somebody, kept)


def _joined(stage: Stage, count: int, trainees: int) -> Iterator[tuple[str, date]]:
    """The trainee whose pages are measured comes first, under a name of her own."""
    called = names(stage.chance)
    for number in range(count):
        name = "Rhiannon Prŷs" if number == 0 else next(called)
        days = BEGAN if number < trainees else stage.chance.randrange(40, BEGAN)
        yield name, stage.day(-days + stage.chance.randrange(30))


def _membership(stage: Stage, somebody: Somebody, status: str) -> None:
    kept = {"person_id": somebody.id, "source": "Members’ file members.csv"}
    stage.rows.add(MembershipStatus, status="current", since=somebody.since,
                   recorded_at=stage.at(somebody.since), **kept)
    if status != "current":
        longest = (stage.today - somebody.since).days
        since = stage.day(-stage.chance.randrange(1, min(700, longest)))
        stage.rows.add(MembershipStatus, status=status, since=since, recorded_at=stage.at(since), **kept)
    stage.noted("added", stage.administrator, "person", somebody.id, somebody.name, stage.at(somebody.since),
                source="Members’ file members.csv")


def _work(stage: Stage, somebody: Somebody, places: list[Place]) -> None:
    """Where she works; one in ten has moved once."""
    since, job = somebody.since, stage.chance.choice(JOBS)
    if stage.chance.random() < 0.1:
        moved = since + timedelta(days=stage.chance.randrange(200, 3000))
        stage.rows.add(Employment, person_id=somebody.id, workplace_id=stage.chance.choice(places).workplace_id,
                       job_title=job, since=since, until=moved)
        since = moved
    stage.rows.add(Employment, person_id=somebody.id, workplace_id=somebody.workplace_id, job_title=job, since=since,
                   until=None)
    _found_by(stage, somebody.id, "work", words_of(folded(somebody.employer)))


def _link_member(stage: Stage, somebody: Somebody) -> None:
    since = somebody.since + timedelta(days=20)
    stage.rows.add(
        Fact, person_id=somebody.id, kind="link member", subject="", since=since, basis="Members’ file members.csv",
        author="Denise Okafor, by members’ import", recorded_at=stage.at(since),
    )


def _files(stage: Stage, count: int) -> None:
    """A members' file a month, all of them done."""
    for month in range(120):
        at = stage.at(stage.day(-30 * month - 5))
        file_id = stage.rows.add(
            MembersFile, name="members.csv", written_as="UTF-8, commas", header=["Membership number", "Name"],
            left_aside=[], state="done", rows_total=count, rows_to_write=300, uploaded_at=at,
            uploaded_by="Denise Okafor", job_id=None, finished_at=at,
        )
        stage.rows.add(
            audit.AuditLine, at=at, act="imported a members' file", actor_kind="program", actor_id=0,
            actor_label="Denise Okafor, by members' import", subject_kind="members_file", subject_id=file_id,
            subject_label="members.csv", detail={"written": 300},
        )
