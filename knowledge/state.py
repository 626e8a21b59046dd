"""One row about the base as a whole: its version, its calibration, when people were last told of its gaps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, insert_for
from knowledge.stored_json import StoredJson

_ROW = 1


class BaseState(Base):
    """The row. `calibration` has the fields of `knowledge.confidence.Calibration` as `liniya kb tune` found them."""

    __tablename__ = "kb_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    calibration: Mapped[dict[str, Any] | None] = mapped_column(StoredJson(none_as_null=True))
    reported_at: Mapped[datetime | None]
    """When the group was last told what clients asked in vain."""


async def changed(session: AsyncSession) -> None:
    """Something that the search answers from was changed: a new version, and every running copy looks again."""
    await _exists(session)
    await session.execute(update(BaseState).where(BaseState.id == _ROW).values(version=BaseState.version + 1))


async def version(session: AsyncSession) -> int:
    """The base's version; 0 as long as nobody wrote into it."""
    return await session.scalar(select(BaseState.version).where(BaseState.id == _ROW)) or 0


async def of_the_base(session: AsyncSession) -> BaseState:
    """The row, made when it is not there yet."""
    await _exists(session)
    return await session.get_one(BaseState, _ROW, populate_existing=True)


async def _exists(session: AsyncSession) -> None:
    values = {"id": _ROW, "version": 0}
    await session.execute(insert_for(session, BaseState).values(values).on_conflict_do_nothing())
