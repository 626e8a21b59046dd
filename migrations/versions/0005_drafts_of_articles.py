"""Articles that operators are writing in their group: drafts, until they are saved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

_MOMENT = sa.DateTime(timezone=True)
_FIELDS = ("title", "answer", "questions", "sources", "valid_until", "owner", "centre", "tags")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "kb_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("chat", sa.String(length=40), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("article_id", sa.String(length=200), nullable=True),
        sa.Column("base_revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("asking", sa.Enum(*_FIELDS, name="field", native_enum=False, length=12), nullable=True),
        sa.Column("heard_id", sa.String(length=40), nullable=True),
        sa.Column("heard_as", sa.Enum(*_FIELDS, name="field", native_enum=False, length=12), nullable=True),
        sa.Column("gaps", sa.JSON(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("open", "saved", "cancelled", name="draftstate", native_enum=False, length=10),
            nullable=False,
        ),
        sa.Column("begun_at", _MOMENT, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["outbox.id"], name=op.f("fk_kb_drafts_card_id_outbox")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_kb_drafts_staff_id_staff")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_kb_drafts_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_drafts")),
    )
    op.create_index("ix_kb_drafts_card_id", "kb_drafts", ["card_id"], unique=False)
    op.create_index("ix_kb_drafts_heard", "kb_drafts", ["chat", "heard_id"], unique=False)
    op.create_index("ix_kb_drafts_ticket_id", "kb_drafts", ["ticket_id"], unique=False)


def downgrade() -> None:
    """Back."""
    op.drop_table("kb_drafts")
