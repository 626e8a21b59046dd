# The knowledge base: articles as clients see them, and what its authors read when a file has to be mended.

knowledge-source = Подробнее:
knowledge-sources = Источники:
knowledge-stale = Статья действительна до { $until }. Сведения могли устареть: уточните у специалиста.

knowledge-empty = В папке { $folder } нет ни одной статьи: добавьте файлы *.md.
knowledge-not-read = { $file }: файл не читается: { $reason }.
knowledge-not-utf8 = { $file }: сохраните файл в кодировке UTF-8.
knowledge-no-front-matter = { $file }: начните файл строкой «---», опишите поля статьи и закройте их ещё одной строкой «---».
knowledge-bad-yaml = { $file }, строка { $line }: поля статьи не читаются; проверьте отступы и возьмите значения с двоеточием в кавычки.
knowledge-not-fields = { $file }, строка 2: между строками «---» должны стоять поля вида «title: …».
knowledge-unknown-field = { $file }, строка { $line }: поле «{ $field }» неизвестно; уберите его (можно: { $known }).
knowledge-repeated-field = { $file }, строка { $line }: поле «{ $field }» уже было выше; оставьте одно.
knowledge-missing-field = { $file }: добавьте поле «{ $field }».
knowledge-bad-id = { $file }, строка { $line }: поле «id» — строка до 200 знаков; если это число, возьмите его в кавычки.
knowledge-bad-text = { $file }, строка { $line }: в поле «{ $field }» должна быть строка; если в ней число или «да/нет», возьмите её в кавычки.
knowledge-bad-list = { $file }, строка { $line }: поле «{ $field }» — список непустых строк, каждая с «- » в начале; строку с двоеточием возьмите в кавычки.
knowledge-bad-sources = { $file }, строка { $line }: поле «sources» — список, у каждого пункта строки «title» и «url».
knowledge-bad-day = { $file }, строка { $line }: в поле «{ $field }» нужна дата вида 2027-01-31.
knowledge-bad-flag = { $file }, строка { $line }: в поле «{ $field }» нужно true или false.
knowledge-two-answers = { $file }, строка { $line }: ответ есть и в поле «answer», и под полями; оставьте один.
knowledge-bad-spans = { $file }, строка { $line }: поле «spans» не подходит к тексту ответа; уберите его, и ответ останется без оформления.
knowledge-no-answer = { $file }: после полей статьи нет ответа; напишите его под второй строкой «---».
knowledge-repeated-id = { $file }: id «{ $id }» уже занят в файле { $other }; задайте другой.

kb-answer = Ответ (уверенность { $confidence } %)
kb-offer = Точного ответа нет, похожие статьи:
kb-none = Не нашёл ответа в базе знаний.
kb-small-talk = Это разговор, а не вопрос: бот ответит на него парой слов, статьи искать не станет.
kb-no-question = Напишите вопрос в кавычках, например: liniya kb ask "как заказать документ"
kb-count = { $count ->
    [one] { $count } статья
    [few] { $count } статьи
   *[many] { $count } статей
}

jsonl-empty = { $file }: в файле нет ни одной статьи.
jsonl-not-json = { $file }, строка { $line }: здесь нужен один объект JSON.
jsonl-text = { $file }, строка { $line }: в поле «{ $field }» должна быть строка.
jsonl-question-id = { $file }, строка { $line }: в поле «id» должна быть строка или число.
jsonl-filled-text = { $file }, строка { $line }: в поле «{ $field }» должна быть непустая строка.
jsonl-list = { $file }, строка { $line }: поле «{ $field }» — список строк.
jsonl-sources = { $file }, строка { $line }: поле «sources» — список объектов со строками «title» и «url».
jsonl-repeated = { $file }, строка { $line }: id «{ $id }» уже был в строке { $other }.
jsonl-flag = { $file }, строка { $line }: в поле «{ $field }» нужно true или false.
entry-bad-day = { $file }, строка { $line }: срок «{ $value }» не понят; нужна дата вида 2027-01-31.
entry-bad-format = { $file }, строка { $line }: формат ответа «{ $value }» неизвестен; напишите markdown или уберите его.
entry-bad-spans = { $file }, строка { $line }: «spans» не подходит к тексту ответа; уберите его, и ответ останется без оформления.
jsonl-more = { $count ->
    [one] И ещё { $count } такая строка.
    [few] И ещё { $count } такие строки.
   *[many] И ещё { $count } таких строк.
}

kb-batch-or-question = Задайте либо вопрос, либо файл вопросов (--batch).
kb-out-without-batch = «--out» нужен только вместе с «--batch».
kb-out-is-batch = «--out» указывает на сам файл вопросов: назовите для ответов другой файл.
kb-not-written = «{ $path }»: файл не записан: { $reason }.

## What is missing, and what grows old

kb-gaps-none = Вопросов без ответа нет.
kb-gaps-count = Вопросов без ответа: { $count }.
kb-gaps-group = { $number }. Спросили { $count } { $count ->
        [one] раз
        [few] раза
       *[many] раз
    }, последний раз { $date }
kb-gaps-nearest = Ближе всего: { $id }: { $title } ({ $confidence } %)
kb-gaps-more = { $count ->
    [one] И ещё { $count } группа: покажет --limit.
    [few] И ещё { $count } группы: покажет --limit.
   *[many] И ещё { $count } групп: покажет --limit.
}
kb-stale-line = { $expired ->
    [true] устарела { $until }
   *[false] до { $until }
} · { $id }: { $title } · владелец: { $owner }
kb-stale-nobody = не назначен
kb-stale-count = { $count ->
    [0] Статей, у которых вышел или скоро выйдет срок, нет.
    [one] Проверьте { $count } статью: исправьте её или продлите срок.
    [few] Проверьте { $count } статьи: исправьте их или продлите срок.
   *[many] Проверьте { $count } статей: исправьте их или продлите срок.
}

## Tables

table-unknown = { $file }, строка { $line }: { $count ->
    [one] столбец { $names } неизвестен; переименуйте или уберите его.
   *[other] столбцы { $names } неизвестны; переименуйте или уберите их.
}
table-doubled = { $file }, строка { $line }: { $count ->
    [one] столбец { $names } есть дважды; оставьте один.
   *[other] столбцы { $names } есть дважды; оставьте по одному.
}
table-missing = { $file }, строка { $line }: { $count ->
    [one] нет столбца { $names }; добавьте его.
   *[other] нет столбцов { $names }; добавьте их.
}
table-columns = Столбцы таблицы: { $names }. Имена можно писать и по-английски.
table-empty = { $file }, строка { $line }: в столбце «{ $field ->
        [id] id
       *[answer] ответ
    }» пусто; заполните его или удалите строку.
table-surplus = { $file }, строка { $line }: есть значение там, где нет столбца; возьмите тексты с разделителем в кавычки.
table-formula = { $file }, строка { $line }: в ячейке ошибка формулы; исправьте её или очистите ячейку.
table-bad-json = { $file }, строка { $line }: значение после «json:» не подходит этому столбцу; напишите его обычным текстом.
table-bad-sources = { $file }, строка { $line }: источники не поняты; на каждой строке ячейки нужно «Название: https://адрес».
table-bad-flag = { $file }, строка { $line }: в столбце «включена» стоит «{ $value }»; напишите «да» или «нет».
table-encoding = { $file }: кодировка не распознана; сохраните файл в UTF-8.
table-mixed = { $file }, строка { $line }: эта строка записана в другой кодировке, чем остальные; сохраните весь файл в UTF-8.
table-quotes = { $file }, строка { $line }: таблица не читается, кавычки здесь не закрыты или ячейка длиннее миллиона знаков.
table-no-workbook = { $file }: это не книга Excel или она повреждена; откройте её в Excel и сохраните как .xlsx.
table-too-large = { $file }: книга слишком большая; разделите её на несколько файлов.
table-too-long = Статья «{ $id }» не помещается в ячейку Excel (больше 32 767 знаков): выгрузите базу в JSONL или CSV.
file-unknown-kind = { $file }: что в этом файле, по имени не понять. Читаются папка статей *.md и файлы .md, .jsonl, .csv, .tsv, .xlsx.
table-other-program = { $file }: такие таблицы не читаются; сохраните её как .xlsx или .csv.

## The lexicon

lexicon-bad-toml = { $file }, строка { $line }: файл не читается; проверьте кавычки, запятые и скобки.
lexicon-unknown-section = { $file }, строка { $line }: раздел «{ $section }» неизвестен; можно: synonyms, abbreviations, concepts.
lexicon-not-lines = { $file }, строка { $line }: раздел «{ $section }» должен быть списком строк в кавычках.
lexicon-arrow = { $concepts ->
    [true] { $file }, строка { $line }: поставьте один знак «>» между частными словами и общим, например: "ватсап вайбер > мессенджер".
   *[false] { $file }, строка { $line }: уберите знак «>»; он бывает только в разделе concepts.
}
lexicon-small-group = { $file }, строка { $line }: в группе меньше двух слов; допишите слова или удалите строку.
lexicon-repeated = { $file }, строка { $line }: слово «{ $word }» повторяется; оставьте одно.
lexicon-count = { $count ->
    [one] В словаре { $count } группа слов.
    [few] В словаре { $count } группы слов.
   *[many] В словаре { $count } групп слов.
}
lexicon-idle = { $file }, строка { $line } ({ $section }): { $words }
lexicon-idle-count = { $count ->
    [0] Для этих статей пригодятся все.
    [one] Для этих статей не пригодится { $count } группа: ни одного её слова в них нет.
    [few] Для этих статей не пригодятся { $count } группы: ни одного их слова в них нет.
   *[many] Для этих статей не пригодятся { $count } групп: ни одного их слова в них нет.
}

## Entries

entry-place = { $file }, строка { $line }
entry-bad-id = { $place }: id «{ $id }» не подходит; в нём не больше 200 обычных знаков в одну строку.
entry-too-long = { $place }: { $field ->
    [title] заголовок длиннее
    [answer] ответ длиннее
    [questions] формулировка длиннее
    [tags] метка длиннее
    [sources] название источника длиннее
    [url] адрес ссылки длиннее
    [owner] имя ответственного длиннее
   *[centre] название центра длиннее
} { $longest } знаков (в тексте их { $length }); { $field ->
    [answer] сократите его или разделите на несколько статей.
   *[other] сократите.
}
entry-too-many = { $place }: { $field ->
    [questions] формулировок
    [tags] меток
   *[sources] источников
} больше { $most } (их { $count }); оставьте самые нужные.
entry-control = { $place }: { entry-in } есть управляющий знак { $char } (по счёту { $at }), который не виден; уберите его.
entry-half = { $place }: { entry-in } есть испорченный знак { $char } (по счёту { $at }); наберите это место заново.
entry-in = { $field ->
    [title] в заголовке
    [answer] в ответе
    [questions] в формулировке
    [tags] в метке
    [sources] в названии источника
    [url] в адресе ссылки
    [owner] в имени ответственного
   *[centre] в названии центра
}

## What an import tells without refusing

remark-unknown = { $place }: ключ «{ $name }» неизвестен и не загружается{ $meant ->
    [none] .
   *[other] ; может быть, имелся в виду «{ $meant }»?
}
remark-unknown-everywhere = { $file }: ключ «{ $name }» есть во всех строках, он неизвестен и не загружается{ $meant ->
    [none] .
   *[other] ; может быть, имелся в виду «{ $meant }»?
}
remark-unknown-more = { $file }: ключ «{ $name }» есть и в других строках (их { $count }).
remark-unknown-others = { $file }: есть и другие неизвестные ключи (их { $count }).
remark-over = { $place }: срок «{ $until }» уже прошёл: бот предложит эту статью только с предупреждением.
remark-over-more = { $file }: прошёл срок и у других статей (их { $count }).

## liniya kb import

kb-field = { $field ->
    [title] заголовок
    [answer] ответ
    [questions] формулировки
    [tags] метки
    [sources] источники
    [owner] ответственный
    [valid_until] срок
    [centre] центр
    [unreadable] прежний текст был повреждён
    [on] включится
   *[off] выключится
}
kb-import-fate = { $fate ->
    [added] новая
    [changed] изменится
    [unchanged] без изменений
   *[switched_off] выключится, в файле её нет
}
kb-import-counts = Новых: { $added }, изменённых: { $changed }, без изменений: { $unchanged }, выключенных: { $switched_off }.
kb-import-hidden = Из них выключены и клиентам не видны: { $count }.
kb-import-link = ! { $id }: { $url }: адрес должен начинаться с http:// или https://. Клиент увидит только название, без ссылки.
kb-import-dry = Это была проверка: ничего не загружено.
kb-import-nothing = В базе всё уже так, как в файле: загружать нечего.
kb-import-ask = Загрузить? [д/н]
kb-import-done = Загружено.
kb-import-declined = Ничего не загружено.

## liniya kb export

kb-export-ending = По имени «{ $path }» не понять, какой нужен файл: добавьте .jsonl, .csv, .xlsx или укажите --format.
kb-export-exists = «{ $path }» уже есть: укажите другое имя или замените его, добавив --force.
kb-export-foreign = В папке «{ $path }» лежат не только статьи: укажите другую.
kb-export-without = Не выгружены, потому что повреждены в базе: { $ids }. Что с ними делать, скажет liniya check.
kb-export-done = { $count ->
    [one] Выгружена { $count } статья: { $path }
    [few] Выгружены { $count } статьи: { $path }
   *[many] Выгружено { $count } статей: { $path }
}

## liniya kb list, show, on, off, history, back

kb-state-off = [выключена]
kb-state-stale = [срок вышел { $date }]
kb-state-unreadable = [повреждена: liniya check]
kb-unreadable = Статья «{ $id }» в базе повреждена и не читается: верните прежнее состояние (liniya kb history, liniya kb back) или загрузите её заново.
kb-unreadable-then = Состояние { $number } статьи «{ $id }» повреждено: верните другое.
kb-no-article = Статьи «{ $id }» нет: id показывает liniya kb list.
kb-about-id = id: { $id }
kb-about-owner = ответственный: { $owner }
kb-about-until = действует до { $date }
kb-about-centre = только для центра «{ $centre }»
kb-about-wordings = Формулировки:
kb-about-learned = Выученные у клиентов:
kb-act = { $act ->
    [added] добавлена
    [edited] изменена
    [off] выключена
    [on] включена
   *[restored] возвращена к прежнему виду
}
kb-history-line = { $number } · { $at } · { $act } · { $author }
kb-author-shipped = вместе с программой
kb-switched = Статья «{ $id }» { $enabled ->
    [true] включена
   *[false] выключена
}.
kb-switched-already = Статья «{ $id }» и так { $enabled ->
    [true] включена
   *[false] выключена
}.
kb-no-revision = У статьи «{ $id }» нет состояния { $number }: их показывает liniya kb history.
kb-taken-back = Статья «{ $id }» возвращена к состоянию { $number }.
kb-taken-back-already = Статья «{ $id }» и так в состоянии { $number }.

kb-tune-too-few = В базе слишком мало формулировок: для подстройки нужно хотя бы { $fewest }. Добавьте статьям вопросы, как их задают клиенты.
kb-tune-begins = Спрашиваю базу знаний словами её же статей: это займёт время.
kb-tune-asked = Задано вопросов по статьям базы: { $wordings }. Посторонних и уже разобранных людьми: { $others }.
kb-tune-before = Сейчас:
kb-tune-after = После подстройки (на вопросах, которые в ней не участвовали):
kb-tune-columns = уверенность   вопросов   обещано   верно
kb-tune-error = «Обещано» и «верно» расходятся в среднем на { $error }; ошибка Брайера { $brier } (чем меньше, тем лучше).
kb-tune-columns-mean = Обещано: сколько ответов при такой уверенности должны быть верными. Верно: сколько верны на деле. Чем они ближе, тем лучше.
kb-tune-no-better = Лучше не становится: настройка оставлена прежней.
kb-tune-dry = Это проба: ничего не сохранено.
kb-tune-kept = Сохранено: работающая служба возьмёт это в течение нескольких секунд.
