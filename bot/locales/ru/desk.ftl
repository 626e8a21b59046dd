### What operators read in their group. Short, polite, human.

## In a topic

desk-corrected = Исправлено:
desk-rated = № { $number }: клиент поставил { $mark } из 5.
desk-rated-comment = № { $number }: клиент поставил { $mark } из 5. Комментарий: { $comment }

## The card

desk-card-number = № { $number }
desk-card-question = Вопрос:
desk-card-answered = Бот уже ответил:
desk-card-suggestions = Может подойти:
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
desk-not-taken-back = Не удалось отозвать: { $reason }.
desk-button-retry = Повторить

desk-reason-blocked = клиент заблокировал бота
desk-reason-deactivated = аккаунт клиента удалён
desk-reason-never-started = клиент ещё не писал боту или удалил переписку
desk-reason-too-old = сообщение слишком старое, мессенджер этого уже не даёт
desk-reason-other = мессенджер ответил «{ $reason }»
desk-reason-unknown = причина неизвестна

## In General

desk-general-rights = У бота не хватает прав в этой группе. Назначьте его администратором с правом управлять темами: сообщения ждут и ничего не потеряется.
desk-general-lost = Сообщение в тему «{ $topic }» не ушло: { $reason }.
