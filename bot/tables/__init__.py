"""Tables that people bring: CSV and XLSX files read row by row, whatever program wrote them."""
