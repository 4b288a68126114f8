"""Calendars of a roster through every kind of change, as an independent checker sees them.

Usage: python3 lives.py MUSTER CHECKER [--examples] [--only WORDS]

A roster is planned and published, then changed in every way there is, and published after each: rows withdrawn and moved by hand, moved,
given, swapped, a sick call, leave, another team, a file from a spreadsheet and other languages, a week copied and times in another form, planned anew
from a date on, an old state published again, and zone data that changes there and back. After each publication the checker reads all calendars strictly and beside those of the publication
before: an event that did not change is the same to the byte, every other has risen, none vanished.

Without words a tiny plan over the clock changes of 2026 in places with odd ones; with `--examples` both examples in March and with their
horizon moved to October, November and December, their sites also in such places. Each life goes through all three forms of time.
"""
import csv
import datetime
import importlib.util
import multiprocessing
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import types
import zoneinfo

import tables

FORMS = ("automatic", "utc", "zoned")
# An event of whole days.
DAYS = re.compile(rb"BEGIN:VEVENT\r\n(?:(?!END:VEVENT)[^\r\n]*\r\n)*?DTSTART;VALUE=DATE:(?:(?!END:VEVENT)[^\r\n]*\r\n)*END:VEVENT\r\n")
ODD = {
    "2026-03-16": ("Africa/Casablanca", "Europe/Lisbon", "America/Havana"),
    "2026-09-28": ("Australia/Lord_Howe", "Africa/Casablanca", "America/Nuuk"),
    "2026-10-19": ("America/Nuuk", "Europe/Paris", "Australia/Lord_Howe"),
    "2026-10-26": ("America/Havana", "America/Vancouver", "America/Nuuk"),
    "2026-12-07": ("America/Vancouver", "Africa/Casablanca", "America/Havana"),
}
TINY = """name: Tiny
horizon: { first: FIRST, weeks: 2, interval: 60 min }
history: history.csv
agents: agents.csv
leave: leave.csv
queues:
  - id: phone
    language: en
    channel: phone
    open: { zone: Etc/UTC, mon-fri: 06:00-22:00 }
    goal: { answered: 80 %, within: 20 s }
sites:
  - { id: one, zone: ZONE0 }
  - { id: two, zone: ZONE1 }
contracts:
  - { id: full, week: { hours: 16-40 h, days: 5 }, shifts: { lengths: [8 h], starts: 06:00-22:00 every 120 min }, cost: 12 EUR/h }
on-call:
  - { site: one, skill: phone, days: daily, hours: 22:00-06:00 }
"""

# Ids that differ in case alone, names that are hard to write, and somebody without a shift.
PEOPLE = (("ann", 'Ann, the "Great"; \\n'), ("Ann", "two\nlines"), ("p3", "\U0001F469\u200d\U0001F4BB Zo\u00eb " + "\u00f1\u6f22" * 95),
          ("p4", "\u0645\u0647\u0627 \u200f\u0628\u0646\u062a"), ("p5", "=cmd()|/C calc!A0"), ("p6", "No Shifts"))


class Life:
    """One plan, its commands and its calendars."""

    def __init__(self, muster, checker, folder, name, form, first):
        self.muster, self.checker, self.folder, self.name, self.form = muster, checker, folder, name, form
        self.first = datetime.date.fromisoformat(first)
        self.at = f"{self.first - datetime.timedelta(days=4)}T12:00"
        self.zones = None
        self.before = {}
        self.steps = self.events = 0
        self.faults = []

    # ------------------------------------------------------------ commands and tables
    def run(self, line, *status):
        environment = dict(os.environ, **({"TZDIR": str(self.zones)} if self.zones else {}))
        done = subprocess.run([self.muster, *line.split()], cwd=self.folder, capture_output=True, text=True, env=environment)
        if status and done.returncode not in status:
            raise SystemExit(f"{self.name}: muster {line}: status {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def first_that_works(self, what, lines):
        """Makes the first of several changes that is possible."""
        said = ""
        for line in lines:
            done = self.run(line)
            if done.returncode <= 1:
                return
            said = f"muster {line}: {done.stderr}"
        raise SystemExit(f"{self.name}: nothing could be {what}: {said}")

    def rows(self, name="out/roster.csv"):
        return tables.read(self.folder / "plan" / name)

    def write(self, rows):
        tables.write(self.folder / "plan/out/roster.csv", rows)

    def on(self, day):
        """Rows of a date of the horizon by its number, and whoever has none on it."""
        date = str(self.first + datetime.timedelta(days=day))
        rows = self.rows()
        busy = {r["agent_id"] for r in rows if r["date"] == date}
        return date, [r for r in rows if r["date"] == date], sorted({r["agent_id"] for r in rows} - busy)

    # ------------------------------------------------------------ what is checked
    def publish(self, step, more=""):
        done = self.run(f"publish plan --at {self.at} --by ann {more}")
        if done.returncode:
            raise SystemExit(f"{self.name}, {step}: {done.stderr}")
        self.check(step)

    def check(self, step):
        calendars = self.folder / "plan/out/calendars"
        now = {g: {f.name: f.read_bytes() for f in sorted((calendars / g).glob("*.ics"))}
               for g in ("people", "teams", "on-call", "days-off", "changes", "afresh")}
        receive, send = multiprocessing.Pipe(False)
        # In a process of its own: it reads the zone data of this step.
        process = multiprocessing.Process(target=self.judge, args=(now, step, send))
        process.start()
        problems, events = receive.recv()
        process.join()
        self.faults += [f"{self.name}, {step}: {p}" for p in problems]
        self.events += events
        self.steps += 1
        self.before = now

    def judge(self, now, step, send):
        if self.zones:
            zoneinfo.reset_tzpath([str(self.zones)])
            zoneinfo.ZoneInfo.clear_cache()
        problems, events = [], 0
        out = self.folder / "plan/out"
        rosters = {"people": "roster.csv", "teams": "roster.csv", "on-call": "oncall.csv"}
        for group, files in now.items():
            if not files:
                continue
            if group == "days-off":
                found, count = self.whole_days(files, self.before.get(group, {}))
                problems, events = problems + found, events + count
                continue
            # Events of teams have identities of their own: people are told apart by their instants.
            options = types.SimpleNamespace(
                profile="feed", parsers=list(self.checker.PARSERS), allow_vanished=False, agent_property="X-MUSTER-AGENT",
                columns={"uid": "-"} if group == "teams" else {})
            table = out / rosters[group] if group in rosters else None
            before = {} if group in ("changes", "afresh") else self.before.get(group, {})
            # Files of changes hold whole days as well, of which the checker would say that they are no shifts.
            timed = {n: DAYS.sub(b"", b) for n, b in files.items()}
            report = self.checker.run(
                [(f"{group}/{n}", b) for n, b in timed.items()], [table] if table and table.exists() else [],
                [(f"before/{n}", b) for n, b in before.items()], options)
            events += report.events
            for p in report.problems:
                gone, come = self.what_differs(p.text, before, timed)
                lines = [f"\n    - {line}" for line in sorted(gone)] + [f"\n    + {line}" for line in sorted(come)]
                problems.append(f"{p.level} {p.where}: [{p.code}] {p.text}" + "".join(lines))
        send.send((problems, events))

    @staticmethod
    def what_differs(text, *states):
        """Lines of the event that a fault is about which only the publication before has, and which only this one has."""
        uid = text.split(":")[0].split(" ")[0].encode()
        found = []
        for files in states:
            events = [e for data in files.values() for e in data.replace(b"\r\n ", b"").split(b"BEGIN:VEVENT") if b"UID:" + uid + b"\r" in e]
            found.append(set(b"".join(events[:1]).decode().split("\r\n")))
        return found[0] - found[1], found[1] - found[0]

    def whole_days(self, files, before):
        """Events of whole days, which the checker does not read: their form, and what became of those of the publication before."""
        import icalendar

        def read(files):
            found = {}
            for name, data in files.items():
                for line in data.split(b"\r\n"):
                    if len(line) > 75:
                        problems.append(f"{name}: a line of {len(line)} octets")
                for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
                    found[str(event["UID"])] = (name, event)
            return found

        problems, volatile = [], re.compile(rb"^(DTSTAMP|LAST-MODIFIED|SEQUENCE)[:;].*$", re.M)
        old, new = read(before), read(files)
        problems.clear()
        read(files)
        worked = {}
        for row in self.rows():
            worked.setdefault(row["agent_id"], set()).add(row["date"])
        for uid, (name, event) in new.items():
            first, after = event.decoded("DTSTART"), event.decoded("DTEND")
            if isinstance(first, datetime.datetime) or isinstance(after, datetime.datetime) or after <= first:
                problems.append(f"{name}: {uid} is not of whole days: {first} to {after}")
            elif event.get("STATUS") != "CANCELLED":
                days = {str(first + datetime.timedelta(days=n)) for n in range((after - first).days)}
                if days & worked.get(name.removesuffix(".ics").split("-")[0], set()):
                    problems.append(f"{name}: {uid} is free from {first} to {after}, and somebody works")
            if event.get("TRANSP") != "TRANSPARENT":
                problems.append(f"{name}: {uid} is busy")
        for uid, (name, event) in old.items():
            if uid not in new:
                if event.get("STATUS") != "CANCELLED":
                    problems.append(f"{name}: {uid} vanished")
                continue
            then, now = event.to_ical(), new[uid][1].to_ical()
            is_same = volatile.sub(b"", then) == volatile.sub(b"", now)
            if is_same and then != now:
                problems.append(f"{name}: {uid} did not change, and has risen")
            if not is_same and not (now_sequence := new[uid][1]["SEQUENCE"]) > event["SEQUENCE"]:
                problems.append(f"{name}: {uid} changed with SEQUENCE {now_sequence}")
        return problems, len(new)

    # ------------------------------------------------------------ every kind of change
    def live(self):
        form = f"--times {self.form}" + (" --all-day off,leave --alarm 30m" if self.form == "zoned" else "")
        self.publish("first", form)

        rows = self.rows()
        gone = rows.pop(len(rows) // 3)
        moved = next(r for r in rows if r["agent_id"] != gone["agent_id"] and r["start_local"][11:13] < "15")
        for column in ("start_local", "end_local"):
            moved[column] = str(datetime.datetime.fromisoformat(moved[column]) + datetime.timedelta(hours=1))
        for column in ("start_utc", "end_utc"):
            moved[column] = ""
        self.write(rows)
        self.publish("edited and withdrawn by hand")

        date, working, _ = self.on(1)
        self.first_that_works("moved", [
            f"move plan {r['agent_id']} --on {date} --to {t} --allow-faults --at {self.at}" for r in working for t in ("11:00", "22:00")])
        self.publish("moved")

        date, working, free = self.on(2)
        if not free:
            self.write([r for r in self.rows() if (r["agent_id"], r["date"]) != (working[0]["agent_id"], date)])
            self.publish("withdrawn by hand")
            date, working, free = self.on(2)
        self.first_that_works("given", [
            f"give plan {r['agent_id']} --on {date} --to {b} --allow-faults --at {self.at}" for r in working for b in free])
        self.publish("given")

        date, working, _ = self.on(3)
        people = sorted({r["agent_id"] for r in working})
        until = self.first + datetime.timedelta(days=8)
        self.first_that_works("swapped", [
            f"swap plan {a} {b} --on {date} --until {until} --allow-faults --at {self.at}" for a in people for b in people if a < b])
        self.publish("swapped")

        date, working, _ = self.on(4)
        self.run(f"replan plan --sick {working[0]['agent_id']} --on {date} --price 1", 0, 1)
        self.publish("ill")

        date, working, _ = self.on(8)
        with (self.folder / "plan/leave.csv").open("a") as file:
            file.write(f"{working[-1]['agent_id']},{date},{date},vacation\n")
        self.run(f"replan plan --from {date} --price 1", 0, 1)
        self.publish("leave")

        self.other_team()
        self.publish("somebody in another team")

        self.spreadsheet()
        self.other_languages()
        self.publish("from a spreadsheet, in other languages")

        self.run(f"copy-week plan {self.first} --to {self.first + datetime.timedelta(days=7)} --allow-faults --at {self.at}", 0, 1)
        self.publish("a week copied, times in another form", f"--times {self.later_form(1)}")

        self.run(f"plan plan --effort quick --redraft {self.first + datetime.timedelta(days=7)}", 0, 1)
        self.publish("planned anew, times in a third form", f"--times {self.later_form(2)}")

        self.run(f"rollback plan 2 --at {self.at} --allow-faults", 0, 1)
        self.check("rolled back")

        if changed := self.other_zones():
            self.zones = changed
            self.publish("zone data changed, clocks kept", "--keep wall")
            self.zones = None
            self.publish("zone data changed, instants kept", "--keep instant")

    def spreadsheet(self):
        """An hour is changed in the German form of the table, its UTC columns emptied."""
        self.run(f"export plan --csv tables --dialect excel-de", 0)
        file = self.folder / "tables/roster.csv"
        rows = tables.read(file, delimiter=";")
        # One that still starts on its date an hour later.
        row = next(r for r in rows[len(rows) // 2:] + rows if r["start_local"][11:13] < "22")
        for column in ("start_local", "end_local"):
            moved = datetime.datetime.strptime(row[column], "%d.%m.%Y %H:%M") + datetime.timedelta(hours=1)
            row[column] = moved.strftime("%d.%m.%Y %H:%M")
        row["start_utc"] = row["end_utc"] = ""
        tables.write(file, rows, delimiter=";", encoding="utf-8-sig")
        self.run(f"import-roster plan tables/roster.csv --dialect excel-de --allow-faults --at {self.at}", 0, 1)
        shutil.rmtree(self.folder / "tables")

    def later_form(self, turn):
        return FORMS[(FORMS.index(self.form) + turn) % len(FORMS)]

    def other_languages(self):
        """Every third person reads another language, and is called otherwise."""
        file = self.folder / "plan/agents.csv"
        people = tables.read(file)
        for row in people:
            row.setdefault("calendar_language", "")
        for row in people[::3]:
            row["calendar_language"] = "hu" if row["calendar_language"] != "hu" else "ja"
            row["name"] += " II"
        tables.write(file, people, end="\n")

    def other_team(self):
        """The first person of the table goes to the team of the last, or to a new one."""
        file = self.folder / "plan/agents.csv"
        people = tables.read(file)
        team = people[-1]["team"]
        people[0]["team"] = team if team != people[0]["team"] else "another team"
        tables.write(file, people, end="\n")

    def other_zones(self):
        """The system's zone data with one site's clock put on by an hour in the second week; nothing where no `zic` compiles it."""
        zic = shutil.which("zic") or next((p for p in ("/usr/sbin/zic",) if os.path.exists(p)), None)
        if zic is None:
            print("skipped: no zic compiles zones, so none changes")
            return None
        name = self.rows()[0]["zone"]
        when = datetime.datetime.combine(self.first, datetime.time()) + datetime.timedelta(days=9)
        offset = when.replace(tzinfo=zoneinfo.ZoneInfo(name)).utcoffset()
        said = [f"{'-' if o < datetime.timedelta() else ''}{str(abs(o)).rjust(8, '0')}" for o in (offset, offset + datetime.timedelta(hours=1))]
        folder = self.folder / "zones"
        shutil.copytree(zoneinfo.TZPATH[0], folder, symlinks=True, ignore=shutil.ignore_patterns("right", "posix"))
        (folder / name).unlink()
        source = self.folder / "source"
        source.write_text(f"Zone {name} {said[0]} - %z {when:%Y %b %d} 0:00u\n {said[1]} - %z\n")
        subprocess.run([zic, "-b", "fat", "-d", str(folder), str(source)], check=True)
        return folder


# ---------------------------------------------------------------- plans
def tiny(folder, first, zones):
    plan = folder / "plan"
    plan.mkdir()
    text = TINY.replace("FIRST", first).replace("ZONE0", zones[0]).replace("ZONE1", zones[1])
    (plan / "scenario.yaml").write_text(text)
    with (plan / "agents.csv").open("w", newline="") as file:
        people = csv.writer(file)
        people.writerow("id,name,site,contract,languages,skills,team,from".split(","))
        for n, (person, name) in enumerate(PEOPLE):
            people.writerow([person, name, "two" if n % 2 else "one", "full", "en", "phone", "team", "" if n < 5 else "2099-01-01"])
    (plan / "leave.csv").write_text("agent,from,to,kind\n")
    start = datetime.date.fromisoformat(first) - datetime.timedelta(days=14)
    (plan / "history.csv").write_text("start,queue,offered,handled,abandoned,handle_seconds_total\n" + "".join(
        f"{start + datetime.timedelta(days=d)}T{h:02d}:00Z,phone,{h},{h},0,{h * 200}\n"
        for d in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11) for h in range(6, 22)))


def example(muster, folder, name, first, zones):
    subprocess.run([muster, "example", name, str(folder / "plan")], check=True, capture_output=True)
    file = folder / "plan/scenario.yaml"
    text = file.read_text()
    weeks = re.search(r"weeks: (\d+)", text)[1]
    if first:
        text = re.sub(r"first: [\d-]+, weeks: \d+", f"first: {first}, weeks: 2", text)
        if zones:
            places = iter(zones)
            text = re.sub(r"(  - \{ id: [\w-]+, zone: )[\w/]+(, region)", lambda m: m[1] + next(places) + m[2], text)
        file.write_text(text)
    return re.search(r"first: ([\d-]+)", text)[1], weeks


def main():
    words = sys.argv[1:]
    muster = str(pathlib.Path(words[0]).resolve())
    spec = importlib.util.spec_from_file_location("check_calendars", words[1])
    checker = importlib.util.module_from_spec(spec)
    sys.modules["check_calendars"] = checker
    spec.loader.exec_module(checker)
    only = words[words.index("--only") + 1] if "--only" in words else ""
    cases = []
    if "--examples" in words:
        for name in ("europe-support", "follow-the-sun"):
            moved = [(None, None), ("2026-10-19", None)] + [(f, z) for f, z in ODD.items() if f != "2026-03-16"]
            cases += [(name, first, zones) for first, zones in moved]
    else:
        cases = [("tiny", first, zones) for first, zones in ODD.items()]
    faults, lives, steps, events = [], 0, 0, 0
    multiprocessing.set_start_method("fork")
    for place, (name, first, zones) in enumerate(cases):
        form = FORMS[place % len(FORMS)]
        title = f"{name} from {first or 'its first date'}, {', '.join(zones[:3]) if zones else 'its places'}, {form} first"
        if only not in title:
            continue
        folder = pathlib.Path(tempfile.mkdtemp(prefix="lives-"))
        try:
            if name == "tiny":
                tiny(folder, first, zones)
            else:
                first, _ = example(muster, folder, name, first, zones)
            life = Life(muster, checker, folder, title, form, first)
            life.run("plan plan --effort quick", 0, 1)
            life.live()
        finally:
            shutil.rmtree(folder)
        print(f"{title}: {life.steps} publications, {life.events} events, {len(life.faults)} faults", flush=True)
        for fault in life.faults[:20]:
            print("wrong:", fault, flush=True)
        faults += life.faults
        lives, steps, events = lives + 1, steps + life.steps, events + life.events
    print(f"{lives} lives, {steps} publications, {events} events read: " + (f"{len(faults)} faults" if faults else "all held"))
    sys.exit(bool(faults))


main()
