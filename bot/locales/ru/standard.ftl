### The quality standard: kinds of requests, terms, reminders, lists of tickets.

## Kinds of requests

kind-question = вопрос
kind-selection = подборка документов
kind-consultation = консультация эксперта
kind-document = заказ документа
kind-training = обучение
kind-seminar = семинар
kind-support = техподдержка
kind-outage = ничего не работает
kind-manager = вопрос менеджеру
kind-suggestion = предложение или благодарность
kind-complaint = жалоба
kind-subscription = подписка
kind-call_back = звонок клиенту

## Spans of working time

span-seconds = { $count } { $count ->
        [one] секунды
       *[other] секунд
    }
span-minutes = { $count } { $count ->
        [one] минуты
       *[other] минут
    }
span-hours = { $count } { $count ->
        [one] рабочего часа
       *[other] рабочих часов
    }
span-moment = меньше минуты
span-short-minutes = { $count } мин
span-short-hours = { $count } ч
span-days = { $count } раб. дн.

## What a client is promised

promise-chat = Специалист поздоровается в течение { $first }, краткий ответ обычно приходит через 5–{ $minutes } минут.
promise-question = Специалист поздоровается в течение { $first }, краткий ответ обычно приходит в течение { $solution }.
promise-kind = Специалист возьмёт обращение в работу в течение { $first } и ответит в течение { $solution }.
promise-none = Специалист ответит здесь, как только сможет.

## On the card

desk-card-red = 🔴
desk-card-over = срок вышел
desk-card-over-by = просрочено больше чем на { $time }
desk-card-kind = Вид обращения: { $kind }

## A ticket in a list

list-red = 🔴{" "}
list-free = свободно
list-left = осталось { $time }
list-over = просрочено на { $time }
list-just-over = срок вышел
list-waits-for-client = ждём клиента
list-resolved = завершено
list-closed = закрыто

## Reminders and calls

term-near = , по обращению № { $number } { $left }.
term-free = Скоро выйдет срок, а обращение никто не взял:
term-over = 🔴 Срок вышел.
term-no-seniors = Старшие не назначены: роль даёт команда /staff.

## Lists: /queue, /mine, /find

list-waits = ждёт { $time }
queue-seniors = Старшие
queue-experts = Линия консультаций
queue-hotline = Горячая линия
queue-marketing = Маркетинг
desk-mine = Ваши обращения
desk-mine-empty = У вас нет открытых обращений.
desk-found = Нашлось по «{ $words }»
desk-find-how = Что найти? Например: /find 1042 или /find Ромашка отпуск. Подойдут номер, имя, организация, ИНН, телефон, слова из переписки.
desk-find-short = Слишком коротко: напишите номер обращения или хотя бы две буквы.
desk-find-nothing = По «{ $words }» ничего не нашлось.
desk-find-back = ← Назад
desk-find-on = Дальше →

## The pinned board

board-heading = Открытые обращения: { $count }
