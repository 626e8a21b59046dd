### What the commands say, and what is wrong with the settings.

## Settings

settings-no-file = Файла настроек «{ $path }» нет: проверьте путь после --config.
settings-unreadable = Файл настроек «{ $path }» не открывается: проверьте права на него.
settings-bad-toml = Файл настроек «{ $path }» записан с ошибкой в строке { $line }: проверьте кавычки и скобки (формат TOML).
settings-not-utf8 = Файл настроек «{ $path }» не в кодировке UTF-8: сохраните его в UTF-8.

settings-unknown-key = Неизвестная настройка «{ $key }»: уберите её; все настройки перечислены в docs/settings.md.
settings-unknown-key-near = Неизвестная настройка «{ $key }»: возможно, вы имели в виду «{ $meant }».
settings-unknown-variable = Неизвестная переменная окружения { $name }: уберите её; все настройки перечислены в docs/settings.md.
settings-unknown-variable-near = Неизвестная переменная окружения { $name }: возможно, вы имели в виду { $meant }.
settings-section-variable = Переменная окружения LINIYA_{ $section } не нужна: задавайте настройки по одной, LINIYA_{ $section }__ИМЯ.

settings-bad-value = Настройка «{ $key }» задана неверно: { $reason }.
settings-need-section = «{ $key }» — это раздел настроек: пишите [{ $key }] отдельной строкой, а под ней его настройки.
settings-need-integer = нужно целое число
settings-need-number = нужно число
settings-need-text = нужна строка в кавычках
settings-need-time = нужно время вида "08:00"
settings-need-zone = нужен часовой пояс вида "Europe/Moscow"
settings-need-more = нужно число больше { $bound }
settings-need-at-least = нужно число не меньше { $bound }
settings-need-less = нужно число меньше { $bound }
settings-need-at-most = нужно число не больше { $bound }
settings-need-one-of = нужно одно из значений { $choices }
settings-need-not-empty = значение не может быть пустым
settings-need-other = такое значение не подходит

settings-bad-listen = нужны адрес и порт вида "127.0.0.1:8080"
settings-bad-token = это не похоже на токен бота, который выдаёт @BotFather
settings-bad-vk-token = в ключе сообщества только латинские буквы, цифры и знаки, без пробелов и переносов: скопируйте его целиком
settings-bad-secret = в адресе не может быть пробелов, переносов и русских букв: запишите их через «%», например пробел как «%20»
settings-bad-url = нужен адрес, который начинается с http:// или https://
settings-bad-proxy = нужен адрес прокси, который начинается с http://, https:// или socks5://
settings-bad-smtp = нужен адрес вида smtp://имя:пароль@сервер:порт (или smtps)
settings-bad-imap = нужен адрес вида imaps://имя:пароль@сервер:порт
settings-bad-mail = нужен почтовый адрес вида line@example.org
settings-bad-database = нужен адрес, который начинается с sqlite+aiosqlite:/// или postgresql+psycopg://

settings-desk-without-chat = Задан «desk.token», но не задана группа операторов: добавьте «desk.chat_id».
settings-desk-without-token = Задана группа операторов, но нет бота для неё: добавьте «desk.token».
settings-complaints-without-mail = Задан адрес для жалоб «complaints.email», но почта не настроена: добавьте «smtp.url» и «smtp.from».
settings-desk-seniors-shared = Группа «desk.seniors_chat_id» занята ещё и другим: жалобы в ней увидят те, на кого жалуются. Заведите для старших отдельную группу.
settings-vk-without-group = Задан «vk.token», но не задано сообщество: добавьте «vk.group_id» (номер сообщества, без минуса).
settings-vk-without-token = Задано сообщество «vk.group_id», но нет его ключа: добавьте «vk.token».
settings-same-token = В «telegram.token» и «desk.token» один и тот же бот, а нужны два разных: заведите второго у @BotFather.
settings-standard-order = В разделах «standard» срок первого ответа («first_answer_minutes») не должен быть больше срока решения («solution_minutes»).
settings-centre-hours = «centre.opens» должно быть раньше, чем «centre.closes».
system-error = { $error ->
    [ENOENT] такого файла или папки нет, проверьте имя
    [EACCES] нет прав
    [EPERM] нет прав
    [EISDIR] это папка
    [ENOTDIR] часть пути не папка
    [EEXIST] такой файл уже есть
    [ENOTEMPTY] папка не пуста
    [ENAMETOOLONG] имя слишком длинное
    [ELOOP] ссылка указывает сама на себя
    [ENOSPC] на диске нет места
    [EDQUOT] на диске нет места
    [EROFS] диск только для чтения
    [EIO] ошибка диска
    [EMFILE] открыто слишком много файлов
    [ENFILE] открыто слишком много файлов
    [ETXTBSY] файл занят
    [EBUSY] файл занят
   *[other] отказ системы ({ $error })
}
settings-knowledge-order = «knowledge.offer_from» не может быть больше, чем «knowledge.answer_from».

## The database's shape

schema-newer = База данных новее этой версии программы: обновите программу.
schema-no-migrations = В установке не хватает папки migrations: установите программу заново.
schema-no-driver = Для PostgreSQL нужен драйвер: установите liniya[postgres].
schema-unreachable = База данных недоступна ({ $reason }): проверьте database.url.
schema-behind = База данных отстала от программы: сначала выполните liniya migrate.

## liniya …

crashed = В программе ошибка; подробности записаны в журнал выше, покажите их разработчикам.

migrate-applied = Применено: { $revision }.
migrate-done = База данных приведена к текущей версии ({ $count ->
        [one] { $count } шаг
        [few] { $count } шага
       *[many] { $count } шагов
    }).
migrate-nothing = База данных уже в порядке, менять нечего.

inbox-line = № { $id } · { $at } · { $conversation } · { $error }
inbox-count = { $count ->
        [0] Отложенных сообщений нет.
        [one] Отложено { $count } сообщение.
        [few] Отложено { $count } сообщения.
       *[many] Отложено { $count } сообщений.
    }
inbox-about = № { $id } · { $at } · { $conversation } · { $state ->
        [parked] отложено
        [done] обработано
        [dropped] снято
       *[new] ждёт обработки
    }
inbox-retried = № { $id } будет обработано ещё раз, теперь это № { $new }.
inbox-dropped = № { $id } снято, обрабатываться не будет.
inbox-no-row = Сообщения № { $id } нет: номера показывает liniya inbox failed.
inbox-not-parked = Сообщение № { $id } не отложено: номера показывает liniya inbox failed.

web-taken = Адрес { $listen } занят другой программой: остановите её или укажите другой порт в web.listen.
web-forbidden = Порт { $listen } требует прав администратора: укажите в web.listen порт больше 1023.
web-foreign = У этой машины нет адреса { $listen }: исправьте web.listen.

## /health

health-starting = Линия запускается: подождите несколько секунд.
health-not-yet = Канал { $channel } ещё не прочитан: подождите несколько секунд.
health-unread = Канал { $channel } не читается: проверьте связь и токен (liniya check). Причина: { $why }.
health-undelivered = Канал { $channel } не доставляет: проверьте связь и токен (liniya check). Причина: { $why }.

service-already-running-there = Линия уже запущена с этой базой данных, возможно, на другой машине: остановите её или укажите другой database.url.
service-already-running = Линия уже запущена с этой базой данных ({ $file }, процесс { $pid }): остановите её или укажите другой database.url.
