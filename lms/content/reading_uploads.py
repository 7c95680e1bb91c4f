"""The material of an upload, read again from its files: slow the first time, then remembered by this process."""

from collections import OrderedDict
from datetime import date
from pathlib import Path

from lms.content.archives import sources_of
from lms.content.checking import Report, check_sources
from lms.content.models import Upload
from lms.content.publications import Folder
from lms.content.uploads import under_the_union
from lms.db import begin_reading

MOST = 4  # materials that are remembered; each is a few megabytes
_read: OrderedDict[str, Folder] = OrderedDict()


def report_of(upload: Upload, folder: Path, today: date) -> Report:
    """Its check as it comes out now, under the union of the server's `folder`. Ends the transaction."""
    packed = sources_of(upload.archive)
    begin_reading()
    sources, _differs = under_the_union(packed, folder)
    known = _read.get(sources.digest)
    if known:
        _read.move_to_end(sources.digest)
        return Report([], [], known)
    report = check_sources(sources, today)
    if report.folder:
        remember(report.folder)
    return report


def remember(folder: Folder) -> None:
    _read[folder.sources.digest] = folder
    while len(_read) > MOST:
        _read.popitem(last=False)
