#!/usr/bin/env bash
# pandas 3.1.1 beside isodate 0.7.2 and DuckDB 2.0.1 (PyPI): working hours and handle times that arrive as text, with
# the decimal comma of most of Europe ("7,5 h") and after ISO 8601 ("PT7.5H").
#
# Seen: to_timedelta and Timedelta pass over a comma: "7,5 h" is 75 hours, "0,5 h" is five, "0,25 days" are 25 days and
# "1,25 min" more than two hours. Of "PT7.5H" the digits before the point are read as seconds: 5 hours and 7 seconds;
# "PT0.5H" is 5 hours and "PT1.75H" 75. Nothing is said, and errors="coerce" makes no gap. Without a unit "7,5" is 75
# nanoseconds, which vanish in every sum, while "7.5" is refused. "7.5 h", "PT7H30M" and "7:30:00" are right. isodate
# reads ISO 8601 with either mark, DuckDB refuses what pandas misreads. The documentation promises durations of ISO
# 8601 and says nothing of commas; an open report of 2023 has the fractions of ISO 8601, not the comma of "7,5 h".
#
# Why it matters: a contract of "37,5 h" a week has 375 hours, and a week of 8, 7,5, 7,5, 8 and 6 hours has 172, not 37.
# Whole hours are right, so a column is right in every row that somebody looks at, and its mean is not. Read such a
# column as numbers (`read_csv(..., decimal=",")`) and give the unit to to_timedelta.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pandas==3.1.1 isodate==0.7.2 duckdb==2.0.1
"$place/venv/bin/python" - <<'PY'
import duckdb
import isodate
import pandas

SEEN = {  # text: hours that pandas makes of it
    "7,5 h": 75, "37,5 h": 375, "0,5 h": 5, "0,25 days": 600, "1,25 min": 125 / 60, "7,5": 75e-9 / 3600,
    "PT7.5H": 5 + 7 / 3600, "PT0.5H": 5, "PT1.75H": 75 + 1 / 3600,
    "7.5 h": 7.5, "PT7H30M": 7.5, "7:30:00": 7.5,
}
HOUR = pandas.Timedelta(hours=1)
for text, hours in SEEN.items():
    alone, column = pandas.Timedelta(text), pandas.to_timedelta(pandas.Series([text]), errors="coerce")[0]
    print(f"{text:9} is {alone}")
    assert abs(alone / HOUR - hours) < 1e-9 and abs(column / HOUR - hours) < 1e-9, (text, alone, column)

for text in ("PT7.5H", "PT7,5H"):
    assert isodate.parse_duration(text).total_seconds() == 7.5 * 3600
for text in ("7,5 h", "37,5 h", "0,25 days", "PT7.5H"):
    try:
        raise SystemExit(f"DuckDB took {text}: {duckdb.execute('select cast(? as interval)', [text]).fetchone()}")
    except duckdb.ConversionException:
        pass
for text in ("7.5", "PT7,5H"):
    try:
        raise SystemExit(f"pandas took {text}: {pandas.Timedelta(text)}")
    except ValueError:
        pass

week = pandas.Series(["8 h", "7,5 h", "7,5 h", "8 h", "6 h"])
read = pandas.to_timedelta(week).sum() / HOUR
right = pandas.to_timedelta(week.str.removesuffix(" h").str.replace(",", ".").astype(float), unit="h").sum() / HOUR
print("a week of", *week, "-", read, "hours, as numbers", right)
assert (read, right) == (172, 37)
PY
echo OK
