"""The base as a table, a row for each article: CSV and XLSX files, read and written."""
