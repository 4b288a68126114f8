#!/usr/bin/env bash
# icalendar 7.3.2 and vobject 0.9.9 (PyPI): hours of a night shift over a clock change.
#
# Seen: a shift from 22:00 to 06:00 in Berlin over the night of 28 to 29 March 2026 lasts 7 hours. `Event.duration` of icalendar says
# 8 hours, the difference of the two wall clocks. Written with DURATION:PT7H instead of DTEND, which RFC 5545 (3.3.6) counts in
# elapsed hours, the same shift ends at 05:00 by `Event.end`: it has lost an hour. Adding the duration to the start as vobject reads
# it gives 05:00 too. In October the same functions give an hour too little of 9, and an end an hour late.
#
# Why it matters: paid hours summed from calendars are wrong twice a year for whoever worked that night, and a calendar that
# says how long a shift is shows its end wrong. Write DTEND, never DURATION; count hours between instants in UTC.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet icalendar==7.3.2 vobject==0.9.9 python-dateutil==2.9.0.post0 tzdata==2026.6
"$place/venv/bin/python" - <<'PY'
import datetime

import icalendar
import vobject


def calendar(start, end):
    return "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VEVENT", "UID:night@example.org",
        "DTSTAMP:20260101T000000Z", f"DTSTART;TZID=Europe/Berlin:{start}", end, "END:VEVENT", "END:VCALENDAR", ""])


def utc(moment):
    return moment.astimezone(datetime.timezone.utc)


for start, end, hours, said, ends in [
    ("20260328T220000", "20260329T060000", 7, 8, "05:00"),
    ("20261024T220000", "20261025T060000", 9, 8, "07:00"),
]:
    shift = icalendar.Calendar.from_ical(calendar(start, f"DTEND;TZID=Europe/Berlin:{end}")).events[0]
    elapsed = utc(shift.end) - utc(shift.start)
    print(f"{start}: {elapsed} elapsed, Event.duration {shift.duration}", end="")
    assert elapsed == datetime.timedelta(hours=hours)
    assert shift.duration == datetime.timedelta(hours=said), "the behaviour has changed"
    long = calendar(start, f"DURATION:PT{hours}H")
    shift = icalendar.Calendar.from_ical(long).events[0]
    other = vobject.readOne(long).vevent
    clocks = [shift.end.strftime("%H:%M"), (other.dtstart.value + other.duration.value).strftime("%H:%M")]
    print(f"; with DURATION:PT{hours}H it ends at", *clocks)
    assert clocks == [ends, ends], "the behaviour has changed"
PY
echo OK
