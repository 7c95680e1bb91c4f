"""Two gunicorn workers over a union, at a free port of this machine; ended by their own process."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.page_costs import Union
from tests.bench.project import PROJECT

WORKERS = 2
PATIENCE = 30


def environment(union: Union) -> dict[str, str]:
    """What a process gets to know of a union, and nothing that a developer set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    kept |= {"LMS_DATA": str(union.folder), "PYTHONPATH": str(PROJECT), "PYTHONWARNINGS": "ignore"}
    return kept | ({"LMS_DATABASE_URL": union.url} if union.url else {})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(union: Union) -> Iterator[str]:
    """The address of the site, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--bind", f"127.0.0.1:{port}",
               "--log-level", "error", "tests.bench.wsgi:app"]
    with running(command, union) as server:
        yield wait_until_it_answers(f"http://127.0.0.1:{port}", server)


@contextmanager
def running(command: list[str], union: Union, heard: bool = False) -> Iterator[subprocess.Popen]:
    """A process until the block ends; `heard` keeps what it says."""
    process = subprocess.Popen(command, cwd=PROJECT, env=environment(union), stderr=subprocess.PIPE, text=True,
                               stdout=subprocess.PIPE if heard else subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def wait_until_it_answers(site: str, server: subprocess.Popen) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended at once:\n{server.stderr.read()}")
        try:
            urllib.request.urlopen(f"{site}/sign-in", timeout=5).close()
            return site
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"nothing answers at {site}")
