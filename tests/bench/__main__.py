"""`python -m tests.bench`: what every page costs, on either database, beside the floor that the framework sets."""

import argparse
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial

from tests.bench import measuring, project, table
from tests.bench.databases import ENGINES, databases

ON_UNIONS = {"pages": measuring.pages, "elsewhere": measuring.other_pages, "load": measuring.loads,
             "drafts": measuring.saving}
ALONE = {"certificates": measuring.certificates, "passwords": measuring.signing_in, "starting": measuring.starts}
SECTIONS = (*ON_UNIONS, "import", *ALONE, "memory")


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    words.add_argument("--json", action="store_true", help="for a machine: all figures on stdout")
    words.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS, metavar="SECTION",
                       help=f"of {', '.join(SECTIONS)}")
    words.add_argument("--engine", choices=ENGINES, action="append", help="one database only")
    words.add_argument("--small", action="store_true", help="a small union, in a minute: to see that the bench works")
    given = words.parse_args()
    for name in [name for name in os.environ if name.startswith("LMS_")]:
        del os.environ[name]  # a developer's own settings are no part of it
    plan = measuring.SMALL if given.small else measuring.Plan()
    found = measured(plan, tuple(given.only), tuple(given.engine or ENGINES))
    print(json.dumps(found, indent=1) if given.json else "\n".join(table.lines_of(found)))


def measured(plan: measuring.Plan, only: tuple[str, ...], engines: tuple[str, ...]) -> dict:
    """All figures; what a person would wait for is told on stderr."""
    began, machine = time.monotonic(), project.machine()
    print(f"Load {machine['load_before']} on {machine['processors']} processors.", file=sys.stderr)
    found = {"machine": machine, "size": asdict(plan.size), "engines": {engine: {} for engine in engines}}
    wanted = [name for name in ON_UNIONS if name in only]
    with ThreadPoolExecutor(1) as beside:
        # It takes minutes and no time of its own is measured: it runs while the databases are made.
        memory = beside.submit(measuring.memory, plan) if "memory" in only else None
        if wanted:
            _on_unions(plan, wanted, engines, found, memory)
        elif memory:
            found |= measuring.timed("memory over certificates", memory.result)
    for engine in engines if "import" in only else ():
        found["engines"][engine] |= measuring.timed(f"import, {engine}", partial(measuring.importing, plan, engine))
    for name in ALONE:
        if name in only:
            found |= measuring.timed(name, partial(ALONE[name], plan))
    machine["load_after"] = project.load()
    return found | {"seconds": round(time.monotonic() - began)}


def _on_unions(plan: measuring.Plan, wanted: list[str], engines: tuple[str, ...], found: dict, memory) -> None:
    with ExitStack() as stack:
        said = "the databases, made where they aren't kept from before"
        pairs = measuring.timed(said, lambda: stack.enter_context(databases(plan.size, engines)))
        if memory:  # nothing else is at work while pages are measured
            found |= measuring.timed("memory over certificates", memory.result)
        for engine in engines:
            for name in wanted:
                work = partial(ON_UNIONS[name], plan, engine, pairs[engine])
                found["engines"][engine] |= measuring.timed(f"{name}, {engine}", work)


if __name__ == "__main__":
    main()
