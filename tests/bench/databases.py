"""The four databases of a run of the bench: ten runs and a thousand, on SQLite and on PostgreSQL."""

import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from lms import create_app
from tests import postgres
from tests.bench.folder import close, copied, kept_folder
from tests.bench.fresh import in_fresh_process
from tests.bench.page_costs import Union
from tests.bench.union import make_union

ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Size:
    """How large the union is: the few and the many runs that are held against each other."""

    members: int
    few: int
    many: int


@dataclass(frozen=True)
class Pair:
    """The same union with few runs and with many, on one engine."""

    few: Union
    many: Union


@contextmanager
def databases(size: Size, engines: tuple[str, ...]) -> Iterator[dict[str, Pair]]:
    """Copies that may be written to, by engine; gone when the block ends."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="tolpuddle-bench-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        makers = {}
        if "sqlite" in engines:
            for runs in (size.few, size.many):
                makers["sqlite", runs] = (_on_sqlite, folder / f"sqlite-{runs}", size.members, runs)
        if "postgresql" in engines:
            server = stack.enter_context(postgres.server())
            for runs in (size.few, size.many):
                url = stack.enter_context(postgres.database(server, f"bench_{folder.name[-8:]}_{runs}".lower()))
                makers["postgresql", runs] = (_on_postgresql, folder / f"postgresql-{runs}", size.members, runs,
                                              url.render_as_string(hide_password=False))
        with ThreadPoolExecutor(2) as both:  # processors
            made = {key: both.submit(in_fresh_process, *call) for key, call in makers.items()}
            found = {key: each.result() for key, each in made.items()}
        yield {engine: Pair(found[engine, size.few], found[engine, size.many]) for engine in engines}


def _on_sqlite(folder: Path, members: int, runs: int) -> Union:
    return Union(copied(kept_folder(members=members, runs=runs), folder))


def _on_postgresql(folder: Path, members: int, runs: int, url: str) -> Union:
    app = create_app({"DATA": folder, "DATABASE_URL": url})
    make_union(app, members=members, runs=runs)
    close(app)
    return Union(folder, url)


@contextmanager
def empty_database(engine: str) -> Iterator[Union]:
    """A data folder and a database with nothing in it, not even tables."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tolpuddle-bench-")))
        if engine == "sqlite":
            yield Union(folder)
            return
        server = stack.enter_context(postgres.server())
        url = stack.enter_context(postgres.database(server, f"bench_{folder.name[-8:]}".lower()))
        yield Union(folder, url.render_as_string(hide_password=False))
