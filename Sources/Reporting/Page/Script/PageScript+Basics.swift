extension PageScript {
  /// Data, words, numbers and dates.
  static let basics = #"""
    const byId = (id) => document.getElementById(id);
    const T = JSON.parse(byId("phrases").textContent);
    const D = JSON.parse(byId("data").textContent);
    const fill = (phrase, ...values) => phrase.replace(/\{(\d)\}/g, (_, n) => values[n] ?? "");
    const isolated = (text) => "\u2068" + text + "\u2069";

    // The same rules as LocaleForms: groups of three from five digits on, where the mark is a comma from four.
    const number = (value, decimals = 0) => {
      if (value == null || !isFinite(value)) return "–";
      let [whole, part] = Math.abs(value).toFixed(decimals).split(".");
      if (whole.length > 4 || (whole.length > 3 && D.forms.group === ",")) {
        whole = whole.replace(/\B(?=(\d{3})+$)/g, D.forms.group);
      }
      const isNegative = value < 0 && Number(value.toFixed(decimals)) !== 0;
      return (isNegative ? "\u2212" : "") + (part ? whole + D.forms.decimal + part : whole);
    };
    const percent = (share, decimals = 0) =>
      share == null || !isFinite(share) ? "–" : fill(D.forms.percent, number(share * 100, decimals));

    // Dates are counted from the first one of the plan.
    const calendar = (day) => new Date((D.first + day) * 864e5);
    const dateText = (day, pattern = D.forms.date) => {
      const at = calendar(day);
      return pattern.replace(/\{(\w)\}/g, (_, key) => ({
        W: D.forms.weekdays[(at.getUTCDay() + 6) % 7], d: at.getUTCDate(), M: D.forms.months[at.getUTCMonth()],
        m: at.getUTCMonth() + 1, y: at.getUTCFullYear(),
      })[key]);
    };
    const isoDate = (day) => calendar(day).toISOString().slice(0, 10);
    """#
}
