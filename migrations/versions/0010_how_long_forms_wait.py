"""How long an open form waits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.add_column("dialogues", sa.Column("form_due", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_dialogues_form_due", "dialogues", ["form_due"])


def downgrade() -> None:
    op.drop_index("ix_dialogues_form_due", "dialogues")
    op.drop_column("dialogues", "form_due")
