extension PageScript {
  /// Elements, charts, tables and copies of them. Text goes in as text, never as markup.
  static let elements = #"""
    const make = (name, space) => (attributes = {}, ...children) => {
      const element = space ? document.createElementNS(space, name) : document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) {
        if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
        else if (value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
      }
      element.append(...children.filter((child) => child != null));
      return element;
    };
    const h = new Proxy({}, { get: (_, name) => make(name) });
    const s = new Proxy({}, { get: (_, name) => make(name, "http://www.w3.org/2000/svg") });
    const round = (value) => Math.round(value * 10) / 10;

    const choice = (title, options, value, act) => {
      const list = h.select({ onchange: (event) => act(event.target.value) });
      for (const [key, text] of options) list.append(h.option({ value: key, selected: String(key) === String(value) }, text));
      return h.label({}, title, list);
    };
    const button = (title, act, name) => h.button({ type: "button", class: name, onclick: act }, title);

    const say = (text) => {
      byId("said").textContent = text;
      setTimeout(() => { byId("said").textContent = ""; }, 2000);
    };
    // As the tables on disk: quotes where they are needed, and a mark before what a spreadsheet takes for a formula.
    const csvCell = (text, isText) => {
      const guarded = isText && /^'*[=+\-@\t\r]/.test(text) ? "'" + text : text;
      return /[",\r\n]/.test(guarded) ? '"' + guarded.replace(/"/g, '""') + '"' : guarded;
    };
    const csv = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => {
      const isHead = cell.closest("thead") !== null;
      const plain = isHead ? cell.dataset.c : cell.dataset.v;
      const text = plain ?? cell.textContent.replace(/[\u2066-\u2069]/g, "");
      return csvCell(text, plain == null || !/^-?[\d.]*$/.test(text));
    }).join(",") + "\r\n").join("");
    const copy = async (text) => {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        const area = h.textarea({ "aria-hidden": "true" });
        area.value = text;
        document.body.append(area);
        area.select();
        document.execCommand("copy");
        area.remove();
      }
      say(T.copied);
    };
    const addCopy = (table) => {
      const frame = table.closest(".wide") ?? table;
      frame.after(button(T.copy, () => copy(csv(table)), "copy"));
    };

    // Columns are [title, name in a copy, decimals or "text" or "share"]; an entry of a row is what the column shows.
    const tableOf = (name, caption, columns, rows, isWide = true) => {
      const table = h.table({ "data-name": name, class: "fit" }, h.caption({}, caption),
        h.thead({}, h.tr({}, ...columns.map(([title, key, kind]) =>
          h.th({ scope: "col", "data-c": key, class: kind === "text" ? null : "n" }, title)))));
      const body = h.tbody();
      for (const row of rows) {
        const line = h.tr();
        row.forEach((entry, column) => {
          const kind = columns[column][2];
          if (kind === "text") {
            const [shown, plain] = Array.isArray(entry) ? entry : [entry, null];
            line.append((column === 0 ? h.th : h.td)({ scope: column === 0 ? "row" : null, "data-v": plain }, h.bdi({}, shown)));
          } else {
            const shown = kind === "share" ? percent(entry, 1) : number(entry, kind);
            line.append(h.td({ class: "n", "data-v": entry ?? "" }, shown));
          }
        });
        body.append(line);
      }
      table.append(body);
      return isWide ? h.div({ class: "wide", tabindex: 0, role: "region", "aria-label": caption }, table) : table;
    };
    const foldedTable = (...parts) => {
      const frame = tableOf(...parts);
      const folded = h.details({}, h.summary({}, T.table), frame);
      addCopy(frame.querySelector("table") ?? frame);
      return folded;
    };

    // A few round figures from 0 on, as Axis.ticks.
    const ticksTo = (most) => {
      if (!(most > 0)) return [0, 1];
      for (let step = 1e-3; ; step *= 10) {
        for (const factor of [1, 2, 5]) {
          const width = step * factor;
          if (most / width <= 4) return Array.from({ length: Math.ceil(most / width) + 1 }, (_, i) => i * width);
        }
      }
    };
    """#
}
