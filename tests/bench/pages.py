"""The pages that are measured, each with the person who opens it."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import func, select

from lms.accreditation.models import Accreditation
from lms.casework.models import Mark, Submission
from lms.certificates.codes import printed
from lms.certificates.lookups import certificates_of, code_of
from lms.content.operations import latest, programme_of
from lms.db import db
from lms.people.models import Person
from lms.runs.lookups import run_by_ref
from lms.runs.models import Run
from tests.bench.floor import EMPTY_PAGE, PLAIN_TEXT
from tests.bench.union import present

ADMINISTRATOR, FACILITATOR, OFFICER = "admin@bench.example", "facilitator@bench.example", "officer@bench.example"
MODULE = "representing-members"
TRAINEE = "member0@bench.example"
APPLICANT = f"member{present.IN_PROGRESS + present.MARKED + 6}@bench.example"


@dataclass(frozen=True)
class Page:
    """`kind` is "floor", "main" or "elsewhere"; `who` the address of whoever opens it, or None."""

    name: str
    address: str
    who: str | None = None
    kind: str = "main"


def pages_of(app: Flask) -> list[Page]:
    """The floors, the main pages and a page of every other kind, with their addresses in this union."""
    with app.app_context():
        return [*_floors(), *_public(), *_trainee(), *_staff(), *_elsewhere()]


def main_pages_of(app: Flask) -> list[Page]:
    return [page for page in pages_of(app) if page.kind != "elsewhere"]


def _floors() -> list[Page]:
    return [Page("floor: bare text", PLAIN_TEXT, kind="floor"),
            Page("floor: empty page, signed in", EMPTY_PAGE, ADMINISTRATOR, kind="floor")]


def _run(number: int) -> Run:
    """One of the runs that go on now."""
    year = func.max(Run.ref).filter(Run.ref.like(f"%-{number}"))
    return run_by_ref(db.session.scalar(select(year)))


def _rep() -> Person:
    """Somebody who was accredited on the latest finished run, and is a rep now."""
    return db.session.get_one(Person, db.session.scalar(
        select(Accreditation.person_id).where(Accreditation.ended_at.is_(None)).order_by(Accreditation.id.desc()).limit(1)
    ))


def _finished() -> Run:
    return db.session.scalars(select(Run).where(Run.state == "closed").order_by(Run.id.desc()).limit(1)).one()


def _public() -> list[Page]:
    certificate = next(each for each in certificates_of(_rep()) if each.kind == "accreditation")
    return [Page("front page", "/"), Page("sign-in", "/sign-in"),
            Page("verification", f"/V/{printed(code_of(certificate))}")]


def _trainee() -> list[Page]:
    course = f"/my-course/{_run(present.LEEDS).ref}"
    return [
        Page("trainee’s home", "/home", APPLICANT),
        Page("my course", course, TRAINEE),
        Page("module page", f"{course}/modules/{MODULE}/{_first_page(MODULE)}", TRAINEE),
        Page("case study, writing", f"{course}/case-studies/2A", TRAINEE),
    ]


def _first_page(slug: str) -> str:
    return programme_of(latest("reps")).module(slug).pages[0].slug


def _staff() -> list[Page]:
    today, marked, finished, rep = _run(present.LEEDS), _run(present.CARDIFF), _finished(), _rep()
    waiting = db.session.scalar(
        select(func.min(Submission.id)).outerjoin(Mark, Mark.submission_id == Submission.id)
        .where(Submission.run_id == marked.id, Mark.id.is_(None))
    )
    return [
        Page("register", f"/runs/{today.ref}/register/{today.sessions[2].id}", FACILITATOR),
        Page("marking queue", "/marking", FACILITATOR),
        Page("marking one answer", f"/marking/{waiting}", FACILITATOR),
        Page("run", f"/runs/{marked.ref}", ADMINISTRATOR),
        Page("members", "/people", ADMINISTRATOR),
        Page("members, searched", "/people?q=sian+p", ADMINISTRATOR),
        Page("one member", f"/people/{rep.id}", ADMINISTRATOR),
        Page("standing (case file)", f"/runs/{finished.ref}/case-files/{rep.id}", ADMINISTRATOR),
    ]


def _elsewhere() -> list[Page]:
    marked, coming, finished, rep = _run(present.CARDIFF), _run(present.BRISTOL), _finished(), _rep()
    course, over = f"/my-course/{_run(present.LEEDS).ref}", f"/runs/{finished.ref}"
    readers = db.session.scalar(select(Run.ref).where(Run.mode == "open"))
    certificate = certificates_of(rep)[0]
    of = {
        None: ["/courses", f"/courses/{coming.ref}", "/what-a-rep-does", "/verify", "/privacy"],
        TRAINEE: [f"{course}/modules/negotiating", f"{course}/accreditation", f"{course}/case-studies/2A/sending",
                  "/account", "/my-certificates", f"/courses/{coming.ref}/apply", f"{course}/modules/{MODULE}/checks",
                  f"{course}/modules/{MODULE}/reflections", f"{course}/modules/{MODULE}/keep", f"{course}/notes",
                  f"{course}/search?q=officer", f"{course}/glossary", f"{course}/law",
                  f"{course}/law/{MODULE}"],
        rep.email: ["/home", "/my-certificates"],
        FACILITATOR: ["/home", f"/runs/{_run(present.LEEDS).ref}", f"{course.replace('my-course', 'runs')}/register",
                      f"/runs/{marked.ref}/feedback", f"/runs/{marked.ref}/case-files"],
        OFFICER: ["/home", "/my-region", "/sign-offs"],
        ADMINISTRATOR: [
            "/home", "/runs", over, f"{over}/register", f"{over}/case-files", f"{over}/certificates",
            f"{over}/feedback", f"{over}/applications", f"/runs/{coming.ref}", f"/runs/{coming.ref}/applications",
            f"/runs/{coming.ref}/edit", f"/runs/{readers}", f"/runs/{readers}/case-files",
            f"/runs/{readers}/certificates", f"/runs/{readers}/applications", "/certificates",
            f"/certificates/{certificate.number}", "/outbox", "/staff", "/search?q=ma", "/members/import",
            "/members/addresses", "/members/look-alikes", "/regions",
        ],
    }
    return [Page(f"{_short(who)} {path}", path, who, "elsewhere") for who, paths in of.items() for path in paths]


def _short(who: str | None) -> str:
    return who.partition("@")[0] if who else "anybody"
