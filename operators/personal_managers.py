"""Personal managers: who looks after which organisations."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

import bot.files  # noqa: F401  (a photo is one of its rows)
import operators.staff  # noqa: F401  (their account is one of its rows)
from bot.database import Base


class PersonalManager(Base):
    """As the CRM names them; `staff_id` once their account in the operators' group is known."""

    __tablename__ = "personal_managers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    hours: Mapped[str | None] = mapped_column(Text)
    """When they can be reached, in the centre's words."""
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), unique=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("personal_managers.id"))
