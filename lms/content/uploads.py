"""What authors send: kept with what its check found, published or withdrawn."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import audit
from lms.content import archives
from lms.content.building import Problem
from lms.content.checking import Report
from lms.content.models import Upload
from lms.content.operations import published_now
from lms.content.publications import Folder, Published, one_at_a_time, publish_folder
from lms.content.shapes import Material
from lms.content.sources import Sources
from lms.content.weight import weighty_changes
from lms.db import db
from lms.refusal import Refusal

SHOWN = 20  # uploads that are listed
KEPT = 500  # mistakes, and warnings, that are kept of one upload


def under_the_union(sent: Sources, folder: Path) -> tuple[Sources, list[Problem]]:
    """What was sent, with the union.yaml and the statements that the server has in `folder`.

    They name who answers for the site and its certificates: whoever looks after the server changes them.
    What differs is said.
    """
    here = _union_files(folder)
    theirs, ours = sent.of_the_union(), here.files
    differs = [
        Problem(name, "file", "it differs from the server’s, and is not taken over",
                "Whoever looks after the server changes it there, and starts the site again.")
        for name in sorted(theirs) if _plain(theirs[name]) != _plain(ours.get(name, b""))
    ]
    return sent.with_union_of(here), differs


def _union_files(folder: Path) -> Sources:
    paths = [folder / "union.yaml", *sorted((folder / "union").glob("*.md"))]
    return Sources({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()})


def _plain(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").strip()


def keep_upload(
    name: str, sources: Sources, report: Report, left_aside: list[str], *, actor, now: datetime,
) -> Upload:
    """Keep what was sent, with all that is wrong in it; nothing is published."""
    one_at_a_time()
    upload = Upload(
        name=_printable(name)[-200:] or "material.zip", archive=archives.keep(sources), state="waiting",
        problems=list(map(asdict, report.problems[:KEPT])), warnings=list(map(asdict, report.warnings[:KEPT])),
        left_aside=left_aside[:50], uploaded_at=now, uploaded_by=actor.audit_label[:120],
    )
    db.session.add(upload)
    db.session.flush()
    audit.record("sent material", actor, upload, now, digest=sources.digest, mistakes=len(report.problems))
    return upload


def _printable(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())


def publish_upload(
    upload: Upload, folder: Folder, *, note: str, answers_for_certificates: bool, actor, now: datetime,
) -> Published:
    """Publish it; `folder` is what is read from its files at this moment. Raises Refusal.

    `answers_for_certificates` says that the actor is an administrator: an author alone changes what is
    taught, and not what it is worth.
    """
    _take_hold(upload)
    if not answers_for_certificates and (said := for_an_administrator(folder.material)):
        raise Refusal(
            f"An administrator publishes this, for it changes more than what is taught. {'; '.join(said)}. "
            "It is kept here until then.", code="weight",
        )
    done = publish_folder(folder, note=note, actor=actor, now=now)
    if done.publication is None:
        raise Refusal("It is exactly what is published already. There is nothing to publish.", code="nothing new")
    upload.state, upload.publication = "published", done.publication
    upload.ended_at, upload.ended_by = now, actor.audit_label[:120]
    db.session.flush()
    audit.record("published material", actor, upload, now, versions=[each.audit_label for each in done.snapshots])
    return done


def for_an_administrator(material: Material) -> list[str]:
    """What only an administrator may publish of it, in words."""
    return weighty_changes(published_now(), material.programmes)


def withdraw_upload(upload: Upload, *, actor, now: datetime) -> None:
    """It won't be published, and its files are forgotten."""
    _take_hold(upload)
    archive_id, upload.archive = upload.archive_id, None
    upload.state, upload.ended_at, upload.ended_by = "withdrawn", now, actor.audit_label[:120]
    db.session.flush()
    archives.forget_if_unused(archive_id)
    audit.record("withdrew material", actor, upload, now)


def _take_hold(upload: Upload) -> None:
    """Whoever else publishes or withdraws it waits, and is told what has become of it."""
    one_at_a_time()
    db.session.refresh(upload, ["state", "ended_by"], with_for_update=True)
    if upload.state != "waiting":
        raise Refusal(f"{upload.ended_by} has {upload.state} it already.", code="state")


def find_upload(upload_id: int) -> Upload | None:
    return db.session.get(Upload, upload_id, options=[joinedload(Upload.archive), joinedload(Upload.publication)])


def last_uploads() -> list[Upload]:
    """Those that were sent last, the newest first."""
    return list(db.session.scalars(select(Upload).order_by(Upload.id.desc()).limit(SHOWN)))
