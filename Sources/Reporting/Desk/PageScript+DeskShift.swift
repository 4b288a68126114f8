extension PageScript {
  /// What can be done with a shift: moved, swapped, given away, by keyboard or by pointer, with rules and cost before it is done.
  static let deskShift = #"""
    const changeTable = (changes) => h.table({ class: "fit" }, h.caption({}, W.becomes), h.thead({}, h.tr({},
      ...[T.person, T.date, W.was, W.becomes].map((head) => h.th({ scope: "col" }, head)))), h.tbody({}, ...changes.map((change) =>
      h.tr({}, h.th({ scope: "row" }, h.bdi({}, personText(change.agent))), h.td({}, h.bdi({}, dayText(change.date))),
        h.td({}, h.bdi({}, workText(change.was))), h.td({}, h.bdi({}, workText(change.becomes)))))));
    const costText = (report) => report.before == null ? "" : fill(W.cost, number(report.before, 1), number(report.after, 1),
      (report.after > report.before ? "+" : "") + number(report.after - report.before, 1));
    const outcome = (report) => report.changes.length === 0 ? [h.p({}, W.noChanges)] : [
      ...report.broken.map((text) => h.p({ class: "fault" }, fill(W.breaks, isolated(text)))),
      ...report.mended.map((text) => h.p({}, fill(W.mends, isolated(text)))),
      report.broken.length === 0 ? h.p({}, W.ruleNone) : null,
      h.p({}, costText(report)),
      changeTable(report.changes),
    ];

    // What a change of somebody's date costs is looked up before it is asked for: where the pointer or the keyboard is.
    let prepared = "";
    const prepare = (person, date) => {
      if (prepared === person.id + date) return;
      prepared = person.id + date;
      call("api/prepare", { agent: person.id, date }).catch(() => { prepared = ""; });
    };

    // Only the newest question counts; while one is on its way the next waits. Nothing takes the last one back.
    const asker = (show) => {
      let newest = null;
      let isBusy = false;
      return async (change) => {
        newest = change;
        if (isBusy) return;
        isBusy = true;
        for (let question = null; newest && question !== newest;) {
          question = newest;
          let [report, failure] = [null, null];
          try { report = await call("api/preview", question); } catch (error) { failure = error; }
          if (question === newest) show(report, question, failure);
        }
        isBusy = false;
      };
    };

    // Pressed where a shift stands in the table of those that every later roster keeps.
    const pinButton = (person, date, shifts, own, said) => {
      const pin = () => asEntries(picture.tables.fixed).find((row) => row.agent === person.id && row.date === date);
      const paid = shifts.reduce((sum, shift) => sum + shift[3], 0);
      const start = clockText(localAt(own.r, gridMoment(shifts[0][1])).minute);
      const act = h.button({ type: "button", "aria-pressed": String(Boolean(pin())), onclick: async () => {
        try {
          const row = pin();
          await decide("fixed", row ? { row: row.index } : { add: { agent: person.id, date, start, paid: paid + " min" } });
          said.replaceChildren(h.p({}, picture.steps.at(-1).what));
        } catch (error) {
          said.replaceChildren(...faultLines(error));
          await refresh();
        }
        act.setAttribute("aria-pressed", String(Boolean(pin())));
      } }, W.pin);
      return act;
    };

    // The deeds of the dialog of a person's date.
    const deeds = (person, day, shifts, own, wanted) => {
      const date = isoDate(day);
      const result = h.div({ class: "outcome", role: "status" });
      const note = h.input({ name: "note" });
      const anyway = h.input({ type: "checkbox", name: "anyway" });
      const consent = h.label({ hidden: true }, W.anyway, anyway);
      const act = h.button({ type: "button", disabled: true }, W.doIt);
      let ready = null;
      // What was answered before is not what is asked now: it can be done no more.
      const unready = () => {
        ready = null;
        act.disabled = consent.hidden = true;
        anyway.checked = false;
      };
      const answered = asker((report, question, error) => {
        unready();
        ready = error || report.changes.length === 0 ? null : { question, report };
        result.replaceChildren(...(error ? faultLines(error) : outcome(report)).filter((part) => part != null));
        consent.hidden = !ready || report.broken.length === 0;
        act.disabled = !ready || report.broken.length > 0;
      });
      const ask = (change, used) => {
        unready();
        if (!change) result.replaceChildren();
        for (const [input, value] of inputs) if (input !== used) input.value = value;
        answered(change);
      };
      anyway.addEventListener("change", () => { act.disabled = !ready || !anyway.checked; });
      act.addEventListener("click", async () => {
        act.disabled = true;
        try {
          const done = await call("api/change", { ...ready.question, seen: seenRoster, allowFaults: anyway.checked, note: note.value });
          if (done.isWritten) return again({ person: D.people.indexOf(person), day, said: W.doIt });
          result.replaceChildren(...outcome(done).filter((part) => part != null));
        } catch (error) {
          result.replaceChildren(...faultLines(error), button(W.reload, () => again({})));
        }
      });
      prepare(person, date);
      const others = D.people.filter((other) => other !== person);
      const labelled = (other) => {
        const work = other.w.filter((shift) => shift[0] === day);
        const text = work.length === 0 ? T.off : shiftText(work, D.zones[siteZone(other)].r, day);
        return [other.id, `${other.n}, ${text}`];
      };
      const people = (list, kind) => h.select({ onchange: ({ target }) => ask(
        target.value ? { kind, one: person.id, other: target.value, date } : null, target) },
        ...options(list.map(labelled), W.choose));
      const start = shifts.length > 0 ? clockText(localAt(own.r, gridMoment(shifts[0][1])).minute) : "09:00";
      const time = h.input({ type: "time", value: wanted ?? start, step: gridStep, oninput: ({ target }) => ask(
        target.value ? { kind: "move", one: person.id, date, to: target.value } : null, target) });
      const works = (other) => other.w.some((shift) => shift[0] === day);
      const [swapped, given] = [people(others.filter(works), "swap"), people(others, "give")];
      // One of them is used at a time; the others say that they are not.
      const inputs = [[time, start], [swapped, ""], [given, ""]];
      if (wanted) ask({ kind: "move", one: person.id, date, to: wanted }, time);
      return h.div({ class: "deeds" },
        shifts.length === 0 ? null : h.div({ class: "deed" }, field(W.moveTo, time),
          field(W.swapWith, swapped), field(W.giveTo, given),
          pinButton(person, date, shifts, own, result)),
        result,
        h.div({ class: "deed" }, field(W.note, note), consent, act,
          button(W.sick, () => { byId("about").close(); reportSick(person.id, date); })));
    };
    onAbout = (person, day, shifts, own) => deeds(person, day, shifts, own, dragged.to);

    // A bar that is pulled shows where its shift would be, and what that costs; letting go opens the same dialog.
    const dragged = { to: null };
    onBar = (parts, person, shift, at, width) => {
      const [day, , length] = shift;
      const own = D.zones[siteZone(person)];
      if (localAt(own.r, at).day !== day) return;
      const hold = (event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        const bar = event.currentTarget;
        bar.setPointerCapture(event.pointerId);
        for (const part of parts) part.classList.add("held");
        const hint = h.div({ id: "hint" });
        document.body.append(hint);
        const frame = bar.closest("svg").getBoundingClientRect();
        const perMinute = (width / length) * (frame.width / 1000);
        let to = null;
        const ask = asker((report, question, error) => {
          hint.replaceChildren(question.to + " ", ...(error ? faultLines(error) : [
            costText(report), ...report.broken.map((text) => h.p({}, fill(W.breaks, isolated(text))))]));
        });
        const move = (next) => {
          const minutes = Math.round((next.clientX - event.clientX) / perMinute / (gridStep / 60)) * (gridStep / 60);
          const place = Math.min(Math.max(0, localAt(own.r, at).minute + minutes), 1439 - (1439 % (gridStep / 60)));
          for (const part of parts) part.setAttribute("transform", `translate(${round(minutes * (width / length))} 0)`);
          hint.style.left = next.clientX + 14 + "px";
          hint.style.top = next.clientY + 14 + "px";
          if (clockText(place) === to) return;
          to = clockText(place);
          ask({ kind: "move", one: person.id, date: isoDate(day), to });
        };
        const drop = () => {
          bar.removeEventListener("pointermove", move);
          for (const part of parts) {
            part.classList.remove("held");
            part.removeAttribute("transform");
          }
          hint.remove();
          if (to === null || to === clockText(localAt(own.r, at).minute)) return;
          dragged.to = to;
          openDay(person, day);
          dragged.to = null;
        };
        bar.addEventListener("pointermove", move);
        bar.addEventListener("pointerup", drop, { once: true });
      };
      for (const part of parts) {
        part.classList.add("grip");
        part.addEventListener("pointerenter", () => prepare(person, isoDate(day)));
        part.addEventListener("pointerdown", hold);
      }
    };
    const openDay = (person, day) => {
      const row = rowsByPerson.get(D.people.indexOf(person)).find((one) =>
        one.closest("table").tHead.querySelector(`th[data-d="${day}"]`));
      about(row.cells[row.closest("table").tHead.querySelector(`th[data-d="${day}"]`).cellIndex]);
    };
    """#
}
