### The file of a CRM, and what is said of it on the command line. Short, polite, human.

crm-cell = строка { $line }, «{ $column }»: { $what }
crm-line = строка { $line }: { $what }

crm-no-lines = { $file }: в файле нет ни одной организации.
crm-no-table = { $file }: это не таблица; сохраните выгрузку как .xlsx или .csv.
crm-no-file = { $file }: это не файл; укажите таблицу .xlsx или .csv.
crm-twice = { $file }, строка { $line }: { $count ->
        [one] столбец { $names } есть дважды; оставьте один.
       *[other] столбцы { $names } есть дважды; оставьте по одному.
    }
crm-missing = { $file }, строка { $line }: { $count ->
        [one] нет столбца { $names }; добавьте его или назовите так имеющийся.
       *[other] нет столбцов { $names }; добавьте их или назовите так имеющиеся.
    }
crm-columns = Столбцы, которые читаются: { $names }. Порядок любой, остальные пропускаются.

## What is wrong with a line, and what to do

crm-mixed = строка записана в кодировке { $encoding }, а большая часть файла в другой; сохраните весь файл в UTF-8.
crm-formula = в ячейке ошибка формулы; исправьте её или очистите ячейку.
crm-surplus = значений больше, чем столбцов; возьмите тексты с разделителем в кавычки.
crm-garbled = текст испорчен («{ $value }»): его сохранили не в той кодировке; выгрузите файл заново.
crm-empty = пусто; заполните ячейку.
crm-too-long = длиннее { $most } знаков («{ $value }…»); сократите.
crm-inn-rounded = ИНН «{ $value }» округлён таблицей; сделайте столбец текстовым и выгрузите заново.
crm-inn-not-digits = «{ $value }» не похоже на ИНН: в нём 10 или 12 цифр.
crm-inn-length = в ИНН «{ $value }» не 10 и не 12 цифр; проверьте его.
crm-inn-check = в ИНН «{ $value }» ошибка: контрольная цифра не сходится; проверьте его.
crm-contract-unknown = состояние «{ $value }» неизвестно; напишите { $known } или другое слово из руководства.
crm-money-unclear = «{ $value }» можно понять двояко; напишите сумму с копейками: 1 234,56.
crm-money-bad = «{ $value }» не сумма в рублях; напишите, например, 1 234,56.
crm-day-bad = «{ $value }» не дата; напишите, например, 31.12.2026, или оставьте пустым, если договор бессрочный.
crm-centre-unknown = центра «{ $value }» нет; исправьте название или сначала загрузите центры.
crm-manager-nameless = есть почта или телефон менеджера, но нет имени; напишите, кто это.
crm-email-bad = «{ $value }» не адрес почты; исправьте или очистите ячейку.
crm-phone-bad = «{ $value }» не номер телефона; напишите его с кодом: +7 495 000-00-00, или очистите ячейку.
crm-people-uneven = людей через «;» { $names }, а здесь значений { $others }; пусть их будет поровну (пустое место тоже считается).
crm-contradicts = не сходится со строкой { $other } той же организации; оставьте одно значение.

## What was put right or left out, and is worth a look

crm-inn-repaired = таблица потеряла ноль в начале ИНН, читаем { $inn } (контрольная цифра сходится).
crm-phone-local = номер «{ $value }» без кода города: по нему клиента не узнать.

## The report

crm-reading = Читаем файл
crm-saving = Сохраняем
crm-faults = { $file }: { $count ->
        [one] ошибка в { $count } строке
       *[other] ошибки в { $count } строках
    }, ничего не загружено. Исправьте их или загрузите остальное с --skip-bad.
crm-skipped = { $count ->
        [one] Пропущена { $count } строка с ошибкой.
        [few] Пропущены { $count } строки с ошибками.
       *[many] Пропущено { $count } строк с ошибками.
    } Организации из них останутся как были.
crm-remarks = { $count ->
        [one] Обратите внимание на { $count } строку:
       *[other] Обратите внимание на строки ({ $count }):
    }
crm-ignored = { $count ->
        [one] Столбец { $names } не читается.
       *[other] Столбцы { $names } не читаются.
    }
crm-more = { $count ->
        [one] и ещё { $count }
       *[other] и ещё { $count }
    }; все записывает --report ФАЙЛ
crm-is-new = новая организация
crm-is-missing = в файле её нет; не удаляется, отмечена
crm-is-back = снова есть в файле
crm-people-change = люди: добавлено { $joining }, убрано { $leaving }
crm-difference = { $field }: { $before } → { $after }
crm-field = { $field ->
        [name] название
        [contract] договор
        [until] действует до
        [arrears] долг
        [centre] центр
       *[manager] менеджер
    }
crm-contract = { $state ->
        [maintained] сопровождается
        [suspended] приостановлен
       *[ended] расторгнут
    }
crm-nothing-there = нет
crm-managers = Новые персональные менеджеры: { $names }.
crm-counts = Организаций новых { $new }, изменено { $changed }, без изменений { $unchanged }, нет в файле { $missing }. Людей добавлено { $people }, убрано { $gone }.
crm-doubtful = { $file }: в файле нет { $missing } из { $known } известных организаций. Если это только часть, повторите с --partial; если договоров и правда стало меньше, с --full. Ничего не загружено.
crm-ask = Загрузить? [д/н]
crm-dry = Это только проверка, ничего не загружено.
crm-declined = Ничего не загружено.
crm-nothing = Всё уже так, менять нечего. Клиентов сверено с договорами заново: { $moved }.
crm-done = Загружено. Клиентов сверено с договорами заново: { $moved }.
crm-changed-meanwhile = Пока файл сверялся, организации изменила другая загрузка. Ничего не загружено, повторите команду.

## List, show, export

crm-no-such = Организации с ИНН { $inn } нет. Список: liniya clients list.
crm-list-count = { $count ->
        [one] { $count } организация
        [few] { $count } организации
       *[many] { $count } организаций
    }
crm-list-until = {" "}до { $day }
crm-list-arrears = {" "}долг { $sum }
crm-list-missing = {" "}(нет в файле с { $day })
crm-show-contract = Договор: { $state }
crm-show-arrears = Долг: { $sum }
crm-show-centre = Центр: { $name }
crm-show-manager = Менеджер: { $name }
crm-show-missing = Нет в выгрузке CRM с { $day }
crm-show-people = Люди:
crm-export-done = { $count ->
        [one] Выгружена { $count } организация: { $file }
        [few] Выгружены { $count } организации: { $file }
       *[many] Выгружено { $count } организаций: { $file }
    }
crm-export-there = { $file } уже есть; с --force он будет заменён.
crm-export-kind = { $file }: укажите файл *.csv или *.xlsx.
