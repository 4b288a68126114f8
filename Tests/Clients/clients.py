"""What calendar programs show of a published roster and of its changes: a table of those that are on this machine.

Usage: python3 clients.py MUSTER [--check] [--page FILE]

A small plan is published; 5 shifts are moved (one of them up to midnight), 3 withdrawn, a duty on call passes from one person to another,
and it is published again. Every program reads the files in four ways: the people's files anew (as a subscription does), the files that
are there to be imported afresh into an empty calendar, the new files over the old ones, and the files of changes over the old ones.
What it then shows is compared with what was told. `--check` fails unless the first two are right in every program that is there, and
looks at no others; `--page` writes the table between the marks of a page.
"""
import collections
import datetime
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import zoneinfo

import tables

READER = "Europe/Madrid"
ZONE = zoneinfo.ZoneInfo(READER)
UTC = datetime.timezone.utc
WORD = "Cancelled: "
MARKS = ("<!-- clients -->", "<!-- /clients -->")
YAML = """name: Clients
horizon: { first: 2026-03-02, weeks: 2, interval: 60 min }
history: history.csv
agents: agents.csv
queues:
  - id: phone
    language: en
    channel: phone
    open: { zone: Europe/Paris, mon-fri: 09:00-17:00 }
    goal: { answered: 80 %, within: 20 s }
sites:
  - { id: paris, zone: Europe/Paris }
contracts:
  - { id: full, week: { hours: 40 h, days: 5 }, shifts: { lengths: [8 h], starts: 08:00-09:00 every 60 min }, cost: 12 EUR/h }
on-call:
  - { site: paris, skill: phone, days: daily, hours: 18:00-22:00 }
"""

Shown = collections.namedtuple("Shown", "start end cancelled")


def local(text, form):
    return datetime.datetime.strptime(text, form).replace(tzinfo=ZONE).astimezone(UTC)


# ---------------------------------------------------------------- the plan
class Plan:
    def __init__(self, muster, folder):
        self.muster, self.folder = muster, folder
        plan = folder / "plan"
        plan.mkdir()
        (plan / "scenario.yaml").write_text(YAML)
        (plan / "agents.csv").write_text(
            "id,name,site,contract,languages,skills,team\n" + "".join(f"p{n},Person {n},paris,full,en,phone,team\n" for n in (1, 2)))
        rows = "".join(
            f"2026-02-{day}T{hour:02d}:00+01:00,phone,{hour},{hour},0,{hour * 200}\n"
            for day in range(16, 28) if day not in (21, 22) for hour in range(9, 17))
        (plan / "history.csv").write_text("start,queue,offered,handled,abandoned,handle_seconds_total\n" + rows)
        self.run("plan", "plan", "--effort", "quick")
        self.publish("12:00")
        self.before = self.keep("before")
        self.old = self.told()
        self.change()
        self.publish("13:00")
        self.after = self.keep("after")
        self.now = self.told()

    def run(self, *words, status=(0, 1)):
        user = dict(os.environ, MUSTER_CALDAV_USER="planner", MUSTER_CALDAV_PASSWORD="secret")
        done = subprocess.run([self.muster, *words], cwd=self.folder, capture_output=True, text=True, env=user)
        if done.returncode not in status:
            sys.exit(f"muster {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def publish(self, clock):
        self.run("publish", "plan", "--at", f"2026-02-27T{clock}", "--by", "ann", status=(0,))

    def keep(self, name):
        shutil.copytree(self.folder / "plan/out/calendars", self.folder / name)
        return self.folder / name

    def table(self, name):
        return tables.read(self.folder / "plan/out" / name)

    def write(self, name, rows):
        tables.write(self.folder / "plan/out" / name, rows)

    def change(self):
        rows = self.table("roster.csv")
        mine = [sorted((r for r in rows if r["agent_id"] == p), key=lambda r: r["date"]) for p in ("p1", "p2")]
        gone = [mine[0][0], mine[1][0], mine[1][-1]]
        moved = [mine[0][1], mine[0][2], mine[0][3], mine[1][1], mine[1][2]]
        for place, row in enumerate(moved):
            hours = 16 if place == 0 else int(row["start_local"].split(" ")[-1].split("T")[-1][:2]) + 2
            day = datetime.datetime.fromisoformat(row["date"])
            for column, hour in (("start_local", hours), ("end_local", hours + 8)):
                row[column] = (day + datetime.timedelta(hours=hour)).isoformat(sep=" ")
            for column in ("start_utc", "end_utc"):
                row[column] = ""
        self.write("roster.csv", [r for r in rows if not any(r is g for g in gone)])
        duties = self.table("oncall.csv")
        passed = next(d for d in duties if d.get("status", "held") != "cancelled" and d["agent_id"] == "p1")
        passed["agent_id"] = "p2"
        self.write("oncall.csv", duties)

    def told(self):
        """Held and cancelled events of each person by start and end, as the tables have them."""
        found = {p: (collections.Counter(), collections.Counter()) for p in ("p1", "p2")}
        for name in ("roster.csv", "cancelled.csv", "oncall.csv"):
            for row in self.table(name):
                is_off = name == "cancelled.csv" or row.get("status") == "cancelled"
                span = tuple(datetime.datetime.fromisoformat(row[c].replace("Z", "+00:00")) for c in ("start_utc", "end_utc"))
                found[row["agent_id"]][is_off][span] += 1
        return found

    @staticmethod
    def files(folder, person, way):
        """A person's files: their own or what stands for it, and their duties on call."""
        own = folder / "people" / f"{person}.ics"
        if way == "afresh" and (folder / "afresh" / own.name).exists():
            own = folder / "afresh" / own.name
        if way == "changes":
            return [f for f in [folder / "changes" / own.name] if f.exists()]
        return [own, folder / "on-call" / own.name]


# ---------------------------------------------------------------- programs
class Calcurse:
    name = "calcurse"

    @staticmethod
    def version():
        text = subprocess.run(["calcurse", "--version"], capture_output=True, text=True).stdout
        return re.search(r"[0-9.]+[0-9]", text)[0]

    @staticmethod
    def there():
        return shutil.which("calcurse")

    @staticmethod
    def show(place, files):
        environment = dict(os.environ, TZ=READER, LC_ALL="C")
        for file in files:
            subprocess.run(["calcurse", "-q", "-D", str(place / "data"), "-C", str(place / "config"), "-i", str(file)],
                           check=True, capture_output=True, env=environment)
        shown = []
        for line in (place / "data/apts").read_text().splitlines():
            form = r"(\S+ @ \S+) -> (\S+ @ \S+?)(?:>\w+ ?| )?\|(.*)"
            found = re.match(form, line)
            if found:
                start, end = (local(found[n], "%m/%d/%Y @ %H:%M") for n in (1, 2))
                shown.append(Shown(start, end, found[3].startswith(WORD)))
        return shown


class Emacs:
    name = "Emacs"

    @staticmethod
    def version():
        return subprocess.run(["emacs", "--version"], capture_output=True, text=True).stdout.split("\n")[0].split()[-1]

    @staticmethod
    def there():
        return shutil.which("emacs")

    @staticmethod
    def show(place, files):
        diary = place / "diary"
        diary.write_text("")
        lines = "".join(f'(icalendar-import-file "{f}" "{diary}")' for f in files)
        subprocess.run(["emacs", "-Q", "--batch", "-l", "icalendar", "--eval", "(setq calendar-date-style 'iso)",
                        "--eval", f"(progn {lines})"], check=True, capture_output=True, env=dict(os.environ, TZ=READER))
        shown = []
        for line in diary.read_text().splitlines():
            found = re.match(r"&?(\d+)/(\d+)/(\d+) (\d\d:\d\d)-(\d\d:\d\d) (.*)", line)
            if found:
                day = "-".join(found.group(1, 2, 3))
                start, end = (local(f"{day} {found[n]}", "%Y-%m-%d %H:%M") for n in (4, 5))
                shown.append(Shown(start, end, found[6].startswith(WORD)))
                continue
            # Without times of its own: those in the text are what a person sees.
            found = re.match(r"&?%%\(and \(diary-block (\d+) (\d+) (\d+) [^)]*\)\) (.*?)(\d\d:\d\d)–(\d\d:\d\d)", line)
            if found:
                day = "-".join(found.group(1, 2, 3))
                start, end = (local(f"{day} {found[n]}", "%Y-%m-%d %H:%M") for n in (5, 6))
                end += datetime.timedelta(days=end <= start)
                shown.append(Shown(start, end, found[4].startswith(WORD)))
        return shown


class Khal:
    name = "khal"

    @staticmethod
    def command():
        return [sys.executable, "-m", "khal"]

    @classmethod
    def version(cls):
        return subprocess.run(cls.command() + ["--version"], capture_output=True, text=True).stdout.split()[-1]

    @classmethod
    def there(cls):
        return subprocess.run(cls.command() + ["--version"], capture_output=True).returncode == 0

    @classmethod
    def show(cls, place, files):
        (place / "khal").write_text(
            f"[calendars]\n[[own]]\npath = {place}/vdir\n[locale]\nlocal_timezone = {READER}\ndefault_timezone = {READER}\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
            f"longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {place}/cache.db\n[default]\ndefault_calendar = own\n")
        (place / "vdir").mkdir()
        khal = cls.command() + ["-c", str(place / "khal")]
        if files:
            subprocess.run(khal + ["import", "--batch", "-a", "own", *map(str, files)], check=True, capture_output=True)
        text = subprocess.run(
            khal + ["list", "--once", "--day-format", "", "--format", "{start-long}|{end-long}|{cancelled}|{title}", "2026-03-01",
                    "2026-03-20"], check=True, capture_output=True, text=True).stdout
        shown = []
        for line in text.splitlines():
            parts = line.split("|", 3)
            if len(parts) == 4:
                start, end = (local(p, "%Y-%m-%d %H:%M") for p in parts[:2])
                shown.append(Shown(start, end, bool(parts[2].strip()) or parts[3].startswith(WORD)))
        return shown


# Runs in a session of its own with the interpreter that has the library's bindings: files in, a line an event out.
EVOLUTION = """
import sys
import gi
gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
from gi.repository import ECal, EDataServer, ICalGLib
sources = EDataServer.SourceRegistry.new_sync(None)
source = sources.ref_builtin_calendar()
client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 30, None)
for file in sys.argv[1:]:
    text = open(file, encoding="utf-8").read()
    if "BEGIN:VEVENT" in text:
        client.receive_objects_sync(ICalGLib.Component.new_from_string(text), ECal.OperationFlags.NONE, None)
def utc(value):
    time, zone = value.get_value(), None
    if value.get_tzid():
        zone = client.get_timezone_sync(value.get_tzid(), None)[1]
    if not time.is_utc():
        time = time.convert_to_zone(ICalGLib.Timezone.get_utc_timezone()) if time.get_timezone() else ICalGLib.Time.new_from_timet_with_zone(
            time.as_timet_with_zone(zone), 0, ICalGLib.Timezone.get_utc_timezone())
    return time.as_ical_string()
for event in client.get_object_list_as_comps_sync("#t", None)[1]:
    summary = event.get_summary()
    print("event", utc(event.get_dtstart()), utc(event.get_dtend()), int(event.get_status() == ICalGLib.PropertyStatus.CANCELLED),
          summary.get_value() if summary else "", sep="|")
"""


class Evolution:
    name = "Evolution Data Server"
    python = "/usr/bin/python3"

    @staticmethod
    def version():
        text = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "evolution-data-server"], capture_output=True, text=True).stdout
        return text.split("-")[0]

    @classmethod
    def there(cls):
        service = pathlib.Path("/usr/share/dbus-1/services/org.gnome.evolution.dataserver.Sources5.service")
        needs = "import gi; gi.require_version('ECal', '2.0'); gi.require_version('EDataServer', '1.2')"
        return (service.exists() and shutil.which("dbus-run-session") and pathlib.Path(cls.python).exists()
                and subprocess.run([cls.python, "-c", needs], capture_output=True).returncode == 0)

    @classmethod
    def show(cls, place, files):
        (place / "run").mkdir(mode=0o700)
        home = {name: str(place / folder) for name, folder in (
            ("HOME", ""), ("XDG_RUNTIME_DIR", "run"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache"))}
        # The session, and the services in it, end with the program.
        done = subprocess.run(["dbus-run-session", "--", cls.python, "-c", EVOLUTION, *map(str, files)], capture_output=True, text=True,
                              timeout=120, env=dict(os.environ, TZ=READER, GSETTINGS_BACKEND="memory", **home))
        if done.returncode:
            sys.exit(f"{cls.name}: {done.stderr}")
        shown = []
        for line in done.stdout.splitlines():
            if line.startswith("event|"):
                _, start, end, cancelled, summary = line.split("|", 4)
                span = [datetime.datetime.strptime(t, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) for t in (start, end)]
                shown.append(Shown(*span, cancelled == "1" or summary.startswith(WORD)))
        return shown


PROGRAMS = [Calcurse, Emacs, Khal, Evolution]


# ---------------------------------------------------------------- servers
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Radicale:
    name, module, home = "Radicale", "radicale", "planner/"

    @staticmethod
    def command(place, number):
        (place / "users").write_text("planner:secret\n")
        (place / "config").write_text(
            f"[server]\nhosts = 127.0.0.1:{number}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {place}/users\n"
            f"htpasswd_encryption = plain\n[storage]\nfilesystem_folder = {place}/data\n")
        return [sys.executable, "-m", "radicale", "--config", str(place / "config")]


class Xandikos:
    name, module, home = "Xandikos", "xandikos", "planner/calendars/"

    @staticmethod
    def command(place, number):
        return [sys.executable, "-m", "xandikos", "-d", str(place / "data"), "--defaults", "-l", "127.0.0.1", "-p", str(number),
                "--current-user-principal", "/planner/"]


def on_server(server, plan, place):
    """Publishes both states to a server by `--caldav`, and what its files hold then."""
    import importlib.metadata
    import icalendar

    number = port()
    with open(place / "log", "w") as log:
        process = subprocess.Popen(server.command(place, number), stdout=log, stderr=log)
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", number), 0.2).close()
                break
            except OSError:
                time.sleep(0.1)
        plan.run("rollback", "plan", "1", "--at", "2026-02-27T14:00", status=(0,))
        home = ["--caldav", f"http://127.0.0.1:{number}/{server.home}"]
        plan.run("publish", "plan", "--at", "2026-02-27T14:01", *home, status=(0,))
        plan.run("rollback", "plan", "2", "--at", "2026-02-27T15:00", "--allow-faults")
        plan.run("publish", "plan", "--at", "2026-02-27T15:01", *home, status=(0,))
    finally:
        process.terminate()
        process.wait()
    shown = {p: [] for p in ("p1", "p2")}
    for file in (place / "data").rglob("*.ics"):
        person = next((p for p in shown if p in file.parts or f"{p}.ics" in file.name), None)
        # What a server keeps for itself begins with a point.
        if person is None or file.name == f"{person}.ics" or any(part.startswith(".") for part in file.parts):
            continue
        for event in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT"):
            span = [event.decoded(n).astimezone(UTC) for n in ("DTSTART", "DTEND")]
            shown[person].append(Shown(*span, event.get("STATUS") == "CANCELLED"))
    return shown, importlib.metadata.version(server.module)


# ---------------------------------------------------------------- what is compared
def verdict(plan, shown):
    """In words, and whether everything that is held is there once and nothing else looks like it."""
    missing = doubled = dropped = marked = old = 0
    for person, (held, cancelled) in plan.now.items():
        seen = collections.Counter((s.start, s.end) for s in shown[person] if not s.cancelled)
        marked += sum(s.cancelled for s in shown[person])
        for span, count in held.items():
            missing += max(0, count - seen[span])
            doubled += max(0, seen[span] - count)
        for span, count in seen.items():
            if span not in held:
                if span in cancelled:
                    dropped += count
                else:
                    old += count
    words = [f"{count} {what}" for count, what in (
        (missing, "missing"), (doubled, "doubled"), (old, "at old times"), (dropped, "withdrawn shown as held")) if count]
    is_right = not words
    said = f"; {marked} withdrawn, said to be" if marked else ""
    return ("right" if is_right else ", ".join(words)) + said, is_right


def main():
    words = sys.argv[1:]
    page = words[words.index("--page") + 1] if "--page" in words else None
    muster = str(pathlib.Path(words[0]).resolve())
    folder = pathlib.Path(tempfile.mkdtemp(prefix="clients-"))
    lines = ["| program | people's files read anew | deleted, and imported afresh | new files over old | changes over old |",
             "| --- | --- | --- | --- | --- |"]
    faults, found = [], 0
    try:
        plan = Plan(muster, folder)
        ways = {
            "anew": lambda p: Plan.files(plan.after, p, "people"),
            "afresh": lambda p: Plan.files(plan.after, p, "afresh"),
            "over": lambda p: Plan.files(plan.before, p, "people") + Plan.files(plan.after, p, "people"),
            "changes": lambda p: Plan.files(plan.before, p, "people") + Plan.files(plan.after, p, "changes"),
        }
        if "--check" in words and not page:
            ways = {way: ways[way] for way in ("anew", "afresh")}
        for program in PROGRAMS:
            if not program.there():
                print(f"skipped: {program.name} is not here")
                continue
            found += 1
            cells = []
            for way, files in ways.items():
                shown = {}
                for person in ("p1", "p2"):
                    place = folder / f"{program.name}-{way}-{person}"
                    place.mkdir()
                    shown[person] = program.show(place, files(person))
                text, is_right = verdict(plan, shown)
                cells.append(text)
                if way in ("anew", "afresh") and not is_right:
                    faults.append(f"{program.name}, {way}: {text}")
            lines.append(f"| {program.name} {program.version()} | " + " | ".join(cells + [""] * (4 - len(cells))) + " |")
        for server in (Radicale, Xandikos):
            if subprocess.run([sys.executable, "-c", f"import {server.module}, icalendar"], capture_output=True).returncode:
                print(f"skipped: {server.name} is not here")
                continue
            found += 1
            place = folder / server.name
            place.mkdir()
            shown, version = on_server(server, plan, place)
            text, is_right = verdict(plan, shown)
            lines.append(f"| {server.name} {version}, by `--caldav` | {text} | | | |")
            if not is_right:
                faults.append(f"{server.name}: {text}")
    finally:
        shutil.rmtree(folder)
    table = "\n".join(lines)
    print(table)
    if page:
        text = pathlib.Path(page).read_text()
        head, rest = text.split(MARKS[0], 1)
        pathlib.Path(page).write_text(head + MARKS[0] + "\n\n" + table + "\n\n" + MARKS[1] + rest.split(MARKS[1], 1)[1])
    if "--check" in words:
        for fault in faults:
            print("wrong:", fault)
        print("all held" if found and not faults else "no program is here" if not found else "not all held")
        sys.exit(bool(faults))


main()
