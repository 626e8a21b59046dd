### What the base learns from clients, as people confirm it in the operators' group.

## The queue of wordings

queue-ask = Добавить как формулировку?
queue-article = Статья: { $title }
queue-origin-helped = Клиент выбрал эту статью из предложенных и отметил «Помогло».
queue-origin-sent = Оператор отправил эту статью в ответ.
queue-origin-merged = Вопрос отнесли к этой статье в списке пробелов.
queue-times = Так спросили { $count } { $count ->
        [one] раз
        [few] раза
       *[many] раз
    }.
queue-own-words = Другими словами: ответьте на это сообщение своим текстом.
queue-personal = Похоже на личные данные: { $what }. Исправьте: ответьте на это сообщение текстом без них.
queue-waiting = Ждут решения: { $count }.
queue-empty = Больше ничего не ждёт решения.
queue-nothing-waits = Ни одна формулировка не ждёт решения.
queue-added = Добавлено: «{ $text }» → { $title }
queue-declined = Не добавлено: «{ $text }» → { $title }
queue-button-add = Добавить
queue-button-decline = Не добавлять
queue-button-skip = Пропустить
queue-button-undo = Отменить последнее
queue-toast-added = Добавлено
queue-toast-declined = Больше не предложим
queue-skipped = Вернёмся к ней позже
queue-only-one = Других формулировок в очереди нет
queue-undone = Отменено, решите заново
queue-undone-already = Уже отменено
queue-was-added = Уже добавлено, решил(а) { $name }
queue-was-declined = Уже отклонено, решил(а) { $name }
queue-was-taken-back = Уже отозвано, решил(а) { $name }
queue-elsewhere = Очередь теперь в другом сообщении, ниже
queue-personal-toast = Похоже на личные данные: ответьте на это сообщение исправленным текстом
queue-anonymous = Вы пишете анонимно. Отключите анонимность в правах администратора, чтобы решать о формулировках.
queue-reply-nothing = Здесь сейчас ничего не ждёт решения. Показать очередь: /kb очередь
queue-reply-moved = Очередь только что ушла дальше, сейчас в ней «{ $text }». Если ваш текст к ней, ответьте через пять минут или решите кнопкой.
queue-reply-personal = Похоже на личные данные: { $what }. Ничего не добавлено, ответьте ещё раз текстом без них.
queue-reply-empty = В ответе нет ни слова: ответьте текстом, как спросил бы клиент.
queue-reply-long = Слишком длинно: ответьте текстом не длиннее { $most } знаков.

## What was learned

learned-heading = Выученные формулировки
learned-line = { $number }. «{ $text }» → { $title } · { $name }
learned-none = Выученных формулировок пока нет.
learned-none-found = Таких формулировок нет. Все: /kb формулировки
learned-more = …и ещё { $count }. Уточните: /kb формулировки и слово из неё или из статьи.
learned-button-take-back = Убрать { $number }
learned-button-return = Вернуть { $number }
learned-toast-taken-back = Убрано: бот по ней больше не отвечает
learned-toast-returned = Возвращено
learned-private = Похоже на личные данные: вернуть нельзя

## What the base lacks

gaps-none = Вопросов без ответа нет, и сроки статей не выходят.
gaps-heading = О чём спрашивали, а ответа в базе знаний не нашлось
gaps-group = { $number }. Спросили { $count } { $count ->
        [one] раз
        [few] раза
       *[many] раз
    }:
gaps-nearest = Ближе всего статья «{ $title }»
gaps-more = Ещё { $count ->
        [one] { $count } тема
        [few] { $count } темы
       *[many] { $count } тем
    }: все покажет liniya kb gaps.
gaps-ageing = Проверьте статьи, у которых вышел или скоро выйдет срок ({ $count }): { $names }.
gaps-ageing-one = «{ $title }» ({ $owner }{ $expired ->
        [true] , срок вышел
       *[false] {""}
    })
gaps-ageing-more = {" "}и другие, все покажет liniya kb stale
gaps-choose = В какой статье уже есть ответ на { $number }?
gaps-drafted = { $name } пишет статью
gaps-merged = Уже было: «{ $title }» ({ $name })
gaps-dismissed = Не нужно ({ $name })
gaps-settled = Этим уже занялись
gaps-button-write = { $number } · Написать статью
gaps-button-merge = { $number } · Это уже есть
gaps-button-dismiss = { $number } · Не нужно
gaps-button-undo = { $number } · Вернуть
gaps-button-back = Назад
gaps-nothing-near = Похожих статей нет: напишите новую
gaps-toast-choose = Выберите статью
gaps-toast-dismissed = Больше не покажем
gaps-toast-merged = { $count ->
    [0] Готово, новых формулировок нет
    [one] Готово, добавлена { $count } формулировка
    [few] Готово, добавлены { $count } формулировки
   *[many] Готово, добавлено { $count } формулировок
}
gaps-toast-undone = Вернули
gaps-toast-drafted = Черновик ниже, с ответом оператора
gaps-toast-drafted-empty = Черновик ниже, ответ напишите сами
gaps-drafted-already = Черновик уже начат: { $name }
