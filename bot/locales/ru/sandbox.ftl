### The sandbox's page: one is a client of the line and an operator of it, side by side.

sandbox-started = Песочница готова: откройте { $url } в браузере. Остановить — Ctrl+C.

## Who there is

sandbox-client-names = Анна, Борис, Вера, Глеб, Дарья, Егор, Жанна, Захар, Инна, Кирилл, Лидия, Максим
sandbox-operator-names = Мария, Пётр, Ольга, Роман, Софья, Тимур, Ульяна, Фёдор

## The page

sandbox-title = Линия · песочница
sandbox-name = Линия
sandbox-subtitle = песочница
sandbox-about = Слева вы клиент, справа — оператор. Сообщения несёт настоящая служба, ненастоящий здесь только Telegram.
sandbox-no-script = Страница работает на JavaScript: включите его в браузере.
sandbox-panes = Панели
sandbox-tab-client = Клиент
sandbox-tab-operators = Операторы
sandbox-lost = Связь с песочницей потеряна, переподключаюсь…
sandbox-failed = Не получилось: { $reason }
sandbox-unreachable = песочница не отвечает
sandbox-dismiss = Закрыть
sandbox-ok = Хорошо
sandbox-cancel = Отменить

## People

sandbox-who-client = Вы клиент
sandbox-who-operator = Вы оператор
sandbox-add-client = Клиент
sandbox-add-operator = Оператор
sandbox-add-client-label = Добавить клиента
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

## The operators' group

sandbox-group-pane = Группа операторов
sandbox-members = участников: { $count }
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
sandbox-reaction = Реакция { $emoji }, поставили: { $count }

sandbox-photo = Фотография
sandbox-document = Документ
sandbox-voice = Голосовое сообщение
sandbox-audio = Аудиозапись
sandbox-video = Видео
sandbox-video-note = Видеосообщение
sandbox-sticker = Стикер
sandbox-content = Вложение
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
sandbox-input-group = Сообщение в тему
sandbox-send = Отправить
sandbox-save = Сохранить
sandbox-attach = Прикрепить
sandbox-sample-photo = Фото прибора
sandbox-sample-document = Документ, 240 КБ
sandbox-sample-large = Большой файл, 25 МБ
sandbox-sample-voice = Голосовое, 4 с
sandbox-sample-sticker = Стикер
sandbox-sample-document-name = Акт сверки.pdf
sandbox-sample-large-name = Запись экрана.mp4
sandbox-keyboard-show = Показать кнопки
sandbox-keyboard-hide = Скрыть кнопки

## Faults

sandbox-faults = Неполадки
sandbox-faults-title = Устроить неполадку
sandbox-faults-about = Служба должна справиться сама: ни одно сообщение не пропадёт.
sandbox-faults-now = Сейчас не работает
sandbox-faults-none = Всё исправно
sandbox-faults-clear = Убрать
sandbox-fault-ordered = Готово: { $fault }
sandbox-fault-limit = Лимит 429
sandbox-fault-limit-about = Telegram просит обоих ботов подождать 5 секунд
sandbox-fault-drop = Обрыв связи
sandbox-fault-drop-about = Три следующих запроса останутся без ответа
sandbox-fault-block = Клиент заблокировал
sandbox-fault-block-about = { $name } блокирует бота
sandbox-fault-blocked-about = { $name } бота уже заблокировал(а)
sandbox-fault-delete = Тема удалена
sandbox-fault-delete-about = Пропадёт тема «{ $name }»
sandbox-fault-delete-none = Сначала откройте тему клиента
sandbox-fault-rights = Нет прав
sandbox-fault-rights-about = Пульт теряет права администратора
sandbox-fault-rights-back = Вернуть права
sandbox-fault-rights-back-about = Пульт снова администратор группы
sandbox-fault-upgrade = Группа преобразована
sandbox-fault-upgrade-about = У группы будет другой номер
sandbox-fault-kind-retry-after = Лимит 429
sandbox-fault-kind-server-error = Ошибка сервера
sandbox-fault-kind-drop = Обрыв связи
sandbox-fault-kind-delay = Медленные ответы
sandbox-fault-times = ещё запросов: { $count }

## What a person's Telegram would not do

sandbox-refused = Telegram не принял: { $reason }
sandbox-refused-empty = Пустое сообщение не отправляется.
sandbox-refused-long = Сообщение слишком длинное: больше 4096 знаков.
sandbox-refused-gone = Этого здесь больше нет.
sandbox-refused-request = Страница устарела: обновите её.
