"""Every command and every button of the desk in one table: what it is called, who may use it and where.

The application's handlers are made from it and from nothing else, so none can be without its rule; a test walks it.
"""

from __future__ import annotations

from dataclasses import dataclass

from telegram.ext.filters import MessageFilter

from operators.desk import (
    belonging,
    buttons,
    centres,
    commands,
    earlier_tickets,
    kinds,
    leave,
    lists,
    parting,
    suggestions,
)
from operators.desk.expert import collecting, handing, refusing
from operators.desk.guards import MANAGERS, OPERATORS, SENIORS, Handler, Rule
from operators.desk.kb import article as kb_article
from operators.desk.kb import commands as kb
from operators.desk.kb import editing as kb_editing
from operators.desk.kb import finding as kb_finding
from operators.desk.kb import past as kb_past
from operators.desk.kb.cards import on_card
from operators.desk.learning import commands as learning
from operators.desk.learning import gaps, listing, queue
from operators.desk.people import away, giving, profile
from operators.desk.people import listing as people
from operators.desk.people import noting as mailing
from operators.desk.taking_back import take_back

NUMBER = "([0-9]{1,9})"
"""Fits a database's integer, whatever was forged."""

KEY = "([a-z0-9_-]{1,40})"
"""An article's."""

WORD = "([a-z_]{1,40})"
"""A kind of request."""


@dataclass(frozen=True, slots=True)
class StaffCommand:
    """A command by its names (without the slash, in lower case). `by_name`: the client or the log names who gave it,
    so it is refused to whoever hides behind the group. `in_topic`: it means the ticket of this topic, so it is refused
    where the client has left (`operators.desk.elsewhere`). `when`: what else the message has to be like; the first
    command that fits is taken."""

    names: tuple[str, ...]
    act: Handler
    rule: Rule = OPERATORS
    by_name: bool = False
    in_topic: bool = False
    when: MessageFilter | None = None


@dataclass(frozen=True, slots=True)
class StaffButton:
    """A button by the pattern of its data (the whole of it)."""

    pattern: str
    act: Handler
    rule: Rule = OPERATORS


COMMANDS: tuple[StaffCommand, ...] = (
    StaffCommand(("take", "взять"), commands.take, by_name=True, in_topic=True),
    StaffCommand(("close", "закрыть", "завершить"), commands.close, by_name=True, in_topic=True),
    StaffCommand(("del", "удалить", "отозвать"), take_back, by_name=True),
    StaffCommand(("expert", "эксперту", "передать"), handing.command, by_name=True, in_topic=True),
    StaffCommand(kinds.NAMES, kinds.command, by_name=True, in_topic=True),
    StaffCommand(("unlink", "разделить", "отвязать"), parting.show),
    StaffCommand(leave.NAMES, leave.command, by_name=True, in_topic=True),
    StaffCommand(("queue", "очередь"), lists.queue),
    StaffCommand(("mine", "мои"), lists.mine),
    StaffCommand(lists.FIND_NAMES, lists.find),
    StaffCommand(centres.NAMES, centres.set_day, SENIORS, when=centres.Setting()),
    StaffCommand(centres.NAMES, centres.show),
    StaffCommand(("help", "помощь"), commands.help_),
    StaffCommand(("staff", "сотрудники"), giving.change, SENIORS, when=giving.WithWords()),
    StaffCommand(("staff", "сотрудники"), people.show),
    StaffCommand(away.NAMES, away.command),
    StaffCommand(profile.NAMES, profile.command, MANAGERS),
    StaffCommand(mailing.NAMES, mailing.command, MANAGERS),
    StaffCommand(kb.NAMES, learning.look, when=learning.Following()),
    StaffCommand(kb.NAMES, kb.look),
    StaffCommand(kb.ADD_NAMES, kb.add),
)

BUTTONS: tuple[StaffButton, ...] = (
    StaffButton(f"take:{NUMBER}", buttons.on_ticket(buttons.take)),
    StaffButton(f"done:{NUMBER}", buttons.on_ticket(buttons.done)),
    StaffButton(f"all:{NUMBER}", buttons.on_ticket(suggestions.whole)),
    StaffButton(f"earlier:{NUMBER}", buttons.on_ticket(earlier_tickets.show)),
    StaffButton(f"kind:{NUMBER}", buttons.on_ticket(kinds.offer)),
    StaffButton(f"kind:{NUMBER}:{WORD}", kinds.choose),
    StaffButton(f"kind:back:{NUMBER}", buttons.on_ticket(kinds.back)),
    StaffButton(f"show:{NUMBER}:{NUMBER}", suggestions.show),
    StaffButton(f"send:{NUMBER}:{NUMBER}", suggestions.send),
    StaffButton(f"note:{NUMBER}:{NUMBER}", buttons.send),
    StaffButton(f"retry:{NUMBER}", buttons.retry),
    StaffButton(f"expert:{NUMBER}", buttons.on_ticket(handing.press)),
    StaffButton(f"answer:{NUMBER}", buttons.on_ticket(collecting.begin)),
    StaffButton(f"answer:send:{NUMBER}", collecting.send),
    StaffButton(f"answer:wait:{NUMBER}", collecting.pause),
    StaffButton(f"answer:drop:{NUMBER}", collecting.drop),
    StaffButton(f"refuse:{NUMBER}", buttons.on_ticket(refusing.ask)),
    StaffButton(f"refuse:{NUMBER}:{NUMBER}", refusing.refuse),
    StaffButton(f"part:{NUMBER}", parting.part),
    StaffButton(f"find:{NUMBER}", lists.turn_page),
    # Contracts and permissions: clients and organisations by their numbers, days as 20261231.
    StaffButton(f"org:yes:{NUMBER}:{NUMBER}", belonging.confirm),
    StaffButton(f"org:no:{NUMBER}:{NUMBER}", belonging.reject),
    StaffButton(f"leave:ok:{NUMBER}:{NUMBER}", leave.confirm),
    StaffButton(f"leave:day:{NUMBER}", leave.ask_day),
    StaffButton(f"leave:why:{NUMBER}", leave.ask_reason),
    StaffButton(f"leave:no:{NUMBER}:{NUMBER}", leave.refuse),
    StaffButton("mail:send", mailing.send, MANAGERS),
    StaffButton("mail:ad", mailing.send_advertising, MANAGERS),
    StaffButton("mail:no", mailing.drop, MANAGERS),
    # The knowledge base: articles are named by their keys, drafts by their numbers.
    StaffButton(f"kb:show:{KEY}", on_card(kb_article.show)),
    StaffButton(f"kb:whole:{KEY}", on_card(kb_article.whole)),
    StaffButton(f"kb:on:{KEY}", on_card(kb_article.switch_on)),
    StaffButton(f"kb:off:{KEY}", on_card(kb_article.switch_off)),
    StaffButton(f"kb:said:{KEY}", on_card(kb_article.wordings)),
    StaffButton(f"kb:edit:{KEY}", on_card(kb_editing.begin)),
    StaffButton(f"kb:terms:{KEY}", on_card(kb_editing.begin_terms)),
    StaffButton(f"kb:words:{KEY}", on_card(kb_editing.begin_wordings)),
    StaffButton(f"kb:past:{KEY}(?::{NUMBER})?", on_card(kb_past.show)),
    StaffButton(f"kb:then:{KEY}:{NUMBER}", on_card(kb_past.then)),
    StaffButton(f"kb:back:{KEY}:{NUMBER}", on_card(kb_past.back)),
    StaffButton(f"kb:undo:{KEY}:{NUMBER}", on_card(kb_past.undo)),
    StaffButton("kb:list", on_card(kb_finding.again)),
    StaffButton(f"kbd:ask:{NUMBER}:([a-z_]+)", on_card(kb_editing.ask)),
    StaffButton(f"kbd:see:{NUMBER}", on_card(kb_editing.see)),
    StaffButton(f"kbd:whole:{NUMBER}", on_card(kb_editing.whole)),
    StaffButton(f"kbd:save:{NUMBER}", on_card(kb_editing.save)),
    StaffButton(f"kbd:over:{NUMBER}:{NUMBER}", on_card(kb_editing.save_over)),
    StaffButton(f"kbd:now:{NUMBER}", on_card(kb_editing.show_current)),
    StaffButton(f"kbd:drop:{NUMBER}", on_card(kb_editing.drop)),
    # What the base learns: wordings by their numbers, groups of questions by their places in the message.
    StaffButton(f"kw:add:{NUMBER}", queue.add),
    StaffButton(f"kw:no:{NUMBER}", queue.decline),
    StaffButton(f"kw:skip:{NUMBER}", queue.skip),
    StaffButton(f"kw:undo:{NUMBER}", queue.undo),
    StaffButton(f"kw:flip:{NUMBER}", listing.toggle),
    StaffButton(f"kg:write:{NUMBER}", gaps.on_group(gaps.write)),
    StaffButton(f"kg:merge:{NUMBER}", gaps.on_group(gaps.choose)),
    StaffButton(f"kg:into:{NUMBER}:{NUMBER}", gaps.on_group(gaps.merge)),
    StaffButton(f"kg:no:{NUMBER}", gaps.on_group(gaps.dismiss)),
    StaffButton(f"kg:undo:{NUMBER}", gaps.on_group(gaps.undo)),
    StaffButton("kg:back", gaps.back),
)
