#!/usr/bin/env bash
# DuckDB 2.0.1 beside Polars 2.1.0 and pandas 3.1.1 (PyPI): the weekly rest of a team in Berlin, from the end of a shift
# on Saturday at 22:00 to the next start on Monday at 9:00. The rule asks for 35 hours, 24 and a daily rest of 11.
#
# Seen: Polars and pandas say 34 hours over the clock change of March, 36 over that of October, 35 in other weeks. In
# DuckDB, with TIMESTAMPTZ values and the site's TimeZone, `later - earlier` is counted in days of the calendar, then
# in hours: "1 day 11:00:00" in all three weeks, and 35 hours by its epoch(). Less than a day is counted in elapsed
# hours and right: a night shift over the change of March is 7 hours, so that a test on shifts finds nothing. age() says
# 8 for that shift, and 35 for the rests. Adding the difference to the start gives the end back, adding 35 hours does
# not. date_diff('hour') and the difference of the two epochs are 34. The documentation calls "-" and age() both a
# subtraction, with whole days for an example, and does not mention clock changes.
#
# Why it matters: the rest of March is an hour short and passes (`rest >= interval '35 hours'` is true), while the same
# query finds it in a session at UTC. Hours of standby, leave and absence that run over a change are an hour out.
# Count `epoch(later) - epoch(earlier)`.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet duckdb==2.0.1 pandas==3.1.1 polars==2.1.0 pytz==2026.6 tzdata==2026.6
"$place/venv/bin/python" - <<'PY'
from datetime import datetime, timedelta

import duckdb
import pandas
import polars

ZONE = "Europe/Berlin"
RESTS = {"March": ("2026-03-28 22:00", "2026-03-30 09:00"), "June": ("2026-06-27 22:00", "2026-06-29 09:00"),
         "October": ("2026-10-24 22:00", "2026-10-26 09:00")}
database = duckdb.connect()


def by_duckdb(earlier, later, zone=ZONE):
    """Of the difference: itself, whether it is 35 hours, hours by its epoch and by age(); hours by two other ways."""
    database.execute(f"set TimeZone = '{zone}'")
    database.execute(
        "create or replace table rests as select "
        f"timezone('{ZONE}', timestamp '{earlier}') as earlier, timezone('{ZONE}', timestamp '{later}') as later")
    return database.execute(
        "select later - earlier as rest, rest >= interval '35 hours', epoch(rest) / 3600, "
        "epoch(age(later, earlier)) / 3600, date_diff('hour', earlier, later), "
        "(epoch(later) - epoch(earlier)) / 3600 from rests").fetchone()


def by_others(earlier, later):
    times = [datetime.fromisoformat(earlier), datetime.fromisoformat(later)]
    series = polars.Series(times).dt.replace_time_zone(ZONE)
    stamps = [pandas.Timestamp(time, tz=ZONE) for time in times]
    return series.diff()[1] / timedelta(hours=1), (stamps[1] - stamps[0]) / timedelta(hours=1)


day = timedelta(days=1, hours=11)
for month, hours in (("March", 34), ("June", 35), ("October", 36)):
    told, others = by_duckdb(*RESTS[month]), by_others(*RESTS[month])
    print(f"{month}: DuckDB {told[0]}, at least 35: {told[1]}, date_diff {told[4]}, Polars and pandas", *others)
    assert told == (day, True, 35, 35, hours, hours), told
    assert others == (hours, hours), others
in_utc = by_duckdb(*RESTS["March"], zone="UTC")
print("March in a session at UTC:", in_utc[0], in_utc[1])
assert in_utc == (timedelta(hours=34), False, 34, 34, 34, 34), in_utc
night = by_duckdb("2026-03-28 22:00", "2026-03-29 06:00")
print("a night shift in March:", night[0], "by age:", night[3])
assert night == (timedelta(hours=7), False, 7, 8, 7, 7), night
database.execute(f"set TimeZone = '{ZONE}'")
back = database.execute(
    "select strftime(earlier + (later - earlier), '%H:%M'), strftime(earlier + interval '35 hours', '%H:%M') from ("
    "select timestamptz '2026-03-28 22:00' as earlier, timestamptz '2026-03-30 09:00' as later)").fetchone()
print("start plus difference, start plus 35 hours:", *back)
assert back == ("09:00", "10:00"), back
PY
echo OK
