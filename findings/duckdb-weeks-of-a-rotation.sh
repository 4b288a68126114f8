#!/usr/bin/env bash
# DuckDB 2.0.1 beside pandas 3.1.1 and Polars 2.1.0 (PyPI): two shifts in turn, early and late, week by week from Monday
# to Sunday. Weeks are counted from Monday 2 November 2026, an early one, and asked for eight weeks before and after.
#
# Seen: date_diff('week', first, day) is said to count boundaries, as it does for months, quarters and years: 31 October
# and 1 November are a month apart, yet from Sunday to Monday it counts no week. It is the days divided by seven, cut
# towards zero. From a Monday on that is right. Before it, weeks run from Tuesday to Monday, and the 13 days from 27
# October to 8 November are all week 0. `(day - first) // 7` does the same, for DuckDB cuts there too; `//` of pandas,
# Polars and Python goes down. Counted from a day in the middle of a week, all weeks change on that weekday.
#
# Why it matters: which week of a rotation a day falls in is this quotient and its remainder. Of the 56 days before the
# first Monday 48 get the other shift, 13 days of early follow each other, and the remainder is -1, which is neither 0
# nor 1. Past pay, leave and coverage are joined so, and all tests on days to come pass. Move both days to their Mondays
# first (date_trunc), and take floor((day - first) / 7), which may be negative, with a remainder of (n % 2 + 2) % 2.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet duckdb==2.0.1 pandas==3.1.1 polars==2.1.0
"$place/venv/bin/python" - <<'PY'
from datetime import date, timedelta

import duckdb
import pandas
import polars

FIRST = date(2026, 11, 2)
days = [FIRST + timedelta(days=number) for number in range(-56, 56)]
right = [(day - FIRST).days // 7 for day in days]


def ask(expression, *values):
    return duckdb.execute(f"select {expression}", values).fetchone()[0]


def by_duckdb(expression):
    query = f"select {expression} from (select unnest(?::date[]) as day, date '{FIRST}' as first)"
    return [int(week) for week, in duckdb.execute(query, [days]).fetchall()]


weeks = by_duckdb("date_diff('week', first, day)")
assert weeks == by_duckdb("(day - first) // 7")
assert weeks[56:] == right[56:]
zero = [day for day, week in zip(days, weeks) if week == 0]
other = sum(1 for week, true in zip(weeks, right) if week % 2 != true % 2)
print(f"week 0: {zero[0]} to {zero[-1]}, {len(zero)} days; days with the other shift: {other} of 56 before")
assert (zero[0], zero[-1], len(zero), other) == (date(2026, 10, 27), date(2026, 11, 8), 13, 48)
changes = {f"{day:%A}" for day, week, before in zip(days[1:56], weeks[1:56], weeks) if week != before}
print("before it weeks begin on", *changes)
assert changes == {"Tuesday"}, changes

months = ask("date_diff('month', date '2026-10-31', date '2026-11-01')")
sunday = ask("date_diff('week', date '2026-11-01', date '2026-11-02')")
thursday = [ask("date_diff('week', date '2026-11-05', ?::date)", date(2026, 11, day)) for day in (9, 11, 12)]
print("from 31 October to 1 November months:", months, "- from Sunday to Monday weeks:", sunday)
assert (months, sunday, thursday) == (1, 0, [0, 0, 1])
assert ask("(-7) // 2") == -3 and ask("(-1) % 2") == -1

dates = pandas.Series(pandas.to_datetime(days))
assert list((dates - pandas.Timestamp(FIRST)).dt.days // 7) == right
assert (polars.Series(days) - FIRST).dt.total_days().to_list() == [(day - FIRST).days for day in days]
assert ((polars.Series(days) - FIRST).dt.total_days() // 7).to_list() == right
mended = by_duckdb("floor((date_trunc('week', day)::date - first) / 7)")
assert mended == right
assert by_duckdb("(floor((day - first) / 7)::int % 2 + 2) % 2") == [week % 2 for week in right]
PY
echo OK
