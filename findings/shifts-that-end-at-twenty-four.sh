#!/usr/bin/env bash
# DuckDB 2.0.1, Polars 2.1.0, PyArrow 26.0.1 and pandas 3.1.1 (PyPI): shifts of one day, 8:00 to 16:00, 16:00 to 24:00
# and 14:00 to 22:00, read from a CSV file by DuckDB and handed on.
#
# Seen: DuckDB reads 24:00 as a TIME, counts 24 hours in all and writes it to Parquet. Arrow's times of day end before
# it. In Polars, from the query or from the file, the end is null: the shift goes missing from sums (16 hours), filters
# and maxima. PyArrow computes right and counts no null, but to_pylist() says 00:00; only validate(full=True) finds it.
# pandas refuses the file, while DuckDB's own df() and fetchall() put the text "24:00:00" among times. Reading the CSV
# themselves, Polars and PyArrow make text of the whole column. The documentation of TIME gives no range.
#
# Why it matters: only what ends at midnight is lost, late teams and queues that never close, on every day and without a
# word. Hand on the length in minutes, or the date and time of the end.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1 pandas==3.1.1
cd "$place"
cat > shifts.csv <<'CSV'
agent,starts,ends
Ana,08:00,16:00
Ben,16:00,24:00
Cem,14:00,22:00
CSV
"$place/venv/bin/python" - <<'PY'
from datetime import time

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

shifts = duckdb.sql("from read_csv('shifts.csv')")
hours = duckdb.sql("select sum(date_diff('minute', starts, ends)) / 60 from shifts").fetchall()[0][0]
shifts.write_parquet("shifts.parquet")
assert [str(kind) for kind in shifts.types] == ["VARCHAR", "TIME", "TIME"] and hours == 24

for shown in (shifts.pl(), polars.read_parquet("shifts.parquet")):
    lengths = shown.select(polars.col("ends").cast(polars.Duration) - polars.col("starts").cast(polars.Duration))
    late = shown.filter(polars.col("ends") > time(21))["agent"].to_list()
    summed = lengths["ends"].sum().total_seconds() / 3600
    assert shown["ends"].to_list() == [time(16), None, time(22)] and shown["ends"].max() == time(22)
    assert (summed, late) == (16, ["Cem"]), (summed, late)
print(f"DuckDB {hours} hours; Polars {summed}, later than 21:00: {late}")

table = pyarrow.parquet.read_table("shifts.parquet")
assert pyarrow.compute.hours_between(table["starts"], table["ends"]).to_pylist() == [8, 8, 8]
ends = table["ends"].to_pylist()
print("PyArrow:", *ends, "- nulls:", table["ends"].null_count)
assert ends == [time(16), time(0), time(22)] and table["ends"].null_count == 0
table.validate()
for call in (lambda: table.validate(full=True), lambda: pandas.read_parquet("shifts.parquet")):
    try:
        raise SystemExit(f"taken: {call()}")
    except ValueError as error:
        print(f"{type(error).__name__}: {error}")
assert list(shifts.df()["ends"]) == [time(16), "24:00:00", time(22)] == [row[2] for row in shifts.fetchall()]

by_polars = polars.read_csv("shifts.csv", try_parse_dates=True).schema
by_arrow = pyarrow.csv.read_csv("shifts.csv").schema
assert (by_polars["starts"], by_polars["ends"]) == (polars.Time, polars.String)
assert (by_arrow.field("starts").type, by_arrow.field("ends").type) == (pyarrow.time32("s"), pyarrow.string())
PY
echo OK
