### What operators read in their group. Short, polite, human.

## In a topic

desk-rated = № { $number }: клиент поставил { $mark } из 5.
desk-rated-comment = № { $number }: клиент поставил { $mark } из 5. Комментарий: { $comment }

## The card

desk-card-number = № { $number }
desk-card-question = Вопрос:
desk-card-answered = Бот уже ответил:
desk-card-only-offered = Бот предложил:
desk-card-offered = предложил на выбор:
desk-card-suggestions = Может подойти:
desk-card-comment-at = Комментарий под записью: { $url }
desk-card-no-question = клиент пока ничего не спросил
desk-card-sent = — отправлено
desk-card-client = Клиент
desk-card-bot = Бот
desk-card-staff = Оператор
desk-card-earlier = …
desk-card-solved = Клиент: вопрос решён.
desk-card-unsolved = Клиент: вопрос не решён.
desk-card-rating = Оценка: { $mark } из 5
desk-card-comment = Комментарий: { $comment }
desk-conversation = Переписка по № { $number }

desk-state-new = ждёт специалиста
desk-state-assigned = отвечает { $assignee }
desk-state-resolved = завершено, ждём ответа клиента
desk-state-closed = закрыто

desk-channel-telegram = Telegram
desk-channel-vk = ВКонтакте
desk-channel-site = сайт
desk-channel-email = почта

desk-button-take = Взять
desk-button-show = { $number } · Показать
desk-button-send = { $number } · Отправить
desk-button-done = Завершить
desk-button-all = Вся переписка

## What became of an operator's line

desk-not-delivered = Не доставлено: { $reason }.
desk-not-edited = У клиента осталось прежнее: { $reason }.
desk-corrected-anew = Старое сообщение мессенджер исправить не даёт: клиенту ушло новое, с пометкой «Исправление».
desk-not-taken-back = Не удалось отозвать: { $reason }.
desk-button-retry = Повторить

desk-reason-blocked = клиент заблокировал бота
desk-reason-deactivated = аккаунт клиента удалён
desk-reason-never-started = клиент ещё не писал боту или удалил переписку
desk-reason-too-old = сообщение слишком старое, мессенджер этого уже не даёт
desk-reason-vk-blacklist = клиент в чёрном списке сообщества
desk-reason-vk-denied = клиент запретил сообщения во ВКонтакте или ещё не писал сообществу
desk-reason-vk-privacy = настройки клиента не разрешают ему писать
desk-reason-vk-unknown = ВКонтакте не находит такого человека
desk-reason-vk-kind = такое сообщение ВКонтакте исправить не даёт
desk-reason-vk-reaction = такой реакции ВКонтакте нет
desk-reason-other = мессенджер ответил «{ $reason }»
desk-reason-unknown = причина неизвестна

## In General

desk-general-rights = У бота не хватает прав в этой группе. Назначьте его администратором с правом управлять темами: сообщения ждут и ничего не потеряется.
desk-general-vk-buttons = Клиенты во ВКонтакте не видят кнопок: в сообществе выключены «Возможности ботов». Варианты ответа пока приходят им словами. Администратору: «Управление» → «Сообщения» → «Настройки для бота».
desk-general-vk-captcha = ВКонтакте просит подтвердить, что пишет не робот (капча). Сообщения клиентам ждут и уйдут сами, попытки повторяются. Если за час не пройдёт, администратору сообщества стоит написать в поддержку ВКонтакте.
desk-general-lost = Сообщение в тему «{ $topic }» не ушло: { $reason }.

## Whose message is it?

desk-note-new = Обращение пока никто не взял, клиент этого не видит.
desk-note-assigned = Клиенту отвечает { $name }, ваше сообщение осталось внутри.
desk-note-several = Для какого обращения это сообщение? Клиенту пока ничего не ушло.
desk-note-over = Открытых обращений здесь нет, клиент этого не видит.
desk-button-to-client = Отправить клиенту
desk-button-write = Написать клиенту
desk-button-ticket = № { $number } · { $question }
desk-file-too-large = Клиент не получит { $what } ({ $size }): Telegram отдаёт ботам файлы не больше { $limit }. Он увидит только название и размер. Отправьте ему, пожалуйста, ссылку.
desk-file-refused = Клиент не получит { $what }: { $reason }. Отправьте, пожалуйста, ссылку или другой файл.
desk-odd-content = { $what }: такое бот передать не может, клиенту это не ушло. Напишите, пожалуйста, словами.
desk-caption-no-command = Команда в подписи не сработает, и клиенту ничего не ушло. Напишите её отдельно, а файл отправьте ещё раз.
desk-edit-no-file = Замену файла передать не получится: отправьте новым сообщением.
desk-anonymous = Клиенту это не ушло: вы пишете анонимно. Отключите анонимность в правах администратора, чтобы отвечать клиентам.
desk-shown = Статья для вас, клиент её не видит

## Buttons

desk-taken = Обращение ваше
desk-has-it = Клиенту отвечает { $name }
desk-is-over = Это обращение уже завершено
desk-resolved = Спросим клиента, решён ли вопрос
desk-sent = Отправлено
desk-sent-for = Отправлено клиенту. Обращение по-прежнему ведёт { $name }.
desk-already-sent = Уже отправлено
desk-retried = Отправляем ещё раз
desk-already-retried = Уже отправляем
desk-stale = Кнопка устарела

## Commands

desk-which-take = Обращений несколько: ответьте /take на карточку нужного.
desk-none-to-take = Свободных обращений здесь нет.
desk-no-client-here = В этой теме нет клиента: команда работает в темах, которые создал бот.
desk-which-close = Обращений несколько: ответьте /close на карточку нужного.
desk-del-how = Чтобы отозвать сообщение у клиента, ответьте на него командой /del.
desk-del-not-sent = Это сообщение клиенту не уходило, отзывать нечего.
desk-del-nothing-on-card = С этой карточки клиенту ничего не отправлено, отзывать нечего.
desk-del-not-yours = Отозвать сообщение может его автор или тот, кто ведёт обращение.
desk-del-instead = У клиента осталось прежнее. Чтобы отозвать сообщение, ответьте на него командой /del.
desk-unknown-command = Такой команды нет, клиенту ничего не ушло. Список команд: /help
desk-edit-no-command = Исправленное сообщение командой не становится, клиенту правка не ушла. Напишите команду новым сообщением.
desk-queue = Открытые обращения
desk-queue-empty = Открытых обращений нет.
desk-queue-more = …и ещё { $count }
desk-queue-waits = ждёт { $time }
desk-minutes = { $minutes } мин
desk-hours = { $hours } ч { $minutes } мин
desk-help =
    Как отвечать клиентам
    «Взять» под карточкой или /take — обращение ваше: всё, что вы пишете и отправляете в теме, уходит клиенту.
    Сообщения остальных остаются внутри, под ними кнопка «Отправить клиенту».
    // в начале строки или подписи — сообщение останется внутри.
    Исправили сообщение — исправится и у клиента.
    /del ответом на сообщение, которое ушло клиенту, — отозвать его. Ответом на карточку — последнюю отправленную с неё статью.
    «Завершить» или /close — спросить клиента, решён ли вопрос.
    /queue — открытые обращения.
    /unlink — какие мессенджеры клиент связал; там же их можно разделить.
    Можно и по-русски: /взять, /удалить, /закрыть, /очередь, /разделить, /помощь.
    👌 на сообщении значит, что клиент его получил.

desk-parked = Это сообщение не обработано из-за ошибки, клиенту ничего не ушло. Администратору: liniya inbox show { $row }
desk-general-rights-back = Права бота в группе на месте, отправляем то, что ждало.
