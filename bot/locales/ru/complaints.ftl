### Complaints: what the client sees, and the letter where seniors have no group.

menu-complaint = Пожаловаться
complaint-title = Жалоба
complaint-intro = Жалобу увидят только старшие сотрудники центра, тот, на кого вы жалуетесь, её не получит.
complaint-text = Расскажите, что случилось. Можно в нескольких сообщениях, с фото и файлами. Когда закончите, нажмите «Готово».
complaint-text-label = Что случилось
complaint-about = О ком жалоба?
complaint-about-label = О ком
complaint-about-nobody = Не о сотруднике
complaint-opened = Жалоба № { $number } принята, её рассмотрит старший сотрудник и ответит вам здесь. Остальная переписка идёт как раньше.
complaint-mailed = Жалоба № { $number } отправлена руководству центра, с вами свяжутся.
complaint-nowhere = Сейчас передать жалобу отсюда так, чтобы её увидело только руководство, нельзя. Позвоните, пожалуйста, в сервисный центр и попросите старшего сотрудника.
complaint-write = Напишите ответ по жалобе № { $number } следующим сообщением, его увидят только старшие.
complaint-passed-on = Передали по жалобе № { $number }.
complaint-answer = По жалобе № { $number }:
complaint-button-answer = Ответить по № { $number }
complaint-claimed = Жалобой № { $number } занимается { $name }.
complaint-over = Жалоба № { $number } рассмотрена. Если вопрос не решён, нажмите «Ответить» — продолжим.

complaint-letter-subject = Жалоба № { $number }
complaint-letter = Клиент пожаловался через Линию. Жалоба № { $number }.
complaint-letter-about = О сотруднике: { $name }
