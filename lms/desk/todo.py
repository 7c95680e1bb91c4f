"""What waits for an administrator today, each with the page on which it is done."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy import func, select

from lms import clock
from lms.accreditation.lookups import case_files_of
from lms.bookings.listing import is_short
from lms.bookings.lookups import Places
from lms.certificates.lookups import certificates_of_run
from lms.db import db
from lms.mail import OutgoingMail
from lms.record.models import AddressChange
from lms.runs.lookups import facilitators_of, has_begun, has_ended, run_days
from lms.runs.models import Run


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
    """The most pressing first."""
    found = []
    for run in runs:
        if run.mode == "open" or run.state not in ("draft", "open", "confirmed"):
            continue
        found += _places(run, places[run.id], now)
    found += _certificates(runs, now) + _letters() + _addresses()
    return found


def _places(run: Run, places: Places, now: datetime) -> list[Todo]:
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
    if not has_begun(run, now) and not facilitators_of(run, now):
        found.append(Todo("short", "warning", f"{name} has no facilitator", f"{run_days(run)}.", "Name one",
                          url_for("runs.facilitators", ref=run.ref)))
    return found


def _certificates(runs: list[Run], now: datetime) -> list[Todo]:
    found = []
    for run in runs:
        if run.mode == "open" or run.state != "confirmed" or not has_ended(run, now):
            continue
        files = case_files_of(run, now)
        ready = [file for file in files if file.may_be_accredited]
        to_appoint = [file for file in files if file.decision and not file.appointment and not file.accreditation]
        issued = {(each.person_id, each.kind) for each in certificates_of_run(run)}
        waiting = [file for file in files if (file.decision and (file.person.id, "completion") not in issued)
                   or (file.accreditation and (file.person.id, "accreditation") not in issued)]
        name = f"{run.place}, {run.ref}"
        if ready:
            found.append(Todo("met", "check", f"Accredit {_people(len(ready))} of {name}", "Everything is there.",
                              "Open the case files", url_for("accreditation.case_files", ref=run.ref)))
        if waiting:
            found.append(Todo("met", "check", f"Issue certificates for {name}",
                              f"{_people(len(waiting))} can have one.", "Start a dry run",
                              url_for("certificates.dry_run", ref=run.ref)))
        if to_appoint:
            names = ", ".join(file.person.name for file in to_appoint)
            found.append(Todo("down", "minus", f"Record who is appointed, {name}", names, "Open the case files",
                              url_for("accreditation.case_files", ref=run.ref)))
    return found


def _letters() -> list[Todo]:
    failed = db.session.scalar(select(func.count()).where(OutgoingMail.state == "failed"))
    if not failed:
        return []
    what = "One e-mail did not arrive" if failed == 1 else f"{failed} e-mails did not arrive"
    why = "The address may be wrong, or the mail server refused it."
    return [Todo("warn", "envelope", what, why, "Open the outbox", url_for("people.outbox"))]


def _addresses() -> list[Todo]:
    waiting = db.session.scalar(select(func.count()).where(AddressChange.decision.is_(None)))
    if not waiting:
        return []
    return [Todo("down", "minus", f"{waiting} changed e-mail {'address' if waiting == 1 else 'addresses'}",
                 "The members’ file gives another address than the one they sign in with.", "Look at them",
                 url_for("record.address_changes"))]


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
