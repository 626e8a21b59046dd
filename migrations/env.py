"""Alembic's entry: run by `bot.schema` with a connection, or by the `alembic` command with the settings' database."""

from __future__ import annotations

import importlib
from typing import Any, Literal

from alembic import context
from alembic.runtime.migration import MigrationInfo
from sqlalchemy import Connection, text

from bot.database import Base, Moment

OWNERS = (
    "bot.clients",
    "bot.codes",
    "bot.file_uploads",
    "bot.files",
    "bot.inbox",
    "bot.joins",
    "bot.kept_secrets",
    "bot.links",
    "bot.outbox",
    "handlers.conversations",
    "knowledge.gaps",
    "knowledge.learning",
    "knowledge.semantic.cache",
    "knowledge.state",
    "knowledge.store",
    "operators.acts",
    "operators.answers",
    "operators.centres",
    "operators.confirmations",
    "operators.contacts",
    "operators.destructions",
    "operators.drafts",
    "operators.exports",
    "operators.history",
    "operators.leave_permissions",
    "operators.letters",
    "operators.members",
    "operators.notes",
    "operators.opt_outs",
    "operators.organisations",
    "operators.personal_managers",
    "operators.retention",
    "operators.roles",
    "operators.staff",
    "operators.tickets",
    "operators.topics",
)
"""Every module that declares tables; `tests/test_migrations.py` says which one was forgotten."""

_LOCK = 0x11717A


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Revisions must not change with the code, so our own types are written as what they are in the database."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def _migrate(connection: Connection, applied: list[str]) -> None:
    on_sqlite = connection.dialect.name == "sqlite"
    with connection.execution_options(migrates=True).begin():
        if not on_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})

        # Alembic passes these four by name.
        def remember(ctx: object, step: MigrationInfo, heads: object, run_args: object) -> None:  # noqa: ARG001
            applied.extend(step.up_revision_ids if step.is_upgrade else ())

        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=on_sqlite,
            compare_type=True,
            render_item=_render,
            on_version_apply=remember,
        )
        context.run_migrations()


def _from_settings() -> None:
    from bot import schema
    from bot.settings import load

    with schema.connected(load(None).database.url.get_secret_value()) as connection:
        _migrate(connection, [])


for owner in OWNERS:
    importlib.import_module(owner)

given: dict[str, Any] = context.config.attributes
if "connection" in given:
    _migrate(given["connection"], given["applied"])
else:
    _from_settings()
