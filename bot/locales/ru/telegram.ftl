# Что в Telegram нельзя передать как есть: словами

telegram-dice = { $emoji } выпало { $value }
telegram-game = Игра «{ $title }»
telegram-invoice = Счёт на оплату «{ $title }»
telegram-checklist = Список дел «{ $title }»
telegram-story = История
telegram-paid-media = Платные материалы
telegram-giveaway = Розыгрыш
telegram-giveaway-winners = Итоги розыгрыша
telegram-unknown = Сообщение, которое Telegram не показывает ботам
telegram-nobody = Автор неизвестен
