#!/usr/bin/env bash
# DuckDB 2.0.1 (PyPI): contacts counted by day and by hour in a session whose TimeZone is the site's.
#
# Seen, all with TIMESTAMPTZ values: `time_bucket(INTERVAL '1 day', ...)` cuts the day at midnight UTC, at 1 and 2 in the
# morning in Berlin and at 7 and 8 in the evening in New York, although `date_trunc('day', ...)` cuts it at the site's
# midnight. In the autumn night `date_trunc('hour', ...)` puts both hours of 2 o'clock into one, the later, while
# `time_bucket(INTERVAL '1 hour', ...)` keeps them apart. So neither function serves for both days and hours.
#
# Why it matters: contacts by interval come from such queries. The evening of every New York day is counted as the next day,
# and an interval of the night of the clock change holds twice its contacts, beside one that seems closed. For days use
# date_trunc, for intervals time_bucket, and add up both to the same total before believing either.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet duckdb==2.0.1 pytz==2026.6
"$place/venv/bin/python" - <<'PY'
import duckdb

def rows(zone, query):
    base = duckdb.connect()
    base.execute(f"SET TimeZone = '{zone}'")
    return base.execute(query).fetchall()

for zone, instant, day in [
    ("Europe/Berlin", "2026-07-07 00:30", "2026-07-06 02:00"),
    ("Europe/Berlin", "2026-01-07 00:30", "2026-01-06 01:00"),
    ("America/New_York", "2026-07-07 21:30", "2026-07-07 20:00"),
]:
    bucket, trunc = rows(zone, f"""
        SELECT strftime(time_bucket(INTERVAL '1 day', moment), '%Y-%m-%d %H:%M'), strftime(date_trunc('day', moment), '%Y-%m-%d %H:%M')
        FROM (SELECT TIMESTAMPTZ '{instant}:00' AS moment)""")[0]
    print(f"{zone}: the day of {instant} begins {trunc} by date_trunc, {bucket} by time_bucket")
    assert trunc == instant[:10] + " 00:00" and bucket == day, (trunc, bucket)

# One contact every ten minutes from 00:00 UTC to 01:50 UTC: two hours, both of them called 2 o'clock in Berlin.
for function, expected in [("date_trunc('hour', moment)", [12]), ("time_bucket(INTERVAL '1 hour', moment)", [6, 6])]:
    counted = [count for _, count in rows("Europe/Berlin", f"""
        SELECT epoch({function}) AS hour, count(*)
        FROM range(TIMESTAMPTZ '2026-10-25 00:00:00+00', TIMESTAMPTZ '2026-10-25 02:00:00+00', INTERVAL '10 minutes') contact(moment)
        GROUP BY hour ORDER BY hour""")]
    print(f"{function}: {counted} contacts an hour in the two hours of 2 o'clock")
    assert counted == expected, counted
PY
echo OK
