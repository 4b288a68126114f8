extension PageScript {
  /// Puts the controls there and draws what is asked for first.
  static let start = #"""
    let chosenName = "";
    const drawClocks = () => {
      const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const options = [["", T.siteClock]];
      if (mine && ruleNamed(mine)) options.push([mine, fill(T.ownClock, isolated(mine))]);
      for (const name of ["UTC", ...D.zones.map((zone) => zone.n)]) {
        if (!options.some(([value]) => value === name)) options.push([name, isolated(name)]);
      }
      byId("clock-control").replaceChildren(choice(T.clock, options, "", (name) => {
        chosen = name === "" ? null : name === "UTC" ? utc : ruleNamed(name);
        chosenName = name;
        for (const act of onClock) act();
      }));
    };
    const drawRosterControls = () => {
      const unique = (lists) => [...new Set(lists.flat())].sort();
      const all = (entries) => [["", T.all], ...entries];
      const set = (name) => (value) => { filters[name] = value; applyFilters(); showBars(); };
      const weeks = D.weeks.map((days, i) => [i, dateText(days[0]) + " – " + dateText(days[days.length - 1])]);
      const views = [["week", T.week], ["day", T.day]].map(([view, title]) => button(title, (event) => {
        byId("roster").classList.toggle("byday", view === "day");
        for (const each of event.target.parentElement.children) each.setAttribute("aria-pressed", String(each === event.target));
        showBars();
      }));
      views.forEach((view, i) => view.setAttribute("aria-pressed", String(i === 0)));
      byId("roster-controls").replaceChildren(
        h.div({ class: "views" }, ...views),
        choice(T.week, all(weeks), filters.week, (value) => {
          filters.week = value;
          if (value !== "") filters.day = Math.max(0, D.weeks[value][0]);
          applyFilters();
          showBars();
        }),
        choice(T.team, all(D.teams.map((name, i) => [i, isolated(name)])), filters.team, set("team")),
        choice(T.site, all(D.sites.map(([name], i) => [i, isolated(name)])), filters.site, set("site")),
        choice(T.language, all(unique(D.people.map((person) => person.la)).map((tag) => [tag, tag])), filters.language, set("language")),
        choice(T.queue, all(D.queues.map((queue, i) => [i, isolated(queue.id)])), filters.queue, set("queue")),
        button(T.print, () => {
          document.body.classList.add("sheets-only");
          addEventListener("afterprint", () => document.body.classList.remove("sheets-only"), { once: true });
          print();
        }));
    };

    for (const element of document.querySelectorAll(".scripted")) element.hidden = false;
    for (const table of document.querySelectorAll("table[data-name]")) addCopy(table);
    drawClocks();
    onClock.push(showDay);
    if (D.people) {
      drawRosterControls();
      setUpCells();
      applyFilters();
      showBars();
      onClock.push(fillCells, showBars);
    }
    for (const figure of document.querySelectorAll("figure.queue")) {
      const queue = Number(figure.dataset.queue);
      figure.querySelector("figcaption").append(h.a({ href: `#day-${queue}-${shown.day}` }, T.day));
      const chart = figure.querySelector("svg.chart");
      chart.addEventListener("click", (event) => {
        const frame = chart.getBoundingClientRect();
        const across = (560 * (event.clientX - frame.left)) / frame.width;
        const down = (560 * (event.clientY - frame.top)) / frame.width;
        const day = chart.classList.contains("heat") ? Math.floor((down - 18) / 14)
          : Math.floor(((across - 44) / 508) * (D.days + D.daysBefore)) - D.daysBefore;
        if (day >= 0 && day < D.days) location.hash = `#day-${queue}-${day}`;
      });
    }
    const follow = () => {
      const found = /^#day-(\d+)-(\d+)$/.exec(location.hash);
      if (found) goTo(Number(found[1]), Number(found[2]), true);
    };
    addEventListener("hashchange", follow);
    goTo(0, 0, false);
    follow();
    """#
}
