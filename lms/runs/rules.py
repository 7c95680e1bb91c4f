"""What a run needs before it opens, what may follow what, and how its days are said."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

# Facilitators, often guests, see a run for so long after it is closed.
SIGHT_AFTER_CLOSING = timedelta(days=30)
FOLLOWS = {
    "draft": ("open", "cancelled"),
    "open": ("confirmed", "cancelled", "closed"),
    "confirmed": ("cancelled", "closed"),
    "cancelled": (),
    "closed": (),
}


@dataclass(frozen=True)
class Plan:
    """A run as it is planned, with all that decides whether it may open."""

    mode: str
    venue: str
    days: tuple[date, ...]
    modules_needed: tuple[tuple[str, str], ...]  # slug, title
    modules_covered: frozenset[str]
    facilitators: int
    closing_on: date | None
    today: date


def missing(plan: Plan) -> list[str]:
    """What still has to be done before this run opens for applications, a sentence each."""
    if plan.mode == "open":
        return []
    wanting = []
    if not plan.days:
        wanting.append("Give it its days and sessions.")
    else:
        left_out = [title for slug, title in plan.modules_needed if slug not in plan.modules_covered]
        if left_out:
            wanting.append(f"No session covers {in_words(left_out)}.")
        if plan.days[0] <= plan.today:
            wanting.append("Its first day must lie ahead.")
        if plan.closing_on and plan.closing_on >= plan.days[0]:
            wanting.append("Applications must close before the first day.")
    if plan.closing_on is None:
        wanting.append("Say when applications close.")
    elif plan.closing_on < plan.today:
        wanting.append("The day on which applications close must lie ahead.")
    if not plan.venue:
        wanting.append("Say where it meets." if plan.mode == "in person" else "Say how to join on line.")
    if not plan.facilitators:
        wanting.append("Name a facilitator.")
    return wanting


def may_become(state: str, after: str) -> bool:
    return after in FOLLOWS[state]


def overlaps(starts_at: datetime, ends_at: datetime, others: list[tuple[datetime, datetime]]) -> bool:
    """Whether a session would take place while another one does."""
    return any(starts_at < end and start < ends_at for start, end in others)


def reference(letters: str, year: int, number: int) -> str:
    """RC-26-04: the programme, the year of the first day, and a counter."""
    return f"{letters}-{year % 100:02d}-{number:02d}"


def days_in_words(days: list[date]) -> str:
    """ "19 January and 2 February"; days of the same month share its name."""
    said = []
    for index, day in enumerate(days):
        following = days[index + 1] if index + 1 < len(days) else None
        shares = following and (following.year, following.month) == (day.year, day.month)
        said.append(f"{day.day}" if shares else f"{day.day} {day:%B}")
    return in_words(said)


def days_in_short(days: list[date]) -> str:
    """ "19 Jan, 2 Feb"."""
    said = []
    for index, day in enumerate(days):
        following = days[index + 1] if index + 1 < len(days) else None
        shares = following and (following.year, following.month) == (day.year, day.month)
        said.append(f"{day.day}" if shares else f"{day.day} {day:%b}")
    return ", ".join(said)


def in_words(items: list[str]) -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def shared_out(minutes: int, modules: list[str]) -> dict[str, int]:
    """A session's minutes among its modules: evenly, the first ones taking what is left over."""
    if not modules:
        return {}
    each, left = divmod(minutes, len(modules))
    return {slug: each + (1 if index < left else 0) for index, slug in enumerate(modules)}


def laid_out(modules: list[str], parts: int) -> list[list[str]]:
    """Modules in their order over so many sessions, as evenly as they go; with fewer modules, one fills several."""
    if 0 < len(modules) < parts:
        return [[modules[index * len(modules) // parts]] for index in range(parts)]
    each, left = divmod(len(modules), parts)
    counts = [each + (1 if index < left else 0) for index in range(parts)]
    rest = iter(modules)
    return [[next(rest) for _ in range(count)] for count in counts]
