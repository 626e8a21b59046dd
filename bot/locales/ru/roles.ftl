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

## Who may take a ticket

eligible-about = Это обращение касается вас, взять его может только другой сотрудник.
eligible-absent = По графику вы в отпуске до { $until }, поэтому новые обращения не берёте. Уже вернулись? Напишите /отпуск отменить
eligible-no-expert = Это обращение для экспертов. { $who }
eligible-no-skill = Здесь нужен действующий навык «{ $skill }», у вас его нет. { $who }
eligible-who = Могут взять: { $names }.
eligible-nobody = Взять его сейчас некому, скажите старшему.

## A ticket that went to another queue

desk-state-handed-hotline = передано операторам
desk-state-handed-experts = передано экспертам
desk-state-handed-seniors = передано старшим
desk-state-handed-marketing = передано маркетингу

## /staff

role-operator = оператор
staff-list = Сотрудники
staff-more = …и ещё { $count }
staff-gone = вышел из группы
staff-skills = навыки: { $skills }
staff-skill-until = { $skill } до { $until }
staff-skill-over = { $skill } (истёк { $until })
staff-away = в отпуске с { $since } до { $until }
staff-away-deputy = в отпуске с { $since } до { $until }, замещает { $deputy }
staff-how =
    Дать роль: ответьте на сообщение сотрудника «/staff эксперт» или напишите «/staff @имя эксперт». Снять: «/staff @имя эксперт снять».
    Роли: эксперт, менеджер, маркетолог, старший, администратор.
    Навык: «/staff @имя навык бухгалтерия до 31.12.2026».
    Отпуск у каждого свой: «/отпуск до 12.12».
staff-whom = Кому? Ответьте этой командой на сообщение сотрудника или укажите его: /staff @имя эксперт
staff-unknown = Такого сотрудника пока не знаю. Пусть он напишет здесь любое сообщение, или ответьте командой на его сообщение.
staff-several = Так зовут нескольких: { $names }. Укажите, пожалуйста, @имя.
staff-bad-day = Не понимаю дату, или она уже прошла. Напишите так: до 31.12.2026
staff-is-gone = { $name } больше не в группе, роль дать нельзя.
staff-role-given = { $name } теперь { $role }.
staff-role-had = { $name } — { $role } уже сейчас.
staff-role-taken = { $name } больше не { $role }.
staff-role-had-not = { $name } и так не { $role }.
staff-role-last = { $name } — последний администратор, снять эту роль нельзя. Сначала назначьте другого.
staff-role-by-settings = { $name } назначен администратором в настройках (desk.administrators), снять его можно только там.
staff-role-not-yours = Роль «{ $role }» даёт и снимает только администратор.
staff-skill-given = { $name }: навык «{ $skill }» без срока.
staff-skill-given-until = { $name }: навык «{ $skill }» действует до { $until } включительно.
staff-skill-taken = { $name }: навык «{ $skill }» снят.
staff-skill-had-not = { $name }: навыка «{ $skill }» и не было.

skills-end = Скоро закончится срок навыков:
skill-ends = { $name }: «{ $skill }» до { $until }
skills-prolong = Продлить: /staff @имя навык … до 31.12.2027

## Absence

away-how =
    Напишите, до какого дня вас не будет: /отпуск до 12.12
    С какого по какое и кто замещает: /отпуск 01.12–12.12 @имя
    Вернулись раньше: /отпуск отменить
away-bad-day = Не понимаю дни. Напишите так: /отпуск до 12.12 или /отпуск 01.12–12.12 @имя
away-own-deputy = Замещать себя нельзя: укажите коллегу или никого.
away-begun = Записали: вас нет с { $since } до { $until } включительно. Новых обращений вы в эти дни не получите. Замещать некому: обращения ваших клиентов пойдут операторам.
away-begun-deputy = Записали: вас нет с { $since } до { $until } включительно. Новых обращений вы в эти дни не получите, обращения ваших клиентов получит { $deputy }.
away-cancelled = С возвращением! Отпуск отменён.
away-none = Отпуска за вами не записано.

desk-left-and-had = { $name } больше не в группе. № { $number } снова ждёт специалиста.
