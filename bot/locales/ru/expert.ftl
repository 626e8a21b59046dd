### The expert line: what clients and experts read.

## Clients

expert-client-handed = Обращение № { $number } передано эксперту Линии консультаций: он изучит вопрос и подготовит развёрнутый ответ.
expert-to-chat = Ответ придёт сюда.
expert-to-chat-and-mail = Ответ придёт сюда и на { $email }.
expert-until = Срок — { $when }.
expert-date = { $weekday ->
    [1] понедельник
    [2] вторник
    [3] среда
    [4] четверг
    [5] пятница
    [6] суббота
   *[7] воскресенье
 }, { $date }, до { $time }
expert-client-answer = Ответ эксперта на обращение № { $number }.
expert-copy = Он же уйдёт письмом на { $email }.
expert-client-refused =
    По обращению № { $number } эксперт ответить не сможет: «{ $topic }» в услуги Линии консультаций не входит.
    Задайте вопрос иначе или позовите специалиста горячей линии: он поможет найти документы по теме.
expert-mail-known = Спасибо. Ответ на обращение № { $number } придёт и на { $email }.

## The letter

letter-subject = Ответ эксперта на обращение № { $number }
letter-subject-refused = Обращение № { $number }
letter-greeting = Здравствуйте!
letter-greeting-name = Здравствуйте, { $name }!
letter-asked = Ваш вопрос (обращение № { $number }):
letter-answered = Ответ эксперта Линии консультаций
letter-files =
    К письму приложено:
    { $files }
letter-yours-to-decide = Ответ справочный: он помогает разобраться, а как поступить, решаете вы.
letter-reply = Хотите уточнить? Ответьте на это письмо или напишите нам в чат: продолжим то же обращение.
letter-write = Хотите уточнить? Напишите нам: { $places }. Ответ на это письмо никто не прочитает.
letter-write-chat = Хотите уточнить? Напишите нам в чат, где задавали вопрос. Ответ на это письмо никто не прочитает.
letter-rate = Помог ли ответ? Поставьте оценку, 5 — лучшая:

## Experts

desk-button-to-expert = Передать эксперту
desk-button-collect = Собрать ответ
expert-handed = Передано экспертам
expert-already = Обращение уже у экспертов
expert-no-complaint = Жалоба остаётся у старших: эксперту её передать нельзя.
expert-no-desk = Группы экспертов нет: обращение осталось у вас
expert-which = Обращений несколько: ответьте /expert на карточку нужного.

answer-collecting = Ответ на № { $number }
answer-how = Пишите сюда текст и файлы, можно несколькими сообщениями: клиент увидит их, только когда вы отправите ответ. Убрать сообщение из ответа — /del ответом на него.
answer-more = …и ещё { $count }
answer-empty = В ответе пока ничего нет
answer-sent = Ответ на № { $number } отправлен.
answer-paused = Ответ на № { $number } отложен, он сохранён. Сообщения снова уходят клиенту сразу. Продолжить — «Собрать ответ» на карточке.
answer-dropped = Ответ на № { $number } отменён, клиенту ничего не ушло.
answer-button-send = Отправить ответ
answer-button-pause = Отложить
answer-button-drop = Не отправлять
answer-button-refuse = Отказать
topic-no-email = Почты клиента мы не знаем: ответ ушёл только в чат.

refuse-why = Почему Линия консультаций не берёт № { $number }? Клиенту уйдёт вежливый отказ с этой темой.
refuse-done = Клиенту отправлен отказ

## «Написать эксперту»

menu-expert = Написать эксперту
expert-form-title = Вопрос эксперту
expert-form-intro = Эксперт Линии консультаций изучит вопрос и пришлёт развёрнутый ответ.
expert-question = Опишите вопрос: что произошло, какие документы и сроки важны. Можно несколькими сообщениями и с файлами, в конце нажмите «Готово».
expert-question-label = Вопрос
expert-form-done = Вопрос принят, обращение № { $number }.
expert-form-open = У вас открыто обращение № { $number }: напишите вопрос сюда, и специалист передаст его эксперту.
topic-wants-expert = Клиент пишет для эксперта: передать можно кнопкой на карточке.
expert-form-with-expert = Обращение № { $number } уже у эксперта: всё, что вы напишете сюда, он увидит.
expert-button-contacts = Изменить контактные данные

## Marks

desk-rating-changed = Клиент изменил оценку: была { $before }, стала { $mark }.
desk-senior-low = Низкая оценка: № { $number }, { $mark } из 5.
desk-senior-low-comment = Низкая оценка: № { $number }, { $mark } из 5. «{ $comment }»
