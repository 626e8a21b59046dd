### The sandbox's page: one is a client of the line and an operator of it, side by side.

sandbox-started = Песочница готова: откройте { $url } в браузере. Остановить — Ctrl+C.

## Who there is

sandbox-client-names = Анна, Борис, Вера, Глеб, Дарья, Егор, Жанна, Захар, Инна, Кирилл, Лидия, Максим
sandbox-operator-names = Мария, Пётр, Ольга, Роман, Софья, Тимур, Ульяна, Фёдор

## The page

sandbox-title = Линия · песочница
sandbox-name = Линия
sandbox-subtitle = песочница
sandbox-about = Слева вы клиент, справа — оператор. Служба настоящая, ненастоящие только Telegram и ВКонтакте.
sandbox-no-script = Страница работает на JavaScript: включите его в браузере.
sandbox-panes = Панели
sandbox-tab-client = Telegram
sandbox-tab-vk = ВКонтакте
sandbox-tab-operators = Операторы
sandbox-tab-mail = Почта
sandbox-telegram-short = Telegram
sandbox-vk-short = ВКонтакте
sandbox-lost = Связь с песочницей потеряна, переподключаюсь…
sandbox-failed = Не получилось: { $reason }
sandbox-unreachable = песочница не отвечает
sandbox-dismiss = Закрыть
sandbox-ok = Хорошо
sandbox-cancel = Отменить

## People

sandbox-who-client = Telegram
sandbox-who-vk = ВКонтакте
sandbox-who-operator = Операторы
sandbox-add-client = Клиент
sandbox-add-vk-client = Клиент
sandbox-add-operator = Оператор
sandbox-add-client-label = Добавить клиента в Telegram
sandbox-add-vk-client-label = Добавить клиента во ВКонтакте
sandbox-add-operator-label = Добавить оператора
sandbox-unread = непрочитанных: { $count }

## The client's chat

sandbox-client-pane = Telegram клиента
sandbox-bot = бот
sandbox-typing = печатает…
sandbox-typing-who = { $name } печатает…
sandbox-start = Запустить
sandbox-client-empty-title = Здесь будет переписка с ботом
sandbox-client-empty = Нажмите «Запустить» и задайте вопрос своими словами.
sandbox-block = Заблокировать бота
sandbox-unblock = Разблокировать бота
sandbox-blocked = Бот заблокирован: его сообщения не приходят.
sandbox-was-blocked = заблокирован

## The client's VK

sandbox-vk-pane = ВКонтакте клиента
sandbox-community = сообщество
sandbox-vk-empty-title = Здесь будет переписка с сообществом
sandbox-vk-empty = Нажмите «Начать» и задайте вопрос своими словами.
sandbox-vk-deny = Запретить сообщения
sandbox-vk-allow = Разрешить сообщения
sandbox-vk-denied = сообщения запрещены
sandbox-vk-somebody = Кто-то из ВКонтакте
sandbox-vk-opens = Откроется { $link }
sandbox-wall = стена сообщества
sandbox-wall-open = Стена сообщества
sandbox-wall-close = К сообщениям
sandbox-comments = Комментарии
sandbox-comment-input = Комментарий
sandbox-comment-send = Отправить комментарий

## The mail

sandbox-mail-pane = Отправленная почта
sandbox-mail-about = Письма службы
sandbox-mail-empty-title = Писем пока нет
sandbox-mail-empty = Сюда придут письма, которые служба отправит по почте: дежурным, менеджерам, клиентам. За пределы песочницы они не уходят.
sandbox-mail-from = От
sandbox-mail-to = Кому
sandbox-mail-answer = Ответить на письмо
sandbox-mail-send = Отправить
sandbox-mail-no-subject = Без темы
sandbox-mail-letter = Письмо
sandbox-mail-back = К списку писем

## The operators' group

sandbox-group-pane = Группа операторов
sandbox-members = участников: { $count }
sandbox-groups = Группы
sandbox-topics = Темы
sandbox-general = Общая тема
sandbox-topics-empty = Здесь появятся темы клиентов
sandbox-topics-empty-more = Тема открывается, когда клиент зовёт специалиста.
sandbox-topic-empty = В этой теме пока нет сообщений
sandbox-general-empty-title = В общей теме пока тихо
sandbox-general-empty = Сюда служба пишет о том, что требует внимания.
sandbox-topic-closed = закрыта
sandbox-topic-closed-note = Тема закрыта
sandbox-close-topic = Закрыть тему
sandbox-reopen-topic = Открыть тему
sandbox-delete-topic = Удалить тему
sandbox-delete-topic-ask = Удалить тему «{ $name }» со всеми сообщениями?
sandbox-delete-topic-do = Удалить
sandbox-back = К списку тем
sandbox-no-messages = нет сообщений

## A message

sandbox-messages = Сообщения
sandbox-edited = изменено
sandbox-pinned = закреплено
sandbox-reply = Ответить
sandbox-react = Отметить реакцией
sandbox-edit = Изменить
sandbox-delete = Удалить
sandbox-message-actions = Действия с сообщением
sandbox-replying = Ответ: { $name }
sandbox-editing = Изменение сообщения
sandbox-quote-gone = Сообщение удалено
sandbox-quote-go = Показать исходное сообщение: { $name }
sandbox-spoiler = Скрытый текст, показать
sandbox-quote-more = Показать полностью
sandbox-quote-less = Свернуть
sandbox-copied = Скопировано
sandbox-to-end = К последним сообщениям
sandbox-forwarded = Переслано: { $name }
sandbox-forwarded-short = Пересланное сообщение
sandbox-was-read = Прочитано
sandbox-was-sent = Отправлено
sandbox-reaction = Реакция { $emoji }, поставили: { $count }

sandbox-photo = Фотография
sandbox-document = Документ
sandbox-voice = Голосовое сообщение
sandbox-audio = Аудиозапись
sandbox-video = Видео
sandbox-video-note = Видеосообщение
sandbox-sticker = Стикер
sandbox-animation = Анимация
sandbox-place = Место на карте
sandbox-place-live = Место, пока в пути
sandbox-contact = Контакт
sandbox-poll = Опрос
sandbox-link = Ссылка
sandbox-vk-kind-wall = Запись на стене
sandbox-vk-kind-comment = Комментарий на стене
sandbox-vk-kind-gift = Подарок
sandbox-vk-kind-goods = Товар
sandbox-vk-kind-article = Статья
sandbox-vk-kind-story = История
sandbox-content = Вложение
sandbox-photos = Фотографии: { $count }
sandbox-contents-count = { $name } и ещё { $count }
sandbox-save-file = Сохранить: { $name }
sandbox-play = Слушать: { $name }
sandbox-silent = В этом образце нет звука.
sandbox-megabytes = { $size } МБ
sandbox-kilobytes = { $size } КБ
sandbox-bytes = { $size } Б

## What happened in a chat

sandbox-service-topic-created = { $name } создаёт тему «{ $topic }»
sandbox-service-topic-renamed = { $name } меняет название темы на «{ $topic }»
sandbox-service-topic-changed = { $name } меняет значок темы
sandbox-service-topic-closed = { $name } закрывает тему
sandbox-service-topic-reopened = { $name } снова открывает тему
sandbox-service-pinned = { $name } закрепляет сообщение
sandbox-service-joined = { $name } теперь в группе
sandbox-service-left = { $name } больше не в группе
sandbox-service-migrated = Группа преобразована, у неё новый номер
sandbox-service-other = Служебное сообщение

## Writing

sandbox-input-client = Сообщение боту
sandbox-input-vk = Сообщение
sandbox-input-group = Сообщение в тему
sandbox-send = Отправить
sandbox-save = Сохранить
sandbox-attach = Прикрепить
sandbox-attach-files = Файлы с устройства…
sandbox-samples = Образцы
sandbox-uploading = Отправляется
sandbox-too-large = За один раз — не больше { $size }.
sandbox-drop-title = Отпустите, и мы отправим
sandbox-drop-about = Картинки уйдут как фото, остальное — как документы, не больше 50 МБ за раз.
sandbox-sample-photo = Фото экрана
sandbox-sample-document = Документ, 240 КБ
sandbox-sample-large = Большой файл, 25 МБ
sandbox-sample-voice = Голосовое, 4 с
sandbox-sample-sticker = Стикер
sandbox-sample-location = Место на карте
sandbox-sample-contact = Контакт
sandbox-sample-contact-name = Семён
sandbox-sample-poll = Опрос
sandbox-sample-poll-question = Когда удобно созвониться?
sandbox-sample-poll-options = Утром, Днём, Вечером
sandbox-sample-forward = Пересланное сообщение
sandbox-sample-forward-name = Главный бухгалтер
sandbox-sample-forward-text = Уточните, пожалуйста, по какой форме теперь сдавать отчёт.
sandbox-sample-link = Ссылка
sandbox-sample-link-title = Памятка для бухгалтера
sandbox-sample-document-name = Акт сверки.pdf
sandbox-sample-large-name = Запись экрана.mp4
sandbox-keyboard-show = Показать кнопки
sandbox-keyboard-hide = Скрыть кнопки

## Faults

sandbox-faults = Неполадки
sandbox-faults-title = Устроить неполадку
sandbox-faults-about = Служба должна справиться сама: ни одно сообщение не пропадёт. Устройте и продолжайте переписку.
sandbox-faults-now = Сейчас не работает
sandbox-faults-none = Всё исправно
sandbox-faults-clear = Убрать
sandbox-fault-limit = Лимит 429
sandbox-fault-limit-about = Telegram просит обоих ботов подождать. Сообщения задержатся на 5 секунд и придут.
sandbox-fault-limit-done = Telegram попросит подождать 5 секунд.
sandbox-fault-drop = Обрыв связи
sandbox-fault-drop-about = Три следующих запроса останутся без ответа. Сообщения придут, в Telegram — иногда дважды.
sandbox-fault-drop-done = Следующие три запроса останутся без ответа.
sandbox-fault-outage = Telegram недоступен
sandbox-fault-outage-about = Ничего не приходит и не уходит, пока не уберёте. После этого всё догонится само.
sandbox-fault-outage-done = Telegram больше не отвечает.
sandbox-fault-file = Файл забыт
sandbox-fault-file-about = Telegram не узнает следующий файл по номеру. Служба загрузит его заново.
sandbox-fault-file-done = Следующий файл Telegram не узнает.
sandbox-fault-block = Клиент заблокировал
sandbox-fault-block-about = { $name } блокирует бота. Оператор увидит об этом строку в теме.
sandbox-fault-block-done = { $name } блокирует бота.
sandbox-fault-blocked-about = { $name }: бот уже заблокирован
sandbox-fault-vk-limit = Лимит 20 в секунду
sandbox-fault-vk-limit-about = ВКонтакте откажет трём следующим запросам: ошибка 6. Служба повторит их.
sandbox-fault-vk-limit-done = ВКонтакте откажет трём следующим запросам.
sandbox-fault-vk-flood = Флуд-контроль
sandbox-fault-vk-flood-about = Следующее сообщение не пройдёт: ошибка 9. Служба подождёт и повторит.
sandbox-fault-vk-flood-done = ВКонтакте не примет следующее сообщение.
sandbox-fault-vk-outage = ВКонтакте недоступен
sandbox-fault-vk-outage-about = Связи нет, пока не уберёте. Напишите что-нибудь: служба догонит пропущенное.
sandbox-fault-vk-outage-done = ВКонтакте больше не отвечает.
sandbox-fault-vk-history = ВКонтакте забыл историю
sandbox-fault-vk-history-about = Очередь событий начнётся заново. Пропущенное служба возьмёт из переписки.
sandbox-fault-vk-history-done = ВКонтакте начнёт очередь событий заново.
sandbox-fault-vk-deny = Клиент заблокировал
sandbox-fault-vk-deny-about = { $name } запрещает сообщения. Оператор увидит об этом строку в теме.
sandbox-fault-vk-deny-done = { $name } запрещает сообщения.
sandbox-fault-vk-denied-about = { $name }: сообщения уже запрещены
sandbox-fault-delete = Тема удалена
sandbox-fault-delete-about = Пропадёт тема «{ $name }». Следующее сообщение клиента откроет её снова.
sandbox-fault-delete-done = Тема удалена.
sandbox-fault-delete-none = Сначала откройте тему клиента
sandbox-fault-rights = Нет прав
sandbox-fault-rights-about = Пульт теряет права администратора. Верните их, и сообщения дойдут.
sandbox-fault-rights-done = У пульта больше нет прав администратора.
sandbox-fault-rights-back = Вернуть права
sandbox-fault-rights-back-about = Пульт снова администратор группы
sandbox-fault-rights-back-done = Пульт снова администратор группы.
sandbox-fault-upgrade = Группа преобразована
sandbox-fault-upgrade-about = У группы будет другой номер. Служба узнает его сама.
sandbox-fault-upgrade-done = У группы теперь другой номер.
sandbox-fault-kind-retry-after = Лимит 429
sandbox-fault-kind-server-error = Ошибка сервера
sandbox-fault-kind-drop = Обрыв связи
sandbox-fault-kind-deaf = Новое не приходит
sandbox-fault-kind-delay = Медленные ответы
sandbox-fault-kind-trickle = Файл идёт по байту
sandbox-fault-kind-refusal = Отказ
sandbox-fault-kind-half-album = Половина альбома
sandbox-fault-kind-error = Ошибка API
sandbox-fault-times = ещё запросов: { $count }
sandbox-fault-until = пока не уберёте

## What a person's messenger would not do

sandbox-refused = Мессенджер не принял: { $reason }
sandbox-refused-empty = Пустое сообщение не отправляется.
sandbox-refused-long = Сообщение слишком длинное: больше 4096 знаков.
sandbox-refused-gone = Этого здесь больше нет.
sandbox-refused-request = Страница устарела: обновите её.
sandbox-refused-old = Исправить можно только в течение суток.
sandbox-refused-large = За один раз — не больше 50 МБ.
