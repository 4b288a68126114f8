#!/usr/bin/env bash
# pandas 3.1.1 beside Polars 2.1.0 and PyArrow 26.0.1 (PyPI): clock times rounded to the nearest half hour, and rows
# matched to the nearest row of a plan, where a quarter past is as near to one as to the other.
#
# Seen: dt.round("30min") of pandas goes to the full hour from both sides, 8:15 to 8:00 and 8:45 to 9:00, as numbers go
# to even ones. Polars and Arrow go up, 8:30 and 9:00. Of two people who are there for eight and a half hours, from 7:45
# to 16:15 and from 8:15 to 16:45, pandas makes eight hours and nine; the others leave 8.5 to both. One contact a minute
# is 31 at each full hour and 29 at each half hour, in Polars 30 and 30. By hours 8:30 is 8:00 and 9:30 is 10:00, by
# tenths of an hour 8:03 is 8:00 and 8:09 is 8:12. Matching to the nearest row, merge_asof of pandas takes the earlier,
# reindex(method="nearest") of pandas and join_asof of Polars the later. Reports to pandas of 2018 to 2021 were closed;
# its manual of dt.round does not tell.
#
# Why it matters: times of payroll are whole minutes, so that ties are every 30th punch and each planned time at a
# quarter. Who starts at 8:15 is paid an hour a day more than who starts at 7:45, for the same time; sums over the team
# are nearly right, and a profile of contacts gets teeth. Round by floor(time + half), in pandas `(time +
# pandas.Timedelta("15min")).dt.floor("30min")`.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1
"$place/venv/bin/python" - <<'PY'
from collections import Counter
from datetime import datetime, timedelta

import pandas
import polars
import pyarrow
from pyarrow.compute import round_temporal

UNITS = {30: "30m", 60: "1h", 6: "6m"}


def clock(hour, minute):
    return datetime(2026, 11, 2, hour, minute)


def by_pandas(times, minutes=30):
    return pandas.Series(times).dt.round(f"{minutes}min").dt.to_pydatetime().tolist()


def by_floor(times, minutes=30):
    late = pandas.Series(times) + pandas.Timedelta(minutes=minutes / 2)
    return late.dt.floor(f"{minutes}min").dt.to_pydatetime().tolist()


def by_polars(times, minutes=30):
    return polars.Series(times).dt.round(UNITS[minutes]).to_list()


def by_arrow(times, minutes=30):
    return round_temporal(pyarrow.array(times), minutes, "minute").to_pylist()


def shown(times):
    return [f"{time:%H:%M}" for time in times]


first, second = [clock(7, 45), clock(16, 15)], [clock(8, 15), clock(16, 45)]
minutes = [clock(8, 0) + timedelta(minutes=number) for number in range(600)]
for way in (by_pandas, by_polars, by_arrow, by_floor):
    hours = [(end - start) / timedelta(hours=1) for start, end in (way(first), way(second))]
    counted = Counter(way(minutes))
    slots = {counted[clock(hour, minute)] for hour in range(9, 17) for minute in (0, 30)}
    print(f"{way.__name__:10}", *shown(way(first)), *shown(way(second)), "hours:", hours, "contacts:", slots)
    assert hours == ([8, 9] if way is by_pandas else [8.5, 8.5])
    assert slots == ({29, 31} if way is by_pandas else {30})
counted = Counter(by_pandas(minutes))
assert {counted[clock(hour, 0)] for hour in range(9, 17)} == {31}
assert shown(by_pandas([clock(8, 30), clock(9, 30)], 60)) == ["08:00", "10:00"]
assert shown(by_polars([clock(8, 30), clock(9, 30)], 60)) == ["09:00", "10:00"]
assert shown(by_pandas([clock(8, 3), clock(8, 9)], 6)) == ["08:00", "08:12"]
assert shown(by_polars([clock(8, 3), clock(8, 9)], 6)) == ["08:06", "08:12"]

plan = {"time": [clock(8, 0), clock(8, 30), clock(9, 0)], "heads": [5, 9, 5]}
quarters = {"time": [clock(8, 15), clock(8, 45)]}
heads = {
    "pandas, merge_asof": pandas.merge_asof(
        pandas.DataFrame(quarters), pandas.DataFrame(plan), on="time", direction="nearest"
    )["heads"].tolist(),
    "pandas, reindex": pandas.Series(plan["heads"], plan["time"]).reindex(quarters["time"], method="nearest").tolist(),
    "Polars, join_asof": polars.DataFrame(quarters)
    .join_asof(polars.DataFrame(plan), on="time", strategy="nearest")["heads"]
    .to_list(),
}
print("heads at 8:15 and 8:45 of 5, 9 and 5:", heads)
assert heads == {"pandas, merge_asof": [5, 9], "pandas, reindex": [9, 5], "Polars, join_asof": [9, 5]}
PY
echo OK
