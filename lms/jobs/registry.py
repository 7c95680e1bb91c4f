"""Which jobs there are: each room's `jobs.py` names its own."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

# Long work waits behind long work: a sign-in link never waits for an import of a million members.
SHORT, LONG = "jobs", "batches"

# Change it only when a batch makes other steps than before: a worker leaves alone what was begun
# under another version, so each change orphans the batches that are half done.
APPLICATION_VERSION = "1"


@dataclass(frozen=True)
class Job:
    """A piece of work by name: one step, or (a batch) a function that makes several."""

    name: str
    function: Callable
    in_steps: bool

    @property
    def queue(self) -> str:
        return LONG if self.in_steps else SHORT

    def check(self, ids: dict[str, int | str]) -> None:
        """Raise TypeError unless this job takes exactly these arguments, and they are ids."""
        given = [None] if self.in_steps else []
        inspect.signature(self.function).bind(*given, **ids)
        for name, value in ids.items():
            if type(value) not in (int, str):
                raise TypeError(f"{self.name} takes ids; {name} is a {type(value).__name__}")

    def work(self, step: Callable, ids: dict[str, int | str]) -> None:
        """Do it; `step(function, *ids)` runs one step, or gives back what it returned before."""
        if self.in_steps:
            self.function(step, **ids)
        else:
            step(self.function, **ids)


JOBS: dict[str, Job] = {}
AT_START: list[Callable[[], None]] = []


def job(name: str) -> Callable:
    """Name a job of one step; it opens its transaction, calls an operation and commits."""
    return _name(name, in_steps=False)


def batch(name: str) -> Callable:
    """Name a job of many steps: a function of (step, **ids) that only calls `step(function, *ids)`."""
    return _name(name, in_steps=True)


def when_a_worker_starts(function: Callable[[], None]) -> Callable[[], None]:
    """Have it called, in a session of its own, each time that a worker starts, before it takes a job."""
    AT_START.append(function)
    return function


def _name(name: str, *, in_steps: bool) -> Callable:
    def keep(function: Callable) -> Callable:
        if name in JOBS:
            raise ValueError(f"two jobs are called {name}")
        JOBS[name] = Job(name, function, in_steps)
        return function

    return keep
