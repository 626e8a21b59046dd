### The lines of `liniya check`: what is fine, or what to do.

check-settings-fine = Настройки прочитаны.
check-all-fine = Всё в порядке.
check-nothing-on = Ошибок нет, но ни один канал не включён: укажите telegram.token, desk.token или vk.token.
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
check-article-back = Статья «{ $id }» в базе повреждена, клиенты её не видят: верните её (liniya kb back { $id } { $number }) или загрузите заново.
check-article-import = Статья «{ $id }» в базе повреждена, клиенты её не видят, и целых прежних состояний нет: загрузите её заново (liniya kb import).
check-wordings-damaged = Повреждены выученные формулировки (их { $count }) статей { $ids }: поиск обходится без них. Удалите эти строки из таблицы kb_wordings.
check-marks-damaged = Повреждены отметки «Помогло» и «Не помогло» (их { $count }): поиск обходится без них. Удалите эти строки из таблицы answer_marks.
check-calibration-damaged = Подстройка уверенности повреждена, поиск обходится заводской: выполните liniya kb tune.
check-folder-fine = В папку данных «{ $path }» можно писать.
check-folder-wrong = В папку данных «{ $path }» нельзя писать: дайте на неё права или укажите другую в data_dir.
check-listen-free = Адрес { $listen } свободен.
check-listen-ours = На { $listen } уже работает эта служба.
check-listen-taken = Адрес { $listen } занят другой программой: остановите её или укажите другой порт в web.listen.
check-listen-forbidden = Порт { $listen } требует прав администратора: укажите в web.listen порт больше 1023.
check-listen-foreign = У этой машины нет адреса { $listen }: исправьте web.listen.
check-mail-nobody = Письма не уйдут: не сказано, от какого адреса (smtp.from).
check-mail-off = Почта не настроена (smtp.url).
check-mail-set = Почта будет уходить через { $host }.
check-complaints-fine = Жалобам есть куда уйти, и тем, что на старших.
check-complaints-group = Жалобы на старших передать некуда: укажите адреса в complaints.email. До тех пор клиента попросят позвонить.
check-complaints-off = Жалобы передать некуда: укажите desk.seniors_chat_id или адреса в complaints.email. До тех пор клиентов попросят позвонить.

## Bots

check-telegram-off = Telegram для клиентов выключен (telegram.token).
check-desk-off = Группа операторов выключена (desk.token и desk.chat_id).
check-vk-off = ВКонтакте выключен (vk.token).

check-api-silent = сервер { $host } не отвечает: проверьте интернет, api_url и telegram.proxy.
check-proxy-silent = прокси не отвечает: проверьте telegram.proxy.
check-proxy-kind = этот вид прокси не установлен: укажите в telegram.proxy адрес, который начинается с http://.
check-api-strange = сервер { $host } отвечает не так, как Telegram: проверьте api_url.
check-api-answer = Сервер отвечает не так, как Telegram: проверьте { $key }.

check-bot-fine = { $key }: бот @{ $bot } на связи.
check-token-wrong = { $key }: Telegram не знает такого токена, возьмите действующий у @BotFather.
check-bot-wait = { $key }: Telegram просит подождать { $seconds } с, повторите проверку позже.
check-bot-refused = { $key }: Telegram отказал ({ $reason }), повторите проверку позже.
check-webhook-none = У бота @{ $bot } нет веб-хука, обновления можно получать.
check-webhook-set = У бота @{ $bot } включён веб-хук, из-за него обновления сюда не придут: откройте в браузере адрес https://api.telegram.org/bot<токен>/deleteWebhook.
check-two-bots = Боты для клиентов и для операторов разные.

## The operators' group

check-group-fine = Группа «{ $title }» ({ $key }) — с темами.
check-group-no-forum = В группе «{ $title }» ({ $key }) нет тем: включите «Темы» в её настройках.
check-group-missing = Группа { $chat } не видна боту @{ $bot }: проверьте { $key } и добавьте бота в группу.
check-group-moved = Группа получила новый номер: укажите { $key } = { $chat }.
check-group-refused = Группу { $key } не удалось проверить ({ $reason }): повторите проверку позже.
check-group-left = Бота @{ $bot } нет в группе { $key }: добавьте его и сделайте администратором.
check-not-admin = Бот @{ $bot } не администратор группы { $key }: назначьте его и дайте права на темы и на удаление сообщений.
check-rights-fine = У бота @{ $bot } есть нужные права в группе { $key }.
check-right-topics = Дайте боту @{ $bot } право «Управление темами» в группе { $key }.
check-right-deletion = Дайте боту @{ $bot } право «Удаление сообщений» в группе { $key }.
check-right-pinning = Дайте боту @{ $bot } право «Закрепление сообщений» в группе { $key }: без него доска обращений не закрепится.
check-privacy-admin = Бот @{ $bot } видит все сообщения группы { $key }: администратору режим приватности не мешает.
check-privacy-off = Бот @{ $bot } видит все сообщения группы { $key }: режим приватности выключен.
check-privacy-on = Бот @{ $bot } не видит сообщений группы { $key }: сделайте его администратором или отключите режим приватности у @BotFather (/setprivacy).

## The community in VK

check-vk-silent = сервер { $host } не отвечает: проверьте интернет и vk.api_url.
check-vk-strange = сервер { $host } отвечает не так, как ВКонтакте: проверьте vk.api_url.
check-vk-answer = Сервер отвечает не так, как ВКонтакте: проверьте vk.api_url.
check-vk-fine = vk.token: сообщество «{ $name }» на связи.
check-vk-other-community = vk.token — от сообщества «{ $name }»: укажите vk.group_id = { $number } или возьмите ключ нужного сообщества.
check-vk-token-wrong = vk.token: ВКонтакте не принимает ключ, создайте новый: «Управление» → «Работа с API» → «Ключи доступа».
check-vk-wait = ВКонтакте просит подождать, повторите проверку через минуту.
check-vk-captcha = ВКонтакте просит капчу: подождите и повторите проверку, ключ и права здесь ни при чём.
check-vk-bots-on = «Возможности ботов» включены.
check-vk-bots-off = «Возможности ботов» выключены, клиенты не увидят кнопок: включите их в «Управление» → «Сообщения» → «Настройки для бота».
check-vk-bots-untold = Включены ли «Сообщения сообщества» и «Возможности ботов», ВКонтакте ключу сообщества не говорит: посмотрите сами в «Управление» → «Сообщения».
check-vk-refused = ВКонтакте отказал ({ $reason }): проверьте права ключа и vk.group_id.
check-vk-rights-fine = У ключа сообщества есть нужные права.
check-vk-right-messages = У ключа сообщества нет права на сообщения: создайте ключ с ним.
check-vk-right-manage = У ключа сообщества нет права на управление сообществом, без него не приходят события: создайте ключ с ним.
check-vk-right-photos = У ключа сообщества нет права на фотографии: создайте ключ с ним.
check-vk-right-docs = У ключа сообщества нет права на файлы: создайте ключ с ним.
check-vk-right-wall = У ключа сообщества нет права на стену, а vk.comment_pointer включён: создайте ключ с этим правом.
check-vk-long-poll-on = Long Poll API включён.
check-vk-long-poll-off = Long Poll API выключен, сообщения не придут: включите его в «Управление» → «Работа с API» → «Long Poll API».
check-vk-long-poll-version = Версия Long Poll API не та: выберите { $version } в «Работа с API» → «Long Poll API».
check-vk-event-on = Событие «{ $event }» включено.
check-vk-event-off = Событие «{ $event }» выключено: включите его в «Long Poll API» → «Типы событий».
check-vk-event-unused = Событие «{ $event }» выключено: о нём операторы не узнают.
check-vk-event-untold = Включено ли событие «{ $event }», ВКонтакте не говорит: посмотрите сами в «Типы событий».
check-vk-event-new = Входящее сообщение
check-vk-event-edit = Редактирование сообщения
check-vk-event-allow = Разрешение на получение
check-vk-event-deny = Запрет на получение
check-vk-event-press = Действие с сообщением
check-vk-event-reply = Исходящее сообщение
check-vk-event-reaction = Действие с реакциями на сообщения
check-vk-event-comment = Комментарий на стене: добавление

check-semantic-off = Поиск по смыслу выключен (knowledge.semantic.url).
check-semantic-text = Проверка связи
check-semantic-fine = knowledge.semantic: сервер { $host } ответил за { $milliseconds } мс, длина вектора { $length }.
check-semantic-slow = knowledge.semantic: сервер { $host } ответил за { $milliseconds } мс. Дольше 300 мс бот не ждёт и ответит только по словам: возьмите модель меньше или сервер быстрее.
check-semantic-wrong = knowledge.semantic: сервер { $host } не дал вектор ({ $why }). Проверьте url, model и key; пока он не отвечает, бот ищет по словам.

check-lexicon-off = Своего словаря у центра нет (knowledge.lexicon).
check-lexicon-fine = Словарь центра «{ $path }»: { $count ->
    [one] { $count } группа слов
    [few] { $count } группы слов
   *[many] { $count } групп слов
}.
check-lexicon-absent = Файла словаря «{ $path }» нет: создайте его или исправьте knowledge.lexicon. Пока бот понимает только общие слова.
check-lexicon-wrong = Словарь центра «{ $path }» не годится, работающая служба помнит прежний. { $why }
