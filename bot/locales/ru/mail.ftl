### Letters: what every letter says, and what people are told of letters.

mail-subject = Сообщение сервисного центра
mail-more-files = Остальные файлы к нашему письму — во вложении.

file-mail-too-large = для письма файл слишком большой

desk-reason-mail-no-mailbox = такого почтового ящика нет, проверьте адрес у клиента
desk-reason-mail-full = ящик клиента переполнен
desk-reason-mail-refused = почтовый сервер клиента не принял письмо
desk-reason-mail-deferred = почтовый сервер клиента двое суток откладывал приём
desk-reason-mail-address = это не похоже на почтовый адрес, уточните его у клиента
desk-reason-mail-too-large = письмо слишком большое, сократите текст или пришлите ссылку
desk-reason-mail-unchangeable = письмо уже ушло, изменить или отозвать его нельзя

desk-general-mail-login = Письма не уходят: почтовый сервер не пускает по имени и паролю. Письма ждут и уйдут сами. Администратору: проверьте smtp.url.
desk-general-mail-sender = Письма не уходят: почтовый сервер не даёт писать от имени центра. Письма ждут и уйдут сами. Администратору: проверьте smtp.from.

topic-letter-failed = Письмо клиенту не доставлено: { $reason }. В чате ответ остался.

## What comes by e-mail

topic-mail = Клиент ответил письмом ({ $address }):
topic-mail-other = Ответ на письмо с другого адреса ({ $address }):
topic-mail-automatic = На письмо пришёл автоответ: { $text }
mail-client-received = Получили ваше письмо по обращению № { $number }: специалист его увидит.
mail-unknown =
    Письмо не по обращению от { $sender }
    Тема: { $subject }
    { $text }
    Ответить можно из почтового ящика центра.
mail-parked = Письмо не обработано из-за ошибки, оно осталось в почтовом ящике. Администратору: liniya inbox show { $row }
