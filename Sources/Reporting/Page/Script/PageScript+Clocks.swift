extension PageScript {
  /// What clocks show. A rule is an offset, then a moment and the offset from there on, and so on, by the plan's zone data and not
  /// by the browser's.
  static let clocks = #"""
    const offsetAt = (rule, moment) => {
      let offset = rule[0];
      for (let i = 1; i < rule.length && rule[i] <= moment; i += 2) offset = rule[i + 1];
      return offset;
    };
    const localAt = (rule, moment) => {
      const seconds = moment + offsetAt(rule, moment);
      const day = Math.floor(seconds / 86400);
      return { day: day - D.first, minute: Math.floor((seconds - day * 86400) / 60) };
    };
    const clockText = (minute) =>
      String(Math.floor(minute / 60)).padStart(2, "0") + ":" + String(minute % 60).padStart(2, "0");
    // As the reader writes it; axes, copies and what is typed have 24 hours.
    const hourText = (minute) => D.forms.halves
      ? fill(D.forms.halves[minute < 720 ? 0 : 1],
        ((Math.floor(minute / 60) + 11) % 12 + 1) + ":" + String(minute % 60).padStart(2, "0"))
      : clockText(minute);
    const timeText = (rule, moment) => hourText(localAt(rule, moment).minute);
    // What a table shows, and what a copy of it has.
    const timeCell = (rule, moment) =>
      D.forms.halves ? [timeText(rule, moment), clockText(localAt(rule, moment).minute)] : timeText(rule, moment);
    // The first moment of a date, also where midnight is left out.
    const dayStart = (rule, day) => {
      const wall = (D.first + day) * 86400;
      let from = -Infinity;
      for (let i = 0; i < rule.length; i += 2) {
        const to = i + 1 < rule.length ? rule[i + 1] : Infinity;
        const moment = Math.max(from, wall - rule[i]);
        if (moment < to) return moment;
        from = to;
      }
      return wall - rule[rule.length - 1];
    };
    const changesIn = (rule, from, to) => {
      const moments = [];
      for (let i = 1; i < rule.length; i += 2) if (from <= rule[i] && rule[i] < to) moments.push(rule[i]);
      return moments;
    };

    const ruleNamed = (name) => {
      const own = D.zones.find((zone) => zone.n === name);
      return own ? own.r : D.others.find(([names]) => (" " + names + " ").includes(" " + name + " "))?.[1];
    };
    const utc = [0];
    // What the reader chose: null is the clock of each site and queue.
    let chosen = null;
    const ruleOf = (zone) => chosen ?? D.zones[zone].r;
    // Called after the reader chose another clock.
    const onClock = [];
    const gridMoment = (minutes) => D.grid[0] + minutes * 60;
    """#
}
