extension PageScript {
  /// The tables of decisions: rows as they are in the files, and forms for new ones.
  static let deskTables = #"""
    const field = (title, input) => h.label({}, title, input);
    const options = (pairs, first) => [first ? h.option({ value: "" }, first) : null,
      ...pairs.map(([value, text]) => h.option({ value }, text))];
    const personField = (title) => field(title, h.select({ name: "agent", required: true },
      ...options(D.people.map(({ id }) => [id, personText(id)]), W.choose)));
    const firstDate = isoDate(0);
    const dateField = (title, name, value = firstDate) =>
      field(title, h.input({ type: "date", name, required: true, value }));

    // A form calls act with what was entered, and keeps it where that fails.
    const entry = (fields, title, act) => {
      const said = h.div({ role: "alert" });
      const form = h.form({ class: "entry", onsubmit: async (event) => {
        event.preventDefault();
        said.replaceChildren();
        try {
          await act(Object.fromEntries(new FormData(form)));
        } catch (error) {
          said.replaceChildren(...faultLines(error));
          await refresh();
        }
      } }, ...fields, h.button({ type: "submit" }, title));
      return [form, said];
    };
    const decide = async (table, change) => {
      await call("api/decide", { table, seen: picture.tables[table].hash, ...change });
      await refresh([picture.tables[table].file]);
    };
    const adding = (table) => async (cells) => {
      await decide(table, { add: cells });
      say(picture.tables[table].file);
    };

    const asEntries = ({ header, rows }) => rows.map((row, index) =>
      ({ index, ...Object.fromEntries(header.map((name, column) => [name, row[column]])) }));
    const startOf = (row) => row.start_utc || row.start || row.start_local || "";
    const moment = (text) => text.replace(" ", "T");

    const flagButtons = (row, act) => [["accept", W.accept], ["reject", W.reject], ["discard", W.discard]].map(([word, title]) =>
      h.button({ type: "button", "aria-pressed": String(row.decision === word), "aria-label": `${title}: ${row.queue} ${startOf(row)}`,
        onclick: async () => {
          try { await act(word); } catch (error) { byId("desk-work").replaceChildren(...faultLines(error)); await refresh(); }
        } }, title));
    const drawFlags = (frame) => {
      const own = asEntries(picture.tables.flags);
      const isDecided = (row) => own.some((one) => one.queue === row.queue && moment(startOf(one)) === moment(startOf(row)));
      const open = asEntries(picture.listed).filter((row) => !isDecided(row));
      const line = (row, act) => h.tr({}, h.th({ scope: "row" }, h.bdi({}, row.queue)),
        h.td({}, h.bdi({ dir: "ltr" }, (row.start_local || startOf(row)) + " – " + (row.end_local || row.end_utc || row.end || ""))),
        h.td({ class: "n" }, number(Number(row.before), 0)), h.td({ class: "n" }, number(Number(row.after), 0)),
        h.td({ lang: "en", dir: "ltr" }, row.why), h.td({}, ...flagButtons(row, act)));
      const rows = [
        ...open.map((row) => line(row, (word) => {
          const { index, ...cells } = row;
          return decide("flags", { add: { ...cells, start: moment(row.start_utc ?? ""), end: moment(row.end_utc ?? ""), decision: word } });
        })),
        ...own.map((row) => line(row, (word) => decide("flags", { row: row.index, change: { decision: word } }))),
      ];
      show(frame, W.flags, rows, [T.queue, T.time, T.contacts, T.expected, W.why, W.decision], open.length,
        picture.tables.flags.problems);
    };
    const drawRows = (frame, table, title) => {
      const { header } = picture.tables[table];
      const rows = asEntries(picture.tables[table]).map((row) => h.tr({},
        ...header.map((name, column) => (column === 0 ? h.th : h.td)({ scope: column === 0 ? "row" : null },
          h.bdi({}, name === "agent" || name === "agent_id" ? personText(row[name]) : row[name]))),
        h.td({}, h.button({ type: "button", "aria-label": `${W.remove}: ${header.slice(0, 3).map((name) => row[name]).join(" ")}`,
          onclick: async () => {
            try { await decide(table, { row: row.index }); } catch (error) {
              byId("desk-work").replaceChildren(...faultLines(error));
              await refresh();
            }
          } }, W.remove))));
      show(frame, title, rows, [...header, W.remove], rows.length, picture.tables[table].problems);
    };
    // Rows are drawn anew only where they changed, so that nobody loses their place.
    const show = (frame, title, rows, heads, count, problems = []) => {
      const text = [...problems, ...rows.map((row) => row.outerHTML)].join("\n") + heads.join();
      if (frame.drawn === text) return;
      const focused = frame.contains(document.activeElement) ? [...frame.querySelectorAll("button")].indexOf(document.activeElement) : -1;
      frame.drawn = text;
      frame.querySelector("summary").textContent = `${title} (${count})`;
      frame.querySelector(".rows").replaceChildren(...faultLines({ texts: problems }), rows.length === 0 ? h.p({}, W.nothing) : h.table({},
        h.caption({}, title), h.thead({}, h.tr({}, ...heads.map((head) => h.th({ scope: "col" }, head)))), h.tbody({}, ...rows)));
      if (focused >= 0) [...frame.querySelectorAll("button")][Math.min(focused, frame.querySelectorAll("button").length - 1)]?.focus();
    };
    const frameOf = (id, title, ...more) => h.details({ id: "desk-" + id }, h.summary({}, title),
      h.div({ class: "wide rows", tabindex: 0, role: "region", "aria-label": title }), ...more);

    const drawTables = () => {
      // Where people are wanted by shifts there is no forecast to decide on.
      if (D.queues.length > 0) {
        drawFlags(byId("desk-flags"));
        drawRows(byId("desk-overrides"), "overrides", W.overrides);
      }
      if (D.people) {
        drawRows(byId("desk-requests"), "requests", W.requests);
        drawRows(byId("desk-leave"), "leave", W.leave);
        drawRows(byId("desk-fixed"), "fixed", W.pins);
      }
    };
    const wishText = ({ wish, at, ...cells }) => ({ ...cells, wish: wish === "start" ? `start ${at}` : wish });
    const setUpTables = () => {
      const queues = options(D.queues.map((queue) => [queue.id, queue.id]));
      byId("desk-tables").replaceChildren(
        ...(D.queues.length > 0 ? [
          frameOf("flags", W.flags),
          frameOf("overrides", W.overrides, ...entry([
            field(T.queue, h.select({ name: "queue" }, ...queues)), dateField(T.start, "start"), dateField(T.end, "end"),
            field(T.contacts, h.input({ type: "number", name: "offered", min: 0, step: "any" })),
            field(W.factor, h.input({ type: "number", name: "factor", min: 0, step: "any" })),
            field(W.author, h.input({ name: "author", required: true, autocomplete: "name" })), field(W.note, h.input({ name: "note" })),
          ], W.add, adding("overrides"))),
        ] : []),
        ...(D.people ? [
          frameOf("requests", W.requests, ...entry([
            personField(T.person), dateField(T.date, "date"),
            field(W.wish, h.select({ name: "wish" }, ...options([["off", W.dayOff], ["work", W.wantsWork], ["start", W.startsAt]]))),
            field(W.startsAt, h.input({ type: "time", name: "at", value: "09:00" })),
            field(W.weight, h.input({ type: "number", name: "weight", min: 0, step: "any", value: 1 })),
          ], W.add, (cells) => adding("requests")(wishText(cells)))),
          frameOf("leave", W.leave, ...entry([
            personField(T.person), dateField(T.start, "from"), dateField(W.until, "to"),
            field(W.kind, h.input({ name: "kind", value: "vacation" })),
          ], W.add, adding("leave"))),
          frameOf("fixed", W.pins),
        ] : []),
        h.details({ id: "desk-steps" }, h.summary({}, W.doneHere), h.div({})));
    };
    """#
}
