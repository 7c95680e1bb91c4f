"""The next version of programmes that were changed under the one that is published."""

import re
from collections.abc import Mapping
from datetime import datetime

from lms.content import operations
from lms.content.models import Snapshot
from lms.content.shapes import Material, Programme
from lms.content.sources import Sources

_LINE = re.compile(rb"^version:[^\r\n]*", re.MULTILINE)


def next_version(newest: Snapshot) -> str:
    major, _, minor = newest.version.partition(".")
    return f"{major}.{int(minor) + 1}"


def is_overtaken(programme: Programme, newest: Snapshot, sent_at: datetime | None) -> bool:
    """Somebody has published since this was begun or sent: to go on from here would take back what that changed."""
    older = operations.numbers(programme.version) < operations.numbers(newest.version)
    return older or sent_at is not None and newest.published_at > sent_at


def due_versions(material: Material, sent_at: datetime) -> dict[str, str]:
    """By programme, the version that it needs; {} where one of them is overtaken, or none needs one."""
    due = {}
    for programme in material.programmes:
        newest = operations.latest(programme.slug)
        if newest is None or newest.digest == operations.digest_of(programme):
            continue
        if is_overtaken(programme, newest, sent_at):
            return {}
        if programme.version == newest.version:
            due[programme.slug] = next_version(newest)
    return due


def with_versions(sources: Sources, versions: Mapping[str, str]) -> Sources:
    """The same files, with these versions in those of the programmes."""
    files = dict(sources.files)
    for slug, version in versions.items():
        name = f"programmes/{slug}.yaml"
        files[name] = _LINE.sub(f'version: "{version}"'.encode(), files[name], count=1)
    return Sources(files)
