# What is peculiar to VK: attachments without a counterpart, buttons that do not fit.

vk-attachment-unknown = вложение ВКонтакте ({ $kind })
vk-attachment-wall = запись
vk-attachment-comment = комментарий
vk-attachment-market = товар
vk-attachment-market-album = подборка товаров
vk-attachment-gift = подарок
vk-attachment-story = история
vk-attachment-call = звонок
vk-attachment-article = статья
vk-attachment-podcast = подкаст
vk-attachment-playlist = плейлист

vk-button-more = Ещё
vk-button-back = Назад
vk-menu-more = Ещё можно написать:
vk-no-buttons = Можно написать:
