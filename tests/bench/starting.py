"""How long it takes to start: the app alone, and `lms serve` up to its first answer."""

import subprocess
import sys
import time
from pathlib import Path

from tests.bench.figures import Figure, of
from tests.bench.page_costs import Union
from tests.bench.project import PROJECT
from tests.bench.serving import environment, free_port, running, wait_until_it_answers

CREATE = "from lms import create_app; create_app()"


def start_up(union: Union, readings: int) -> dict[str, Figure]:
    """In seconds, over a database that is there: the first time of each makes what is missing, and doesn't count."""
    ways = {"create_app()": _create, "lms serve, first answer": _serve}
    return {name: of([way(union) for _ in range(readings + 1)][1:]) for name, way in ways.items()}


def _create(union: Union) -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", CREATE], cwd=PROJECT, env=environment(union), check=True)
    return time.monotonic() - began


def _serve(union: Union) -> float:
    port, lms = free_port(), Path(sys.executable).with_name("lms")
    began = time.monotonic()
    with running([str(lms), "serve", "--no-demo", "--port", str(port)], union) as server:
        wait_until_it_answers(f"http://127.0.0.1:{port}", server)
        return time.monotonic() - began
