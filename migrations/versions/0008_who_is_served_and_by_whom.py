"""Who is served and by whom: centres, what desks serve, organisations with their contracts, personal managers, contact
cards, the roles of the staff; consents by purpose; what a ticket is about and when it has to be answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None

_MOMENT = sa.DateTime(timezone=True)
_PURPOSES = sa.Enum("hotline", "experts", "seniors", "marketing", name="purpose", native_enum=False, length=20)
_KINDS = sa.Enum(
    "question",
    "selection",
    "consultation",
    "document",
    "training",
    "seminar",
    "support",
    "outage",
    "manager",
    "suggestion",
    "complaint",
    "subscription",
    "call_back",
    name="ticketkind",
    native_enum=False,
    length=20,
)
_CONSENTS = sa.Enum("personal_data", "advertising", name="consentpurpose", native_enum=False, length=20)
_NEW_TABLES = (
    "organisation_people",
    "contact_cards",
    "organisations",
    "personal_managers",
    "staff_skills",
    "staff_roles",
    "staff_absences",
    "desk_purposes",
    "centre_days",
    "centres",
)
_POINTERS = (
    ("centre_id", "centres"),
    ("organisation_id", "organisations"),
    ("manager_id", "personal_managers"),
    ("about_id", "staff"),
)
_MOMENTS = ("counted_from", "response_due", "solution_due", "reminded_at", "overdue_at", "rated_at", "anonymised_at")


def upgrade() -> None:
    """Forward: the hotline's group goes on serving the hotline, and consents are for personal data so far."""
    _make_tables()
    op.execute("INSERT INTO desk_purposes (desk_id, purpose) SELECT max(id), purpose FROM desks GROUP BY purpose")
    with op.batch_alter_table("desks") as batch:
        batch.drop_column("purpose")
    with op.batch_alter_table("consents") as batch:
        batch.add_column(sa.Column("purpose", _CONSENTS, nullable=False, server_default="personal_data"))
        batch.add_column(sa.Column("channel", sa.String(length=40), nullable=False, server_default=""))
        batch.add_column(sa.Column("withdrawn_at", _MOMENT, nullable=True))
    op.execute(
        "UPDATE consents SET channel = (SELECT channel FROM client_addresses WHERE client_addresses.id = address_id)"
    )
    with op.batch_alter_table("tickets", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("kind", _KINDS, nullable=False, server_default="question"))
        batch.add_column(sa.Column("queue", _PURPOSES, nullable=False, server_default="hotline"))
        for name, _ in _POINTERS:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in _MOMENTS:
            batch.add_column(sa.Column(name, _MOMENT, nullable=True))
        batch.add_column(sa.Column("refusal", sa.Text(), nullable=True))
        batch.create_index("ix_tickets_state_response_due", ["state", "response_due"])
        batch.create_index("ix_tickets_state_solution_due", ["state", "solution_due"])
        for name, table in _POINTERS:
            batch.create_foreign_key(op.f(f"fk_tickets_{name}_{table}"), table, [name], ["id"])


def downgrade() -> None:
    """Back: what the old desks cannot say is lost."""
    with op.batch_alter_table("tickets", table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name, table in _POINTERS:
            batch.drop_constraint(op.f(f"fk_tickets_{name}_{table}"), type_="foreignkey")
        batch.drop_index("ix_tickets_state_solution_due")
        batch.drop_index("ix_tickets_state_response_due")
        for name in ("kind", "queue", "refusal", *_MOMENTS, *(name for name, _ in _POINTERS)):
            batch.drop_column(name)
    with op.batch_alter_table("consents") as batch:
        for name in ("purpose", "channel", "withdrawn_at"):
            batch.drop_column(name)
    with op.batch_alter_table("desks") as batch:
        batch.add_column(sa.Column("purpose", sa.String(length=20), nullable=False, server_default="hotline"))
    for table in _NEW_TABLES:
        op.drop_table(table)


def _make_tables() -> None:
    op.create_table(
        "centres",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("map_url", sa.Text(), nullable=True),
        sa.Column("phones", sa.JSON(), nullable=False),
        sa.Column("emails", sa.JSON(), nullable=False),
        sa.Column("sites", sa.JSON(), nullable=False),
        sa.Column("socials", sa.JSON(), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centres")),
        sa.UniqueConstraint("key", name=op.f("uq_centres_key")),
    )
    op.create_table(
        "centre_days",
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name=op.f("fk_centre_days_centre_id_centres")),
        sa.PrimaryKeyConstraint("centre_id", "day", name=op.f("pk_centre_days")),
    )
    op.create_table(
        "desk_purposes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("purpose", _PURPOSES, nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name=op.f("fk_desk_purposes_centre_id_centres")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_desk_purposes_desk_id_desks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_purposes")),
    )
    op.create_index("ix_desk_purposes_purpose_centre_id", "desk_purposes", ["purpose", "centre_id"], unique=False)
    op.create_table(
        "staff_absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["deputy_id"], ["staff.id"], name=op.f("fk_staff_absences_deputy_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_absences_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_absences")),
    )
    op.create_index(op.f("ix_staff_absences_staff_id"), "staff_absences", ["staff_id"], unique=False)
    op.create_table(
        "staff_roles",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "expert", "manager", "marketer", "senior", "administrator", name="role", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("given_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["staff.id"], name=op.f("fk_staff_roles_given_by_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_roles_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "role", name=op.f("pk_staff_roles")),
    )
    op.create_table(
        "staff_skills",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("skill", sa.String(length=60), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_skills_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "skill", name=op.f("pk_staff_skills")),
    )
    op.create_table(
        "personal_managers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("hours", sa.Text(), nullable=True),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["personal_managers.id"], name=op.f("fk_personal_managers_deputy_id_personal_managers")
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["files.id"], name=op.f("fk_personal_managers_photo_id_files")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_personal_managers_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_managers")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_personal_managers_staff_id")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inn", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "contract",
            sa.Enum("maintained", "suspended", "ended", name="contractstate", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("arrears", sa.BigInteger(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=True),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("missing_since", _MOMENT, nullable=True),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name=op.f("fk_organisations_centre_id_centres")),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["personal_managers.id"], name=op.f("fk_organisations_manager_id_personal_managers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("inn", name=op.f("uq_organisations_inn")),
    )
    op.create_table(
        "contact_cards",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("inn", sa.String(length=12), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=True),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name=op.f("fk_contact_cards_centre_id_centres")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_contact_cards_client_id_clients")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_contact_cards_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_contact_cards")),
    )
    op.create_index(op.f("ix_contact_cards_email"), "contact_cards", ["email"], unique=False)
    op.create_index(op.f("ix_contact_cards_inn"), "contact_cards", ["inn"], unique=False)
    op.create_index(op.f("ix_contact_cards_organisation_id"), "contact_cards", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_contact_cards_phone"), "contact_cards", ["phone"], unique=False)
    op.create_table(
        "organisation_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_organisation_people_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_people")),
    )
    op.create_index("ix_organisation_people_email", "organisation_people", ["email"], unique=False)
    op.create_index("ix_organisation_people_organisation_id", "organisation_people", ["organisation_id"], unique=False)
    op.create_index("ix_organisation_people_phone", "organisation_people", ["phone"], unique=False)
