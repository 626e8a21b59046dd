"""Every key of `liniya.toml`, its default and its bounds; `docs/settings.md` explains them to an administrator."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, SecretStr, model_validator

from bot.settings.entitlement import Entitlement
from bot.settings.privacy import Consent, Privacy, Retention
from bot.settings.section import Section
from bot.settings.standard import Standard
from bot.settings.values import (
    Blank,
    DatabaseUrl,
    HttpUrl,
    ImapUrl,
    Listen,
    ListenOn,
    MailAddress,
    Pace,
    ProxyUrl,
    Share,
    SmtpUrl,
    TelegramToken,
    VkToken,
    sqlite_url,
)
from bot.texts import say

GroupId = Annotated[int, Field(lt=0)]
"""A Telegram group's number."""


class Database(Section):
    """Where the rows live."""

    url: DatabaseUrl = SecretStr(sqlite_url(Path("data")))


class Telegram(Section):
    """The clients' bot."""

    token: Annotated[TelegramToken | None, Blank] = None
    api_url: HttpUrl = "https://api.telegram.org"
    proxy: Annotated[ProxyUrl | None, Blank] = None
    per_second: Pace = 30
    per_chat_per_second: Pace = 1

    @property
    def on(self) -> bool:
        """Whether the channel is used."""
        return self.token is not None


class Desk(Section):
    """The operators' bot and their groups: the hotline's serves experts and marketing too where they have none of
    their own. `administrators`: Telegram ids of those who may give roles from the beginning."""

    token: Annotated[TelegramToken | None, Blank] = None
    api_url: HttpUrl = "https://api.telegram.org"
    chat_id: GroupId | None = None
    experts_chat_id: GroupId | None = None
    seniors_chat_id: GroupId | None = None
    marketing_chat_id: GroupId | None = None
    administrators: tuple[Annotated[int, Field(gt=0)], ...] = ()
    per_minute: Pace = 20

    @property
    def on(self) -> bool:
        """Whether the channel is used."""
        return self.token is not None

    @property
    def groups(self) -> dict[str, int]:
        """The groups by what they are for, those that are set."""
        named = {
            "hotline": self.chat_id,
            "experts": self.experts_chat_id,
            "seniors": self.seniors_chat_id,
            "marketing": self.marketing_chat_id,
        }
        return {purpose: chat for purpose, chat in named.items() if chat is not None}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.token is not None and self.chat_id is None:
            raise ValueError(say("settings-desk-without-chat"))
        if self.token is None and self.groups:
            raise ValueError(say("settings-desk-without-token"))
        return self

    @model_validator(mode="after")
    def _seniors_by_themselves(self) -> Self:
        """Whoever is complained about must not read it."""
        others = [chat for purpose, chat in self.groups.items() if purpose != "seniors"]
        if self.seniors_chat_id in others:
            raise ValueError(say("settings-desk-seniors-shared"))
        return self


class Vk(Section):
    """The VK community. `comment_pointer`: whoever comments under a post is answered there, in public, that the line
    is in the messages."""

    token: Annotated[VkToken | None, Blank] = None
    group_id: Annotated[int, Field(gt=0)] | None = None
    api_url: HttpUrl = "https://api.vk.ru"
    per_second: Pace = 20
    comment_pointer: bool = False

    @property
    def on(self) -> bool:
        """Whether the channel is used."""
        return self.token is not None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.token is not None and self.group_id is None:
            raise ValueError(say("settings-vk-without-group"))
        if self.token is None and self.group_id is not None:
            raise ValueError(say("settings-vk-without-token"))
        return self


class Dialogue(Section):
    """How the conversation with a client goes: lines within `burst_seconds` of each other are one question, a form
    waits `form_days` for the next word."""

    burst_seconds: Annotated[float, Field(ge=0, le=60)] = 1.5
    form_days: Annotated[float, Field(gt=0, le=365)] = 7


class Smtp(Section):
    """The mail server, with its name and password in the URL; `from` is the address that letters come from (the name in
    the URL, where that is an address), `from_name` the name beside it (the centre's)."""

    model_config = ConfigDict(**Section.model_config, validate_by_alias=True, validate_by_name=True)

    url: Annotated[SmtpUrl | None, Blank] = None
    sender: Annotated[MailAddress | None, Blank, Field(alias="from")] = None
    from_name: Annotated[str | None, Blank, Field(max_length=100)] = None
    per_minute: Pace = 60

    @property
    def address(self) -> str | None:
        """Whom letters come from, None when nobody has said."""
        if self.sender is not None or self.url is None:
            return self.sender
        name = unquote(urlsplit(self.url.get_secret_value()).username or "")
        return name if "@" in name else None

    @property
    def on(self) -> bool:
        """Whether letters can be sent."""
        return self.url is not None and self.address is not None


class Imap(Section):
    """The mailbox where answers to letters come in, and what could not be delivered; optional."""

    url: Annotated[ImapUrl | None, Blank] = None

    @property
    def on(self) -> bool:
        """Whether the mailbox is read."""
        return self.url is not None


class Web(Section):
    """The pages, the health answer, later webhooks; `public_url` is how the world sees them, `secret` signs the links
    in letters (without it the service makes one for itself)."""

    listen: ListenOn = Listen("127.0.0.1", 8080)
    public_url: Annotated[HttpUrl | None, Blank] = None
    secret: Annotated[Annotated[SecretStr, Field(min_length=16)] | None, Blank] = None


class Centre(Section):
    """The service centre and its working hours by its own clock."""

    name: Annotated[str, Field(min_length=1, max_length=100)] = "Сервисный центр"
    time_zone: ZoneInfo = ZoneInfo("Europe/Moscow")
    opens: time = time(8)
    closes: time = time(18)

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError(say("settings-centre-hours"))
        return self


class Expert(Section):
    """The expert line: `refused_topics` are what it does not take, in the words that a client reads («…» в услуги не
    входит)."""

    refused_topics: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] = ()


class Complaints(Section):
    """Where complaints go that the seniors have no group for, or that one of them is about."""

    email: tuple[MailAddress, ...] = ()


class Tickets(Section):
    """A real new message within `reopen_hours` of the end opens the same ticket again."""

    reopen_hours: Annotated[float, Field(ge=0)] = 24


class Semantic(Section):
    """An embedding service beside the lexical search: any that speaks OpenAI's `/v1/embeddings`. The prefixes are what
    some models want before a question and before a text of the base («query: », «passage: »)."""

    url: Annotated[HttpUrl | None, Blank] = None
    model: Annotated[str, Field(min_length=1, max_length=200)] = "embeddings"
    key: Annotated[SecretStr | None, Blank] = None
    query_prefix: str = ""
    passage_prefix: str = ""

    @property
    def on(self) -> bool:
        """Whether the service is asked."""
        return self.url is not None


class Knowledge(Section):
    """How sure the search must be to answer by itself, and to offer a choice; `shipped`: whether the articles that
    come with the service are part of the base; `lexicon`: the file of the centre's own words."""

    shipped: bool = True
    answer_from: Share = 0.75
    offer_from: Share = 0.42
    lexicon: Annotated[Path | None, Blank] = None
    semantic: Semantic = Semantic()

    @model_validator(mode="after")
    def _offers_before_it_answers(self) -> Self:
        if self.offer_from > self.answer_from:
            raise ValueError(say("settings-knowledge-order"))
        return self


class Logs(Section):
    """The service's own log."""

    format: Literal["auto", "console", "json"] = "auto"
    level: Literal["debug", "info", "warning", "error"] = "info"


class Settings(Section):
    """All settings. Made by `load`; building one directly reads neither file nor environment."""

    data_dir: Path = Path("data")
    database: Database = Database()
    telegram: Telegram = Telegram()
    desk: Desk = Desk()
    vk: Vk = Vk()
    dialogue: Dialogue = Dialogue()
    smtp: Smtp = Smtp()
    imap: Imap = Imap()
    web: Web = Web()
    centre: Centre = Centre()
    expert: Expert = Expert()
    consent: Consent = Consent()
    privacy: Privacy = Privacy()
    retention: Retention = Retention()
    tickets: Tickets = Tickets()
    complaints: Complaints = Complaints()
    entitlement: Entitlement = Entitlement()
    standard: Standard = Standard()
    knowledge: Knowledge = Knowledge()
    logs: Logs = Logs()

    @property
    def lexicon(self) -> Path:
        """The file of the centre's own words, which need not be there."""
        return self.knowledge.lexicon or self.data_dir / "lexicon.toml"

    @model_validator(mode="before")
    @classmethod
    def _database_follows_data(cls, values: Any) -> Any:
        """Where only `data_dir` is set, the SQLite database lives in it."""
        if not isinstance(values, dict) or not isinstance(values.get("data_dir"), str | Path):
            return values
        database = values.get("database", {})
        if isinstance(database, Database) and "url" not in database.model_fields_set:
            database = {}
        if isinstance(database, dict) and "url" not in database:
            database = {**database, "url": sqlite_url(Path(values["data_dir"]))}
        return {**values, "database": database}

    @model_validator(mode="after")
    def _complaints_can_be_mailed(self) -> Self:
        if self.complaints.email and not self.smtp.on:
            raise ValueError(say("settings-complaints-without-mail"))
        return self

    @model_validator(mode="after")
    def _two_bots(self) -> Self:
        if self.telegram.token is not None and self.telegram.token == self.desk.token:
            raise ValueError(say("settings-same-token"))
        return self
