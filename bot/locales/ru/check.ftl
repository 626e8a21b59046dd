### The lines of `liniya check`: what is fine, or what to do.

check-settings-fine = Настройки прочитаны.
check-all-fine = Всё в порядке.
check-faults = { $count ->
        [one] Нужно исправить { $count } пункт.
        [few] Нужно исправить { $count } пункта.
       *[many] Нужно исправить { $count } пунктов.
    }

## This machine

check-database-fine = База данных отвечает.
check-migrations-fine = Таблицы базы данных соответствуют программе.
check-migrations-at-start = Таблицы базы данных будут обновлены при запуске.
check-migrations-behind = База данных отстала от программы (шагов: { $count }): выполните liniya migrate.
check-folder-fine = В папку данных «{ $path }» можно писать.
check-folder-wrong = В папку данных «{ $path }» нельзя писать: дайте на неё права или укажите другую в data_dir.
check-listen-free = Адрес { $listen } свободен.
check-listen-ours = На { $listen } уже работает эта служба.
check-listen-taken = Адрес { $listen } занят другой программой: остановите её или укажите другой порт в web.listen.
check-listen-forbidden = Порт { $listen } требует прав администратора: укажите в web.listen порт больше 1023.
check-listen-foreign = У этой машины нет адреса { $listen }: исправьте web.listen.
check-mail-off = Почта не настроена (smtp.url).
check-mail-set = Почта будет уходить через { $host }.

## Bots

check-telegram-off = Телеграм для клиентов выключен (telegram.token).
check-desk-off = Группа операторов выключена (desk.token и desk.chat_id).
check-vk-off = ВКонтакте выключен (vk.token).
check-vk-not-yet = ВКонтакте в этой версии ещё нет: vk.token прочитан, но не используется.

check-api-silent = сервер { $host } не отвечает: проверьте интернет, api_url и telegram.proxy.
check-proxy-silent = прокси не отвечает: проверьте telegram.proxy.
check-proxy-kind = этот вид прокси не установлен: укажите в telegram.proxy адрес, который начинается с http://.
check-api-strange = сервер { $host } отвечает не так, как Телеграм: проверьте api_url.
check-api-answer = Сервер отвечает не так, как Телеграм: проверьте { $key }.

check-bot-fine = { $key }: бот @{ $bot } на связи.
check-token-wrong = { $key }: Телеграм не знает такого токена, возьмите действующий у @BotFather.
check-bot-wait = { $key }: Телеграм просит подождать { $seconds } с, повторите проверку позже.
check-bot-refused = { $key }: Телеграм отказал ({ $reason }), повторите проверку позже.
check-webhook-none = У бота @{ $bot } нет веб-хука, обновления можно получать.
check-webhook-set = У бота @{ $bot } включён веб-хук, из-за него обновления сюда не придут: откройте в браузере адрес https://api.telegram.org/bot<токен>/deleteWebhook.
check-two-bots = Боты для клиентов и для операторов разные.

## The operators' group

check-group-fine = Группа операторов «{ $title }» — с темами.
check-group-no-forum = В группе операторов «{ $title }» нет тем: включите «Темы» в её настройках.
check-group-missing = Группа { $chat } не видна боту @{ $bot }: проверьте desk.chat_id и добавьте бота в группу.
check-group-moved = Группа операторов получила новый номер: укажите desk.chat_id = { $chat }.
check-group-refused = Группу операторов не удалось проверить ({ $reason }): повторите проверку позже.
check-group-left = Бота @{ $bot } нет в группе операторов: добавьте его и сделайте администратором.
check-not-admin = Бот @{ $bot } не администратор группы операторов: назначьте его и дайте права на темы и на удаление сообщений.
check-rights-fine = У бота @{ $bot } есть нужные права в группе.
check-right-topics = Дайте боту @{ $bot } право «Управление темами» в группе операторов.
check-right-deletion = Дайте боту @{ $bot } право «Удаление сообщений» в группе операторов.
check-privacy-admin = Бот @{ $bot } видит все сообщения группы: администратору режим приватности не мешает.
check-privacy-off = Бот @{ $bot } видит все сообщения группы: режим приватности выключен.
check-privacy-on = Бот @{ $bot } не видит сообщений группы: сделайте его администратором или отключите режим приватности у @BotFather (/setprivacy).
