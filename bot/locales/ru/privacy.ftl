# Personal data: what a client reads.

menu-privacy = Конфиденциальность
menu-advertising = Новости и предложения

consent-keeps = Вы просили уничтожить ваши данные до { $date }. Если дадите согласие, мы их сохраним.

privacy-kept-of-you = Что мы о вас храним:
privacy-kept-accounts = мессенджеры: { $names }
privacy-kept-card = контактные данные: { $fields }
privacy-kept-requests = обращения: { $count }
privacy-kept-messages = сообщения переписки: { $count }
privacy-kept-files = файлы: { $count }
privacy-kept-opinions = отзывы об ответах бота: { $count }
privacy-consent-personal_data = Согласие на обработку персональных данных: версия { $version }, дано { $date }, { $channel }.
privacy-consent-advertising = Согласие на новости и предложения: версия { $version }, дано { $date }, { $channel }.
privacy-consent-withdrawn = Отозвано { $date }.
privacy-consent-none = Согласия на обработку персональных данных вы не давали: специалистам ничего не передано.
privacy-advertising-none = Новости и предложения мы вам не присылаем.

button-privacy-file = Получить файлом
button-privacy-end = Отозвать согласие
button-privacy-destroy = Уничтожить мои данные
button-privacy-sure = Продолжить
button-privacy-yes = Да, уничтожить
button-privacy-no = Оставить как есть
button-privacy-keep = Оставить мои данные

privacy-file-soon = Готовим файл, пришлём сюда через минуту.
privacy-file-coming = Файл уже готовим, он придёт сюда.
privacy-file-ready = Всё, что мы о вас храним. В файле ваши личные данные: не пересылайте его, пожалуйста, тем, кому не доверяете.
privacy-file-name = мои-данные.json
privacy-file-note = Здесь только ваши данные, из всех ваших мессенджеров. Специалисты названы по роли. Сами файлы, которые вы присылали, есть в переписке.
privacy-end-ask =
    Если отозвать согласие:

    — специалистам больше ничего не передадим, открытые обращения закроем;
    — новости и предложения присылать не будем;
    — до { $date } уничтожим контакты, переписку и файлы. От обращений останутся номера, даты и оценки без вашего имени.

    До этого дня можно передумать. То, что уже есть в вашем мессенджере, удалить можете только вы.
privacy-end-sure = Точно уничтожить данные? Восстановить их потом нельзя.
privacy-stays = Хорошо, всё остаётся как есть.
privacy-withdrawn = Согласие отозвано. Специалистам больше ничего не передаём, открытые обращения закрыты. Данные уничтожим до { $date }. Если передумаете, нажмите до этого дня «Оставить мои данные».
privacy-going = Данные будут уничтожены до { $date }.
privacy-kept = Уничтожение данных отменено, они остаются.
privacy-nothing-going = Уничтожать ваши данные никто не собирается: всё на месте.

# Advertising.

advertising-ask = Присылать вам новости и предложения центра: о новых возможностях, семинарах и акциях? Это отдельное согласие на рекламу. Помощь от него не зависит, отказаться можно в любой момент.
advertising-on = Вы получаете новости и предложения центра.
advertising-given = Готово, будем присылать новости и предложения. Отказаться можно в любой момент.
advertising-stopped = Больше не присылаем новости и предложения.
advertising-declined = Хорошо, не присылаем.
button-advertising-ask = Новости и предложения
button-advertising-yes = Согласен получать
button-advertising-no = Не нужно
button-advertising-stop = Не присылать новости

# What staff read.

topic-withdrawn = Клиент отозвал согласие на обработку данных: обращение закрыто, данные уничтожим до { $date }. Писать клиенту больше нельзя.
desk-card-withdrawn = Согласие отозвано, данные уничтожим до { $date }

desk-consent-withdrawn = Клиент отозвал согласие на обработку данных: писать ему больше нельзя. Если он согласится снова, обращение можно будет продолжить.

# The file that a person gets.

privacy-category-about = О файле
privacy-category-accounts = Мессенджеры
privacy-category-card = Контактные данные
privacy-category-consents = Согласия и их отзыв
privacy-category-requests = Обращения
privacy-category-messages = Сообщения
privacy-category-letters = Письма
privacy-category-files = Файлы
privacy-category-opinions = Отзывы и вопросы к базе знаний
privacy-category-notes = Записи сотрудников
privacy-category-service = Служебные записи
privacy-yes = да
privacy-no = нет
privacy-field-made = Составлен
privacy-field-centre = Центр
privacy-field-clients = Номер клиента
privacy-field-note = Примечание
privacy-field-messenger = Мессенджер
privacy-field-account = Номер в мессенджере
privacy-field-name = Имя
privacy-field-username = Имя пользователя
privacy-field-organisation = Организация
privacy-field-inn = ИНН
privacy-field-phone = Телефон
privacy-field-email = Электронная почта
privacy-field-updated = Изменено
privacy-field-purpose = На что
privacy-field-version = Версия текста
privacy-field-given = Дано
privacy-field-withdrawn = Отозвано
privacy-field-at = Когда
privacy-field-undone = Связь отменена
privacy-field-question = Вопрос
privacy-field-helped = Помогло
privacy-field-author = Кто
privacy-field-text = Текст
privacy-field-earlier = Прежние редакции
privacy-field-attachments = Вложения
privacy-field-number = Обращение №
privacy-field-kind = Вид
privacy-field-opened = Открыто
privacy-field-state = Состояние
privacy-field-comment_url = Комментарий под записью
privacy-field-first_response = Первый ответ
privacy-field-closed = Завершено
privacy-field-solved = Вопрос решён
privacy-field-mark = Оценка
privacy-field-comment = Отзыв
privacy-field-refusal = Причина отказа
privacy-field-asked = Запрошено уничтожение
privacy-field-due = Уничтожить до
privacy-field-cancelled = Отменено
privacy-value-personal_data = обработка персональных данных
privacy-value-advertising = новости и предложения (реклама)
privacy-value-client = вы
privacy-value-bot = бот
privacy-value-staff = специалист
privacy-value-new = ждёт специалиста
privacy-value-assigned = в работе
privacy-value-resolved = решено
privacy-value-closed = завершено
privacy-value-question = вопрос
privacy-value-selection = подборка документов
privacy-value-consultation = консультация эксперта
privacy-value-document = заказ документа
privacy-value-training = обучение
privacy-value-seminar = семинар
privacy-value-support = техническая поддержка
privacy-value-outage = ничего не работает
privacy-value-manager = персональному менеджеру
privacy-value-suggestion = пожелание
privacy-value-complaint = жалоба
privacy-value-subscription = подписка
privacy-value-call_back = обратный звонок

# Acts of destruction.

act-heading = Акт № { $number } об уничтожении персональных данных, { $date }
act-operator = Оператор: { $centre }
act-whose = Чьи данные: клиент № { $client }
act-whose-many = Чьи данные: клиенты, срок хранения данных которых истёк
act-categories = Уничтожено (вид данных: записей):
act-system = Где: информационная система «Линия», база данных и папка файлов
act-method = Как: записи удалены или обезличены с затиранием в базе, файлы удалены с диска, тема клиента в группе удалена
act-ground-withdrawn = Почему: клиент отозвал согласие { $date }
act-ground-on_paper = Почему: письменный запрос, принят { $date }
act-ground-retention = Почему: истёк срок хранения, заданный в настройках
act-signed = Уничтожение выполнено автоматически. Акт подписал (должность, фамилия, подпись): ____________________

# What an administrator reads.

privacy-cli-client = Клиент № { $client }, мессенджеры: { $accounts }
privacy-cli-going = Данные будут уничтожены до { $date }.
privacy-cli-nobody = Такого клиента нет. Назовите номер, телефон, почту или аккаунт: telegram:42, vk:42.
privacy-cli-several = Подходит не один клиент: { $numbers }. Назовите, пожалуйста, номер.
privacy-cli-sure = Согласие будет отозвано, данные уничтожены до { $date }. Клиент об этом узнает. Продолжить?
privacy-cli-asked = Записано: данные будут уничтожены до { $date }. Их уничтожит работающая служба (liniya run), акт: liniya privacy acts.
privacy-cli-exported = Данные клиента № { $client } записаны: { $path }. Передайте их только ему самому и удалите файл.
privacy-cli-exists = Файл { $path } уже есть. Другой путь или --force.
privacy-cli-not-written = Не записать { $path }: { $reason }.
privacy-cli-no-acts = Актов пока нет.
privacy-cli-acts-written = { $count ->
        [one] { $count } акт записан
        [few] { $count } акта записаны
       *[many] { $count } актов записаны
    }: { $path }
