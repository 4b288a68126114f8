#!/usr/bin/env bash
# DuckDB 2.0.1 and polars 2.1.0 (PyPI): an export with dates month first, read on the 12th and on the 13th of a month.
#
# Seen: a daily export of February, written 02/01/2026 to 02/12/2026, is read by both as one day of each month, 2 January to
# 2 December: where day first is possible it is taken. With one more row, 02/13/2026, DuckDB reads the same twelve rows as
# February. polars then leaves the whole column as text. Written day first, 01/02/2026 and so on, both read it right throughout.
#
# Why it matters: a job that loads the month so far every morning gives other months for the same rows until the 13th. Volumes
# by weekday and month are wrong without an error, and right when somebody looks. Name the format: dateformat='%m/%d/%Y' in DuckDB,
# pl.col(...).str.to_date('%m/%d/%Y') in polars.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet duckdb==2.0.1 polars==2.1.0
cd "$place"
"$place/venv/bin/python" - <<'PY'
import pathlib

import duckdb
import polars


def read(pattern, days):
    rows = ["date,calls"] + [pattern.format(day) + f",{100 + day}" for day in range(1, days + 1)]
    pathlib.Path("calls.csv").write_text("\n".join(rows) + "\n")
    first = duckdb.connect().execute("select min(date)::text, max(date)::text from read_csv('calls.csv')").fetchall()[0]
    table = polars.read_csv("calls.csv", try_parse_dates=True)["date"]
    return first, (str(table.dtype), str(table.min()), str(table.max()))


month = "02/{:02d}/2026"
seen = read(month, 12), read(month, 13), read("{:02d}/02/2026", 12)
for line in seen:
    print(*line)
assert seen[0] == (("2026-01-02", "2026-12-02"), ("Date", "2026-01-02", "2026-12-02")), "the behaviour has changed"
assert seen[1] == (("2026-02-01", "2026-02-13"), ("String", "02/01/2026", "02/13/2026")), "the behaviour has changed"
assert seen[2] == (("2026-02-01", "2026-02-12"), ("Date", "2026-02-01", "2026-02-12"))
PY
echo OK
