### Roles of the staff, and what is said to whoever may not do something.

role-expert = эксперт
role-manager = менеджер
role-marketer = маркетолог
role-senior = старший
role-administrator = администратор

purpose-hotline = операторов
purpose-experts = экспертов
purpose-seniors = старших
purpose-marketing = маркетинга

guard-private = Это служебный бот сервисного центра, здесь он ничего не делает. Если у вас вопрос, напишите, пожалуйста, на линию поддержки центра.
guard-gone = Вы вышли из этой группы. Если вас вернули, напишите здесь любое сообщение и повторите.
guard-elsewhere = Это работает только в группе: { $groups }.
guard-role = Это может только { $roles }. Роли раздаёт администратор: /staff
guard-anonymous = Вы пишете от имени группы, и не видно, кто это. Отключите анонимность в правах администратора и повторите.
