"""Opens a report in Chromium as a reader would, and says what is wrong with it.

Usage: report_page.py PAGE OUT-FOLDER CHECK...
Each CHECK is a name below; nothing printed and status 0 means that it holds. Figures are read from the DOM and compared with the
tables of the out folder.
"""
import csv
import datetime
import re
import shutil
import sys
import zoneinfo

from playwright.sync_api import sync_playwright

FAULTS = []


def fault(text):
    FAULTS.append(text)


def browser_path():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return shutil.which(name)
    return None


def rows(folder, name):
    with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Reader:
    """One reader: a colour scheme, a zone, a page that is watched for errors and requests."""

    def __init__(self, browser, path, scheme="light", zone="Europe/Berlin", scripts=True):
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900}, color_scheme=scheme, timezone_id=zone, java_script_enabled=scripts)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: fault(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: fault(f"error: {error}"))
        self.page.on("request", lambda request: request.url.split("#")[0] == f"file://{path}"
                     or fault(f"request to {request.url}"))
        self.page.goto(f"file://{path}")

    def __enter__(self):
        return self.page

    def __exit__(self, *_):
        self.context.close()


def number(page, text):
    """A figure as the page's language writes it."""
    decimal = page.evaluate("JSON.parse(document.getElementById('data').textContent).forms.decimal")
    text = text.replace("\u2212", "-").replace("%", "").replace("\u00a0", "").strip()
    text = text.replace("." if decimal == "," else ",", "")
    return float(text.replace(decimal, "."))


def check_sound(browser, path, folder):
    """No error, no request, nothing that axe-core finds, in light and dark."""
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        with Reader(browser, path, scheme) as page:
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            found = Axe().run(page).response["violations"]
            if page.locator("#roster-controls").count():
                page.locator("#roster-controls .views button").nth(1).click()
                page.evaluate("for (const each of document.querySelectorAll('#day-bars details')) each.open = true")
                found += Axe().run(page).response["violations"]
            for violation in found:
                nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
                fault(f"{scheme}: {violation['id']}: {violation['help']}: {nodes}")


def check_policy(browser, path, folder):
    """The policy stands in the page and lets nothing in."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    if not policy or "default-src 'none'" not in policy[1] or "unsafe" in policy[1]:
        fault(f"the policy is {policy and policy[1]}")
    for pattern in (r"<(link|iframe|object|embed|img|video|audio|source|base)\b", r"\ssrc=", r"\sstyle=", r"\son\w+="):
        tags = " ".join(re.findall(r"<[^>]*>", text.split("<script")[0]))
        found = re.search(pattern, re.sub(r'"[^"]*"', '""', tags))
        if found:
            fault(f"the page has {found[0]}")


def same(page, shown, value, decimals, what):
    wanted = float(value)
    if abs(number(page, shown) - wanted) > 0.5 * 10 ** -decimals + 1e-9:
        fault(f"{what}: the page shows {shown}, the table has {value}")
    return 1


def check_figures(browser, path, folder):
    """Five hundred figures and more of the page are those of the tables."""
    count = 0
    with Reader(browser, path) as page:
        data = "JSON.parse(document.getElementById('data').textContent)"
        queues = page.evaluate(f"{data}.queues.map((queue) => queue.id)")
        first = page.evaluate(f"{data}.first")
        days = {(row["queue"], row["date"]): row for row in rows(folder, "forecast_days.csv")}
        for queue, id in enumerate(queues):
            table = page.evaluate(
                """(queue) => [...document.querySelectorAll(`#forecast figure[data-queue="${queue}"] tbody tr`)]
                .map((row) => [row.cells[0].dataset.v, ...[1, 2, 3].map((i) => row.cells[i].textContent)])""", queue)
            for date, *figures in table:
                for shown, column in zip(figures, ("offered", "p10", "p90")):
                    count += same(page, shown, days[id, date][column], 0, f"{id} {date} {column}")
        halves = halves_of(page)
        coverage = {}
        for row in rows(folder, "coverage.csv"):
            coverage.setdefault((row["queue"], row["start_local"][:10]), []).append(row)
        for queue, day in [(0, 0), (len(queues) - 1, 1), (len(queues) // 2, 8)]:
            page.goto(f"file://{path}#day-{queue}-{day}")
            date = (datetime.date(1970, 1, 1) + datetime.timedelta(first + day)).isoformat()
            shown = page.evaluate(
                """() => [...document.querySelector('#day-view table[data-name=day]').rows].map((row) =>
                Object.fromEntries([...row.cells].map((cell, i) => [row.closest('table').rows[0].cells[i].dataset.c,
                [cell.textContent, cell.dataset.v]])))""")[1:]
            wanted = coverage.get((queues[queue], date), [])
            if not wanted:
                continue
            by_start = {row["start"][1]: row for row in shown}
            for row in wanted:
                found = by_start.get(row["start_utc"])
                if not found:
                    fault(f"{queues[queue]} {row['start_utc']} is not shown")
                    continue
                if found["start"][0] != clock(row["start_local"][11:16], halves):
                    fault(f"{queues[queue]} {row['start_utc']}: the clock shows {found['start'][0]}, not {row['start_local']}")
                for column in ("required_agents", "rostered_agents"):
                    count += same(page, found[column][0], row[column], 2, f"{queues[queue]} {row['start_utc']} {column}")
                if row["expected_service_level"]:
                    share = 100 * float(row["expected_service_level"])
                    count += same(page, found["expected_service_level"][0], share, 1, f"{queues[queue]} {row['start_utc']}")
        totals = {}
        minutes = {int(row["minutes"]) for row in rows(folder, "coverage.csv")}.pop()
        for row in rows(folder, "coverage.csv"):
            for column in ("required", "rostered", "under", "over"):
                key = row["queue"], {"under": "short"}.get(column, column) + "_hours"
                totals[key] = totals.get(key, 0) + float(row[column + "_agents"]) * minutes / 60
        summary = page.evaluate(
            """() => [...document.querySelector('table[data-name=queues]').rows].map((row) => [...row.cells].map(
            (cell, i) => [row.closest('table').rows[0].cells[i].dataset.c, cell.textContent]))""")[1:]
        for row in summary:
            cells = dict(row)
            for column in ("required_hours", "rostered_hours", "short_hours", "over_hours"):
                count += same(page, cells[column], totals[cells["queue"], column], 1, f"{cells['queue']} {column}")
        count += people(page, folder)
    if count < 500:
        fault(f"only {count} figures were compared")


def halves_of(page):
    """How the page's readers write times before and after noon; nothing where they write 24 hours."""
    return page.evaluate("JSON.parse(document.getElementById('data').textContent).forms.halves ?? null")


def clock(text, halves):
    """A time as the page's readers write it."""
    hour = int(text[:2])
    return halves[hour // 12].replace("{0}", f"{(hour + 11) % 12 + 1}{text[2:]}") if halves else text


def people(page, folder):
    """The shifts of the grid and the figures of people."""
    count = 0
    shifts = {}
    hours = {}
    halves = halves_of(page)
    for row in rows(folder, "roster.csv"):
        text = f"{clock(row['start_local'][11:16], halves)}–{clock(row['end_local'][11:16], halves)}"
        shifts.setdefault((row["agent_id"], row["date"]), []).append(text)
        hours[row["agent_id"]] = hours.get(row["agent_id"], 0) + int(row["paid_minutes"]) / 60
    cells = page.evaluate(
        """() => { const data = JSON.parse(document.getElementById('data').textContent);
        return [...document.querySelectorAll('.sheet tbody tr')].flatMap((row) => [...row.cells].slice(1, -1).map((cell, i) => [
        data.people[row.dataset.p].id, new Date((data.first + Number(row.closest('table').tHead.rows[0].cells[i + 1].dataset.d))
        * 864e5).toISOString().slice(0, 10), cell.className, cell.firstChild ? cell.firstChild.textContent : ''])); }""")
    for agent, date, kind, text in cells:
        wanted = " + ".join(shifts.pop((agent, date), []))
        if (text if kind in ("wd", "wl", "wn") else "") != wanted:
            fault(f"{agent} {date}: the grid shows {text}, the roster has {wanted}")
        count += 1
    if shifts:
        fault(f"the grid lacks {len(shifts)} dates of the roster")
    ledger = {row["agent_id"]: row for row in rows(folder, "ledger.csv")}
    table = page.evaluate(
        """() => [...document.querySelector('table[data-name=people]').rows].map((row) => Object.fromEntries([...row.cells].map(
        (cell, i) => [row.closest('table').rows[0].cells[i].dataset.c, [cell.textContent, cell.dataset.v]])))""")[1:]
    for row in table:
        id = row["agent_id"][1]
        count += same(page, row["paid_hours"][0], hours.get(id, 0), 1, f"hours of {id}")
        for column in ("nights", "weekends", "late_ends"):
            count += same(page, row[column][0], ledger[id][column], 0, f"{column} of {id}")
    return count


def check_clocks(browser, path, folder):
    """A reader elsewhere sees the same instants; a day has the hours that its clock has."""
    with Reader(browser, path, zone="America/Vancouver") as page:
        own = page.locator("#clock-control select")
        own.select_option("America/Vancouver")
        zone = zoneinfo.ZoneInfo("America/Vancouver")
        starts = {}
        for row in rows(folder, "roster.csv"):
            start, end = (datetime.datetime.fromisoformat(row[key].replace("Z", "+00:00")) for key in ("start_utc", "end_utc"))
            if start.year == 2026 and start.month >= 11:
                continue  # the data of this zone changed, and the library here may have the older
            starts[row["agent_id"], row["date"]] = start.astimezone(zone).strftime("%H:%M") + "–" + end.astimezone(zone).strftime("%H:%M")
        cells = page.evaluate(
            """() => { const data = JSON.parse(document.getElementById('data').textContent);
            return [...document.querySelectorAll('.sheet tbody tr')].flatMap((row) => [...row.cells].slice(1, -1).map((cell, i) => [
            data.people[row.dataset.p].id, new Date((data.first + Number(row.closest('table').tHead.rows[0].cells[i + 1].dataset.d))
            * 864e5).toISOString().slice(0, 10), cell.firstChild ? cell.firstChild.textContent : ''])); }""")
        seen = 0
        for agent, date, text in cells:
            if (agent, date) in starts:
                seen += 1
                if not text.startswith(starts[agent, date]):
                    fault(f"{agent} {date}: {text} on the reader's clock, not {starts[agent, date]}")
        if seen == 0:
            fault("no shift was compared")
        check_days(page)


def check_days(page):
    """Every day view: as many hours as the zone's data say, and as many marks."""
    zones = page.evaluate("JSON.parse(document.getElementById('data').textContent).zones.map((zone) => zone.n)")
    days, first = page.evaluate("(() => { const d = JSON.parse(document.getElementById('data').textContent); return [d.days, d.first]; })()")
    page.locator("#clock-control select").select_option("")
    page.locator("#roster-controls .views button").nth(1).click()
    seen = set()
    for name in zones:
        page.locator("#clock-control select").select_option(name)
        zone = zoneinfo.ZoneInfo(name)
        for day in range(days):
            date = datetime.date(1970, 1, 1) + datetime.timedelta(first + day)
            start, end = (datetime.datetime.combine(d, datetime.time(0), zone) for d in (date, date + datetime.timedelta(1)))
            hours = (end.timestamp() - start.timestamp()) / 3600
            if hours == 24 and day % 7:
                continue
            page.locator("#day-bars select").first.select_option(str(day))
            for bars in page.locator("#day-bars svg.bars").all():
                shown = float(bars.get_attribute("data-hours"))
                if shown != hours:
                    fault(f"{name} {date}: {shown} hours, not {hours}")
                ticks = bars.evaluate("(svg) => [...svg.querySelectorAll('.hour')].map((t) => [Number(t.dataset.t), t.textContent])")
                inside = [(at, text) for at, text in ticks if at < end.timestamp()]
                wanted = [at for at in range(int(start.timestamp()), int(end.timestamp()), 900)
                          if datetime.datetime.fromtimestamp(at, zone).minute == 0]
                if [at for at, _ in inside] != wanted:
                    fault(f"{name} {date}: {len(inside)} marks of hours, not {len(wanted)}")
                for at, text in inside:
                    if datetime.datetime.fromtimestamp(at, zone).strftime("%H") != text:
                        fault(f"{name} {date}: the mark {text} stands at another hour")
                seen.add(hours)
    print("day lengths seen:", sorted(seen))


def check_keys(browser, path, folder):
    """The keyboard alone reaches a shift, what is known of it, and the table of a chart."""
    with Reader(browser, path) as page:
        seen = []
        for _ in range(400):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.tagName"))
            if seen[-1] == "TD":
                break
        else:
            return fault("tabbing does not reach the grid")
        if "SUMMARY" not in seen or "SELECT" not in seen:
            fault("tabbing passes no table of a chart or no choice")
        before = page.evaluate("document.activeElement.cellIndex")
        page.keyboard.press("ArrowRight" if page.evaluate("document.dir") != "rtl" else "ArrowLeft")
        page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement.cellIndex") != before + 1:
            fault("arrow keys do not move in the grid")
        page.keyboard.press("Enter")
        if not page.evaluate("document.getElementById('about').open"):
            fault("Enter opens nothing")
        page.keyboard.press("Escape")
        if page.evaluate("document.getElementById('about').open"):
            fault("Escape does not close what is known of a shift")
        page.wait_for_timeout(50)
        if page.evaluate("document.activeElement.tagName") != "TD":
            fault("after closing, the grid has lost its place")


def check_print(browser, path, folder):
    """A team's week is one page."""
    with Reader(browser, path) as page:
        teams = page.locator("#roster-controls select").nth(1)
        for team in range(teams.locator("option").count() - 1):
            teams.select_option(str(team))
            page.evaluate("document.body.classList.add('sheets-only')")
            shown = page.locator(".sheet:not([hidden]):not(.offweek)").count()
            pdf = page.pdf(prefer_css_page_size=True)
            pages = len(re.findall(rb"/Type\s*/Page[^s]", pdf))
            if pages != shown:
                fault(f"team {team}: {pages} pages for {shown} sheets")
            size = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
            if not size or abs(float(size[1]) - 841.9) > 2:
                fault(f"team {team}: the page is {size and size[0]}, not A4 on its side")


def check_text(browser, path, folder):
    """Names that look like markup are text, and nothing of them runs."""
    with Reader(browser, path) as page:
        if page.evaluate("window.ran") is not None:
            fault("a script in a name ran")
        wanted = {row["id"]: row["name"] for row in rows(folder, "../agents.csv")}
        shown = page.evaluate(
            """() => { const data = JSON.parse(document.getElementById('data').textContent);
            return [...document.querySelectorAll('.sheet tbody tr')].map((row) => [data.people[row.dataset.p].id,
            row.cells[0].textContent]); }""")
        if not shown:
            fault("nobody is shown")
        for id, text in shown:
            clean = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", wanted[id]).split())
            if " ".join(text.split()) != clean:
                fault(f"{id} is shown as {text!r}, not {clean!r}")
        if page.locator("main script, main img, main b, main i:not(.key)").count():
            fault("a name became markup")


def check_still(browser, path, folder):
    """Without scripts, summary, charts and rosters are there, and controls that would do nothing are not."""
    with Reader(browser, path, scripts=False) as page:
        for part in ("#summary table", "#roster .sheet td", "#people td"):
            if page.locator(part).count() == 0:
                fault(f"{part} is missing without scripts")
        for part in ("#roster-controls", "#day", "#clock-control"):
            if page.locator(part).count() and page.locator(part).is_visible():
                fault(f"{part} is shown without scripts")


def check_scroll(browser, path, folder):
    """Scrolling through everybody: sheets are as high as they were taken for, so nothing moves; the longest frame is printed."""
    with Reader(browser, path) as page:
        page.locator("#roster-controls select").first.select_option("")
        page.locator("#sheets").scroll_into_view_if_needed()
        (taken, drawn) = page.evaluate(
            """() => { const heights = () => [...document.querySelectorAll('.sheet:not([hidden])')].map((sheet) => sheet.offsetHeight);
            const taken = heights(); const style = new CSSStyleSheet(); style.replaceSync('.sheet{content-visibility:visible}');
            document.adoptedStyleSheets = [style]; const drawn = heights(); document.adoptedStyleSheets = [];
            return [taken, drawn]; }""")
        for before, after in zip(taken, drawn):
            if abs(before - after) > 0.08 * after + 40:
                fault(f"a sheet is {after} px high and was taken for {before}")
                break
        longest = page.evaluate(
            """() => new Promise((done) => { let last = performance.now(); let longest = 0; let count = 0;
            const step = (now) => { if (count > 2) longest = Math.max(longest, now - last); last = now; scrollBy(0, 400);
            if (++count < 240) requestAnimationFrame(step); else done(longest); }; requestAnimationFrame(step); })""")
        print(f"longest frame: {longest:.0f} ms")


def main():
    path, folder, *checks = sys.argv[1:]
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
        for name in checks:
            before = len(FAULTS)
            globals()[f"check_{name}"](browser, path, folder)
            for text in FAULTS[before:][:20]:
                print(f"{name}: {text}")
        browser.close()
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
