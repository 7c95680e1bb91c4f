"""The tables that DBOS keeps beside ours, as far as we read them."""

from functools import cache

from sqlalchemy import BigInteger, TableClause, Text, column, table

from lms.db import db

# On SQLite they share our namespace: no model may take one of these names (a test holds it).
DBOS_TABLES = frozenset({
    "application_versions", "dbos_migrations", "event_dispatch_kv", "notifications", "operation_outputs", "queues",
    "streams", "workflow_events", "workflow_events_history", "workflow_input", "workflow_output",
    "workflow_schedules", "workflow_status",
})


def is_ours(name: str | None, type_: str, _parent_names: dict) -> bool:
    """Alembic's `include_name`: DBOS makes and changes its tables itself."""
    return not (type_ == "table" and name in DBOS_TABLES)


def workflow_status() -> TableClause:
    return _status(_schema())


def workflow_input() -> TableClause:
    return table("workflow_input", column("workflow_uuid", Text), column("inputs", Text), schema=_schema())


def workflow_output() -> TableClause:
    return table("workflow_output", column("workflow_uuid", Text), column("error", Text), schema=_schema())


def _schema() -> str | None:
    return "dbos" if db.engine.dialect.name == "postgresql" else None


@cache
def _status(schema: str | None) -> TableClause:
    texts = ("workflow_uuid", "status", "name", "executor_id", "application_version", "queue_name")
    moments = ("created_at", "started_at_epoch_ms", "completed_at", "updated_at", "delay_until_epoch_ms")
    columns = [column(name, Text) for name in texts] + [column(name, BigInteger) for name in moments]
    return table("workflow_status", *columns, schema=schema)
