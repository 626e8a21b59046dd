# Attachments in words.

attachment-photo = фото
attachment-document = файл
attachment-voice = голосовое сообщение
attachment-audio = аудио
attachment-video = видео
attachment-animation = анимация
attachment-video-note = видеосообщение
attachment-sticker = стикер
attachment-location = место на карте
attachment-contact = контакт
attachment-poll = опрос
attachment-other = вложение
attachment-refused = { $what } — { $kind ->
        [document] не передан
        [sticker] не передан
        [contact] не передан
        [poll] не передан
        [animation] не передана
       *[other] не передано
    }: { $reason }

# The same to a client, where another way may help.

attachment-refused-vk = { $what } ВКонтакте не принимает: попросите, пожалуйста, специалиста отправить его иначе, например ссылкой

# Why a file was not carried across.

file-too-large = слишком большой размер
file-failed = не удалось скачать
file-expired = срок хранения истёк
file-too-slow = слишком медленная связь
file-upload-too-large = мессенджер получателя не принимает такой размер
file-empty = файл пустой
file-not-taken = мессенджер получателя не взял файл за несколько попыток
file-not-accepted = мессенджер получателя не принимает такой файл
file-vk-type = ВКонтакте не принимает файлы такого вида
file-vk-refused = ВКонтакте не принимает этот файл

size-bytes = { $size } Б
size-kilobytes = { $size } КБ
size-megabytes = { $size } МБ
file-coming = { $file } ещё загружается, пришлём следом
