"""What waits for an administrator today, each with the page on which it is done."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms import clock
from lms.accreditation.leaving import reps_who_left
from lms.accreditation.lookups import CaseFile, case_files_on
from lms.accreditation.rules import listed
from lms.bookings.listing import is_short
from lms.bookings.lookups import Places
from lms.certificates.models import Certificate
from lms.db import db
from lms.mail import OutgoingMail
from lms.network.register import register
from lms.record.models import AddressChange
from lms.runs.lookups import has_begun, has_ended, run_days, without_facilitator
from lms.runs.models import Run
from lms.web.addresses import url_for

PRESSING = ("short", "met", "warn", "down")


@dataclass(frozen=True)
class Todo:
    """One line: what, why, and where; `state` is the tag's, for its icon."""

    state: str
    icon: str
    what: str
    why: str
    label: str
    url: str


def todo_of(runs: list[Run], places: dict[int, Places], now: datetime) -> list[Todo]:
    """The most pressing first; `runs` are those that aren't over."""
    to_come = [run.id for run in runs if not has_begun(run, now)]
    leaderless = without_facilitator(to_come, now) if to_come else set()
    found = [todo for run in runs for todo in _places(run, places[run.id], run.id in leaderless, now)]
    found += _certificates(runs, now) + _left(now) + _law(now) + _post()
    return sorted(found, key=lambda each: PRESSING.index(each.state))


def _places(run: Run, places: Places, leaderless: bool, now: datetime) -> list[Todo]:
    name, found = f"{run.place}, {run.ref}", []
    if run.state == "draft":
        return [Todo("down", "minus", f"Open {name}", "It is a draft: nobody can apply yet.", "Go on planning",
                     url_for("runs.edit", ref=run.ref))]
    if is_short(run, places, now):
        closing = f"Applications close {clock.say_day(run.closing_on)}." if run.closing_on else ""
        found.append(Todo("short", "warning", f"{name} is below its minimum",
                          f"{places.confirmed + places.provisional} of at least {run.minimum}. {closing}",
                          "Decide about it", url_for("desk.run", ref=run.ref)))
    if places.provisional:
        people = "1 person" if places.provisional == 1 else f"{places.provisional} people"
        found.append(Todo("short", "warning", f"Confirm {people} for {name}", f"{run_days(run)}.", "Open applications",
                          url_for("bookings.applications", ref=run.ref)))
    if leaderless:
        found.append(Todo("short", "warning", f"{name} has no facilitator", f"{run_days(run)}.", "Name one",
                          url_for("runs.facilitators", ref=run.ref)))
    return found


def _certificates(runs: list[Run], now: datetime) -> list[Todo]:
    ended = [run for run in runs if run.state == "confirmed" and has_ended(run, now)]
    if not ended:
        return []
    files, issued = case_files_on(ended, now), _issued([run.id for run in ended])
    return [todo for run in ended for todo in _recognition(run, files[run.id], issued)]


def _issued(run_ids: list[int]) -> set[tuple[int, int, str]]:
    """What was ever issued on these runs: run, person, kind."""
    rows = db.session.execute(
        select(Certificate.run_id, Certificate.person_id, Certificate.kind).where(Certificate.run_id.in_(run_ids))
    )
    return {tuple(row) for row in rows}


def _recognition(run: Run, files: list[CaseFile], issued: set[tuple[int, int, str]]) -> list[Todo]:
    """What comes after the days of a run: appointments, accreditations, certificates."""
    name, cases, found = f"{run.place}, {run.ref}", url_for("accreditation.case_files", ref=run.ref), []
    ready = [file for file in files if file.may_be_accredited]
    to_decide = [file for file in files if file.may_be_decided]
    to_appoint = [file for file in files if file.may_be_appointed and not file.ended]
    to_renew = [file for file in files if file.may_be_renewed]
    waiting = [
        file for file in files
        if (file.decision and file.decision.run_id == run.id and (run.id, file.person.id, "completion") not in issued)
        or (file.accreditation and file.accreditation.run_id == run.id
            and (run.id, file.person.id, "accreditation") not in issued)
    ]
    if ready:
        found.append(Todo("met", "check", f"Accredit {_people(len(ready))}, {name}", "Everything is there.",
                          "Open the case files", cases))
    if to_renew:
        found.append(Todo("met", "check", f"Renew {_people(len(to_renew))}, {name}",
                          "The refresher is completed.", "Open the case files", cases))
    if waiting:
        found.append(Todo("met", "check", f"Issue certificates for {name}",
                          f"{_people(len(waiting))} can have one.", "Start a dry run",
                          url_for("certificates.dry_run", ref=run.ref)))
    if to_decide:
        found.append(Todo("down", "minus", f"Decide who has completed {name}", _names(to_decide),
                          "Open the case files", cases))
    if to_appoint:
        found.append(Todo("down", "minus", f"Record who is appointed, {name}", _names(to_appoint),
                          "Open the case files", cases))
    return found


def _names(files: list[CaseFile]) -> str:
    """Three names at most, and how many more there are."""
    names = [file.person.name for file in files]
    more = [f"{len(names) - 3} more"] if len(names) > 4 else []
    return f"{listed(names[:3] + more if more else names)}."


def _left(now: datetime) -> list[Todo]:
    return [
        Todo("short", "warning", f"{row.name} has left {row.employer}",
             f"The accreditation ended with it on {clock.say_day_year(row.left)}. Record that, or put the workplace "
             "right.", "Open the case file",
             url_for("accreditation.case_file", ref=row.ref, person_id=row.person_id))
        for row in reps_who_left(clock.today(now)) if row.ref
    ]


def _law(now: datetime) -> list[Todo]:
    """The statements of law that somebody should have looked at by today."""
    day = clock.today(now)
    due = [each.law for each in register().statements.values() if each.law.next_check <= day]
    if not due:
        return []
    what = "A statement of law is to be checked" if len(due) == 1 else f"{len(due)} statements of law are to be checked"
    longest = min(due, key=lambda law: law.next_check)
    return [Todo("warn", "warning", what, f"“{longest.title}” since {clock.say_day_year(longest.next_check)}.",
                 "Open the list", url_for("network.freshness"))]


_POST = select(
    select(func.count()).select_from(OutgoingMail).where(OutgoingMail.state == "failed").scalar_subquery(),
    select(func.count()).select_from(AddressChange).where(AddressChange.decision.is_(None)).scalar_subquery(),
)


def _post() -> list[Todo]:
    failed, waiting = db.session.execute(_POST).one()
    return _letters(failed) + _addresses(waiting)


def _letters(failed: int) -> list[Todo]:
    if not failed:
        return []
    what = "One e-mail did not arrive" if failed == 1 else f"{failed} e-mails did not arrive"
    why = "The address may be wrong, or the mail server refused it."
    return [Todo("warn", "envelope", what, why, "Open the outbox", url_for("people.outbox"))]


def _addresses(waiting: int) -> list[Todo]:
    if not waiting:
        return []
    return [Todo("down", "minus", f"{waiting} changed e-mail {'address' if waiting == 1 else 'addresses'}",
                 "The members’ file gives another address than the one they sign in with.", "Look at them",
                 url_for("record.address_changes"))]


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
