#!/usr/bin/env bash
# vobject 0.9.9 (PyPI): whose VTIMEZONE is used when two calendars name their zones alike.
#
# Seen: vobject keeps zones in a table of the process, by TZID. The first calendar's "Site" (+01:00) is used for the second
# calendar too, whose own "Site" says -06:00: its 8:00 shift is read as 7:00 UTC instead of 14:00 UTC. In the other order
# both are read at -06:00. Each calendar alone is read right.
#
# Why it matters: rosters of several sites that are read in one process (an import job, a checker, a server such as one
# built on vobject) shift by hours depending on the order of the files. Zone names of one's own must be unique across all
# calendars ever written, or be IANA names; a checker has to empty the table between files.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet vobject==0.9.9 python-dateutil==2.9.0.post0
for order in "+0100 -0600" "-0600 +0100" "-0600" "+0100"; do
  # shellcheck disable=SC2086
  "$place/venv/bin/python" - $order <<'PY'
import sys

import vobject

LINES = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//roster//EN",
    "BEGIN:VTIMEZONE", "TZID:Site", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:{0}", "TZOFFSETTO:{0}", "END:STANDARD", "END:VTIMEZONE",
    "BEGIN:VEVENT", "UID:shift-1@example.invalid", "DTSTAMP:20260101T000000Z",
    "DTSTART;TZID=Site:20260706T080000", "DTEND;TZID=Site:20260706T160000", "SUMMARY:Shift", "END:VEVENT",
    "END:VCALENDAR", "",
]
stated = sys.argv[1:]
read = []
for offset in stated:
    calendar = vobject.readOne("\r\n".join(LINES).format(offset))
    read.append(calendar.vevent.dtstart.value.strftime("%z"))
print(f"stated {' then '.join(stated):20} read {' then '.join(read)}")
assert read == [stated[0]] * len(stated), read
PY
done
echo OK
