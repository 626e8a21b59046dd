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
