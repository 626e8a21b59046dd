"""The verbs of a transcript: what the client and the operators do, and how time passes."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.services import Mail
from operators.entitlement import TrustInn
from tests.dialogues import centres, contracts, experts, general, managers, staff
from tests.dialogues.line import MOSCOW, Line, with_consent_version

Action = Callable[..., Awaitable[object]]

_CHANNELS = {"Telegram": "telegram", "ВКонтакте": "vk"}
_SPANS = {"секунд": "seconds", "минут": "minutes", "час": "hours", "дн": "days", "ден": "days"}


async def _passes(line: Line, number: str, unit: str) -> None:
    name = next(name for start, name in _SPANS.items() if unit.startswith(start))
    await line.passes(timedelta(**{name: int(number)}))


async def _now(line: Line, moment: str) -> None:
    then = datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=MOSCOW)
    assert then >= line.clock.now(), "time goes forward"
    await line.passes(then - line.clock.now())


async def _new_consent(line: Line, version: str) -> None:
    line.promise(with_consent_version(line.promises, version))


async def _in_channel(line: Line, name: str) -> None:
    line.channel = _CHANNELS[name]


async def _called(line: Line, name: str) -> None:
    line.name = name


async def _connected(line: Line) -> None:
    line.connect()


async def _known_at(line: Line, name: str, address: str) -> None:
    line.addresses[_CHANNELS[name]] = address


async def _pointer(line: Line) -> None:
    line.promise(replace(line.promises, comment_pointer=True))


async def _mail(line: Line, *, replies: bool = False) -> None:
    line.promise(replace(line.promises, mail=Mail(on=True, replies=replies)))


async def _strict_inn(line: Line) -> None:
    rules = replace(line.promises.entitlement, trust_inn=TrustInn.NO)
    line.promise(replace(line.promises, entitlement=rules))


async def _frozen(line: Line, beginning: str) -> None:
    line.screens.frozen.add(line.screens.find("client", beginning).id)


VERBS: tuple[tuple[str, Action], ...] = (
    (r"-- клиент пишет в (Telegram|ВКонтакте)", _in_channel),
    (r"-- клиента зовут (.*)", _called),
    (r"-- адрес линии в (Telegram|ВКонтакте): (.*)", _known_at),
    (r"-- подключены оба мессенджера", _connected),
    (r"-- есть центры (.*)", centres.stand),
    (r"-- договор клиента с центром (\w+)", centres.contract),
    (r"-- центр (\w+) закрыт (\S+)", centres.closed_on),
    (r"-- есть договор ИНН (\d+): (.*)", contracts.has),
    (r"-- клиент известен: (ИНН|телефон) (.*)", contracts.known),
    (r"-- клиент в отпуске по уходу", contracts.on_leave),
    (r"-- ИНН без подтверждения не годится", _strict_inn),
    (r"-- оператор (\S+) подтверждает разрешение до (.*)", contracts.confirms),
    (r"-- оператор (\S+) не принимает разрешение: (.*)", contracts.refuses),
    (r"Клиент пишет полученный код(?: со словами: (.*))?", Line.types_code),
    (r"-- «(.*?)» уже нельзя исправить", _frozen),
    (r"Клиент(?: сразу)?: (.*)", Line.says),
    (r"Клиент отвечает на «(.*?)»: (.*)", lambda line, to, text: line.says(text, to)),
    (r"Клиент(?: сразу)? исправляет «(.*?)» на «(.*?)»", Line.edits),
    (r"Клиент нажимает: (.*)", Line.presses),
    (r"Клиент(?: сразу)? нажимает снова: (.*)", lambda line, label: line.presses(label, gone=True)),
    (r"Клиент подделывает нажатие: (.*)", Line.forges),
    (r"Клиент(?: сразу)? присылает (.+?)(?: альбома (\S+))?(?: с подписью «(.*?)»)?", Line.sends),
    (r"Клиент(?: сразу)? меняет «(.*?)» на «(.*?)» и (?:без вложений|(.+))", Line.edits_content),
    (r"Клиент пересылает от «(.*?)»: (.*?)(?: со словами «(.*?)»)?", Line.forwards),
    (r"Клиент исправляет ещё не пришедшее «(.*?)» на «(.*?)»", Line.edits_ahead),
    (r"Приходит опоздавшее: (.*)", Line.comes_late),
    (r"Клиент ставит (\S+) на «(.*?)»", Line.reacts),
    (r"Клиент убирает реакцию с «(.*?)»", lambda line, to: line.reacts("", to)),
    (
        r"Клиент комментирует запись (\d+)(?: и прикладывает (.+?))?: (.*)",
        lambda line, post, what, text: line.comments(post, text, what),
    ),
    (r"Сообщество отвечает: (.*)", lambda line, text: line.client("elsewhere", text)),
    (r"Клиент подаёт заявку", lambda line: line.asked_for("sample_request")),
    (r"Клиент начинает анкету", lambda line: line.asked_for("sample")),
    (r"Клиент пишет (\d+) знаков «(.*?)»", lambda line, many, what: line.says((what * int(many))[: int(many)])),
    (r"Клиент запускает бота", lambda line: line.client("start")),
    (r"Клиент останавливает бота", lambda line: line.client("left")),
    (r"Клиент включает бота", lambda line: line.client("returned")),
    (r"Приходит нечитаемое", lambda line: line.client("неведомое")),
    (r"Приходит служебное", lambda line: line.client("service")),
    (r"-- база знаний учится", Line.learn),
    (r"-- следим за сроками", Line.watch),
    (r"Оператор (\S+) в общей теме нажимает: (.*)", general.presses),
    (r"Оператор (\S+) в общей теме пишет: (.*)", general.writes),
    (r"Оператор (\S+) в общей теме отвечает на «(.*?)»: (.*)", general.replies),
    (r"-- почта подключена", _mail),
    (r"-- почта подключена, ответы на письма читаются", lambda line: _mail(line, replies=True)),
    (r"-- почта клиента: (\S+)", experts.knows_email),
    (r"Клиент отвечает письмом(?: с адреса (\S+))?: (.*)", experts.mails),
    (r"Приходит отказ почты: (.*)", experts.bounces),
    (r"Приходит автоответ: (.*)", experts.answers_automatically),
    (r"Приходит чужое письмо с адреса (\S+): (.*)", experts.mails_unasked),
    (r"Оператор (\S+) передаёт эксперту", experts.hands_over),
    (r"Эксперт (\S+) отправляет ответ: (.*?)(?: и прикладывает (.+?))?", experts.answers),
    (r"Эксперт (\S+) отказывает: (.*)", experts.refuses),
    (r"-- у клиента есть менеджер (\S+)", managers.has),
    (r"-- менеджер (\S+) в отпуске(?:, замещает (\S+))?", managers.is_away),
    (r"Менеджер (\S+) пишет всем клиентам: (.*)", managers.writes_to_all),
    (
        r"Менеджер (\S+) рекламирует всем клиентам: (.*)",
        lambda line, name, text: managers.writes_to_all(line, name, text, advertising=True),
    ),
    (r"-- есть группа старших", Line.open_seniors),
    (r"Старший (\S+) берёт жалобу", lambda line, name: staff.takes(line, name, complaint=True)),
    (r"Старший (\S+) завершает жалобу", lambda line, name: staff.finishes(line, name, complaint=True)),
    (r"Старший (\S+): (.*)", lambda line, name, text: staff.answers_as(line, name, text, complaint=True)),
    (r"Оператор (\S+) берёт", staff.takes),
    (r"Оператор (\S+)(?: сразу)? завершает", staff.finishes),
    (r"Оператор исправляет «(.*?)» на «(.*?)»", staff.corrects),
    (r"Оператор отзывает «(.*?)»", staff.takes_back),
    (r"Оператор (\S+) отправляет статью «(.*?)»", staff.sends_article),
    (r"Оператор (\S+) добавляет в базу знаний «(.*?)» с заголовком «(.*?)»", staff.adds_to_base),
    (r"Оператор отзывает статью", staff.takes_article_back),
    (r"Оператор (\S+) ставит (\S+) на «(.*?)»", staff.reacts_as),
    (r"Оператор (\S+) убирает реакцию с «(.*?)»", lambda line, who, to: staff.reacts_as(line, who, "", to)),
    (
        r"Оператор (\S+) присылает (.+?)(?: с подписью «(.*?)»)?",
        lambda line, who, what, caption: staff.answers_as(line, who, caption or "", what=what),
    ),
    (r"Оператор (\S+) отвечает на «(.*?)»: (.*)", lambda line, who, to, text: staff.answers_as(line, who, text, to)),
    (r"Оператор (\S+): (.*)", staff.answers_as),
    (r"-- проходит (\d+) (\S+)", _passes),
    (r"-- сейчас (.*)", _now),
    (r"-- клиент уже дал согласие", Line.consent),
    (r"-- в комментариях зовём в сообщения", _pointer),
    (r"-- новый текст согласия: (.*)", _new_consent),
)


def is_at_once(action: str) -> bool:
    """Whether it comes before what stands above it has taken effect."""
    return " сразу" in action.partition(":")[0]


async def perform(line: Line, action: str) -> None:
    """Does it; nothing takes effect yet."""
    for pattern, verb in VERBS:
        if found := re.fullmatch(pattern, action, re.DOTALL):
            await verb(line, *found.groups())
            return
    raise AssertionError(f"no such verb: {action}")
