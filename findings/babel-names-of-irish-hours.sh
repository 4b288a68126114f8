#!/usr/bin/env bash
# Babel 2.19.0 with tzdata 2026.6 through zoneinfo, and with pytz 2026.6 (PyPI): a time with its zone's name in words.
#
# Seen: Babel chooses between the two names of a zone by the sign of daylight saving that the zone data report.
# Ireland's law has its standard time in summer and one hour less in winter, and so have the data: 8:00 in Dublin is
# "08:00:00 Irish Standard Time" (IST, an hour ahead of GMT) in January and "Greenwich Mean Time" in July, each the
# other's name; German says "Irische Sommerzeit" in January. Morocco's Ramadan weeks, an hour back, are summer time by
# name. Where a law moved the clock for good in 2026 the name stays behind: 8:00 in Vancouver on 15 December 2026
# (-0700) is "Pacific Standard Time", which is -0800, and Winnipeg (-0500) "Central Standard Time". Offsets are right
# every time: ZZZZ.
#
# Why it matters: the full form of a time (`format_time(..., "full")`) is what letters, shift offers and invitations to
# other sites carry. Who takes the words at their word comes an hour late or early, in Dublin on every day of the year,
# and no test with Berlin or New York shows it. Write the offset or the city (pattern VVVV), never the name.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet Babel==2.19.0 tzdata==2026.6 pytz==2026.6
PYTHONTZPATH='' "$place/venv/bin/python" - <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo

import pytz
from babel.dates import format_datetime, format_time

SEEN = [
    ("Europe/Dublin", "en_IE", (1, 15), "Irish Standard Time", "+0000"),
    ("Europe/Dublin", "en_IE", (7, 15), "Greenwich Mean Time", "+0100"),
    ("Europe/Dublin", "de_DE", (1, 15), "Irische Sommerzeit", "+0000"),
    ("Africa/Casablanca", "en_US", (1, 15), "Western European Standard Time", "+0100"),
    ("Africa/Casablanca", "en_US", (2, 25), "Western European Summer Time", "+0000"),
    ("Africa/Casablanca", "en_US", (12, 15), "Western European Standard Time", "+0000"),
    ("America/Vancouver", "en_CA", (1, 15), "Pacific Standard Time", "-0800"),
    ("America/Vancouver", "en_CA", (12, 15), "Pacific Standard Time", "-0700"),
    ("America/Winnipeg", "en_CA", (12, 15), "Central Standard Time", "-0500"),
    ("Europe/Berlin", "en_IE", (1, 15), "Central European Standard Time", "+0100"),
    ("Europe/Berlin", "en_IE", (7, 15), "Central European Summer Time", "+0200"),
]
for zone, locale, day, name, offset in SEEN:
    at = datetime(2026, *day, 8, tzinfo=ZoneInfo(zone))
    said = format_datetime(at, "zzzz|ZZZ|zzzz", locale=locale).split("|")
    print(f"{zone:18} {at:%d %b} {locale}: {said[0]:32} {said[1]}")
    assert said == [name, offset, name], said
    other = pytz.timezone(zone).localize(datetime(2026, *day, 8))
    assert format_datetime(other, "zzzz|ZZZ", locale=locale) == f"{name}|{offset}"

morning = datetime(2026, 1, 15, 8, tzinfo=ZoneInfo("Europe/Dublin"))
written = format_time(morning, "full", tzinfo=morning.tzinfo, locale="en_IE")
short = format_datetime(morning, "z", locale="en_IE")
print("full:", written, "- short:", short, "- Python's own:", morning.tzname())
assert (written, short, morning.tzname()) == ("08:00:00 Irish Standard Time", "IST", "GMT")
assert morning.dst().total_seconds() == -3600
PY
echo OK
