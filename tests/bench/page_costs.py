"""What each page costs in the process: statements, bytes, CPU time; ten runs and a thousand, turn by turn."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import figures
from tests.bench.asking import Answer, Asking, cookie_of, statements
from tests.bench.figures import Figure
from tests.bench.first_visit import bytes_of_first_visit
from tests.bench.floor import measured_app
from tests.bench.pages import Page, main_pages_of

WARM, BATCHES = 3, 7
A_BATCH = 0.05  # seconds: long beside the clock's own step


@dataclass(frozen=True)
class Cost:
    """Of one page on one database. Bytes as sent, and of HTML before it is compressed."""

    queries: int
    html: int
    html_sent: int
    first_visit: int
    cpu_ms: Figure


@dataclass(frozen=True)
class Union:
    """Where a database lies and the keys that go with it."""

    folder: Path
    url: str | None = None


def costs_of_pages(unions: list[Union], batches: int = BATCHES) -> list[tuple[str, str, list[Cost]]]:
    """Each main page's name, kind and its cost on each of these databases, in their order."""
    apps = [measured_app(DATA=union.folder, DATABASE_URL=union.url) for union in unions]
    found = []
    for pages in zip(*[main_pages_of(app) for app in apps], strict=True):
        asked = [Asking(app, page.address, cookie_of(app, page.who)) for app, page in zip(apps, pages, strict=True)]
        times = cpu_turn_by_turn(asked, batches)
        costs = [_cost(app, page, time_of) for app, page, time_of in zip(apps, pages, times, strict=True)]
        found.append((pages[0].name, pages[0].kind, costs))
    return found


def _cost(app, page: Page, cpu_ms: Figure) -> Cost:
    cookie = cookie_of(app, page.who)
    plain, sent = Asking(app, page.address, cookie, accepted="identity"), Asking(app, page.address, cookie)
    html = fetched(plain, page.address)
    with statements(app) as seen:
        packed = fetched(sent, page.address)
    return Cost(len(seen), len(html.body), len(packed.body), bytes_of_first_visit(app, page.address, cookie), cpu_ms)


def fetched(ask: Callable[[], Answer], address: str) -> Answer:
    """The answer, which has to be the page itself."""
    answer = ask()
    if answer.status != 200:
        raise RuntimeError(f"{address} answers {answer.status}: there is nothing to measure")
    return answer


def cpu_turn_by_turn(asked: list[Callable[[], Answer]], batches: int) -> list[Figure]:
    """Milliseconds of CPU a request of each, in batches that take turns, so that a busy minute hits all alike."""
    sizes = [_size(ask) for ask in asked]
    readings: list[list[float]] = [[] for _ in asked]
    gc.collect()
    for _ in range(batches):
        for number, ask in enumerate(asked):
            readings[number].append(1000 * _cpu(ask, sizes[number]) / sizes[number])
    return [figures.of(each) for each in readings]


def _size(ask: Callable[[], Answer]) -> int:
    for _ in range(WARM):
        ask()
    return max(2, min(100, round(A_BATCH / max(_cpu(ask, 2) / 2, 1e-5))))


def _cpu(ask: Callable[[], Answer], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        ask()
    return time.process_time() - began
