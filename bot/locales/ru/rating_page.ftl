# The page behind the rating links of a letter.

rating-page-title = Оценка ответа
rating-page-heading = Обращение № { $number }
rating-page-ask = Как вам наш ответ?
rating-page-mark = { $mark ->
        [1] плохо
        [2] слабо
        [3] средне
        [4] хорошо
       *[5] отлично
    }
rating-page-comment = Что понравилось или чего не хватило (по желанию)
rating-page-send = Отправить оценку
rating-page-again = Изменить оценку
rating-page-thanks = Спасибо! Ваша оценка { $mark } из 5 сохранена.
rating-page-note = Оценку можно изменить в течение недели.
rating-page-final = Вы поставили { $mark } из 5, спасибо. Изменить оценку уже нельзя: прошло больше недели. Если остался вопрос, напишите нам в мессенджер.
rating-page-gone-title = Ссылка не действует
rating-page-gone = Возможно, она скопирована не целиком. Откройте её из письма ещё раз или напишите нам в мессенджер.
rating-page-choose = Выберите, пожалуйста, оценку от 1 до 5.
rating-page-long = Комментарий получился слишком длинным: помещается { $most } знаков. Сократите его, пожалуйста.
rating-page-starting = Служба запускается. Обновите, пожалуйста, страницу через минуту.
