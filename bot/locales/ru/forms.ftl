# What every form says, whatever it asks for.

form-button-keep = Оставить: { $value }
form-button-skip = Пропустить
form-button-back = Назад
form-button-cancel = Отменить
form-button-ready = Готово
form-button-right = Всё верно
form-button-change = Изменить
form-button-clear = Удалить
form-button-again = Заполнить заново
form-button-contact = Отправить мой номер

form-check =
    { $title }. Проверьте, пожалуйста:

    { $answers }
form-answer = { $label }: { $value }
form-not-given = не указано
form-files = { $count ->
        [one] { $count } файл
        [few] { $count } файла
       *[many] { $count } файлов
    }
form-check-remind = Если всё верно, нажмите «Всё верно». Поправить — «Изменить», закрыть без отправки — «Отменить».
form-change = Что изменить?
form-more = Записал. Можно добавить ещё, а когда закончите — нажмите «Готово».

form-empty = Не вижу слов в сообщении. { $question }
form-too-long = Слишком длинно: { $length } знаков, а помещается { $longest }. Напишите, пожалуйста, короче.
form-file-wanted = Здесь нужны фото или файл. { $question }
form-not-chosen = Не нашёл такого варианта. { $question }
form-not-answer = { $question }
form-noted = { $how ->
        [people] Передал специалисту. Анкета ждёт:
        [shown] Сохранил, а здесь нужен текст.
       *[words] Записал, после анкеты вернёмся к этому. Сейчас:
    } { $question } Не хотите заполнять — нажмите «Отменить».
form-noted-between = { $how ->
        [people] Передал специалисту.
        [shown] Сохранил, после анкеты вернёмся к этому.
       *[words] Записал, после анкеты вернёмся к этому.
    } { $question }
form-how-to-leave = { $question } Не хотите заполнять — нажмите «Отменить».

form-phone = Номер телефона
form-taken = { $label }: { $value }
form-go-on = Хорошо.
form-contact-other = Это номер другого человека: { $name }, { $phone }. Записать его?

form-corrected = Исправил. { $label }: { $value }
form-correction-wrong = { $reason } Пока оставил: { $value }
form-passed-on = Обращение № { $number } снова открыто, поэтому передали ваше сообщение туда. Ответ придёт сюда.
form-cancelled = Хорошо, ничего не отправляю.
form-cancelled-question = Хорошо, ничего не отправляю. Возвращаюсь к вашему вопросу.
form-expired = { $title }: ответа не было { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }, поэтому анкета закрыта, ничего не отправлено.
