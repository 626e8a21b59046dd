### A selection of documents, a suggestion or thanks: the client's ways in.

menu-selection = Подборка документов
menu-suggestion = Предложение или благодарность

selection-title = Подборка документов
selection-intro = Специалист соберёт документы по вашей теме: нормы, разъяснения, практику.
selection-subject = О чём подборка? Опишите тему одним сообщением, можно с файлом.
selection-subject-label = Тема
selection-opened = Принято, обращение № { $number }: подборка документов.
selection-at-ticket = У вас открыто обращение № { $number }: напишите тему подборки прямо сюда, специалист её соберёт.
topic-wants-selection = Клиент просит подборку документов:

suggestion-title = Предложение или благодарность
suggestion-text = Напишите предложение или благодарность одним сообщением: всё прочитаем и передадим.
suggestion-text-label = Что передать
suggestion-opened = Спасибо, что написали! Передали коллегам, номер обращения — { $number }.
suggestion-at-ticket = У вас открыто обращение № { $number }: напишите прямо сюда, коллеги прочитают и передадут.
topic-suggests = Клиент оставляет предложение или благодарность:
