"""Drafts saved a second, through the page's own route: by one process, and by two at once."""

import time
from dataclasses import dataclass

from tests.bench.asking import cookie_of
from tests.bench.figures import Figure, of
from tests.bench.floor import measured_app
from tests.bench.fresh import in_fresh_processes
from tests.bench.page_costs import Union
from tests.bench.pages import main_pages_of

TEXT = "I would let him talk. The first job on the telephone is not the case, it is the person. " * 20
WINDOWS = 4


@dataclass(frozen=True)
class Saved:
    """So many drafts in each of some equal spans of time, and the longest that one of them took."""

    a_second: Figure
    longest_ms: float


def drafts_a_second(union: Union, seconds: float) -> dict[str, Saved]:
    """By one who writes, and by two in processes of their own."""
    alone = in_fresh_processes(_save, [(union, 0, seconds)])
    both = in_fresh_processes(_save, [(union, 0, seconds), (union, 2, seconds)])
    together = [sum(each) for each in zip(*(windows for windows, _ in both), strict=True)]
    return {"one process": Saved(of(alone[0][0]), alone[0][1]),
            "two processes": Saved(of(together), max(longest for _, longest in both))}


def _save(union: Union, number: int, seconds: float) -> tuple[list[float], float]:
    """What the trainee of that number saves, typing without a pause: drafts a second, and the longest wait."""
    app = measured_app(DATA=union.folder, DATABASE_URL=union.url)
    address = next(page.address for page in main_pages_of(app) if page.name.startswith("case study"))
    client = app.test_client()
    client.set_cookie("tolpuddle", cookie_of(app, f"member{number}@bench.example").partition("=")[2])
    as_script = {"Accept": "application/json"}
    now = client.get(address, headers=as_script).get_json()
    fields, revision, longest, windows = {"csrf_token": now["csrf_token"]}, now["revision"], 0.0, []
    for window in range(WINDOWS + 1):  # the first warms up
        began = moment = time.monotonic()
        count = 0
        while moment - began < seconds / WINDOWS:
            typed = {"text": f"{TEXT} {window}.{count}", "revision": revision}
            answer = client.post(address, data=fields | typed, headers=as_script)
            if answer.status_code != 200:
                raise RuntimeError(f"a draft was not kept: {answer.status_code}, {answer.get_data(as_text=True)[:200]}")
            revision, before, moment = answer.get_json()["revision"], moment, time.monotonic()
            longest = max(longest, moment - before) if window else longest
            count += 1
        windows.append(count / (moment - began))
    return windows[1:], 1000 * longest
