"""The course itself: places, checks and notes, practice, papers, publications and uploads, law that was read anew"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "archive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive")),
        sa.UniqueConstraint("digest", name=op.f("uq_archive_digest")),
    )
    op.create_table(
        "law_round",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_law_round")),
    )
    op.create_table(
        "check_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("check_id", sa.String(length=60), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_check_attempt_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_attempt")),
        sa.UniqueConstraint(
            "person_id",
            "module_slug",
            "check_id",
            "attempt",
            name=op.f("uq_check_attempt_person_id_module_slug_check_id_attempt"),
        ),
    )
    op.create_table(
        "law_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_law_notice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_notice")),
        sa.UniqueConstraint("person_id", "statement", "digest", name=op.f("uq_law_notice_person_id_statement_digest")),
    )
    op.create_table(
        "law_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_law_reading_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_reading")),
        sa.UniqueConstraint("person_id", "statement", "digest", name=op.f("uq_law_reading_person_id_statement_digest")),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('page', 'reflection')", name=op.f("ck_note_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_note_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint(
            "person_id", "module_slug", "kind", "about", name=op.f("uq_note_person_id_module_slug_kind_about")
        ),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("programme_slug", sa.String(length=60), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("page_slug", sa.String(length=60), nullable=False),
        sa.Column("down", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_place_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("person_id", "programme_slug", name=op.f("uq_place_person_id_programme_slug")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("archive_id", sa.Integer(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["archive_id"], ["archive.id"], name=op.f("fk_publication_archive_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_archive_id"), ["archive_id"], unique=False)

    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("module_slug", sa.String(length=60), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_of", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(run_id IS NOT NULL AND snapshot_id IS NULL AND module_slug IS NULL) OR (run_id IS NULL AND snapshot_id IS NOT NULL AND module_slug IS NOT NULL)",
            name=op.f("ck_paper_of_run_or_module"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_paper_run_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_paper_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("run_id", name=op.f("uq_paper_run_id")),
        sa.UniqueConstraint("snapshot_id", "module_slug", name=op.f("uq_paper_snapshot_id_module_slug")),
    )
    op.create_table(
        "practice_way",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("module_slug", sa.String(length=60), nullable=False),
        sa.Column("practice_slug", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_practice_way_person_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_practice_way_run_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_practice_way_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_way")),
        sa.UniqueConstraint(
            "person_id",
            "module_slug",
            "practice_slug",
            "number",
            name=op.f("uq_practice_way_person_id_module_slug_practice_slug_number"),
        ),
    )
    with op.batch_alter_table("practice_way", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_way_run_id"), ["run_id"], unique=False)

    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("archive_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("left_aside", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=120), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=120), nullable=True),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'published', 'withdrawn')", name=op.f("ck_upload_state")),
        sa.ForeignKeyConstraint(["archive_id"], ["archive.id"], name=op.f("fk_upload_archive_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_upload_publication_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_archive_id"), ["archive_id"], unique=False)

    op.create_table(
        "practice_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("way_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scene", sa.String(length=60), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["way_id"], ["practice_way.id"], name=op.f("fk_practice_step_way_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_step")),
        sa.UniqueConstraint("way_id", "number", name=op.f("uq_practice_step_way_id_number")),
    )
    with op.batch_alter_table("accreditation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("renewed_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_accreditation_renewed_by_id"), "accreditation", ["renewed_by_id"], ["id"]
        )

    with op.batch_alter_table("completion_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("uq_completion_decision_now"), sqlite_where=sa.text("ended_at IS NULL"))
        batch_op.create_index(
            "uq_completion_decision_now",
            ["person_id", "run_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )


def downgrade():
    with op.batch_alter_table("completion_decision", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_completion_decision_now",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("uq_completion_decision_now"),
            ["person_id", "programme_slug"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    with op.batch_alter_table("accreditation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_accreditation_renewed_by_id"), type_="foreignkey")
        batch_op.drop_column("renewed_by_id")

    op.drop_table("practice_step")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_archive_id"))

    op.drop_table("upload")
    with op.batch_alter_table("practice_way", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_way_run_id"))

    op.drop_table("practice_way")
    op.drop_table("paper")
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_archive_id"))

    op.drop_table("publication")
    op.drop_table("place")
    op.drop_table("note")
    op.drop_table("law_reading")
    op.drop_table("law_notice")
    op.drop_table("check_attempt")
    op.drop_table("law_round")
    op.drop_table("archive")
