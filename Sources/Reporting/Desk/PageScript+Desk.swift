extension PageScript {
  /// What the server is asked, what it knows, and what was done.
  static let desk = #"""
    const W = JSON.parse(byId("desk-phrases").textContent);
    const seenRoster = byId("desk").dataset.seen;
    // What the server told last, and the files as this page shows them.
    let picture = null;
    let known = null;

    const call = async (path, body) => {
      let answer;
      try {
        answer = await fetch(path, body === undefined ? {} : {
          method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
        });
      } catch {
        throw { texts: [W.away] };
      }
      const isJSON = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
      const value = isJSON ? await answer.json() : await answer.text();
      if (answer.ok) return value;
      throw { texts: failureTexts(value), changed: value.changed ?? [] };
    };
    const failureTexts = (failure) => {
      if (typeof failure === "string") return [failure];
      if (failure.changed.length > 0) return [fill(W.changed, isolated(failure.changed.join(", "))), W.kept];
      return failure.problems.map((problem) => `${problem.place}: ${problem.message}. ${problem.next}`);
    };
    const faultLines = (error) => (error.texts ?? [String(error)]).map((text) =>
      h.p({ class: "fault" }, h.bdi({}, text)));

    // People as they are chosen on this page, with the id by which files know them.
    const personText = (id) => {
      const name = D.people?.find((person) => person.id === id)?.n ?? id;
      return name === id ? id : `${name} (${id})`;
    };
    // A date and a day off as the page writes them; what is no such thing stays as it is.
    const dayText = (iso) => /^\d{4}-\d\d-\d\d$/.test(iso) ? dateText(Date.parse(iso) / 864e5 - D.first) : iso;
    const workText = (text) => text === "off" ? T.off : text;

    // The files that are not as this page shows them.
    const tell = () => {
      const names = Object.keys({ ...known, ...picture.files }).filter((name) => known[name] !== picture.files[name]);
      const place = byId("news");
      if (names.length === 0) return place.replaceChildren();
      const text = fill(W.changed, isolated(names.sort().join(", ")));
      if (place.textContent.startsWith(text)) return;
      place.replaceChildren(h.span({}, text), button(W.reload, () => again({})));
    };
    // What this page did itself is no news of it; what others did stays news until it is shown.
    const refresh = async (own = []) => {
      const isFirst = picture === null;
      picture = await call("api/state");
      if (isFirst) known = { ...picture.files };
      for (const name of own) known[name] = picture.files[name];
      drawTables();
      drawSteps();
      tell();
      followOthers();
    };
    const watch = async () => {
      try {
        if (!document.hidden) await refresh();
      } catch (error) {
        byId("news").replaceChildren(h.span({}, (error.texts ?? [String(error)]).join(" ")));
      }
      setTimeout(watch, 2000);
    };

    // After the roster changed everything is drawn anew, and the reader is where they were.
    const again = (place) => {
      const isByDay = byId("roster")?.classList.contains("byday") ?? false;
      sessionStorage.setItem("muster-place", JSON.stringify({ ...place, filters, isByDay, clock: chosenName }));
      location.reload();
    };
    // Filters, view and clock as they were, as far as there still is what they name.
    const lookAgain = (place) => {
      const lists = { team: D.teams, site: D.sites, queue: D.queues, week: D.weeks, day: Array.from({ length: D.days }) };
      for (const [name, value] of Object.entries(place.filters)) {
        if (value === "" || !lists[name] || value in lists[name]) filters[name] = value;
      }
      drawRosterControls();
      if (place.isByDay) byId("roster-controls").querySelectorAll(".views button")[1].click();
      const clock = byId("clock-control").querySelector("select");
      clock.value = [...clock.options].some((option) => option.value === place.clock) ? place.clock : "";
      clock.dispatchEvent(new Event("change"));
      applyFilters();
      showBars();
    };
    const comeBack = () => {
      const place = JSON.parse(sessionStorage.getItem("muster-place") ?? "null");
      sessionStorage.removeItem("muster-place");
      if (!place) return;
      if (place.said) say(place.said);
      lookAgain(place);
      const row = rowsByPerson.get(place.person)?.find((one) =>
        one.closest("table").tHead.querySelector(`th[data-d="${place.day}"]`));
      const head = row?.closest("table").tHead.querySelector(`th[data-d="${place.day}"]`);
      const cell = row?.cells[head.cellIndex];
      if (!cell) return;
      const week = Number(row.closest(".sheet").dataset.week);
      if (filters.week !== "" && Number(filters.week) !== week) {
        filters.week = week;
        drawRosterControls();
        applyFilters();
      }
      cell.tabIndex = 0;
      cell.focus();
    };

    const drawSteps = () => {
      const done = picture.steps;
      const last = done.findLast((step) => step.canBeUndone && !step.isUndone);
      const undo = async (step) => {
        try {
          await call("api/undo", { number: step.number });
          if (step.lines.length === 0) return again({ said: W.undone });
          await refresh(step.files);
          say(W.undone);
        } catch (error) {
          byId("desk-work").replaceChildren(...faultLines(error));
        }
      };
      const list = byId("desk-steps");
      list.querySelector("summary").textContent = `${W.doneHere} (${done.length})`;
      const rows = done.map((step) => h.li({}, h.code({ dir: "ltr" }, step.what), " ",
        step.isUndone ? W.undone : "", step.lines.length === 0 ? null : h.pre({ class: "lines", dir: "ltr" }, step.lines.join("\n")),
        step.canBeUndone && !step.isUndone
          ? h.button({ type: "button", onclick: () => undo(step), "aria-label": W.undo + ": " + step.what }, W.undo) : null));
      list.querySelector("div").replaceChildren(done.length === 0 ? h.p({}, W.nothing) : h.ol({}, ...rows));
      const first = byId("undo-last");
      first.disabled = !last;
      first.onclick = () => last && undo(last);
      first.textContent = last ? W.undo + ": " + last.what : W.undo;
    };
    """#
}
