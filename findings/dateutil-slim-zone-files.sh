#!/usr/bin/env bash
# python-dateutil 2.9.0.post0 with the zone files of tzdata 2026.2 (both PyPI).
#
# Seen: dateutil.tz.tzfile reads only the version 1 block of a TZif file. The files of the tzdata package are written in
# the "slim" form, the default of zic since 2020b, whose version 1 block is empty. No error is raised: America/Vancouver,
# Europe/Berlin and Asia/Kolkata all come out with an offset of 0 at every instant, while zoneinfo reads the same bytes
# right. A file in the "fat" form is read right up to 2037.
#
# Why it matters: vobject and other calendar readers take their zones from dateutil. On a system with slim zone files a
# shift at 8:00 in Berlin is read as 8:00 UTC, two hours late in summer, without a word.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet python-dateutil==2.9.0.post0 tzdata==2026.2
"$place/venv/bin/python" - <<'PY'
import datetime
import importlib.resources
import zoneinfo

from dateutil import tz

shift = datetime.datetime(2026, 7, 6, 8)
for name, hours in [("America/Vancouver", -7), ("Europe/Berlin", 2), ("Asia/Kolkata", 5.5)]:
    path = importlib.resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with path.open("rb") as file:
        by_dateutil = shift.replace(tzinfo=tz.tzfile(file)).utcoffset()
    with path.open("rb") as file:
        by_zoneinfo = shift.replace(tzinfo=zoneinfo.ZoneInfo.from_file(file)).utcoffset()
    print(f"{name:20} dateutil {by_dateutil}, zoneinfo {by_zoneinfo / datetime.timedelta(hours=1):+} h")
    assert by_dateutil == datetime.timedelta(0)
    assert by_zoneinfo == datetime.timedelta(hours=hours)
PY
echo OK
