"""Extended answers of the expert line while they are being written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "expert_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("shown_id", sa.Integer(), nullable=True),
        sa.Column("paused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("begun_at", _MOMENT, nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("dropped_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_expert_answers_ticket_id_tickets")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_expert_answers_staff_id_staff")),
        sa.ForeignKeyConstraint(["shown_id"], ["outbox.id"], name=op.f("fk_expert_answers_shown_id_outbox")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_answers")),
    )
    op.create_index(op.f("ix_expert_answers_ticket_id"), "expert_answers", ["ticket_id"])
    op.create_table(
        "expert_answer_notes",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["desk_notes.id"], name=op.f("fk_expert_answer_notes_note_id_desk_notes")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["expert_answers.id"], name=op.f("fk_expert_answer_notes_answer_id_expert_answers")
        ),
        sa.PrimaryKeyConstraint("note_id", name=op.f("pk_expert_answer_notes")),
    )
    op.create_index(op.f("ix_expert_answer_notes_answer_id"), "expert_answer_notes", ["answer_id"])


def downgrade() -> None:
    """Back."""
    op.drop_table("expert_answer_notes")
    op.drop_table("expert_answers")
