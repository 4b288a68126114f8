#!/usr/bin/env bash
# pandas 3.1.1 and Polars 2.1.0, whose Parquet files (PyArrow 26.0.1) DuckDB 2.0.1 reads, PyPI: talk times of September,
# 240 and 240 seconds, and of October, 240.5 and 239.5, as to_timedelta(..., unit="s") makes them.
#
# Seen: Parquet has no type for a length of time, and the writers put a whole number there; which one it is stands in a
# note for Arrow alone. pandas counts September in microseconds and October in nanoseconds, for a single fraction of a
# second is enough, and Polars as its column says. DuckDB passes the note over: BIGINT, and October is a thousand times
# September, 240,000,000,000 beside 240,000,000. Over both files the mean is 120,120 seconds where 240 is right. pandas
# and PyArrow read both months as one; Polars refuses the second file (data type mismatch). The same frames asked
# without a file in between are INTERVALs and right in DuckDB. Neither manual says in what unit such a column is stored;
# that readers see bare numbers is an open report at Arrow's Rust library.
#
# Why it matters: a month of whole seconds and a month with fractions come from the same job, so that the mean handle
# time, and with it the hours of a plan, jump by a thousand in the month in which a source begins to give fractions, or
# a weighted mean hides it. Write seconds as numbers, with the unit in the column's name.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1 duckdb==2.0.1
cd "$place"
"$place/venv/bin/python" - <<'PY'
import duckdb
import pandas
import polars
import pyarrow.parquet

MONTHS = {"2026-09": [240, 240], "2026-10": [240.5, 239.5]}
frames = {}
for month, seconds in MONTHS.items():
    times = pandas.to_timedelta(pandas.Series(seconds), unit="s")
    frames[month] = pandas.DataFrame({"month": month, "talk": times})
    frames[month].to_parquet(f"{month}.parquet")
    print(month, times.dtype, "-", pyarrow.parquet.ParquetFile(f"{month}.parquet").schema.column(1).logical_type)
assert [str(frame["talk"].dtype) for frame in frames.values()] == ["timedelta64[us]", "timedelta64[ns]"]
assert str(pandas.to_timedelta(pandas.Series([240.0, None]), unit="s").dtype) == "timedelta64[us]"
for month in MONTHS:
    column = pyarrow.parquet.ParquetFile(f"{month}.parquet").schema.column(1)
    assert (column.physical_type, str(column.logical_type)) == ("INT64", "None")

read = duckdb.sql(
    "select month, any_value(typeof(talk)), avg(talk) from '2026-*.parquet' group by month order by month")
mean = duckdb.sql("select avg(talk) / 1e6 from '2026-*.parquet'").fetchall()[0][0]
print(*read.fetchall(), "- over both:", mean, "s")
assert read.fetchall() == [("2026-09", "BIGINT", 240e6), ("2026-10", "BIGINT", 240e9)] and mean == 120120

both = ["2026-09.parquet", "2026-10.parquet"]
assert pandas.read_parquet(both)["talk"].mean() == pandas.Timedelta(seconds=240)
try:
    raise SystemExit(f"Polars took both: {polars.read_parquet('2026-*.parquet')}")
except polars.exceptions.SchemaError as error:
    print("Polars:", error)
october = frames["2026-10"]
asked = duckdb.sql("select typeof(talk), epoch(talk) from october").fetchall()
assert asked == [("INTERVAL", 240.5), ("INTERVAL", 239.5)], asked

for unit, number in (("us", 240000000), ("ms", 240000)):
    lengths = polars.Series("talk", [frames["2026-09"]["talk"][0].to_pytimedelta()]).cast(polars.Duration(unit))
    lengths.to_frame().write_parquet("polars.parquet")
    assert duckdb.sql("select typeof(talk), talk from 'polars.parquet'").fetchall() == [("BIGINT", number)]
PY
echo OK
