#!/usr/bin/env bash
# vobject 0.9.9 with zoneinfo (tzdata 2026.6), read by icalendar 7.3.2 (PyPI): shifts from 8:00 on in July 2026,
# written as one calendar for each site.
#
# Seen: vobject looks for a zone's name where pytz keeps it, and takes the abbreviation of its standard time for a zone
# of zoneinfo, Python's own. Abbreviations are shared, and belong to the first zone of the process: after Chicago,
# Mexico City (CST) gets Chicago's rules, an hour early, and Shanghai is 13 hours late; Manila after Los Angeles (PST)
# is 15 hours late, Dublin after Kolkata (IST) four and a half hours early. One site is enough: New York is EST and
# London GMT, with the right rules in the file, but these are also names of the IANA list, without summer time, so that
# icalendar, which prefers its own data by name, reads both an hour late. vobject reads its own London right. With pytz
# the names are whole and all hours are right.
#
# Why it matters: zoneinfo is what new code uses, a round trip for one site is clean, and Berlin works by luck. A team
# of two continents gets wrong hours that are in the file, whatever reads it. Hand vobject zones of pytz, or write in
# UTC, and read what was written with another library.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet vobject==0.9.9 icalendar==7.3.2 tzdata==2026.6 pytz==2026.6
PYTHONTZPATH='' "$place/venv/bin/python" - <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytz
import vobject

EIGHT = datetime(2026, 7, 15, 8)


def write(start):
    calendar = vobject.iCalendar()
    event = calendar.add("vevent")
    event.add("uid").value = "shift-1"
    event.add("dtstart").value = start
    return calendar.serialize()


def told(text):
    """The zone's name in the file."""
    return next(line[5:] for line in text.splitlines() if line.startswith("TZID:"))


def hours_late(start, text):
    read = icalendar.Calendar.from_ical(text).walk("VEVENT")[0].start
    return (read - start).total_seconds() / 3600


SITES = {
    "Europe/Berlin": ("CET", 0), "America/Chicago": ("CST", 0), "America/Mexico_City": ("CST", -1),
    "Asia/Shanghai": ("CST", 13), "America/Los_Angeles": ("PST", 0), "Asia/Manila": ("PST", 15),
    "Asia/Kolkata": ("IST", 0), "Europe/Dublin": ("IST", -4.5), "America/New_York": ("EST", 1),
    "Europe/London": ("GMT", 1),
}
for site, expected in SITES.items():
    start = EIGHT.replace(tzinfo=ZoneInfo(site))
    text = write(start)
    seen = told(text), hours_late(start, text)
    print(f"{site:20} TZID:{seen[0]}  read {seen[1]:+} h")
    assert seen == expected, seen

london = EIGHT.replace(tzinfo=ZoneInfo("Europe/London"))
assert vobject.readOne(write(london)).vevent.dtstart.value == london
for site in SITES:
    start = pytz.timezone(site).localize(EIGHT)
    text = write(start)
    assert (told(text), hours_late(start, text)) == (site, 0), site
PY
echo OK
