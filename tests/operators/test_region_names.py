"""What a client may write for a region."""

from __future__ import annotations

import pytest

from operators import region_names
from operators.centres import Centre

PLACES = {
    "msk": ("Центр в Москве", "Москва и Московская область", ["Зеленоград"]),
    "spb": ("Центр в Петербурге", "Санкт-Петербург", ["Ленинградская область"]),
    "ekb": ("Центр на Урале", "Свердловская область", ["Екатеринбург", "Нижний Тагил"]),
    "kzn": ("Центр в Казани", "Республика Татарстан", ["Казань", "Набережные Челны"]),
    "nn": ("Центр на Волге", "Нижегородская область", ["Нижний Новгород"]),
    "vn": ("Центр на Волхове", "Новгородская область", ["Великий Новгород"]),
    "ufa": ("Центр в Уфе", "Республика Башкортостан", ["Уфа"]),
}
CENTRES = [
    Centre(id=number, key=key, name=name, region=region, aliases=aliases)
    for number, (key, (name, region, aliases)) in enumerate(PLACES.items(), 1)
]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("спб", ["spb"]),
        ("Питер", ["spb"]),
        ("Екб", ["ekb"]),
        ("екатиринбург", ["ekb"]),
        ("я из Казани", ["kzn"]),
        ("мы в г. Уфе", ["ufa"]),
        ("Татарстан", ["kzn"]),
        ("московская обл.", ["msk"]),
        ("vjcrdf", ["msk"]),
        ("cg,", ["spb"]),
        ("Kazan", ["kzn"]),
        ("нижний новгород", ["nn"]),
        ("Новгород", ["nn", "vn"]),
        ("Зеленоград!", ["msk"]),
        ("челны", ["kzn"]),
        ("Владивосток", []),
        ("как заказать документ", []),
        ("😀", []),
        ("", []),
        ("область", []),
        ("ы" * 10_000, []),
    ],
)
def test_a_region_is_known_however_it_is_written(text: str, keys: list[str]) -> None:
    """Shortened, declined, with a slip, on the wrong layout; what is not clear is left open."""
    assert sorted(one.key for one in region_names.meant(CENTRES, text)) == sorted(keys)
