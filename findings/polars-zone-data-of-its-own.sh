#!/usr/bin/env bash
# polars 2.1.0, DuckDB 2.0.1 and pandas 2.3.3 with tzdata 2026.6 (all PyPI): the wall clock of one instant in one process.
#
# Seen: 15 December 2026, 17:00 UTC is 10:00 in America/Vancouver by tzdata 2026.6, which has the city on UTC-7 for good
# since that autumn. pandas and DuckDB say 10:00. polars says 9:00: its zone rules were compiled into it, and neither the
# tzdata package beside it nor PYTHONTZPATH replaces them. Casablanca, Edmonton, Winnipeg and Havana are an hour out in the
# same way; zones whose rules are old (Berlin, Manila) agree everywhere. Nothing warns.
#
# Why it matters: a roster joined on local hours in one engine and counted in another loses or doubles shifts at just those
# sites whose law changed. Convert to local time once, where the zone data is known, and carry the wall clock and its offset as
# columns; compare data versions before believing an hour.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet polars==2.1.0 duckdb==2.0.1 pandas==2.3.3 tzdata==2026.6
PYTHONTZPATH="" "$place/venv/bin/python" - <<'PY'
import datetime
import zoneinfo

import duckdb
import pandas
import polars

moved = ["America/Vancouver", "America/Edmonton", "America/Winnipeg", "America/Havana", "Africa/Casablanca"]
steady = ["Europe/Berlin", "Asia/Manila", "America/Mexico_City"]
instant = datetime.datetime(2026, 12, 15, 17, 0, tzinfo=datetime.timezone.utc)
database = duckdb.connect()


def clocks(zone):
    asked = database.execute(
        "select strftime(timezone(?, timestamptz '2026-12-15 17:00:00+00'), '%H:%M')", [zone])
    return {
        "tzdata": instant.astimezone(zoneinfo.ZoneInfo(zone)).strftime("%H:%M"),
        "pandas": pandas.Timestamp(instant).tz_convert(zone).strftime("%H:%M"),
        "polars": polars.Series([instant]).dt.convert_time_zone(zone).dt.to_string("%H:%M")[0],
        "DuckDB": asked.fetchall()[0][0],
    }


for zone in moved + steady:
    seen = clocks(zone)
    print(f"{zone:20}", *(f"{name} {clock}" for name, clock in seen.items()))
    assert seen["pandas"] == seen["DuckDB"] == seen["tzdata"], zone
    assert (seen["polars"] == seen["tzdata"]) == (zone in steady), f"{zone}: the behaviour has changed"
PY
echo OK
