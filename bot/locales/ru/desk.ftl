### What operators read in their group. Short, polite, human.

## In a topic

desk-corrected = Исправлено:
desk-rated = № { $number }: клиент поставил { $mark } из 5.
desk-rated-comment = № { $number }: клиент поставил { $mark } из 5. Комментарий: { $comment }
