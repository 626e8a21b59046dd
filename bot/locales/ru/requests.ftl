# «Мои обращения», and a client's earlier requests as staff see them.

menu-my-requests = Мои обращения

requests-kind-question = вопрос
requests-kind-selection = подборка документов
requests-kind-consultation = консультация
requests-kind-document = заказ документа
requests-kind-training = обучение
requests-kind-seminar = семинар
requests-kind-support = техподдержка
requests-kind-outage = не работает система
requests-kind-manager = менеджеру
requests-kind-suggestion = предложение
requests-kind-complaint = жалоба
requests-kind-subscription = подписка
requests-kind-call_back = звонок

requests-state-new = ждёт специалиста
requests-state-assigned = в работе
requests-state-resolved = отвечено
requests-state-closed = закрыто

requests-none = У вас пока нет обращений. Напишите вопрос или позовите специалиста.
requests-list = Ваши обращения, { $from }–{ $to } из { $count }. Нажмите на номер, чтобы увидеть ответ.
requests-list-all = Ваши обращения. Нажмите на номер, чтобы увидеть ответ.
requests-line = № { $number } · { $date } · { $kind } · { $state }
requests-button-newer = ← Новее
requests-button-older = Старше →
requests-button-write = Написать по этому обращению
requests-button-list = К списку
requests-gone = Этого обращения среди ваших нет.
requests-asked = Вы спрашивали:
requests-answered = Ответ:
requests-not-answered = Ответа пока нет.
requests-no-question = вопрос был без слов
requests-files-gone = Файлы из этого ответа уже не хранятся. Нужны — напишите, специалист пришлёт снова.
requests-staff = Специалист
requests-about = По обращению № { $number }: { $words }
requests-at-people = Обращение № { $number } у специалистов: пишите сюда, они увидят каждое сообщение.
requests-other-open = Пишите: специалист знает, что это об обращении № { $number }.
topic-about-earlier = Клиент пишет по обращению № { $number }.

earlier-button = Прежние обращения
earlier-heading = Прежние обращения клиента
earlier-none = Других обращений у клиента нет.
earlier-more = … и более ранние
earlier-mark = оценка { $mark } из 5
