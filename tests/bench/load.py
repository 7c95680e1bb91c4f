"""Requests a second and how long they take, by wrk: from one connection, then from eight."""

import re
import shutil
import subprocess
import urllib.request
from dataclasses import dataclass

from tests.bench.asking import ACCEPTED, cookie_of
from tests.bench.floor import measured_app
from tests.bench.page_costs import Union
from tests.bench.pages import main_pages_of
from tests.bench.serving import served

WHAT_TO_INSTALL = "Requests a second are not measured: wrk is missing (Debian and Ubuntu: apt-get install wrk)."
CONNECTIONS = (1, 8)
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """With so many connections at once: requests a second, and the milliseconds that half and 99 % of them took."""

    connections: int
    a_second: float
    p50_ms: float
    p99_ms: float


def generator() -> str | None:
    return shutil.which("wrk")


def load_on_pages(union: Union, seconds: int) -> dict[str, list[Load]]:
    """By the name of each main page and floor, what two workers do for one visitor and for eight."""
    app = measured_app(DATA=union.folder, DATABASE_URL=union.url)
    asked = [(page, cookie_of(app, page.who)) for page in main_pages_of(app)]
    found = {}
    with served(union) as site:
        for page, cookie in asked:
            _warm_up(f"{site}{page.address}", cookie)
            found[page.name] = [_ask(f"{site}{page.address}", cookie, each, seconds) for each in CONNECTIONS]
    return found


def _warm_up(url: str, cookie: str) -> None:
    """Both workers have seen the page before it counts."""
    for _ in range(10):
        asked = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
        urllib.request.urlopen(asked, timeout=30).close()


def _ask(url: str, cookie: str, connections: int, seconds: int) -> Load:
    headers = ["-H", f"Accept-Encoding: {ACCEPTED}", *(["-H", f"Cookie: {cookie}"] if cookie else [])]
    command = [generator(), "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--latency", *headers, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return read(said, connections)


def read(said: str, connections: int) -> Load:
    """wrk's words as figures; raises RuntimeError where a request failed."""
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)", said)
    if failed:
        raise RuntimeError(f"not all requests were answered: {failed[0]}")
    a_second = re.search(r"Requests/sec:\s+([\d.]+)", said)
    within = {share: _milliseconds(*re.search(rf"{share}%\s+([\d.]+)(us|ms|s|m)", said).groups()) for share in (50, 99)}
    return Load(connections, float(a_second[1]), within[50], within[99])


def _milliseconds(number: str, unit: str) -> float:
    return float(number) * UNITS[unit]
