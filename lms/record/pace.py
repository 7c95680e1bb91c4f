"""How much is written at once, so that nobody waits long; and a pause in which others have their turn."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lms.db import begin_writing, db

AIM = 0.12  # seconds for which a batch holds SQLite's one write lock
LEAST, MOST = 250, 1000  # lines; fewer would cost more than they spare the others
# Whoever waits for that lock asks for it again every 25 ms in the first tenth of a second, later every 100 ms:
# a pause that is as long lets her in.
PAUSE, LONG_PAUSE = 0.025, 0.1


@dataclass
class Pace:
    """The number of lines that this machine writes in AIM seconds, as the last batches have shown."""

    rows: int = 250
    next_turn: float = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A writing transaction of `rows` lines at most, for the caller to commit, once others have had a chance."""
        time.sleep(max(0.0, self.next_turn - time.monotonic()))
        begin_writing()
        db.session.connection()  # from here on the lock is ours
        begun = time.monotonic()
        yield
        ended = time.monotonic()
        self.next_turn = ended + (PAUSE if ended - begun <= 1.25 * AIM else LONG_PAUSE)
        self.note(ended - begun)

    def note(self, took: float) -> None:
        fits = int(self.rows * AIM / max(took, AIM / 4))
        self.rows = min(max(min(fits, self.rows * 2), LEAST), MOST)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the collector of cyclic garbage: among plain rows it finds none, and takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
