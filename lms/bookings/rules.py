"""Who may have a place, who is next, and until when an offer or an unapproved place stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

OFFER_STANDS = timedelta(days=3)
# Nobody is offered a place with less time than this to answer.
LEAST_TO_ANSWER = timedelta(hours=6)


@dataclass(frozen=True)
class Applicant:
    """What the rule needs to know of a person who asks for a place."""

    in_good_standing: bool
    link_member: bool
    on_this_run: bool
    leads_this_run: bool


@dataclass(frozen=True)
class Course:
    """What the rule needs to know of the run that she asks for."""

    state: str
    begun: bool
    closing_on: date | None
    today: date
    for_link_members: bool


@dataclass(frozen=True)
class Reason:
    """Why somebody can't have a place: a stable word, and a sentence for her."""

    code: str
    sentence: str


NOT_IN_STANDING = Reason(
    "standing",
    "Courses are for members whose subscription is up to date, and our list does not show you as one. "
    "If that is wrong, tell us.",
)


def reasons_against(applicant: Applicant, course: Course) -> list[Reason]:
    """All that stands between this person and a place, or on the waiting list; nothing means that she may apply."""
    found = []
    if course.state == "cancelled":
        found.append(Reason("cancelled", "This course is cancelled."))
    elif course.state not in ("open", "confirmed"):
        found.append(Reason("not open", "This course does not take applications."))
    elif course.begun:
        found.append(Reason("begun", "This course has begun."))
    elif course.closing_on is not None and course.today > course.closing_on:
        found.append(Reason("closed", f"Applications closed on {course.closing_on.day} {course.closing_on:%B}."))
    if applicant.on_this_run:
        found.append(Reason("already", "You have applied for this course already."))
    if applicant.leads_this_run:
        found.append(Reason("leads", "You lead this course, so you can't take a place on it."))
    if not applicant.in_good_standing:
        found.append(NOT_IN_STANDING)
    if course.for_link_members and not applicant.link_member:
        found.append(Reason("link member", "You need to be a link member first. The basic course is on line."))
    return found


def free_seats(capacity: int, taken: set[int]) -> list[int]:
    """The numbers of the seats that nobody holds, the lowest first."""
    return [seat for seat in range(1, capacity + 1) if seat not in taken]


def reseated(capacity: int, taken: dict[int, int]) -> dict[int, int]:
    """New seats, by booking, for whoever sits beyond the last one of a smaller room."""
    free = iter(free_seats(capacity, set(taken.values())))
    return {booking: next(free) for booking, seat in sorted(taken.items()) if seat > capacity}


def offer_until(now: datetime, begins_at: datetime | None) -> datetime | None:
    """Until when a place that is offered now stands; None if there is too little time left to answer."""
    until = now + OFFER_STANDS
    if begins_at is not None and until > begins_at:
        until = begins_at
    return until if until - now >= LEAST_TO_ANSWER else None


def approve_by(closing_on: date | None, begins_on: date | None, provisional_since: date) -> date | None:
    """The last day on which a provisional place may be approved.

    That is the closing date; whoever got her place from the waiting list after it has until the
    day before the run begins.
    """
    if closing_on is not None and provisional_since <= closing_on:
        return closing_on
    return begins_on - timedelta(days=1) if begins_on is not None else None


def is_viable(confirmed: int, minimum: int | None) -> bool:
    return minimum is None or confirmed >= minimum
