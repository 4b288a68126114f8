extension PageScript {
  /// One day of everybody: bars for shifts, breaks and queues.
  static let rosterDay = #"""
    const filters = { team: "", site: "", language: "", queue: "", week: 0, day: 0 };
    const isShown = (person) =>
      (filters.team === "" || person.t === Number(filters.team)) && (filters.site === "" || person.s === Number(filters.site))
      && (filters.language === "" || person.la.includes(filters.language))
      && (filters.queue === "" || person.q.includes(Number(filters.queue)));
    // Told of every shift that is drawn, on a page where it can be moved.
    let onBar = null;
    const setText = (set) => D.sets[set].map((queue) => D.queues[queue].id).join(", ");
    const siteZone = (person) => D.sites[person.s][1];

    const showBars = () => {
      const place = byId("day-bars");
      // A day of a thousand people is drawn when somebody wants to see it.
      if (!place || !D.people || !byId("roster").classList.contains("byday")) return;
      const day = filters.day;
      const groups = new Map();
      D.people.forEach((person, index) => {
        if (!isShown(person)) return;
        const name = person.t + " " + (chosen ? "" : siteZone(person));
        if (!groups.has(name)) groups.set(name, { team: person.t, zone: siteZone(person), people: [] });
        groups.get(name).people.push(index);
      });
      const days = Array.from({ length: D.days }, (_, i) => [i, dateText(i)]);
      const move = (to) => { filters.day = Math.min(Math.max(0, to), D.days - 1); showBars(); };
      place.replaceChildren(
        h.h3({}, T.day + ": " + dateText(day, D.forms.full)),
        h.div({ class: "controls" }, choice(T.date, days, day, (value) => move(Number(value))),
          button(T.previous, () => move(day - 1)), button(T.next, () => move(day + 1))),
        h.p({ class: "legend" }, ...D.sets.slice(0, 10).map((set, i) => h.span({},
          s.svg({ class: "key", viewBox: "0 0 22 12", "aria-hidden": "true" }, s.rect({ class: "c" + i, width: 22, height: 12 })),
          h.bdi({}, setText(i))))),
        ...[...groups.values()].sort((a, b) => a.team - b.team).map((group) => bars(group, day)));
    };

    const bars = (group, day) => {
      const rule = chosen ?? D.zones[group.zone].r;
      const from = dayStart(rule, day);
      const end = dayStart(rule, day + 1);
      const rows = [];
      let to = end;
      for (const index of group.people) {
        const shifts = D.people[index].w.filter(([, start, length]) =>
          gridMoment(start) < end && gridMoment(start + length) > from);
        for (const [, start, length] of shifts) to = Math.max(to, gridMoment(start + length));
        if (shifts.length > 0) rows.push([index, shifts]);
      }
      to = Math.ceil((to - from) / 3600) * 3600 + from;
      const height = rows.length * 22 + 30;
      const x = (moment) => round(170 + (822 * (moment - from)) / (to - from));
      const hours = (end - from) / 3600;
      const title = D.teams[group.team];
      const svg = s.svg({ class: "chart bars", viewBox: "0 0 1000 " + height, role: "img", "data-hours": hours,
        "aria-label": T.roster + ": " + isolated(title) + ", " + dateText(day) });
      for (let moment = from; moment <= to; moment += 900) {
        const { minute } = localAt(rule, moment);
        if (minute % 60 !== 0) continue;
        svg.append(s.path({ class: "rule", d: `M${x(moment)} 20V${height}` }));
        if (moment < to) {
          svg.append(s.text({ class: "tick mid hour", x: x(moment), y: 12, "data-t": moment }, String(minute / 60).padStart(2, "0")));
        }
      }
      for (const moment of changesIn(rule, from, to)) {
        svg.append(s.path({ class: "moment", d: `M${x(moment)} 14V${height}` }, s.title({}, T.clockChange)));
      }
      rows.forEach(([index, shifts], row) => {
        const y = 24 + row * 22;
        const person = D.people[index];
        const name = person.n.length > 24 ? person.n.slice(0, 23) + "…" : person.n;
        svg.append(s.text({ x: 0, y: y + 9, dy: ".32em" }, isolated(name), s.title({}, person.n)));
        for (const shift of shifts) bar(svg, shift, y, x, from, to, rule, person);
      });
      const changes = changesIn(rule, from, end);
      const marks = changes.length === 0 ? [] : [" · ", h.strong({}, T.clockChange + ": " + timeText(rule, changes[0] - 60) + " → "
        + timeText(rule, changes[0]) + ", " + fill(T.longDay, number(hours, hours % 1 === 0 ? 0 : 1)))];
      const zone = chosen ? "" : D.zones[group.zone].n;
      const table = barsTable(rows, rule, day, isolated(title) + (zone ? ", " + isolated(zone) : ""));
      return h.div({ class: "group" }, h.h3({}, isolated(title), " ", h.span({}, isolated(zone)), ...marks), svg, table);
    };

    // The queues' names where they fit best between two breaks, the first one's where they do not, else nothing.
    const wordsOf = (svg, [, start, , , breaks], first, last, text, short, y, x, clip) => {
      let [left, right] = [0, 0];
      let free = first;
      for (let i = 0; i <= breaks.length; i += 3) {
        const end = i < breaks.length ? Math.min(Math.max(breaks[i], free), last) : last;
        const [a, b] = [x(clip(gridMoment(start + free))), x(clip(gridMoment(start + end)))];
        if (b - a > right - left) [left, right] = [a, b];
        if (i < breaks.length) free = Math.min(Math.max(free, breaks[i] + breaks[i + 1]), last);
      }
      const fits = (right - left - 6) / 6;
      const words = text.length <= fits ? text : short === text ? "" : short + " …";
      if (words && words.length <= fits) {
        svg.append(s.text({ x: left + 4, y: y + 9, dy: ".32em", "aria-hidden": "true" }, words));
      }
    };

    const bar = (svg, shift, y, x, from, to, rule, person) => {
      const [, start, length, , breaks, spells] = shift;
      const at = gridMoment(start);
      const clip = (moment) => Math.min(Math.max(moment, from), to);
      const box = (name, first, last, inset, text) => {
        const [left, right] = [x(clip(first)), x(clip(last))];
        if (right <= left) return;
        const label = timeText(rule, first) + "–" + timeText(rule, last) + " " + text;
        svg.append(s.rect({ class: name, x: left, y: y + inset, width: round(right - left), height: 18 - 2 * inset, rx: 2 },
          s.title({}, person.n + ", " + label)));
        return [left, right];
      };
      const before = svg.childNodes.length;
      const whole = box("whole", at, at + length * 60, 0, T.shift);
      for (let i = 0; i < spells.length; i += 3) {
        const text = setText(spells[i + 2]);
        const place = box("c" + (spells[i + 2] % 10), at + spells[i] * 60, at + (spells[i] + spells[i + 1]) * 60, 0, text);
        if (place) wordsOf(svg, shift, spells[i], spells[i] + spells[i + 1], text, D.queues[D.sets[spells[i + 2]][0]].id, y, x, clip);
      }
      for (let i = 0; i < breaks.length; i += 3) {
        const first = at + breaks[i] * 60;
        box("pause" + (breaks[i + 2] & 1 ? " paidpause" : ""), first, first + breaks[i + 1] * 60, 2,
          breaks[i + 2] & 2 ? T.mealBreak : T.shortBreak);
      }
      if (whole) onBar?.([...svg.childNodes].slice(before), person, shift, at, whole[1] - whole[0]);
    };

    const breakText = (breaks, at, rule) => {
      const texts = [];
      for (let i = 0; i < breaks.length; i += 3) {
        const first = at + breaks[i] * 60;
        texts.push(timeText(rule, first) + "–" + timeText(rule, first + breaks[i + 1] * 60) + " "
          + (breaks[i + 2] & 2 ? T.mealBreak : T.shortBreak) + " (" + (breaks[i + 2] & 1 ? T.paid : T.unpaid) + ")");
      }
      return texts;
    };
    const spellText = (spells, at, rule) => {
      const texts = [];
      for (let i = 0; i < spells.length; i += 3) {
        const first = at + spells[i] * 60;
        texts.push(timeText(rule, first) + "–" + timeText(rule, first + spells[i + 1] * 60) + " " + setText(spells[i + 2]));
      }
      return texts;
    };
    const barsTable = (rows, rule, day, title) => {
      const columns = [[T.person, "agent_id", "text"], [T.start, "start", "text"], [T.end, "end", "text"],
        [T.shortBreak, "breaks", "text"], [T.queue, "queues", "text"]];
      const entries = rows.flatMap(([index, shifts]) => shifts.map(([, start, length, , breaks, spells]) => {
        const at = gridMoment(start);
        return [[D.people[index].n, D.people[index].id], timeCell(rule, at), timeCell(rule, at + length * 60),
          breakText(breaks, at, rule).join("; "), spellText(spells, at, rule).join("; ")];
      }));
      // Made when it is opened: a day of a thousand people is a long table.
      const folded = h.details({ ontoggle: () => {
        if (folded.children.length > 1) return;
        const frame = tableOf("day_of_people", T.day + ": " + title + ", " + dateText(day), columns, entries);
        folded.append(frame);
        addCopy(frame.querySelector("table"));
      } }, h.summary({}, T.table));
      return folded;
    };
    """#
}
