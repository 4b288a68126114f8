extension PageScript {
  /// The pages of teams and weeks: filters, other clocks, the arrow keys, and what is known of a shift.
  static let rosterGrid = #"""
    const sheets = [...document.querySelectorAll(".sheet")];
    // A table of each sheet is looked for once; a thousand people have many.
    const rowsByPerson = new Map();
    for (const row of document.querySelectorAll("tr[data-p]")) {
      const person = Number(row.dataset.p);
      if (!rowsByPerson.has(person)) rowsByPerson.set(person, []);
      rowsByPerson.get(person).push(row);
    }

    const applyFilters = () => {
      D.people.forEach((person, index) => {
        for (const row of rowsByPerson.get(index) ?? []) row.hidden = !isShown(person);
      });
      let front = null;
      for (const sheet of sheets) {
        sheet.hidden = !sheet.querySelector("tbody tr:not([hidden])");
        sheet.classList.toggle("offweek", filters.week !== "" && sheet.dataset.week !== String(filters.week));
        sheet.classList.remove("front");
        if (!sheet.hidden && !sheet.classList.contains("offweek")) front ??= sheet;
      }
      front?.classList.add("front");
    };

    const shiftText = (shifts, rule, day) => shifts.map(([, start, length]) => {
      const at = gridMoment(start);
      const moved = localAt(rule, at).day - day;
      const mark = moved === 0 ? "" : (moved > 0 ? " +" : " \u2212") + Math.abs(moved);
      return timeText(rule, at) + "–" + timeText(rule, at + length * 60) + mark;
    }).join(" + ");
    const fillCells = () => {
      for (const sheet of sheets) {
        const days = [...sheet.querySelectorAll("thead th[data-d]")].map((head) => Number(head.dataset.d));
        for (const row of sheet.querySelectorAll("tbody tr")) {
          const person = D.people[Number(row.dataset.p)];
          const rule = ruleOf(siteZone(person));
          days.forEach((day, column) => {
            const shifts = person.w.filter((shift) => shift[0] === day);
            if (shifts.length === 0) return;
            const words = row.cells[column + 1].firstChild;
            words.nodeValue = shiftText(shifts, rule, day);
          });
        }
      }
    };

    const setUpCells = () => {
      for (const sheet of sheets) {
        const table = sheet.querySelector("table");
        table.setAttribute("role", "grid");
        const first = table.querySelector("tbody td");
        if (first) first.tabIndex = 0;
      }
      byId("sheets").addEventListener("keydown", (event) => {
        const cell = event.target.closest("td");
        if (!cell) return;
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); return about(cell); }
        const ahead = document.dir === "rtl" ? -1 : 1;
        const step = { ArrowRight: [0, ahead], ArrowLeft: [0, -ahead], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
        if (!step) return;
        event.preventDefault();
        const rows = [...cell.closest("tbody").rows].filter((row) => !row.hidden);
        const row = rows[rows.indexOf(cell.parentElement) + step[0]];
        const next = row?.cells[cell.cellIndex + step[1]];
        if (!next || next.tagName !== "TD") return;
        cell.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      });
      byId("sheets").addEventListener("click", (event) => { const cell = event.target.closest("td"); if (cell) about(cell); });
    };

    // Gives what can be done with a person's date, on a page where something can.
    let onAbout = null;
    const about = (cell) => {
      const head = cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
      if (head.dataset.d == null) return;
      const day = Number(head.dataset.d);
      const person = D.people[Number(cell.parentElement.dataset.p)];
      const shifts = person.w.filter((shift) => shift[0] === day);
      const list = h.dl();
      const line = (title, ...texts) => { for (const text of texts) list.append(h.dt({}, title), h.dd({}, h.bdi({}, text))); };
      line(T.person, person.id);
      line(T.contract, person.c);
      const own = D.zones[siteZone(person)];
      if (shifts.length === 0) line(T.shift, cell.textContent.trim() || T.off);
      for (const [, start, length, paid, breaks, spells] of shifts) {
        const at = gridMoment(start);
        line(T.shift, timeText(own.r, at) + "–" + timeText(own.r, at + length * 60) + " " + own.n);
        if (chosen) line(T.clock, shiftText([[day, start, length]], chosen, day) + " " + chosenName);
        if (changesIn(own.r, at, at + length * 60).length > 0) line(T.clockChange, number(length / 60, 1) + " h");
        line(T.hours, number(paid / 60, 2));
        line(T.shortBreak, ...breakText(breaks, at, own.r));
        line(T.queue, ...spellText(spells, at, own.r));
      }
      const reasons = shifts.filter((shift) => shift[6]).map(([, , , , , , choices, forbidden]) => {
        const rows = [];
        for (let i = 0; i < choices.length; i += 3) {
          const at = gridMoment(choices[i]);
          const text = choices[i + 1] === 0 ? T.off : timeText(own.r, at) + "–" + timeText(own.r, at + choices[i + 1] * 60);
          rows.push([text, choices[i + 2]]);
        }
        return h.div({},
          rows.length === 0 ? null : tableOf("choices", T.otherChoices, [[T.shift, "shift", "text"], ["+", "points", 1]], rows, false),
          forbidden.length === 0 ? null : h.h4({}, T.notAllowed),
          h.ul({ lang: "en", dir: "ltr" }, ...forbidden.map((text) => h.li({}, text))));
      });
      const [before, after] = T.why.split("{0}");
      const dialog = byId("about");
      dialog.replaceChildren(h.h3({ id: "about-title" }, isolated(person.n) + ", " + dateText(day, D.forms.full)), list, ...reasons,
        h.p({}, before, h.code({ dir: "ltr" }, `muster why FOLDER --agent ${person.id} --on ${isoDate(day)}`), after ?? ""),
        ...(onAbout ? [onAbout(person, day, shifts, own)] : []),
        h.form({ method: "dialog" }, h.button({ autofocus: true }, T.close)));
      dialog.setAttribute("aria-labelledby", "about-title");
      dialog.showModal();
      dialog.onclose = () => cell.focus();
    };
    """#
}
