"""Whether a client belongs to the organisation that their card was matched with, as operators decided; and the written
permissions of people on maternity or parental leave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | None = None
depends_on: str | None = None

_MOMENT = sa.DateTime(timezone=True)
_STATES = sa.Enum(
    *("needed", "sent", "confirmed", "refused", "lapsed", "over"),
    name="permissionstate",
    native_enum=False,
    length=10,
)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "organisation_confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("belongs", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _points("organisation_confirmations", "client_id", "clients"),
        _points("organisation_confirmations", "organisation_id", "organisations"),
        _points("organisation_confirmations", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_confirmations")),
        sa.UniqueConstraint(
            "client_id", "organisation_id", name=op.f("uq_organisation_confirmations_client_id_organisation_id")
        ),
    )
    op.create_table(
        "leave_permissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("state", _STATES, nullable=False),
        sa.Column("asked_until", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("scan", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("warned_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        _points("leave_permissions", "client_id", "clients"),
        _points("leave_permissions", "address_id", "client_addresses"),
        _points("leave_permissions", "decided_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave_permissions")),
    )
    op.create_index("ix_leave_permissions_client_id", "leave_permissions", ["client_id"])
    op.create_index("ix_leave_permissions_state_until", "leave_permissions", ["state", "until"])


def downgrade() -> None:
    """Back."""
    op.drop_table("leave_permissions")
    op.drop_table("organisation_confirmations")


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
