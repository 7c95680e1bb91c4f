"""The material of an upload, read again from its files: slow the first time, then remembered by this process."""

from datetime import date
from pathlib import Path

from lms.content.archives import sources_of
from lms.content.checking import Report, check_sources
from lms.content.models import Upload
from lms.content.publications import Folder
from lms.content.reading import Mistakes, read
from lms.content.sources import Sources
from lms.content.uploads import under_the_union
from lms.db import begin_reading

MOST = 4  # materials that are remembered; each is a few megabytes
_read: dict[str, Folder] = {}  # the one that was asked for last at the end


def report_of(upload: Upload, folder: Path, today: date) -> Report:
    """Its check as it comes out now, under the union of the server's `folder`. Ends the transaction."""
    sources = _sources(upload, folder)
    if known := _known(sources):
        return Report([], [], known)
    report = check_sources(sources, today)
    if report.folder:
        remember(report.folder)
    return report


def folder_of(upload: Upload, folder: Path) -> Folder | None:
    """Its material, if it has no mistakes. Ends the transaction."""
    sources = _sources(upload, folder)
    if known := _known(sources):
        return known
    try:
        with sources.laid_out() as laid_out:
            found = Folder(read(laid_out), sources)
    except Mistakes:
        return None
    remember(found)
    return found


def remember(folder: Folder) -> None:
    _read.pop(folder.sources.digest, None)
    _read[folder.sources.digest] = folder
    for oldest in list(_read)[:-MOST]:
        _read.pop(oldest, None)


def _known(sources: Sources) -> Folder | None:
    if found := _read.get(sources.digest):
        remember(found)
    return found


def _sources(upload: Upload, folder: Path) -> Sources:
    sent = sources_of(upload.archive)
    begin_reading()
    return under_the_union(sent, folder)[0]
