#!/usr/bin/env bash
# pandas 3.1.1 beside Polars 2.1.0 and DuckDB 2.0.1 (PyPI): a JSON file of days and their talk time in milliseconds, as
# telephone systems give it: 1,000 calls of 240 seconds are 240,000,000.
#
# Seen: read_json takes a column for dates by its name if that ends with "_time" (or "_at"), and by its size: if every
# value is above 31,536,000, a year in seconds, "talk_time" is 1977-08-09 and 1978-03-29, counted in seconds from 1970.
# With one smaller value, a quiet Sunday of 20,000,000, all of them are numbers; "talk_ms" always is, and "wait_time"
# beside it if it is small. The mean is a date in 1977, sum() is refused, and astype("int64") gives microseconds of that
# date, a million times the milliseconds, so that 66.7 hours are 66,666,667; pandas's own to_json comes back so. Polars
# and DuckDB read numbers. Documented are the names; the size is only in the source and in old reports.
#
# Why it matters: whether a month is read as numbers depends on its smallest day. The file of a pilot with small days
# works, that of a large queue does not; where the result is cast to whole numbers to make it run, the handle time, and
# with it the hours of a plan, is a millionfold. Read with dtype=False (convert_dates is on its way out), or put the
# unit at the end of the name.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pandas==3.1.1 polars==2.1.0 duckdb==2.0.1
"$place/venv/bin/python" - "$place" <<'PY'
import io
import json
import sys

import duckdb
import pandas
import polars

rows = [
    {"day": "2026-11-02", "talk_time": 240_000_000, "wait_time": 30_000_000, "talk_ms": 240_000_000},
    {"day": "2026-11-03", "talk_time": 260_000_000, "wait_time": 31_000_000, "talk_ms": 260_000_000},
]
sunday = {"day": "2026-11-08", "talk_time": 20_000_000, "wait_time": 900_000, "talk_ms": 20_000_000}


def read(data, **options):
    return pandas.read_json(io.StringIO(json.dumps(data)), **options)


def kinds(frame):
    return {name: frame[name].dtype.kind for name in ("talk_time", "wait_time", "talk_ms")}


busy, whole = read(rows), read([*rows, sunday])
print(busy, whole, sep="\n")
assert kinds(busy) == {"talk_time": "M", "wait_time": "i", "talk_ms": "i"}
assert kinds(whole) == {"talk_time": "i", "wait_time": "i", "talk_ms": "i"}
assert [str(day) for day in busy["talk_time"].dt.date] == ["1977-08-09", "1978-03-29"]
mean, forced = busy["talk_time"].mean(), busy["talk_time"].astype("int64").tolist()
print("mean:", mean, "- as whole numbers:", forced, "- hours of the first day:", round(forced[0] / 3_600_000))
assert str(mean) == "1977-12-03 12:26:40" and forced == [value["talk_time"] * 10**6 for value in rows]
assert round(forced[0] / 3_600_000) == 66_666_667
try:
    raise SystemExit(f"a sum: {busy['talk_time'].sum()}")
except TypeError as error:
    print("sum:", error)
for least, kind in ((31_536_000, "i"), (31_536_001, "M")):
    assert kinds(read([*rows, {**sunday, "talk_time": least}]))["talk_time"] == kind, least
again = pandas.read_json(io.StringIO(pandas.DataFrame(rows).to_json()))
lines = pandas.read_json(io.StringIO("\n".join(json.dumps(row) for row in rows)), lines=True)
assert kinds(again)["talk_time"] == kinds(lines)["talk_time"] == "M"
assert kinds(read(rows, dtype=False))["talk_time"] == "i"

path = f"{sys.argv[1]}/talk.json"
with open(path, "w") as file:
    json.dump(rows, file)
total = duckdb.sql(f"select sum(talk_time)::bigint from '{path}'").fetchall()[0][0]
print("Polars and DuckDB:", polars.read_json(path)["talk_time"].sum(), total)
assert polars.read_json(path)["talk_time"].sum() == total == 500_000_000
PY
echo OK
