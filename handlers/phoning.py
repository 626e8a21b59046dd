"""«Телефон горячей линии», «куда позвонить», «дайте номер»: asked for the centre's phone, and for nothing else."""

from __future__ import annotations

from knowledge.stems import stem
from knowledge.text import tokens

_PHONE = frozenset(
    map(stem, tokens("телефон телефоны телефончик номер номера позвонить дозвониться звонить созвониться тел"))
)
_BESIDE = frozenset(
    map(
        stem,
        tokens(
            "какой какая каким какие у вас ваш вашей вашего ваши вам к по на в и мне нужен нужны можно как куда дайте "
            "дай скажите подскажите подскажи пришлите напишите пожалуйста есть ли горячей горячая линии линия центра "
            "сервисного сервисный поддержки техподдержки офиса контактный контактные связи консультант "
            "консультантплюс плюс кп здравствуйте добрый день я хочу хотел хотела бы просто это для с вами "
            "до этот свой своего нашего"
        ),
    )
)


def wants_phone(text: str) -> bool:
    """Whether a centre's phone is asked for: nothing but such words, and a phone among them. «Ваш номер» of something
    else (a document's, an order's) names that, and is a question for the knowledge base."""
    words = [stem(word) for word in tokens(text)]
    return any(word in _PHONE for word in words) and all(word in _PHONE or word in _BESIDE for word in words)
