"""A dialogue remembers what was answered last, and what was offered without a choice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None

_COLUMNS = (
    ("answered_article", sa.String(length=40)),
    ("answered_question", sa.Text()),
    ("answered_at", sa.DateTime(timezone=True)),
    ("offered_question", sa.Text()),
)


def upgrade() -> None:
    """Forward."""
    for name, kind in _COLUMNS:
        op.add_column("dialogues", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Back."""
    for name, _ in reversed(_COLUMNS):
        op.drop_column("dialogues", name)
