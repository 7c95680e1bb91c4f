"""The reps' course as it was before two statements of law changed: what an accredited rep has to read since."""

from dataclasses import replace

from lms.content.boxes import law_box
from lms.content.building import plain
from lms.content.law import Law
from lms.content.models import Snapshot
from lms.content.operations import digest_of, latest, programme_of
from lms.content.shapes import Module, Programme
from lms.db import db
from lms.demo.calendar import Calendar

CHANGED = ("service-needed", "compensation-cap")
PUBLISHED = -150


def make_earlier_edition(calendar: Calendar) -> Snapshot | None:
    """Published one minor version ago, when only the older rule of each was stated; None where there is none before.

    The newest edition moves behind it: nobody has looked at either yet, and the latest is the one with the last id.
    """
    newest = latest("reps")
    programme = programme_of(newest)
    major, minor = programme.version.split(".")
    laws = {law.slug: _before(law, calendar) for law in programme.law if law.slug in CHANGED and len(law.rules) > 1}
    if minor == "0" or not laws:
        return None
    after = {"digest": newest.digest, "version": newest.version, "body": newest.body,
             "published_at": newest.published_at, "published_by": newest.published_by}
    earlier = _with(programme, laws, f"{major}.{int(minor) - 1}")
    newest.version, newest.digest, newest.body = earlier.version, digest_of(earlier), plain(earlier)
    newest.published_at = calendar.at(PUBLISHED, "16:20")
    db.session.flush()
    db.session.add(Snapshot(programme_slug=newest.programme_slug, **after))
    db.session.flush()
    return newest


def _before(law: Law, calendar: Calendar) -> Law:
    return replace(law, rules=law.rules[:1], provision=law.provision.partition(";")[0], update="",
                   checked_on=calendar.day(PUBLISHED - 1), next_check=calendar.day(PUBLISHED + 120))


def _with(programme: Programme, laws: dict[str, Law], version: str) -> Programme:
    boxes = [(law_box(law), law_box(laws[law.slug])) for law in programme.law if law.slug in laws]

    def drawn(html: str) -> str:
        for now, then in boxes:
            html = html.replace(now, then)
        return html

    def module_before(module: Module) -> Module:
        return replace(module, pages=tuple(replace(page, html=drawn(page.html)) for page in module.pages))

    return replace(programme, version=version, modules=tuple(module_before(each) for each in programme.modules),
                   law=tuple(laws.get(law.slug, law) for law in programme.law))
