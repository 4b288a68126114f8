#!/usr/bin/env bash
# DuckDB 2.0.1, pandas 3.1.1, Polars 2.1.0 and python-dateutil 4.0.0 (PyPI): the days on which months of pay end, from
# 31 January 2026 to 31 January 2027, "a month" apart.
#
# Seen: generate_series and range of DuckDB and date_range of pandas with DateOffset(months=1) add a month to the day
# before: 28 February, then 28 March, and the 28th for good. From 30 January it is the 28th too, in a leap year the
# 29th. Polars counts from the first day: 31 March, 30 April, 31 May. So does adding with a number of months, in DuckDB
# (to_months) and in pandas (DateOffset(months=n)), so that `first + n` is not the n-th row of the list made by the same
# engine. dateutil's rrule, and any calendar with RRULE:FREQ=MONTHLY, leaves out months without a 31st: 8 days, not 13.
# pandas's "ME" is right for the end of a month, and for no other day. A report to DuckDB of 2023 was closed since
# PostgreSQL does the same; it holds pandas against it, with "M".
#
# Why it matters: periods of pay, probation and reporting are made by such lists. With one shift of 8 hours a day, pay
# to the 28th gives 28 * 8 hours in February and 28 to 31 * 8 after it, and the three days left, 24 hours a head, are in
# no period before February 2027: the year has 2,896 hours, not 2,920. Count months from the first day, or name the last
# ("ME", last_day).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet duckdb==2.0.1 pandas==3.1.1 polars==2.1.0 python-dateutil==4.0.0
"$place/venv/bin/python" - <<'PY'
from datetime import date, datetime

import duckdb
import pandas
import polars
from dateutil.rrule import MONTHLY, rrule

MIDNIGHT = datetime(2026, 1, 31)
first, last = date(2026, 1, 31), date(2027, 1, 31)
ends = [stamp.date() for stamp in pandas.date_range(first, last, freq="ME")]


def by_duckdb(function, start=first):
    days = f"{function}(date '{start}', date '{last}' + 1, interval 1 month)"
    return [row[0] for row in duckdb.sql(f"select unnest({days})::date").fetchall()]


def by_pandas(start=first):
    return [stamp.date() for stamp in pandas.date_range(start, last, freq=pandas.DateOffset(months=1))]


added = f"select (date '{first}' + to_months(n::int))::date from range(13) t(n)"
lists = {
    "DuckDB, range": by_duckdb("range"),
    "DuckDB, generate_series": by_duckdb("generate_series"),
    "DuckDB, to_months": [row[0] for row in duckdb.sql(added).fetchall()],
    "pandas, DateOffset": by_pandas(),
    "pandas, DateOffset(n)": [(pandas.Timestamp(first) + pandas.DateOffset(months=n)).date() for n in range(13)],
    "Polars": polars.date_range(first, last, "1mo", eager=True).to_list(),
    "dateutil": [stamp.date() for stamp in rrule(MONTHLY, dtstart=MIDNIGHT, until=datetime(2027, 1, 31))],
}
hours = {}
for name, days in lists.items():
    hours[name] = 8 * (days[12] - days[0]).days if len(days) == 13 else None
    print(f"{name:24}", *(f"{day:%d.%m.}" for day in days), "- hours of the year:", hours[name])

on_28th = [first, *(day.replace(day=28) for day in ends[1:])]
assert lists["DuckDB, range"] == lists["DuckDB, generate_series"] == lists["pandas, DateOffset"] == on_28th
assert lists["DuckDB, to_months"] == lists["pandas, DateOffset(n)"] == lists["Polars"] == ends
assert lists["dateutil"] == [day for day in ends if day.day == 31] and len(lists["dateutil"]) == 8
assert hours["Polars"] == 2920 and hours["pandas, DateOffset"] == hours["DuckDB, range"] == 2896, hours
for start in (date(2026, 1, 30), date(2026, 1, 29)):
    assert by_pandas(start)[2] == by_duckdb("range", start)[2] == date(2026, 3, 28)
assert by_pandas(date(2024, 1, 31))[2] == by_duckdb("range", date(2024, 1, 31))[2] == date(2024, 3, 29)
assert by_pandas(date(2026, 1, 28))[2] == date(2026, 3, 28)
PY
echo OK
