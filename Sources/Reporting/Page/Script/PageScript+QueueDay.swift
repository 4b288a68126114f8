extension PageScript {
  /// One day of one queue: contacts, agents and service by interval.
  static let queueDay = #"""
    const shown = { queue: 0, day: 0 };
    const [gridStart, gridStep] = D.grid;
    const cells = D.queues.map(() => null);
    // The intervals of a queue, from runs.
    const intervalsOf = (queue) => {
      if (cells[queue]) return cells[queue];
      const list = [];
      const runs = D.queues[queue].i;
      for (let i = 0; i < runs.length; i += 2) for (let k = 0; k < runs[i + 1]; k++) list.push(runs[i] + k);
      return (cells[queue] = list);
    };

    const plot = (label, height, from, to, most, draw, rule) => {
      const x = (moment) => round(48 + (926 * (moment - from)) / (to - from));
      const ticks = ticksTo(most);
      const top = ticks[ticks.length - 1];
      const y = (value) => round(height - 24 - ((height - 34) * Math.min(value, top)) / top);
      const svg = s.svg({ class: "chart", viewBox: "0 0 1000 " + height, role: "img", "aria-label": label });
      for (const tick of ticks) {
        svg.append(s.path({ class: "rule", d: `M48 ${y(tick)}H974` }));
        svg.append(s.text({ class: "tick end", x: 42, y: y(tick), dy: ".32em" },
          label === T.serviceLevel ? percent(tick) : number(tick, top < 2 ? 1 : 0)));
      }
      for (let moment = from; moment <= to; moment += 900) {
        const { minute } = localAt(rule, moment);
        if (minute % (to - from > 50000 ? 120 : 60) === 0) {
          svg.append(s.text({ class: "tick mid", x: x(moment), y: height - 6 }, clockText(minute)));
        }
      }
      draw(svg, x, y);
      return svg;
    };
    const steps = (rows, key, x, y) => {
      let path = "";
      let last = null;
      for (const row of rows) {
        if (row[key] == null) { last = null; continue; }
        path += (last === row.at ? "V" + y(row[key]) : `M${x(row.at)} ${y(row[key])}`) + "H" + x(row.at + gridStep);
        last = row.at + gridStep;
      }
      return path;
    };

    const rowsOf = (queue, day, rule) => {
      const data = D.queues[queue];
      const rows = [];
      intervalsOf(queue).forEach((interval, k) => {
        const at = gridStart + interval * gridStep;
        if (localAt(rule, at).day !== day) return;
        const row = { at };
        for (const key of ["o", "lo", "hi", "h", "m", "po", "l", "g", "r", "y", "s", "x"]) if (data[key]) row[key] = data[key][k];
        rows.push(row);
      });
      return rows;
    };

    const showDay = () => {
      if (!byId("day")) return;
      const { queue, day } = shown;
      const data = D.queues[queue];
      const rule = ruleOf(data.z);
      const view = byId("day-view");
      const rows = rowsOf(queue, day, rule);
      const title = h.h3({}, isolated(data.id) + " · " + dateText(day, D.forms.full));
      if (rows.length === 0) return view.replaceChildren(title, h.p({}, "–"));
      const from = rows[0].at;
      const to = rows[rows.length - 1].at + gridStep;
      const most = (...keys) => Math.max(0, ...rows.flatMap((row) => keys.map((key) => row[key] ?? 0)));
      const hits = (svg, x, height, text) => {
        for (const row of rows) {
          svg.append(s.rect({ class: "hit", x: x(row.at), y: 8, width: round(x(row.at + gridStep) - x(row.at)), height: height - 32 },
            s.title({}, timeText(rule, row.at) + "–" + timeText(rule, row.at + gridStep) + ": " + text(row))));
        }
      };
      const parts = [title];
      if (data.o) {
        parts.push(key([["fan", "p10–p90"], ["line mean", T.mean], ["line year", T.eightWeekMean]]));
        parts.push(plot(T.contacts, 170, from, to, most("o", "hi", "m"), (svg, x, y) => {
          for (const row of rows) {
            if (row.lo == null) continue;
            svg.append(s.rect({ class: "fan", x: x(row.at), width: round(x(row.at + gridStep) - x(row.at)),
              y: y(row.hi), height: Math.max(0, round(y(row.lo) - y(row.hi))) }));
          }
          svg.append(s.path({ class: "line year", d: steps(rows, "m", x, y) }));
          svg.append(s.path({ class: "line mean", d: steps(rows, "o", x, y) }));
          hits(svg, x, 170, (row) => `${number(row.o, 1)} (${number(row.lo, 1)}–${number(row.hi, 1)})`);
        }, rule));
      }
      if (data.r) {
        parts.push(key([["need", T.required], ...(data.y ? [["have", T.rostered], ["lack", T.short]] : [])]));
        parts.push(plot(T.agents, 200, from, to, most("r", "y"), (svg, x, y) => {
          for (const row of rows) {
            if (row.y == null || row.y >= row.r) continue;
            svg.append(s.rect({ class: "lack", x: x(row.at), width: round(x(row.at + gridStep) - x(row.at)), y: y(row.r),
              height: round(y(row.y) - y(row.r)) }));
          }
          if (data.y) svg.append(s.path({ class: "have", d: steps(rows, "y", x, y) }));
          svg.append(s.path({ class: "need", d: steps(rows, "r", x, y) }));
          hits(svg, x, 200, (row) => `${T.required} ${number(row.r, 1)}, ${T.rostered} ${number(row.y, 1)}`);
        }, rule));
      }
      if (data.s) {
        parts.push(key([["have", T.expected], ...(data.x ? [["seen", T.simulated]] : []), ["goal", T.goal]]));
        parts.push(plot(T.serviceLevel, 130, from, to, 1, (svg, x, y) => {
          svg.append(s.path({ class: "goal", d: `M48 ${y(data.goal)}H974` }));
          svg.append(s.path({ class: "have", d: steps(rows, "s", x, y) }));
          for (const row of rows) {
            if (row.x != null) svg.append(s.circle({ class: "seen", cx: x(row.at + gridStep / 2), cy: y(row.x), r: 3 }));
          }
          hits(svg, x, 130, (row) => percent(row.s, 1) + (row.x == null ? "" : ", " + T.simulated + " " + percent(row.x, 1)));
        }, rule));
      }
      parts.push(dayTable(data, rows, rule, day), factorTable(data, day));
      view.replaceChildren(...parts.filter(Boolean));
    };

    // The way from contacts to agents, interval by interval.
    const dayTable = (data, rows, rule, day) => {
      const columns = [[T.time, "start", "text"]];
      const keys = [];
      const add = (key, title, name, kind) => { if (data[key]) { columns.push([title, name, kind]); keys.push(key); } };
      add("o", T.contacts, "offered", 1);
      add("lo", "p10", "p10", 1);
      add("hi", "p90", "p90", 1);
      add("m", T.eightWeekMean, "eight_week_mean", 1);
      add("h", T.handleTime, "average_handle_seconds", 0);
      add("l", T.load, "load_erlangs", 2);
      add("r", T.required, "required_agents", 2);
      add("g", T.grossAgents, "gross_agents", 2);
      add("y", T.rostered, "rostered_agents", 2);
      add("s", T.expected, "expected_service_level", "share");
      add("x", T.simulated, "simulated_service_level", "share");
      const entries = rows.map((row) => [
        [timeText(rule, row.at), new Date(row.at * 1000).toISOString().slice(0, 19).replace("T", " ") + "Z"],
        ...keys.map((key) => row[key]),
      ]);
      return foldedTable("day", T.howItComes + ": " + isolated(data.id) + ", " + dateText(day), columns, entries);
    };
    const factorTable = (data, day) => {
      const parts = data.parts?.find((entry) => entry[0] === day);
      if (!parts || parts.length < 3) return null;
      const rows = [];
      for (let i = 1; i < parts.length; i += 2) rows.push([parts[i], parts[i + 1]]);
      return tableOf("factors", T.factors + ": " + dateText(day), [[T.factors, "part", "text"], ["×", "factor", 3]], rows);
    };
    const key = (entries) => h.p({ class: "legend" }, ...entries.map(([name, text]) => h.span({},
      s.svg({ class: "key", viewBox: "0 0 22 12", "aria-hidden": "true" },
        name === "seen" ? s.circle({ class: name, cx: 11, cy: 6, r: 4 })
          : ["fan", "lack"].includes(name) ? s.rect({ class: name, width: 22, height: 12 }) : s.path({ class: name, d: "M0 6H22" })),
      text)));

    const goTo = (queue, day, scrolls) => {
      shown.queue = Math.min(Math.max(0, queue), D.queues.length - 1);
      shown.day = Math.min(Math.max(0, day), D.days - 1);
      drawDayControls();
      showDay();
      if (scrolls) byId("day")?.scrollIntoView();
    };
    const drawDayControls = () => {
      const days = Array.from({ length: D.days }, (_, day) => [day, dateText(day)]);
      byId("day-controls")?.replaceChildren(
        choice(T.queue, D.queues.map((queue, i) => [i, isolated(queue.id)]), shown.queue, (value) => goTo(Number(value), shown.day)),
        choice(T.date, days, shown.day, (value) => goTo(shown.queue, Number(value))),
        button(T.previous, () => goTo(shown.queue, shown.day - 1)), button(T.next, () => goTo(shown.queue, shown.day + 1)));
    };
    """#
}
