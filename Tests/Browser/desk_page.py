"""Opens the page to work on in Chromium as a scheduler would, and says what is wrong with it.

Usage: desk_page.py ADDRESS SCENARIO-FOLDER CHECK...
Each CHECK is a name below; nothing printed and status 0 means that it holds. What was done on the page is read from the files.
"""
import csv
import shutil
import sys
import urllib.parse

from playwright.sync_api import Error, sync_playwright

FAULTS = []


def fault(text):
    FAULTS.append(text)


def browser_path():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return shutil.which(name)
    return None


def text(folder, name):
    with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
        return file.read()


def rows(folder, name):
    with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Planner:
    """One tab: watched for errors and for requests to anywhere else."""

    def __init__(self, browser, address, scheme="light"):
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900}, color_scheme=scheme, timezone_id="Europe/Berlin")
        self.page = self.context.new_page()
        own = urllib.parse.urlsplit(address).netloc
        # An answer that something was not done is said on the page; the browser notes its status.
        self.page.on("console", lambda message: "status of 4" in message.text or fault(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: fault(f"error: {error}"))
        self.page.on("request", lambda request: urllib.parse.urlsplit(request.url).netloc == own
                     or fault(f"request to {request.url}"))
        self.page.goto(address)
        self.page.wait_for_selector("#desk-steps ol, #desk-steps p", state="attached")

    def __enter__(self):
        return self.page

    def __exit__(self, *_):
        self.context.close()


def check_sound(browser, address, folder):
    """Nothing that axe-core finds, with every table of decisions open and in the dialog of a shift."""
    from axe_playwright_python.sync_playwright import Axe

    def look(page, scheme, where):
        for violation in Axe().run(page).response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            fault(f"{scheme}, {where}: {violation['id']}: {violation['help']}: {nodes}")

    for scheme in ("light", "dark"):
        with Planner(browser, address, scheme) as page:
            page.evaluate("for (const each of document.querySelectorAll('#desk details')) each.open = true")
            look(page, scheme, "page")
            page.locator("#desk-bar button").nth(1).click()
            page.wait_for_selector("#desk-work form")
            look(page, scheme, "sick call")
            cell = page.locator(".sheet:not(.offweek) td.wd").first
            cell.click()
            page.wait_for_selector("#about .deeds")
            page.locator("#about input[type=time]").fill("02:00")
            page.wait_for_selector("#about .outcome .fault")
            look(page, scheme, "a shift")


def until(page, wanted, seconds=30):
    """Waits until an expression is true; the page's policy forbids to hand it over to be watched there."""
    for _ in range(seconds * 20):
        try:
            if page.evaluate(wanted):
                return
        except Error as error:
            # The page draws itself anew after a change of the roster.
            if "navigation" not in str(error):
                raise
        page.wait_for_timeout(50)
    fault(f"never: {wanted}")


def tab_to(page, wanted, limit=600):
    """Presses Tab until what has the focus is wanted, by an expression on it."""
    for _ in range(limit):
        if page.evaluate(f"(() => {{ const e = document.activeElement; return Boolean({wanted}); }})()"):
            return True
        page.keyboard.press("Tab")
    fault(f"tabbing never reaches {wanted}")
    return False


def check_keys(browser, address, folder):
    """A scheduler's day without a pointer."""
    with Planner(browser, address) as page:
        before = {name: text(folder, name) for name in ("requests.csv", "out/roster.csv")}
        # A wish.
        tab_to(page, "e.matches('#desk-requests > summary')")
        page.keyboard.press("Enter")
        tab_to(page, "e.matches('#desk-requests select[name=agent]')")
        page.keyboard.type("Núria")
        tab_to(page, "e.matches('#desk-requests button[type=submit]')")
        page.keyboard.press("Enter")
        until(page, "document.querySelector('#desk-steps summary').textContent.includes('(1)')")
        added = text(folder, "requests.csv")
        if not added.startswith(before["requests.csv"]) or "B01," not in added[len(before["requests.csv"]):]:
            fault(f"the request is not at the end of requests.csv: {added[-80:]!r}")
        if page.evaluate("document.getElementById('news').textContent"):
            fault("the page takes its own decision for somebody else's")
        # A move, with its rules and its cost.
        tab_to(page, "e.matches('.sheet td')")
        for _ in range(40):
            if page.evaluate("document.activeElement.matches('td.wd')"):
                break
            page.keyboard.press("ArrowDown")
        person = page.evaluate("document.activeElement.parentElement.dataset.p")
        # What is looked at stays: a filter that shows the person.
        team = page.evaluate("(p) => JSON.parse(document.getElementById('data').textContent).people[p].t", int(person))
        page.locator("#roster-controls select").nth(1).select_option(str(team))
        page.locator(f".sheet:not(.offweek) tr[data-p='{person}'] td.wd").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#about .deeds")
        tab_to(page, "e.matches('#about input[type=time]')", 40)
        shown = page.evaluate("document.activeElement.value")
        page.keyboard.type("0200AM")
        page.wait_for_selector("#about .outcome .fault")
        if not page.locator("#about .deeds > .deed:last-child button").first.is_disabled():
            fault("a change that breaks a rule can be made without a word")
        for key in ("ArrowLeft", "ArrowLeft"):
            page.keyboard.press(key)
        minute = "00" if shown[3:] == "30" else "30"
        later = f"{int(shown[:2]) % 12 or 12:02d}{minute}" + ("PM" if int(shown[:2]) >= 12 else "AM")
        page.keyboard.type(later)
        until(page, "document.querySelector('#about .outcome').textContent.includes('points')")
        page.wait_for_timeout(500)
        tab_to(page, "e.matches('#about input[name=note]')", 40)
        page.keyboard.type("asked for it")
        if page.locator("#about input[name=anyway]").is_visible():
            tab_to(page, "e.matches('#about input[name=anyway]')", 10)
            page.keyboard.press("Space")
        tab_to(page, "e.matches('#about .deeds button:not([disabled])')", 10)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.wait_for_selector("#desk-steps ol", state="attached")
        after = text(folder, "out/roster.csv")
        changed = set(after.splitlines()) - set(before["out/roster.csv"].splitlines())
        if len(changed) != 1:
            fault(f"the move changed {len(changed)} rows of roster.csv")
        page.wait_for_timeout(200)
        if page.evaluate("document.activeElement.parentElement.dataset.p") != person:
            fault("after the change the planner is not where they were")
        if page.locator("#roster-controls select").nth(1).input_value() != str(team):
            fault("after the change another team is looked at")
        # Undoing both, the last first.
        for number in (2, 1):
            tab_to(page, "e.matches('#undo-last')", 1200)
            page.keyboard.press("Enter")
            until(page, 
                f"document.querySelectorAll('#desk-steps li').length === 2 && document.querySelectorAll('#desk-steps li button').length === {number - 1}")
        for name, was in before.items():
            if text(folder, name) != was:
                fault(f"{name} is not as it was after undoing")
        # A sick call, before and after.
        row = rows(folder, "out/roster.csv")[30]
        tab_to(page, "e.matches('#desk-bar button:nth-child(2)')", 1200)
        page.keyboard.press("Enter")
        page.wait_for_selector("#desk-work form")
        page.evaluate(  # dates are typed differently by each language of a browser
            "(date) => { for (const input of document.querySelectorAll('#desk-work input[type=date]')) input.value = date; }", row["date"])
        page.keyboard.type(row["agent_id"])
        page.locator("#desk-work select").select_option(row["agent_id"])
        tab_to(page, "e.matches('#desk-work button[type=submit]')", 20)
        page.keyboard.press("Enter")
        page.wait_for_selector("#desk-work table[data-name=changes]", timeout=60000)
        name = next(person["name"] for person in rows(folder, "agents.csv") if person["id"] == row["agent_id"])
        if f"{name} ({row['agent_id']})" not in page.locator("#desk-work table").inner_text():
            fault("the sick person is not among the changes by name and id")
        with page.expect_navigation(timeout=60000):
            page.keyboard.press("Enter")
        if text(folder, "out/roster.csv") == before["out/roster.csv"]:
            fault("the sick call changed nothing")


def check_tabs(browser, address, folder):
    """Two tabs and an editor: what changed is said, what was typed stays, nothing is lost."""
    with Planner(browser, address) as one, Planner(browser, address) as two:
        for page in (one, two):
            page.evaluate("document.getElementById('desk-leave').open = true")
            page.locator("#desk-leave select[name=agent]").select_option("B03")
        one.locator("#desk-leave input[name=kind]").fill("first")
        two.locator("#desk-leave input[name=kind]").fill("second")
        # What the server told before the edit is all that this tab knows when the decision is sent.
        frozen = one.evaluate("fetch('api/state').then((answer) => answer.text())")
        one.route("**/api/state", lambda route: route.fulfill(body=frozen, content_type="application/json"))
        with open(f"{folder}/leave.csv", "a", encoding="utf-8") as file:
            file.write("B04,2026-04-01,2026-04-01,edited\n")
        one.locator("#desk-leave button[type=submit]").click()
        one.wait_for_selector("#desk-leave .fault")
        if one.locator("#desk-leave input[name=kind]").input_value() != "first":
            fault("what was typed is gone after a conflict")
        one.unroute("**/api/state")
        until(one, "document.getElementById('news').textContent.includes('leave.csv')")
        until(one, "document.querySelector('#desk-leave .rows').textContent.includes('edited')")
        one.locator("#desk-leave button[type=submit]").click()
        until(one, "document.querySelector('#desk-leave .rows').textContent.includes('first')")
        until(two, "document.querySelector('#desk-leave .rows').textContent.includes('first')")
        two.locator("#desk-leave button[type=submit]").click()
        until(two, "document.querySelector('#desk-leave .rows').textContent.includes('second')")
        # What somebody else changed stays news after a decision of one's own.
        until(one, "document.getElementById('news').textContent.includes('leave.csv')")
        one.evaluate("document.getElementById('desk-requests').open = true")
        one.locator("#desk-requests select[name=agent]").select_option("B03")
        one.locator("#desk-requests button[type=submit]").click()
        until(one, "document.querySelector('#desk-steps summary').textContent.includes('(3)')")
        if "leave.csv" not in one.locator("#news").inner_text():
            fault("one's own decision hides what another tab changed")
        kinds = [row["kind"] for row in rows(folder, "leave.csv")][-3:]
        if kinds != ["edited", "first", "second"]:
            fault(f"leave.csv ends with {kinds}")


def check_choice(browser, address, folder):
    """Only what is shown can be done: a choice that is taken back or replaced leaves nothing of the one before."""
    before = text(folder, "out/roster.csv")
    with Planner(browser, address) as page:
        page.locator(".sheet:not(.offweek) td.wd").first.click()
        page.wait_for_selector("#about .deeds")
        (swap, give) = page.locator("#about .deeds select").all()
        act = page.locator("#about .deeds > .deed:last-child button").first
        answered = "document.querySelector('#about .outcome').textContent.includes('points')"
        swap.select_option(index=1)
        until(page, answered)
        held = []
        page.route("**/api/preview", lambda route: held.append(route))
        give.select_option(index=2)
        page.wait_for_timeout(200)
        if not act.is_disabled() or swap.input_value():
            fault("while something else is asked the choice before can still be made")
        for route in held:
            route.continue_()
        until(page, answered)
        page.wait_for_timeout(500)
        give.select_option(index=0)
        if not act.is_disabled() or page.locator("#about .outcome").inner_text():
            fault("a choice that was taken back can still be made")
    if text(folder, "out/roster.csv") != before:
        fault("looking alone changed the roster")


def check_pull(browser, address, folder):
    """A bar that is pulled says its time and cost while it moves, and letting go asks before anything is done."""
    before = text(folder, "out/roster.csv")
    with Planner(browser, address) as page:
        page.locator("#roster-controls .views button").nth(1).click()
        bar = page.locator("rect.grip").first
        bar.scroll_into_view_if_needed()
        box = bar.bounding_box()
        (x, y) = (box["x"] + 20, box["y"] + box["height"] / 2)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 40, y)
        page.mouse.move(x + 80, y)
        until(page, "/\\d\\d:\\d\\d .*points/.test(document.getElementById('hint').textContent)")
        shown = page.locator("#hint").inner_text()
        page.mouse.up()
        until(page, "document.querySelector('#about .outcome').textContent.includes('points')")
        if page.locator("#about input[type=time]").input_value() != shown[:5]:
            fault(f"the dialog is not about {shown}")
        cost = page.evaluate("document.querySelector('#about .outcome').textContent")
        if shown[6:].split(" (")[0] not in cost:
            fault(f"the cost while pulling, {shown}, is not that of the dialog, {cost}")
    if text(folder, "out/roster.csv") != before:
        fault("pulling alone changed the roster")


def main():
    address, folder, *checks = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        for check in checks:
            try:
                globals()["check_" + check](browser, address, folder)
            except Exception as error:  # noqa: BLE001
                fault(f"{check}: {error}")
        browser.close()
    for text in FAULTS:
        print(text)
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
