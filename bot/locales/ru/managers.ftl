### Personal managers: what the client sees, what the manager does in the group.

menu-manager = Мой менеджер
manager-none = Персонального менеджера за вами пока не вижу. Если у вашей организации есть договор, заполните «Мои данные» с ИНН — или позовите специалиста.
manager-yours = Ваш персональный менеджер
manager-phone = Телефон: { $value }
manager-email = Почта: { $value }
manager-hours = На связи: { $value }
manager-button-write = Написать менеджеру
manager-form-title = Сообщение менеджеру
manager-text = Что передать менеджеру? Можно в нескольких сообщениях, с файлами. Когда закончите, нажмите «Готово».
manager-text-label = Сообщение
manager-goes = Обращение № { $number } у вашего менеджера, ответит { $name }.
manager-goes-to-deputy = Обращение № { $number } принято. { $name } сейчас в отпуске, ответит { $deputy }.
manager-goes-to-hotline = Обращение № { $number } принято. Вашего менеджера сейчас нет, ответит специалист.
manager-here = Обращение № { $number } уже у вашего менеджера: просто напишите сюда.
manager-at-ticket = Сейчас открыто обращение № { $number }. Попросили специалиста подключить вашего менеджера.
manager-note = { $name }, ваш персональный менеджер:
manager-button-stop = Не присылать такое
manager-button-resume = Присылать снова
manager-stopped = Хорошо, новости от менеджера больше не придут. Ответы на ваши обращения приходить будут.
manager-resumed = Хорошо, новости от менеджера снова будут приходить.

topic-wants-manager = Клиент хочет написать персональному менеджеру: { $name }.
topic-manager-yours = клиент пишет вам как персональному менеджеру.
topic-manager-in-place = клиент пишет персональному менеджеру ({ $name }), вы замещаете.
topic-manager-nobody = Клиент пишет персональному менеджеру ({ $name }), но его сейчас нет и замещать некому.

## In the group

profile-how = Напишите, что изменить: /profile телефон +7 495 000-00-00; часы 9–18. Фото — этой командой в ответ на него. Кто отвечает без вас: /profile заместитель @имя, убрать: /profile заместитель нет.
profile-shown = Так вас видят ваши клиенты: { $name }
profile-phone = Телефон
profile-hours = Часы
profile-email = Почта
profile-deputy = Без вас отвечает: { $name }
profile-deputy-whom = Назовите заместителя: /profile заместитель @имя — или ответьте этой командой на его сообщение.
profile-deputy-no-manager = { $name } — не менеджер. Роль даёт старший: /staff @имя менеджер
profile-photo-new = Фото: новое
profile-photo = Фото: есть
profile-no-photo = Фото: нет, ответьте на своё фото командой /profile
profile-clients = Клиентов с чатом: { $count }

note-how = Ответьте на своё сообщение командой /note — оно уйдёт всем вашим клиентам. Одной организации: /note ИНН или /note название.
note-no-profile = Профиль менеджера за вами не записан. Напишите /profile
note-too-long = Слишком длинно для рассылки: помещается { $most } знаков.
note-nobody = Некому: подходящих клиентов { $count }, из них никому нельзя написать (отписались или недоступны).
note-preview = Проверьте рассылку. Клиентов: { $all }, получат: { $count }, согласны на рекламу: { $agreed }. Реклама — только согласным.
note-without-files = Файлы в рассылку не войдут, уйдёт только текст.
note-button-send = Отправить: { $count }
note-button-advertising = Это реклама, отправить: { $count }
note-button-drop = Не отправлять
note-sent = Отправляем клиентам: { $count }.
note-dropped = Рассылка не отправлена.
