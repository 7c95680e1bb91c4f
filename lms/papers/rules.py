"""Whether what is planned for a session fits into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """One session: how long it is, and how long the plans of its modules take."""

    minutes: int
    parts: tuple[tuple[str, int | None], ...]  # by module slug; None where it has no plan

    @property
    def planned(self) -> int:
        return sum(minutes or 0 for _, minutes in self.parts)

    @property
    def complete(self) -> bool:
        """Whether each of its modules has a plan."""
        return all(minutes is not None for _, minutes in self.parts)

    @property
    def left(self) -> int:
        """Minutes to spare; below nought where it is too much."""
        return self.minutes - self.planned


def timings(sessions: Sequence[tuple[int, Sequence[str]]], plans: Mapping[str, int]) -> list[Timing]:
    """For each session, of (its minutes, the modules it covers); a module's plan is shared by the sessions it is in."""
    shares = {slug: _shared(minutes, sum(slug in covers for _, covers in sessions)) for slug, minutes in plans.items()}
    return [
        Timing(minutes, tuple((slug, shares[slug].pop(0) if slug in shares else None) for slug in covers))
        for minutes, covers in sessions
    ]


def _shared(minutes: int, parts: int) -> list[int]:
    each, left = divmod(minutes, parts) if parts else (0, 0)
    return [each + (1 if index < left else 0) for index in range(parts)]
