### Contracts and permissions: what operators see on the card, what clients are told. Short, polite, human.

## On the card

facts-organisation = Организация: { $name }, ИНН { $inn }
facts-contract = Договор: { $state }
facts-until = до { $day }
facts-was-until = был до { $day }
facts-arrears = долг: есть
facts-no-arrears = долга нет
facts-missing = нет в выгрузке с { $day }
facts-trust-confirmed = Что клиент из этой организации, подтвердил оператор
facts-trust-claimed = ⚠️ Известен только ИНН со слов клиента: проверьте, что он из этой организации
facts-trust-rejected = ⚠️ Клиент не из этой организации (отметил оператор)
facts-leave = { $state ->
        [needed] ⚠️ В отпуске по уходу, разрешения нет
        [sent] ⚠️ В отпуске по уходу, разрешение прислано и ждёт проверки
        [confirmed] В отпуске по уходу, разрешение до { $until }
        [refused] ⚠️ В отпуске по уходу, разрешение не принято
       *[lapsed] ⚠️ В отпуске по уходу, разрешение истекло { $until }
    }
facts-button-confirm = Подтвердить организацию
facts-button-reject = Не из этой организации
facts-confirmed = Подтверждено
facts-rejected = Отмечено: клиент не из этой организации
facts-matched-anew = Карточка клиента изменилась: теперь у него другая организация
