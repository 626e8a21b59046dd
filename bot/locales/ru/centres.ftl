### The regional centres: their hours, their files, the command of the group, and what clients read of them.

## Hours

weekday-short = { $day ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[7] вс
}
weekday-long = { $day ->
    [1] понедельник
    [2] вторник
    [3] среда
    [4] четверг
    [5] пятница
    [6] суббота
   *[7] воскресенье
}
hours-line = { $days }: { $hours }
hours-day-off = выходной
hours-off = закрыто
hours-round-the-clock = круглосуточно
hours-unreadable = часы «{ $text }» не разобрать: пишите так: «пн-пт 08:00-18:00, сб 10:00-14:00»
hours-day-unreadable = часы дня «{ $text }» не разобрать: пишите «09:00-15:00» или «закрыто»
hours-day-twice = день «{ $day }» в часах работы назван дважды
hours-no-days = в часах «{ $text }» не сказано, какие это дни: пишите так: «пн-пт 08:00-18:00»
hours-unknown-day = «{ $word }» — не день недели: пишите «пн», «пн-пт», «пн, ср», «ежедневно»
hours-backwards = в часах «{ $text }» закрытие раньше открытия
hours-no-such-time = в часах «{ $text }» время, которого не бывает
day-unreadable = «{ $text }» — не дата: пишите «31.12.2026»
hours-as-usual = как обычно

## Files of centres

centres-column = { $name ->
    [key] ключ
    [name] название
    [region] регион
    [aliases] другие названия
    [address] адрес
    [map] карта
    [phones] телефоны
    [emails] почта
    [sites] сайты
    [socials] соцсети
    [time_zone] часовой пояс
    [hours] часы работы
    [enabled] включён
    [exceptions] исключения
    [hotline] группа горячей линии
    [experts] группа экспертов
    [seniors] группа старших
   *[marketing] группа рассылок
}
centres-field = { $name ->
    [enabled] включён
    [key] ключ (key)
    [name] название (name)
    [region] регион (region)
    [aliases] другие названия (aliases)
    [address] адрес (address)
    [map] карта (map)
    [phones] телефоны (phones)
    [emails] почта (emails)
    [sites] сайты (sites)
    [socials] соцсети (socials)
    [time_zone] часовой пояс (time_zone)
    [hours] часы работы (hours)
    [exceptions] исключения (exceptions)
    [hotline] группа горячей линии (hotline)
    [experts] группа экспертов (experts)
    [seniors] группа старших (seniors)
   *[marketing] группа рассылок (marketing)
}
centres-yes = да
centres-no = нет
centres-at = { $file }, строка { $line }: { $fault }.
centres-field-fault = { $field }: { $fault }
centres-more-faults = …и ещё ошибок: { $count }. Ничего не загружено.
centres-empty = { $file }: в файле нет ни одного центра.
centres-ending = «{ $file }»: центры загружаются из файла *.toml или *.xlsx.
centres-not-utf8 = «{ $file }» не в кодировке UTF-8: сохраните его в UTF-8.
centres-bad-toml = «{ $file }» записан с ошибкой в строке { $line }: проверьте кавычки и скобки (формат TOML).
centres-no-tables = { $file }: каждый центр начинается со строки [[centre]], с двойными скобками.
centres-unknown-table = { $file }: раздел «{ $name }» не нужен: каждый центр начинается со строки [[centre]].
centres-desks-table = группы центра (desks) пишут разделом [centre.desks]
centres-unknown-field = неизвестное поле «{ $name }», бывают: { $known }
centres-unknown-field-near = неизвестное поле «{ $name }», возможно, вы имели в виду «{ $meant }»
centres-surplus = в строке есть значения вне столбцов с названиями
centres-formula = вместо значения ошибка формулы
centres-columns-unknown = неизвестные столбцы: { $names }
centres-columns-twice = столбцы названы дважды: { $names }
centres-columns-missing = не хватает столбцов: { $names }
centres-columns = Бывают столбцы: { $names }.
centres-no-key = у центра нет ключа (key)
centres-key-twice = такой же ключ уже есть в строке { $other }
centres-bad-key = ключ — одно слово до 40 букв и цифр, например «msk»
centres-incomplete = центр «{ $key }» новый, ему нужны { $names }
centres-seniors-shared = группа старших должна быть только для старших: в неё приходят жалобы на тех, кто сидит в других группах
centres-value-empty = значение пустое
centres-value-no-text = нужен текст в кавычках
centres-value-too-long = текст длиннее { $most } знаков или с непечатными знаками
centres-value-no-list = нужен список, не больше { $most } значений
centres-value-no-days = нужны дни и часы, например «31.12.2026 закрыто»
centres-zone = часового пояса «{ $value }» нет: пишите, например, «Europe/Moscow»
centres-zone-near = часового пояса «{ $value }» нет, возможно, вы имели в виду «{ $meant }»
centres-phone = «{ $value }» — не телефон: пишите с кодом города, например «+7 495 000-00-01»
centres-email = «{ $value }» — не адрес почты
centres-url = «{ $value }» — не адрес страницы: он начинается с https://
centres-day-year = «{ $value }» — не дата с годом: пишите «31.12.2026»
centres-group = номер группы — отрицательное число, например -1001234567890
centres-flag = нужно «да» или «нет»
centres-change = { $field }: { $was } → { $now }
centres-shared-group = общая группа
centres-fate = { $fate ->
    [added] добавлен
    [changed] изменён
    [unchanged] без изменений
    [missing] в файле его нет, он остаётся как есть (выключить: --disable-missing)
   *[switched-off] в файле его нет, выключен
}
centres-dry = Это была проба: ничего не сохранено.
centres-done = Центры загружены.
centres-not-written = Файл «{ $file }» не записан: { $reason }.
centres-file-there = Файл «{ $file }» уже есть: добавьте --force, чтобы заменить его.
centres-exported = Выгружено центров: { $count }, файл «{ $file }».
centres-none = Центров пока нет: загрузите их командой liniya centres import ФАЙЛ. До тех пор центр один, из настроек centre.*.
phone-with-extension = { $phone } доб. { $extension }

## A centre in words

centre-phone = ☎ { $phone }
centre-no-phones = Телефоны центра пока не указаны.
centre-email = ✉ { $email }
centre-address = 📍 { $address }
centre-map = на карте
centre-open = Сейчас открыто, до { $until } (в центре { $clock }).
centre-closed = Сейчас закрыто, откроется { $when } (в центре { $clock }).
centre-closed-for-good = Сейчас закрыто.
centre-off = выключен
centre-days = Особые дни: { $days }
centre-line = { $key } — { $name } ({ $region }): { $hours }. { $state }
opens-today = сегодня в { $time }
opens-tomorrow = завтра в { $time }
opens-date = { $weekday ->
        [1] в понедельник
        [2] во вторник
        [3] в среду
        [4] в четверг
        [5] в пятницу
        [6] в субботу
       *[7] в воскресенье
    }, { $date }, в { $time }

## What clients read

menu-phone = По телефону
phone-every = Телефоны наших центров
button-call-back = Заказать звонок
phone-call-begun = Вы уже заказываете звонок: ответьте на вопрос ниже.
button-other-region = Другой регион
button-no-region = Моего региона нет
region-ask = В каком вы регионе? Выберите центр или напишите город.
region-which = Уточните, пожалуйста, какой центр ваш.
region-unknown = Не нашёл нашего центра в этом городе. Выберите ближайший или напишите город иначе.
region-unknown-pass = Не нашёл нашего центра в этом городе. Выберите ближайший, напишите город иначе или нажмите «Моего региона нет» — поможем и так.
region-phones = Можно и позвонить:
region-chosen = Запомнил: { $centre }.
region-none = Хорошо. Если понадобится, регион можно выбрать позже.
call-back-title = Заказ звонка
call-back-phone = По какому номеру вам позвонить?
call-back-phone-label = Телефон
call-back-when = Когда удобно? Выберите или напишите день и время.
call-back-when-label = Когда
call-back-soon = Как можно скорее
call-back-morning = До обеда
call-back-afternoon = После обеда
call-back-subject = О чём поговорить? Можно коротко.
call-back-subject-label = Тема
call-back-request = ☎ Просит перезвонить: { $phone }. Когда: { $when }
call-back-done = Обращение № { $number }: перезвоним по номеру { $phone }, время — { $when }.
call-back-closed = Сейчас центр закрыт, откроется { $when }.

## The group

desk-centres = Центры
desk-centre-hint = Подробно: /centre ключ. Особый день: /centre ключ 31.12 закрыто
desk-centre-none-here = Регион клиента пока не известен. Все центры: /centre в общей теме.
desk-centre-off = Центр выключен: клиенты его не видят.
desk-centre-unknown = Центра «{ $key }» нет. Есть: { $keys }
desk-centre-how = Не получилось: { $fault }. Пишите так: /centre { $key } 31.12 закрыто, /centre { $key } 31.12 09:00-15:00 или /centre { $key } 31.12 как обычно
desk-centre-past = { $day } — день прошёл или слишком далеко. Проверьте дату.
desk-centre-set = { $name }, { $day }: { $hours }.
