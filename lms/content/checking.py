"""Everything that is to be said about a folder of material: its mistakes with hints, and what to look at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from lms.content import operations
from lms.content.advice import warnings
from lms.content.building import Problem
from lms.content.hints import hinted
from lms.content.news import law_news
from lms.content.next_versions import is_overtaken, next_version
from lms.content.publications import Folder, last_publication, take
from lms.content.reading import Mistakes, read
from lms.content.shapes import Material
from lms.content.sources import Sources
from lms.db import db
from lms.refusal import Refusal

RUNS = "lms.content_runs"  # a room above tells of its runs here


@dataclass(frozen=True)
class Report:
    """`folder` is None where there are mistakes: then nothing can be published."""

    problems: list[Problem]
    warnings: list[Problem]
    folder: Folder | None = None


def check_folder(folder: Path, today: date) -> Report:
    """Read and judge it; slow, and without the database."""
    return _judged(folder, lambda: take(folder), today)


def check_sources(sources: Sources, today: date) -> Report:
    """The same of files that were sent."""
    with sources.laid_out() as folder:
        return _judged(folder, lambda: Folder(read(folder), sources), today)


def _judged(folder: Path, taken: Callable[[], Folder], today: date) -> Report:
    try:
        read_whole = taken()
    except Mistakes as mistakes:
        return Report(hinted(mistakes.problems, folder), [])
    return Report([], warnings(read_whole.material, today), read_whole)


def against_published(report: Report, sent_at: datetime | None = None) -> Report:
    """With what the database adds: versions that are taken, law that reps are told of, programmes left out, runs."""
    if report.folder is None:
        return report
    material = report.folder.material
    worth_a_look = [*report.warnings, *_unexplained(material), *_left_out(material), *_runs(material)]
    return Report([*report.problems, *_versions(material, sent_at)], worth_a_look, report.folder)


def _versions(material: Material, sent_at: datetime | None) -> Iterable[Problem]:
    for programme in material.programmes:
        newest = operations.latest(programme.slug)
        if newest is None or newest.digest == operations.digest_of(programme):
            continue
        try:
            operations.check_version(programme)
        except Refusal as refusal:
            words, _, remedy = refusal.sentence.rpartition(". ")
            if is_overtaken(programme, newest, sent_at):
                remedy = "Make your change in what is published now: download it first."
            yield Problem(f"programmes/{programme.slug}.yaml", "version", words,
                          f"{remedy} “{next_version(newest)}” would be the next.")


def _unexplained(material: Material) -> Iterable[Problem]:
    for news in law_news(operations.published_now(), {each.slug: each for each in material.programmes}):
        if news.unexplained:
            yield Problem(f"law/{news.law.slug}.yaml", "update",
                          "reps who learned it are asked to read it again, and it doesn’t say what has changed",
                          "Say so in one to four sentences. Where only words were put right, write “corrected:” and "
                          "today’s date instead.")


def _left_out(material: Material) -> Iterable[Problem]:
    last = last_publication()
    there = {programme.slug for programme in material.programmes}
    for slug in sorted(set(last.versions if last else ()) - there):
        yield Problem(f"programmes/{slug}.yaml", "file", "it was published last time, and isn’t here now",
                      "It stays published as it is. Its files would no longer be in the download.")


def _runs(material: Material) -> Iterable[Problem]:
    tell: Callable = current_app.extensions.get(RUNS, lambda slugs: [])
    for slug, where, module in tell([programme.slug for programme in material.programmes]):
        programme = next(each for each in material.programmes if each.slug == slug)
        if module not in programme.module_slugs:
            yield Problem(f"programmes/{slug}.yaml", "module_slugs",
                          f"{where} covers “{module}”, which it no longer has",
                          "That run keeps the version that it was planned with, unless it is moved.")


def knows_what_is_published() -> bool:
    """Whether there is a database with the tables for it: on an author's own machine there may be none."""
    url = db.engine.url
    if url.get_backend_name() == "sqlite" and not (url.database and Path(url.database).is_file()):
        return False
    try:
        with db.engine.connect() as connection:
            return inspect(connection).has_table("publication")
    except OperationalError:
        return False
