#!/usr/bin/env bash
# pandas 3.1.1 and Polars 2.1.0 (PyPI): contacts by shift of a site in Berlin, day shift from 6:00 to 18:00, in the
# site's own zone: 100 contacts each half hour by day, 10 by night.
#
# Seen: `resample("12h", offset="6h")` and `group_by_dynamic(every="12h", offset="6h")` count elapsed hours from the
# first row on. After the clock change the shifts run from 7:00 to 19:00 until October: in July a night of 240 contacts
# has 420 and a day of 2400 has 2220. Which half of the year is right depends on the first row: with a history from
# June, July is right and December is wrong. It is the same for three shifts of eight hours, which begin at 7:00, 15:00
# and 23:00. Days ("1d") are cut by the clock all year, and so are hours by Polars' own `dt.truncate("12h")`, at 0:00
# and 12:00.
#
# Why it matters: the night team, planned from these sums, is 75 per cent too large for seven months, totals are right,
# and a test on one season sees nothing. Take off the zone first (`tz_localize(None)`, `dt.replace_time_zone(None)` and
# a sort, which Polars asks for), so that shifts are cut by the clock; the two nights of the change are then an hour
# short and long, as they are at work.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1 tzdata==2026.6
"$place/venv/bin/python" - <<'PY'
import pandas
import polars


def history(first):
    instants = pandas.date_range(first, "2026-12-21", freq="30min", tz="Europe/Berlin", inclusive="left")
    return pandas.Series([100 if 6 <= at.hour < 18 else 10 for at in instants], index=instants)


def by_pandas(rows, rule="12h"):
    return rows.resample(rule, offset="6h").sum()


def by_polars(rows, rule="12h"):
    frame = polars.DataFrame({"at": rows.index, "contacts": rows.to_numpy()}).sort("at")
    frame = frame.group_by_dynamic("at", every=rule, offset="6h").agg(polars.col("contacts").sum())
    return pandas.Series(frame["contacts"].to_list(), index=pandas.DatetimeIndex(frame["at"].to_list()))


def shifts(sums, day):
    """Starts and contacts of the shifts that begin on a day."""
    return {f"{at:%H:%M}": int(value) for at, value in sums.items() if f"{at:%Y-%m-%d}" == day}


right, late, early = {"06:00": 2400, "18:00": 240}, {"07:00": 2220, "19:00": 420}, {"05:00": 2220, "17:00": 420}
DAYS = ["2026-03-16", "2026-07-15", "2026-12-15"]
for first, expected in [("2026-01-05", [right, late, right]), ("2026-06-01", [{}, right, early])]:
    for name, cut in [("pandas", by_pandas), ("Polars", by_polars)]:
        sums = cut(history(first))
        seen = [shifts(sums, day) for day in DAYS]
        print(f"{name}, rows from {first}:", *(f"{day[5:]} {value}" for day, value in zip(DAYS, seen)))
        assert seen == expected and sums.sum() == history(first).sum(), seen
        assert list(shifts(cut(history("2026-01-05"), "8h"), DAYS[1])) == ["07:00", "15:00", "23:00"]

rows = history("2026-01-05")
clock = by_pandas(rows.tz_localize(None))
plain = by_polars(rows.tz_localize(None))
assert [shifts(clock, day) for day in DAYS] == [shifts(plain, day) for day in DAYS] == [right] * 3
nights = [shifts(clock, day)["18:00"] for day in ("2026-03-28", "2026-10-24")]
halves = polars.Series(rows.index).dt.truncate("12h").dt.strftime("%H:%M").unique().sort().to_list()
print("by the clock: the nights of the change", nights, "- dt.truncate:", halves)
assert nights == [220, 260] and halves == ["00:00", "12:00"]
days = rows.resample("1D").sum()
assert {f"{at:%H:%M}" for at in days.index} == {"00:00"}
PY
echo OK
