"""What each channel brings that is on: source, outlet, parser, files. Its library is imported here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from bot.calls import FileSource
from bot.clients import ClientBook
from bot.clock import Clock
from bot.database import Database
from bot.delivery import Outlet
from bot.file_store import FileStore
from bot.intake import Side
from bot.messages import Source
from bot.pacing import Paces, Rate, steady
from bot.settings import Settings
from handlers.dialogue import ClientSide, Parse
from handlers.mail_side import MailSide
from handlers.services import Mail, Promises, Searching, Services
from knowledge.live import LiveBase
from knowledge.outcome import Thresholds
from operators import alarms, giving_roles, letters, marks, relay, serving, topics
from operators.book import TopicBook, note_lost
from operators.calendar import WorkingTime
from operators.entitlement import ArrearsAction, Rules, TrustInn
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.rating_links import RatingLinks
from operators.sla import Standard, Term

_CHAT_BURST_SECONDS = 3
"""A reply of two or three messages passes at once; on average it is the setting's pace."""
_VK_PEER = Rate(5, 1)
"""VK documents no pace towards one person; so much keeps clear of its flood control (error 9)."""
_LETTERS_AT_ONCE = 3
"""A mail server takes few connections from one sender at a time."""
_SPARE_SHARE = 4
"""A quarter of the group's minute is kept for what is said: what only tidies up is left undone sooner."""
_GROUP_WINDOW_SECONDS = 61
"""A minute and a little, for the platform's clock starts when a call arrives."""


class Parts:
    """What the channels that are on bring together."""

    def __init__(self, settings: Settings, clock: Clock, base: LiveBase, search: Searching) -> None:
        """`search` is the base's own, or the one that knows meanings as well."""
        self.settings, self.clock, self.base, self.search = settings, clock, base, search
        self.sources: list[Source] = []
        self.outlets: list[Outlet] = []
        self.store = FileStore(settings.data_dir / "files")
        self.fetchers: dict[str, FileSource] = {}
        self.parsers: dict[str, Parse] = {}
        self.addresses: dict[str, str] = {}
        self.rating_links: RatingLinks | None = None
        clients = ClientSide(self.parsers, self.services(), clock)
        # A channel that is switched off may still have tickets: what staff say there waits until it is on again.
        self.sides: dict[str, Side] = {"telegram": clients, "vk": clients}

    def marks(self, ticket_id: int) -> tuple[str, ...]:
        """The links by which a ticket is marked 1–5; none where the world does not see our pages."""
        links = self.rating_links
        return tuple(links.to(ticket_id, mark) for mark in range(1, 6)) if links is not None else ()

    @property
    def standard(self) -> Standard:
        """The quality standard, by the installation's own working time."""
        chosen = self.settings.standard
        terms = {
            TicketKind(kind): Term(term.first_answer_minutes, term.solution_minutes)
            for kind, term in chosen.terms.items()
        }
        return Standard(terms, working_time(self.settings), chosen.remind_share)

    def services(self) -> Services:
        """What the scenarios are given."""
        settings = self.settings
        centre = settings.centre
        promises = Promises(
            working_time=working_time(settings),
            consent_version=settings.consent.version,
            consent_url=settings.consent.url,
            advertising_version=settings.consent.advertising_version,
            advertising_url=settings.consent.advertising_url,
            destroy_days=settings.privacy.destroy_days,
            reopen_hours=settings.tickets.reopen_hours,
            burst_seconds=settings.dialogue.burst_seconds,
            form_days=settings.dialogue.form_days,
            comment_pointer=settings.vk.comment_pointer,
            complaint_emails=settings.complaints.email,
            centre_name=centre.name,
            mail=Mail(on=settings.smtp.on, replies=settings.imap.on, rating_links=self.marks),
            entitlement=entitlement_rules(settings),
            standard=self.standard,
        )
        # Looked at in every turn: the channels that are on come after this, and so do their addresses.
        return Services(
            self.search, self.base.articles, thresholds(settings), promises, self.parsers.keys(), self.addresses
        )


def entitlement_rules(settings: Settings) -> Rules:
    """Who is entitled; kopecks from here on."""
    chosen = settings.entitlement
    return Rules(
        required=chosen.required,
        trust_inn=TrustInn(chosen.trust_inn),
        arrears_limit=int(chosen.arrears_limit * 100),
        arrears_action=ArrearsAction(chosen.arrears_action),
        requests_when_limited=chosen.requests_when_limited,
        warn_days=chosen.permission_warn_days,
        zone=settings.centre.time_zone,
    )


def working_time(settings: Settings) -> WorkingTime:
    """The installation's own, for clients who have no centre."""
    centre = settings.centre
    return WorkingTime.on_weekdays(centre.opens, centre.closes, centre.time_zone)


def thresholds(settings: Settings) -> Thresholds:
    """How sure an answer has to be."""
    return Thresholds(answer=settings.knowledge.answer_from, offer=settings.knowledge.offer_from)


def add_telegram(parts: Parts) -> None:
    """The clients' bot: aiogram, imported only here because it takes its time."""
    from bot.channels.telegram.channel import TelegramChannel
    from bot.channels.telegram.connection import telegram_bot
    from bot.channels.telegram.files import TelegramFiles
    from bot.channels.telegram.parsing import parse
    from bot.channels.telegram.source import TelegramSource

    telegram = parts.settings.telegram
    assert telegram.token is not None  # noqa: S101  (the channel is on)
    bot = telegram_bot(telegram.token.get_secret_value(), telegram.api_url, _secret(telegram.proxy))
    rates = {
        "telegram:bot": steady(telegram.per_second),
        "telegram:chat:": steady(telegram.per_chat_per_second, _CHAT_BURST_SECONDS),
    }

    def named(username: str) -> None:
        parts.addresses["telegram"] = f"t.me/{username}"

    parts.sources.append(TelegramSource(bot, parts.clock, named=named))
    parts.outlets.append(
        Outlet(
            TelegramChannel(bot),
            Paces(rates, "telegram:bot"),
            ClientBook("telegram"),
            [marks.note_outcome],
            store=parts.store,
        )
    )
    parts.parsers["telegram"] = parse
    parts.fetchers["telegram"] = TelegramFiles(bot)


def add_vk(parts: Parts) -> None:
    """The community on VK: vk_api."""
    from bot.channels.vk.channel import VkChannel
    from bot.channels.vk.connection import Vk
    from bot.channels.vk.files import VkFiles
    from bot.channels.vk.parsing import parse
    from bot.channels.vk.source import VkSource

    settings = parts.settings.vk
    assert settings.token is not None  # noqa: S101  (the channel is on)
    assert settings.group_id is not None  # noqa: S101  (the settings see to it)
    token = settings.token.get_secret_value()
    vk = Vk(token, settings.group_id, settings.api_url, per_second=settings.per_second)
    rates = {"vk:community": steady(settings.per_second), "vk:peer:": _VK_PEER}
    parts.sources.append(VkSource(vk, parts.clock))
    parts.outlets.append(
        Outlet(
            VkChannel(vk),
            Paces(rates, "vk:community"),
            ClientBook("vk"),
            [marks.note_outcome],
            store=parts.store,
            alarmed=alarms.tell,
        )
    )
    parts.parsers["vk"] = parse
    parts.addresses["vk"] = f"vk.com/club{settings.group_id}"
    parts.fetchers["vk"] = VkFiles(vk)


def add_email(parts: Parts) -> None:
    """Letters: aiosmtplib."""
    from bot.channels.email.channel import EmailChannel
    from bot.channels.email.composing import Sender
    from bot.channels.email.server import MailServer

    smtp = parts.settings.smtp
    assert smtp.url is not None  # noqa: S101  (the channel is on)
    assert smtp.address is not None  # noqa: S101
    sender = Sender(smtp.address, smtp.from_name or parts.settings.centre.name)
    channel = EmailChannel(MailServer.of(smtp.url.get_secret_value()), sender, parts.clock)
    parts.outlets.append(
        Outlet(
            channel,
            Paces({"email:server": Rate(max(1, round(smtp.per_minute)), 60)}, "email:server"),
            ClientBook("email"),
            [letters.note_outcome],
            concurrency=_LETTERS_AT_ONCE,
            store=parts.store,
            alarmed=alarms.tell,
        )
    )


def add_mailbox(parts: Parts) -> None:
    """Answers to letters, and what did not arrive: imaplib."""
    from bot.channels.email.mailbox import Mailbox
    from bot.channels.email.parsing import said_in
    from bot.channels.email.server import MailServer
    from bot.channels.email.source import NEAR_POLL_SECONDS, POLL_SECONDS, MailFiles, MailSource

    url = parts.settings.imap.url
    assert url is not None  # noqa: S101  (it is on)
    server = MailServer.of(url.get_secret_value())
    poll = NEAR_POLL_SECONDS if server.is_near else POLL_SECONDS
    parts.sources.append(MailSource(Mailbox(server), parts.clock, poll))
    parts.fetchers["email"] = MailFiles(Mailbox(server))
    parts.sides["email"] = MailSide(said_in, parts.clock)


async def add_desk(parts: Parts, database: Database) -> None:
    """The operators' bot: python-telegram-bot."""
    from operators.desk.connection import desk_bot
    from operators.desk.files import DeskFiles
    from operators.desk.sender import DeskSender
    from operators.desk.side import DeskSide
    from operators.desk.source import DeskSource

    desk = parts.settings.desk
    assert desk.token is not None  # noqa: S101  (the channel is on)
    bot = desk_bot(desk.token.get_secret_value(), desk.api_url, _secret(parts.settings.telegram.proxy))
    rates = {"desk:bot": Rate(30, 1), "desk:group:": Rate(max(1, round(desk.per_minute)), _GROUP_WINDOW_SECONDS)}
    async with database.write() as session:
        await serving.set_up(session, {Purpose(purpose): str(chat) for purpose, chat in desk.groups.items()})
        await giving_roles.appoint(session, desk.administrators, parts.clock.now())
        await serving.bring_home(session, parts.clock.now())
        await relay.post_missing(session, parts.clock.now())
    parts.sources.append(DeskSource(bot, parts.clock))
    parts.outlets.append(
        Outlet(
            DeskSender(bot),
            Paces(rates, "desk:bot"),
            TopicBook(),
            [topics.note_opened, topics.note_dropped, note_lost],
            spare=max(1, round(desk.per_minute / _SPARE_SHARE)),
            store=parts.store,
        )
    )
    parts.fetchers["desk"] = DeskFiles(bot)
    parts.sides["desk"] = DeskSide(
        parts.base.articles,
        parts.base,
        parts.clock,
        parts.settings.centre.time_zone,
        refused_topics=parts.settings.expert.refused_topics,
        standard=parts.standard,
    )


def _secret(value: object) -> str | None:
    reveal: Callable[[], str] | None = getattr(value, "get_secret_value", None)
    return reveal() if reveal else None
