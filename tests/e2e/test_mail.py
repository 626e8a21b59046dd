"""The whole way of an expert's answer: from the card to a letter with its file, its answer back into the topic, a mark
by its link; with the real service, a real SMTP and a real IMAP connection."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import httpx

from bot.sandbox.mail.box import Mailbox
from bot.sandbox.mail.imap import Inbox, mailbox
from bot.sandbox.mail.server import receiving
from bot.sandbox.page.actions import ACTIONS
from bot.sandbox.stage import Stage
from tests.e2e.line import telegram_for_line
from tests.e2e.waiting import until


async def test_an_answer_by_mail_and_back(tmp_path: Path) -> None:
    """Everything of it in one run."""
    sent, inbox = Mailbox(), Inbox()
    async with receiving(sent) as smtp, mailbox(inbox) as imap, telegram_for_line(tmp_path) as line:
        public = f"http://127.0.0.1:{line.port}"
        line.options |= {"smtp": {"url": smtp, "from": "line@example.org"}, "imap": {"url": imap}}
        line.options |= {"web": {"public_url": public}}
        async with line.service():
            client, operator = await line.with_operator()
            line.options["desk"] = {"administrators": [operator.id]}
        async with line.service():
            await operator.presses(client.topic, "Передать эксперту")
            await client.hears("передано эксперту")
            await client.hears("обращаться")
            client.says("Анна")
            await client.hears("почты")
            client.says("anna@example.org")
            await client.presses("Всё верно")
            await client.hears("придёт и на anna@example.org")
            await operator.presses(client.topic, "Взять")
            await operator.presses(client.topic, "Собрать ответ")
            await client.topic.shows("Пишите сюда")
            operator.says(client.topic, "Вот <порядок>")
            operator.hands_over(client.topic, "", b"%PDF-1.7", "Порядок.pdf")
            await operator.presses(client.topic, "Отправить ответ")
            await client.hears("Вот <порядок>")
            letter = await until(lambda: next(iter(sent.letters.values()), None), "a letter", 60)
            assert letter.enclosures[0].name == "Порядок.pdf"
            assert "Вот &lt;порядок&gt;" in letter.html
            stage = Stage(line.scene, None, sent, inbox)  # type: ignore[arg-type]
            ACTIONS["mail-answer"].model_validate({"letter": letter.number, "text": "А когда?"}).run(stage)
            await client.topic.shows("А когда?")
            await client.hears("Получили ваше письмо")
            link = unescape(re.findall(r'href="([^"]+/rate/[^"]+)"', letter.html)[0])
            async with httpx.AsyncClient(trust_env=False) as browser:
                assert (await browser.get(link)).status_code == 200
                assert (await browser.post(link, data={"mark": "1"})).status_code == 200
            await until(lambda: any("Низкая оценка" in one.text for one in line.general()), "the senior is called", 60)
