"""Who is in the operators' groups; what a ticket asks of whoever takes it; when seniors were told that a skill ends."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "desk_members",
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_desk_members_desk_id_desks")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_desk_members_staff_id_staff")),
        sa.PrimaryKeyConstraint("desk_id", "staff_id", name=op.f("pk_desk_members")),
    )
    with op.batch_alter_table("staff_skills") as batch:
        batch.add_column(sa.Column("reminded_at", _MOMENT, nullable=True))
    with op.batch_alter_table("tickets", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("skill", sa.String(length=60), nullable=True))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("tickets", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_column("skill")
    with op.batch_alter_table("staff_skills") as batch:
        batch.drop_column("reminded_at")
    op.drop_table("desk_members")
