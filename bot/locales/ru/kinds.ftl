### The kind of a ticket, as staff change it.

desk-button-kind = Вид обращения
kind-back = Назад
kind-changed = Теперь это { $kind }
kind-is-that = Это и так { $kind }
kind-ask = Какой вид у обращения № { $number }?
kind-unknown = Такого вида нет. Выберите вид обращения № { $number }:
kind-which = Обращений несколько или ни одного открытого: ответьте /kind на карточку нужного.
kind-complaint-stays = Жалоба остаётся жалобой: её вид не меняют.
kind-no-complaint = Жалобой обращение делает только сам клиент: «Пожаловаться» в меню бота.
kind-by-handing = Консультацию готовят эксперты: нажмите «Передать эксперту».
