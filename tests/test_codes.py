"""Codes that link two messengers: how they may be typed, what each is worth, and that guessing leads nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients, code_shape, codes, joins
from bot.clients import ClientAddress
from bot.codes import LIFE, MOST_TRIES, LinkCode, Verdict
from bot.database import Database
from bot.messages import Address, Person
from bot.richtext import bold
from knowledge.loading import load_shipped
from tests.fakes import START
from tests.knowledge.questions import ANSWERABLE

CODES = st.from_regex("(?:[AKMCTXP][2-9]){4}", fullmatch=True)
WAYS = {
    "as told": str.maketrans({}),
    "letters that look the same in Russian": str.maketrans("AKMCTXP", "АКМСТХР"),
    "Latin keys in the Russian layout": str.maketrans("AKMCTXP", "ФЛЬСЕЧЗ"),
    "Russian keys in the Latin layout": str.maketrans("AKMCTXP", "FRVCN{H"),
}


@given(
    code=CODES,
    way=st.sampled_from(sorted(WAYS)),
    lower=st.booleans(),
    between=st.sampled_from(["", " ", "-", " - ", "–", "."]),
)
def test_a_code_is_known_however_it_is_typed(code: str, way: str, lower: bool, between: str) -> None:
    """Case, spaces, dashes, either alphabet, either layout."""
    typed = between.join(code.translate(WAYS[way]))
    assert code_shape.shaped(typed.lower() if lower else typed) == code
    assert code_shape.shaped(f" «{code_shape.spelled(code)}». ") == code


@given(code=CODES, more=st.text("абвгдежзиклмнопрст ", min_size=1).filter(str.strip))
def test_a_code_with_words_is_no_code(code: str, more: str) -> None:
    """It may be somebody's contract number; only the code alone is meant for the line."""
    assert code_shape.shaped(f"{code} {more}") is None
    assert code_shape.shaped(f"{more} {code}") is None


@given(
    code=CODES,
    way=st.sampled_from(sorted(WAYS)),
    between=st.sampled_from(["", "-", " ", " - "]),
    before=st.sampled_from(["", "вот код: ", "я из вк («", "Код\n", "№ 5, "]),
    after=st.sampled_from(["", ", спасибо", "».", "\nждём", " — 5 штук"]),
)
def test_a_code_is_found_among_words(code: str, way: str, between: str, before: str, after: str) -> None:
    """Wherever it stands, and taken out without a trace of it."""
    text = bold(before) + between.join(code.translate(WAYS[way])) + bold(after)
    assert [found.code for found in code_shape.found_in(text.text)] == [code]
    assert code_shape.blotted(text) == bold(before) + "[код]" + bold(after)
    assert code_shape.blotted(text, {"K2K2K2K2"} - {code}) == text


QUESTIONS = [*(text for one in load_shipped() for text in one.wordings), *(text for text, _ in ANSWERABLE)]


@pytest.mark.parametrize("text", [*QUESTIONS, "", "k2m3c4", "12345678", "k2m3c4t0", "k2m3c4t5k2", "о2м3с4т5", "5", "к"])
def test_no_question_has_the_shape_of_a_code(text: str) -> None:
    """Nor figures alone, nor what is longer, nor letters that no code has."""
    assert code_shape.shaped(text) is None
    assert not list(code_shape.found_in(text))


async def test_what_a_code_is_worth(database: Database) -> None:
    """To its own address, in the same messenger, elsewhere, a second time, later, after a new one."""
    async with database.write() as session:
        anna, second, vk, other = [
            await met(session, channel, peer)
            for channel, peer in (("telegram", "1"), ("telegram", "2"), ("vk", "1"), ("vk", "2"))
        ]
        first = await codes.issue(session, anna, START)
        code = await codes.issue(session, anna, START)
        assert await worth(session, first, vk) is Verdict.EXPIRED
        assert await worth(session, code, anna) is Verdict.OWN
        assert await worth(session, code, second) is Verdict.SAME_MESSENGER
        checked = await codes.check(session, code, vk, START + LIFE - timedelta(seconds=1))
        assert (checked.verdict, checked.issuer) == (Verdict.GOOD, anna)
        assert await worth(session, code, other) is Verdict.USED
        await joins.join(session, anna, vk, START)
        code = await codes.issue(session, vk, START)
        assert await worth(session, code, anna) is Verdict.LINKED
        assert (await codes.check(session, code, second, START + LIFE)).verdict is Verdict.EXPIRED
        assert (await codes.check(session, "K2M3C4T5", second, START)).verdict is Verdict.UNKNOWN


async def test_a_code_bears_few_vain_uses(database: Database) -> None:
    """Then it is over, for whoever types it."""
    async with database.write() as session:
        anna, vk = await met(session, "telegram", "1"), await met(session, "vk", "1")
        code = await codes.issue(session, anna, START)
        for _ in range(MOST_TRIES):
            assert await worth(session, code, anna) is Verdict.OWN
        assert await worth(session, code, vk) is Verdict.EXPIRED


async def test_whoever_guesses_waits(database: Database) -> None:
    """A right code is refused as well, until a while after the last wrong one; others are not concerned."""
    async with database.write() as session:
        anna, guessing, honest = [
            await met(session, channel, peer) for channel, peer in (("telegram", "1"), ("vk", "1"), ("vk", "2"))
        ]
        code = await codes.issue(session, anna, START)
        for number in range(MOST_TRIES):
            assert await worth(session, f"A2A2A2A{2 + number}", guessing) is Verdict.UNKNOWN
        assert await worth(session, code, guessing) is Verdict.LOCKED
        assert await worth(session, code, honest) is Verdict.GOOD
        later = START + LIFE
        code = await codes.issue(session, anna, later)
        assert (await codes.check(session, code, guessing, later)).verdict is Verdict.GOOD


async def test_only_a_hash_is_kept_and_not_for_long(database: Database) -> None:
    """What was over a day ago is forgotten when the next code is given."""
    async with database.write() as session:
        anna = await met(session, "telegram", "1")
        code = await codes.issue(session, anna, START)
        (row,) = await session.scalars(select(LinkCode))
        assert code not in "".join(str(value) for value in vars(row).values())
        await codes.issue(session, anna, START + timedelta(days=2))
        assert len((await session.scalars(select(LinkCode))).all()) == 1


async def met(session: AsyncSession, channel: str, peer: str) -> ClientAddress:
    """Somebody who has written."""
    return await clients.meet(session, Address(channel, peer), Person(peer, "Анна"), START)


async def worth(session: AsyncSession, code: str, by: ClientAddress) -> Verdict:
    """What a code is worth to an address at the start."""
    return (await codes.check(session, code, by, START)).verdict
