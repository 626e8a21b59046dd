# liniya kb links

kb-links-flaw = { $flaw ->
    [space] в адресе пробел или непечатный знак
    [scheme] адрес должен начинаться с http:// или https://
    [host] в адресе нет имени сайта
    [local] адрес внутренней сети, клиент его не откроет
    [credentials] в адресе имя или пароль, уберите их
    [twice] источник указан дважды
    [main_page] главная страница: лучше ссылка на нужное место
   *[broken] адрес записан с ошибкой
}
kb-links-status = сайт ответил { $status }
kb-links-slow = нет ответа за { $seconds } с
kb-links-circle = слишком много перенаправлений
kb-links-tls = сертификат сайта не проходит проверку
kb-links-no-host = такого сайта нет: имя не находится
kb-links-unreachable = сайт недоступен
kb-links-cut = соединение оборвалось
kb-links-moved = адрес сменился навсегда, новый: { $url }
kb-links-counts = Ссылок: { $links }, с ошибками: { $faults }.
