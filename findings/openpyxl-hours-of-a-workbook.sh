#!/usr/bin/env bash
# openpyxl 3.1.5 (PyPI): what it makes of hours in a workbook (total talk time, paid hours of a week).
#
# Seen: a spreadsheet stores 36 hours as 1.5 days. openpyxl decides by the cell's number format:
#   [h]:mm:ss  timedelta of 36 h;
#   h:mm:ss    datetime 1900-01-01 12:00, which people show as 12:00: a day is gone;
#   h:mm:ss    under 24 h: a time of day, so one column holds times and datetimes, and they do not add up.
# From 60 days on the date is one short of the days counted, because of the 29 February 1900 that never was: 60.5 days
# come as 28 February, day 59.
#
# Why it matters: monthly handle-time totals of a queue exceed 24 h as a rule. A reader that takes the time of day of
# such a cell loses whole days without an error. Read the number itself and multiply by 86,400, whatever the format.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet openpyxl==3.1.5
cd "$place"
"$place/venv/bin/python" - <<'PY'
import datetime

import openpyxl

cases = [
    (1.5, "[h]:mm:ss", datetime.timedelta(hours=36)),
    (1.5, "h:mm:ss", datetime.datetime(1900, 1, 1, 12)),
    (0.5, "h:mm:ss", datetime.time(12)),
    (0.5, "[h]:mm:ss", datetime.timedelta(hours=12)),
    (60.5, "h:mm", datetime.datetime(1900, 2, 28, 12)),
]
book = openpyxl.Workbook()
for row, (days, form, _) in enumerate(cases, start=1):
    book.active.cell(row, 1, days).number_format = form
book.save("hours.xlsx")
sheet = openpyxl.load_workbook("hours.xlsx").active
for row, (days, form, expected) in enumerate(cases, start=1):
    value = sheet.cell(row, 1).value
    print(f"{days * 24:7.1f} h as {form:10} {value!r}")
    assert value == expected and type(value) is type(expected), value
PY
echo OK
