"""Data folders with the big union in them, made once for each state of the models and of the builder.

`python -m tests.bench.folder FOLDER [--runs 1000]` makes one for `LMS_DATA=FOLDER lms serve`, dated today.
"""

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from lms import create_app
from lms.db import db
from tests.bench.project import PROJECT
from tests.bench.union import MEMBERS, NOW, RUNS, make_union
from tests.bench.union.people import PASSWORD

CACHE = PROJECT / ".cache" / "bench"
MADE_FROM = (
    "lms/**/models.py", "lms/audit.py", "lms/throttle.py", "lms/demo_mark.py", "lms/migrations/versions/*.py",
    "lms/*/rules.py", "lms/people/searching.py", "lms/accreditation/conditions.py", "lms/certificates/codes.py",
    "lms/demo/*.py", "lms/demo/writing/*.py", "course_content/**/*", "tests/bench/union/*.py",
)
KEPT = 4  # the latest folders; half a gigabyte each


def kept_folder(*, runs: int = RUNS, members: int = MEMBERS, now: datetime = NOW) -> Path:
    """The folder with such a union, on SQLite; made now if the models or the builder have changed. Copy it to write."""
    folder = CACHE / f"{members}-{runs}-{_digest(now)}"
    if not folder.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=CACHE, prefix="making-"))
        try:
            make_folder(making, runs=runs, members=members, now=now)
            if not folder.is_dir():  # nobody else was first
                making.rename(folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    folder.touch()
    kept = [each for each in CACHE.iterdir() if not each.name.startswith("making-")]
    for old in sorted(kept, key=lambda each: -each.stat().st_mtime)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def make_folder(folder: Path, **size) -> None:
    """The database, the keys that its codes were sealed with, and the static files."""
    app = create_app({"DATA": folder, "DATABASE_URL": None})
    make_union(app, **size)
    close(app)


def close(app: Flask) -> None:
    """Let go of the database; on SQLite, all of it is in its one file then."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()


def copied(folder: Path, into: Path) -> Path:
    """A copy that may be written to."""
    return Path(shutil.copytree(folder, into, dirs_exist_ok=True))


def _digest(now: datetime) -> str:
    digest = hashlib.sha256(now.isoformat().encode())
    for path in sorted({path for pattern in MADE_FROM for path in PROJECT.glob(pattern) if path.is_file()}):
        digest.update(str(path.relative_to(PROJECT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m tests.bench.folder", description=__doc__.splitlines()[0])
    words.add_argument("folder", type=Path)
    words.add_argument("--runs", type=int, default=RUNS)
    words.add_argument("--members", type=int, default=MEMBERS)
    given = words.parse_args()
    if (given.folder / "tolpuddle.db").exists():
        sys.exit(f"{given.folder} holds a database already. Choose another folder, or remove it.")
    began = time.monotonic()
    make_folder(given.folder, runs=given.runs, members=given.members, now=datetime.now(UTC).replace(microsecond=0))
    print(f"Made in {time.monotonic() - began:.0f} s. Serve it: LMS_DATA={given.folder} DEMO=0 lms serve\n"
          f"Sign-ins, all with the password “{PASSWORD}”: admin@bench.example, facilitator@bench.example, "
          "officer@bench.example, member0@bench.example (a trainee), member100@bench.example")


if __name__ == "__main__":
    main()
