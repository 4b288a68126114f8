#!/usr/bin/env bash
# pandas 3.1.1, Polars 2.1.0, DuckDB 2.0.1 and PyArrow 26.0.1 (PyPI): hours by fortnight, all in weeks from Monday. The
# rota is 48, 32, 32 and 48 hours a week, so that each fortnight of pay, from Monday 16 November 2026 on, is exactly 80.
#
# Seen: "two weeks" begin in other weeks. DuckDB counts them from Monday 3 January 2000, PyArrow from 29 December 1969,
# which agrees: 80 everywhere. Polars counts from Monday 5 January 1970, always the other week: 64 and 96 in turn, 32
# hours of overtime above 80. pandas counts from the first row: of two on this rota, the one whose rows begin a week
# later has the 32 by groupby("agent").resample("2W-MON"), none by a Grouper inside groupby; a file that begins a week
# later moves everybody, and origin= has no effect on weeks (a RuntimeWarning). PyArrow's calendar_based_origin=True
# counts anew from each year, and its floor may lie in the future: Friday 27 November is put under Monday 30.
#
# Why it matters: rules of pay and rest run over fixed fortnights, and every table looks right, labels and total too. A
# second engine, or next month's export, moves hours over the limit. Name the first day of pay: "14D" with an origin in
# pandas, an origin for time_bucket, an offset of a week in Polars. Weeks of even number are no help: the even week 52
# of 2026 is followed by two odd ones, 53 and 1.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pandas==3.1.1 polars==2.1.0 duckdb==2.0.1 pyarrow==26.0.1
"$place/venv/bin/python" - <<'PY'
import warnings
from datetime import date, timedelta

import duckdb
import pandas
import polars
import pyarrow
from pyarrow.compute import floor_temporal

days = [date(2026, 11, 16) + timedelta(7 * week + day) for week in range(12) for day in range(4)]
hours = [(48, 32, 32, 48)[index // 4 % 4] // 4 for index in range(len(days))]
rows = pyarrow.table({"day": days, "hours": hours})
frame = pandas.DataFrame({"day": pandas.to_datetime(days), "hours": hours})
WEEKS = {"label": "left", "closed": "left"}


def by_pandas(data, rule="2W-MON", **options):
    return data.set_index("day")["hours"].resample(rule, **WEEKS, **options).sum().items()


def by_polars(**options):
    return polars.from_arrow(rows).group_by_dynamic("day", every="2w", **options).agg(polars.col("hours").sum()).rows()


def by_duckdb(origin=""):
    query = f"select time_bucket(interval 2 week, day{origin}) as begin, sum(hours) from rows group by begin"
    return duckdb.sql(f"{query} order by begin").fetchall()


def by_arrow():
    sums = pyarrow.table({"begin": floor_temporal(rows["day"], 2, "week"), "hours": rows["hours"]})
    sums = sums.group_by("begin").aggregate([("hours", "sum")]).to_pydict()
    return sorted(zip(sums["begin"], sums["hours_sum"]))


def show(name, sums):
    sums = [(f"{begin:%d %b}", int(value)) for begin, value in sums]
    values = [value for _, value in sums]
    print(f"{name:22} from {sums[0][0]}: {values}, overtime {sum(max(0, value - 80) for value in values)}")
    return sums[0][0], values


right, shifted = ("16 Nov", [80] * 6), [64, 96, 64, 96, 64, 48]
assert show("DuckDB", by_duckdb()) == show("PyArrow", by_arrow()) == show("pandas", by_pandas(frame)) == right
assert show("Polars", by_polars()) == ("09 Nov", [48, *shifted])
late, pay = frame[frame["day"] >= "2026-11-23"], pandas.Timestamp("2026-11-02")
both = pandas.concat([frame.assign(agent="old"), late.assign(agent="new")])
apart = both.set_index("day").groupby("agent")["hours"].resample("2W-MON", **WEEKS).sum()
joint = both.groupby(["agent", pandas.Grouper(key="day", freq="2W-MON", **WEEKS)])["hours"].sum()
assert show("resample, old", apart["old"].items()) == right
assert show("resample, new", apart["new"].items()) == ("23 Nov", shifted)
assert show("Grouper, new", joint["new"].items()) == ("16 Nov", [32, *[80] * 5])
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    assert show("a file a week later", by_pandas(late)) == ("23 Nov", shifted) and not told
    assert show("the same, origin", by_pandas(late, origin=pay)) == ("23 Nov", shifted)
assert [entry.category for entry in told] == [RuntimeWarning], told
assert show("the same, 14D, origin", by_pandas(late, "14D", origin=pay)) == ("16 Nov", [32, *[80] * 5])
assert show("Polars, offset", by_polars(offset="1w")) == right
assert show("DuckDB, origin", by_duckdb(f", date '{pay.date()}'")) == right

assert duckdb.sql("select time_bucket(interval 2 week, date '2000-01-16')").fetchall() == [(date(2000, 1, 3),)]
assert floor_temporal(date(1970, 1, 11), 2, "week").as_py() == date(1969, 12, 29)
assert polars.Series([date(1970, 1, 18)]).dt.truncate("2w")[0] == date(1970, 1, 5)
friday = date(2026, 11, 27)
floor = floor_temporal(friday, 2, "week", calendar_based_origin=True).as_py()
print(f"PyArrow, by calendar: the floor of {friday} is {floor}")
assert floor == date(2026, 11, 30) and floor_temporal(friday, 2, "week").as_py() == date(2026, 11, 16)
PY
echo OK
