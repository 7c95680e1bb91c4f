"""The sections of the bench, each with what it found as plain values."""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench import aims, drafts, elsewhere, load, members_file, page_costs, papers, passwords, starting
from tests.bench.databases import Pair, Size, empty_database
from tests.bench.fresh import in_fresh_process
from tests.bench.page_costs import Union


@dataclass(frozen=True)
class Plan:
    """How much is measured: the whole takes less than ten minutes on two processors."""

    size: Size = Size(60_000, 10, 1000)
    batches: int = 7
    load_seconds: int = 1
    papers: int = papers.MANY
    imported: int = 60_000
    patience: float = 90
    saving: float = 4
    starts: int = 3


SMALL = Plan(Size(3000, 3, 30), batches=2, papers=20, imported=300, patience=60, saving=1, starts=1)


def pages(plan: Plan, engine: str, pair: Pair) -> dict:
    """Statements, bytes and CPU of each main page on few runs and on many."""
    found = in_fresh_process(page_costs.costs_of_pages, [pair.few, pair.many], plan.batches)
    return {"pages": [_page(name, kind, engine, few, many) for name, kind, (few, many) in found]}


def _page(name: str, kind: str, engine: str, few, many) -> dict:
    ratio = many.cpu_ms.middle / few.cpu_ms.middle
    said = {"name": name, "kind": kind, "few_runs": asdict(few), "many_runs": asdict(many), "ratio": ratio}
    values = {"queries": many.queries, "html": many.html, "cpu_ms": many.cpu_ms.middle, "ratio": ratio}
    wanted = aims.AIMS if engine == "sqlite" else {key: aim for key, aim in aims.AIMS.items() if key != "cpu_ms"}
    missed = [key for key, aim in wanted.items() if aim.missed(values[key])] if kind == "main" else []
    return said | {"missed": missed}


def other_pages(plan: Plan, engine: str, pair: Pair) -> dict:
    """Every other kind of page: statements and bytes."""
    return {"elsewhere": [asdict(each) for each in in_fresh_process(elsewhere.counts, pair.few, pair.many)]}


def loads(plan: Plan, engine: str, pair: Pair) -> dict:
    """Requests a second on many runs."""
    if load.generator() is None:
        return {"load": None, "load_missing": load.WHAT_TO_INSTALL}
    found = load.load_on_pages(pair.many, plan.load_seconds)
    return {"load": {name: [asdict(each) for each in figures] for name, figures in found.items()}}


def saving(plan: Plan, engine: str, pair: Pair) -> dict:
    found = drafts.drafts_a_second(pair.many, plan.saving)
    return {"drafts": {name: asdict(each) for name, each in found.items()}}


def importing(plan: Plan, engine: str) -> dict:
    with empty_database(engine) as union:
        found = members_file.import_rows(union, plan.imported, plan.patience)
    return {"import": asdict(found) | {"a_second": found.a_second, "patience": plan.patience}}


def certificates(plan: Plan) -> dict:
    found = in_fresh_process(papers.certificates_a_second)
    return {"certificates": {name: asdict(each) for name, each in found.items()}}


def memory(plan: Plan) -> dict:
    return {"memory": in_fresh_process(papers.memory_over, plan.papers)}


def signing_in(plan: Plan) -> dict:
    return {"passwords": asdict(in_fresh_process(passwords.checks_a_second))}


def starts(plan: Plan) -> dict:
    with tempfile.TemporaryDirectory(prefix="tolpuddle-bench-") as folder:
        found = starting.start_up(Union(Path(folder)), plan.starts)
    return {"starting": {name: asdict(each) for name, each in found.items()}}


def timed(name: str, work: Callable[[], dict]) -> dict:
    """What the section found; how long it took is told as it goes."""
    print(f"  {name} …", end="", file=sys.stderr, flush=True)
    began = time.monotonic()
    found = work()
    print(f" {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return found
