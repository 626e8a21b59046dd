"""By when a ticket is answered: what has happened since its terms began to count, and when it has to be looked at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | None = None
depends_on: str | None = None

_MOMENT = sa.DateTime(timezone=True)
_MOMENTS = ("reacted_at", "answered_at", "watch_at")


def upgrade() -> None:
    """Forward: tickets that are open have no dues yet; the sweep counts them."""
    for name in _MOMENTS:
        op.add_column("tickets", sa.Column(name, _MOMENT, nullable=True))
    op.add_column("tickets", sa.Column("overdue_minutes", sa.Integer(), nullable=True))
    op.create_index("ix_tickets_state_watch_at", "tickets", ["state", "watch_at"])


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_tickets_state_watch_at", table_name="tickets")
    for name in ("overdue_minutes", *_MOMENTS):
        op.drop_column("tickets", name)
