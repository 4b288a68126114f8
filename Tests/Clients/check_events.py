#!/usr/bin/env python3
"""Reads calendars with icalendar and vobject and holds every event against a table of shifts and against what was told before.

    check_events.py FILE.ics ... [--strict] [--roster TABLE.csv ...] [--previous FILE.ics ...]

Both parsers must see the same events: identity, revision, status, beginning and end as moments, or as dates where an event is for
whole days. With --strict every event also has what clients rely on: DTSTAMP, SUMMARY, an end after its beginning, an identity that
no other event of the files has. With --roster the timed events are exactly the rows of the table, one by one: the same beginning
and end, the same identity where the table has a column `uid`, cancelled ones marked so. With --previous an event of
before is there still, with the same revision where nothing of it changed and a higher one where something did.

Exit status: 0 where nothing is wrong, 1 with a sentence for everything that is, 3 where a file cannot be read.
"""
import argparse
import csv
import datetime as dt
import sys

import icalendar
import vobject


def moment(value):
    """A date as it is, a time as a moment in UTC."""
    if not isinstance(value, dt.datetime):
        return value
    if value.tzinfo is None:
        raise ValueError(f"{value} floats: no zone and no offset")
    return value.astimezone(dt.timezone.utc)


def by_icalendar(data):
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        yield {
            "uid": str(event["UID"]), "sequence": int(event.get("SEQUENCE", 0)), "status": str(event.get("STATUS", "")),
            "start": moment(event.decoded("DTSTART")), "end": moment(event.decoded("DTEND")),
            "summary": str(event.get("SUMMARY", "")), "description": str(event.get("DESCRIPTION", "")),
            "stamped": "DTSTAMP" in event,
            "alarms": len(event.walk("VALARM")),
        }


def by_vobject(data):
    def text(event, name):
        return getattr(event, name).value if hasattr(event, name) else ""
    for event in vobject.readOne(data.decode("utf-8")).contents.get("vevent", []):
        yield {
            "uid": text(event, "uid"), "sequence": int(text(event, "sequence") or 0), "status": text(event, "status"),
            "start": moment(event.dtstart.value), "end": moment(event.dtend.value), "summary": text(event, "summary"),
        }


def read(paths, faults):
    events = []
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        one = sorted(by_icalendar(data), key=lambda e: (e["uid"], str(e["start"])))
        other = sorted(by_vobject(data), key=lambda e: (e["uid"], str(e["start"])))
        if len(one) != len(other):
            faults.append(f"{path}: icalendar sees {len(one)} events, vobject {len(other)}")
        for left, right in zip(one, other):
            for name, value in right.items():
                if left[name] != value:
                    faults.append(f"{path}: {name} of {left['uid']}: {left[name]!r} to icalendar, {value!r} to vobject")
        events += [dict(event, file=path) for event in one]
    return events


def table_moment(text):
    value = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if value.tzinfo is None:
        raise ValueError(f"{text} has no offset")
    return value.astimezone(dt.timezone.utc)


def rows_of(paths):
    for path in paths:
        with open(path, newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                start, end = (row.get(f"{name}_utc") or row[name] for name in ("start", "end"))
                yield {
                    "agent": row.get("agent_id") or row["agent"], "start": table_moment(start), "end": table_moment(end),
                    "uid": row.get("uid", ""), "cancelled": row.get("status") == "cancelled",
                }


def hold_against(rows, events, faults):
    """Every row takes an event away; what is left on either side is a fault."""
    rest = {}
    for event in events:
        if isinstance(event["start"], dt.datetime):
            rest.setdefault((event["start"], event["end"]), []).append(event)
    for row in rows:
        there = rest.get((row["start"], row["end"]), [])
        fitting = [
            event for event in there
            if (not row["uid"] or event["uid"] == row["uid"])
            and (event["status"] == "CANCELLED") == row["cancelled"]
        ]
        if fitting:
            there.remove(fitting[0])
        else:
            faults.append(f"{row['agent']} from {row['start']} to {row['end']}: no event {row['uid']}")
    for events in rest.values():
        # What was withdrawn stands in no table of what is worked.
        for event in events:
            if event["status"] != "CANCELLED":
                faults.append(f"{event['file']}: {event['uid']} from {event['start']} stands in no row")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("files", nargs="+")
    options.add_argument("--roster", action="append", default=[])
    options.add_argument("--previous", action="append", default=[])
    options.add_argument("--strict", action="store_true")
    options = options.parse_args()
    faults = []
    try:
        events = read(options.files, faults)
        before = read(options.previous, faults)
        rows = list(rows_of(options.roster))
    except Exception as error:  # a file that one of the parsers cannot read is the finding
        print(f"cannot be read: {error}")
        return 3
    if options.strict:
        seen = {}
        for event in events:
            place = f"{event['file']}: {event['uid']}"
            if not event["stamped"] or not event["summary"]:
                faults.append(f"{place} has no DTSTAMP or no SUMMARY")
            if not event["start"] < event["end"]:
                faults.append(f"{place} ends before it begins")
            if event["uid"] in seen:
                faults.append(f"{place}: {event['uid']} is also the UID of an event of {seen[event['uid']]}")
            seen[event["uid"]] = event["file"]
    if options.roster:
        hold_against(rows, events, faults)
    now = {event["uid"]: event for event in events}
    for old in before:
        new = now.get(old["uid"])
        if new is None:
            faults.append(f"{old['uid']} from {old['start']} was told and is not there any more")
            continue
        told = ("start", "end", "status", "summary", "description", "alarms")
        is_same = all(new[name] == old[name] for name in told)
        if is_same and new["sequence"] != old["sequence"]:
            faults.append(f"{old['uid']}: nothing changed, and the revision went from {old['sequence']} to {new['sequence']}")
        if not is_same and new["sequence"] <= old["sequence"]:
            faults.append(f"{old['uid']} changed, and its revision went from {old['sequence']} to {new['sequence']}")
    for fault in faults[:50]:
        print(fault)
    print(f"{len(events)} events, {len(rows)} rows, {len(before)} events of before, {len(faults)} faults")
    return 1 if faults else 0


sys.exit(main())
