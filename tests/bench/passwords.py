"""Password checks a second a core: as slow as they are meant to be."""

import time

from lms.people.accounts import fits, hash_password
from tests.bench.figures import Figure, of
from tests.bench.union.people import PASSWORD

READINGS, A_READING = 5, 8


def checks_a_second() -> Figure:
    kept, readings = hash_password(PASSWORD), []
    for _ in range(READINGS):
        began = time.process_time()
        for _ in range(A_READING):
            if not fits(kept, PASSWORD):
                raise RuntimeError("the right password doesn't fit")
        readings.append(A_READING / (time.process_time() - began))
    return of(readings)
