"""Tables of Muster as lists of rows, each a dictionary by column."""
import csv


def read(file, delimiter=","):
    """The rows of a table; none where there is no file."""
    if not file.exists():
        return []
    with file.open(newline="", encoding="utf-8-sig") as table:
        return list(csv.DictReader(table, delimiter=delimiter))


def write(file, rows, end="\r\n", delimiter=",", encoding="utf-8"):
    with file.open("w", newline="", encoding=encoding) as table:
        writer = csv.DictWriter(table, rows[0].keys(), delimiter=delimiter, lineterminator=end)
        writer.writeheader()
        writer.writerows(rows)
