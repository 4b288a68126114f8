extension PageScript {
  /// What takes a while: sick calls, publishing, planning anew; with progress and an end, and the start of the page.
  static let deskWork = #"""
    const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
    // Tells of work until it is over, and returns its last word.
    let isTelling = false;
    const tellOf = async (begun) => {
      const place = byId("desk-work");
      const line = h.span({});
      place.replaceChildren(h.p({ role: "status" }, line, " ", button(W.stop, () => call("api/stop", {}))));
      isTelling = true;
      try {
        let job = await begun;
        while (!job.isDone) {
          const best = job.cost == null ? "" : " · " + fill(W.best, number(job.cost, 0), number(job.bound, 0))
            + (job.share == null ? "" : " · " + percent(job.share));
          line.textContent = fill(W.working, job.stage || job.kind, number(job.seconds, 1)) + best;
          await pause(250);
          job = await call("api/job");
        }
        place.replaceChildren();
        if (job.wasStopped) throw { texts: [W.stopped] };
        if (job.failure) throw { texts: failureTexts(job.failure) };
        return job;
      } finally {
        isTelling = false;
      }
    };
    const run = (asked) => tellOf(call("api/job", asked));
    // Work that was begun before this page was drawn, or in another tab, unless something is being entered here.
    const followOthers = () => {
      if (picture.job && !picture.job.isDone && !isTelling && byId("desk-work").childElementCount === 0) {
        working(() => tellOf(picture.job));
      }
    };
    const working = async (act) => {
      try {
        await act();
      } catch (error) {
        byId("desk-work").replaceChildren(...faultLines(error));
      }
    };

    const replanTable = (report) => tableOf("changes", W.sick, [[T.person, "agent_id", "text"], [T.date, "date", "text"],
      [W.was, "was", "text"], [W.becomes, "becomes", "text"], [W.why, "reason", "text"], ["+", "price", 1]],
      report.changes.map((change) => [[personText(change.agent), change.agent], [dayText(change.date), change.date],
        [workText(change.was), change.was], [workText(change.becomes), change.becomes], change.reason, change.price]));
    const reportSick = (agent, date) => {
      const place = byId("desk-work");
      const answer = h.div({});
      const look = (cells) => {
        const asked = { kind: "replan", sick: [cells.agent], from: cells.from, until: cells.until };
        return working(async () => {
          const { replan } = await run({ ...asked, dryRun: true });
          place.replaceChildren(h.h3({}, W.sick + ": " + isolated(personText(cells.agent)) + ", " + dayText(cells.from)),
            h.p({}, fill(W.cost, number(replan.disturbedCost, 1), number(replan.mendedCost, 1),
              number(replan.mendedCost - replan.disturbedCost, 1))),
            ...replan.warnings.map((text) => h.p({ lang: "en", dir: "ltr" }, text)),
            replan.changes.length === 0 ? h.p({}, W.noChanges) : replanTable(replan),
            button(W.makeChanges, () => working(async () => {
              await run({ ...asked, dryRun: false, seen: seenRoster });
              again({ said: W.makeChanges });
            })));
          place.querySelector("button").focus();
        });
      };
      place.replaceChildren(h.h3({}, W.sick), ...entry([
        personField(T.person), dateField(T.start, "from", date), dateField(W.until, "until", date)], W.look, look), answer);
      if (agent) place.querySelector("select").value = agent;
      place.scrollIntoView({ block: "nearest" });
      place.querySelector(agent ? "button" : "select").focus();
    };
    const publish = () => {
      const place = byId("desk-work");
      const look = (cells) => working(async () => {
        const asked = { kind: "publish", by: cells.by, note: cells.note, seen: seenRoster };
        const { publication } = await run({ ...asked, dryRun: true });
        place.replaceChildren(h.h3({}, W.publish),
          publication.isFirst ? h.p({}, `${T.shift}: ${number(publication.shifts)}, ${T.people}: ${number(publication.people)}`)
            : publication.changes.length === 0 ? h.p({}, W.noChanges) : changeTable(publication.changes),
          ...publication.warnings.map((text) => h.p({ lang: "en", dir: "ltr" }, text)),
          publication.isNew ? button(W.publish, () => working(async () => {
            await run({ ...asked, dryRun: false });
            again({ said: W.publish });
          })) : h.p({}, W.noChanges));
        place.querySelector("button")?.focus();
      });
      place.replaceChildren(h.h3({}, W.publish), ...entry([
        field(W.author, h.input({ name: "by", required: true, autocomplete: "name" })), field(W.note, h.input({ name: "note" }))],
        W.look, look));
      place.querySelector("input").focus();
    };

    // Over dates that people were told of the planner says from when on it is.
    const planAnew = () => {
      const begin = (more) => run({ kind: "plan", dryRun: false, ...more }).then(() => again({ said: W.planAgain }));
      return working(() => begin({}).catch((error) => {
        if (!error.texts?.some((text) => text.includes("--redraft"))) throw error;
        const tomorrow = Math.floor(Date.now() / 864e5) + 1 - D.first;
        const place = byId("desk-work");
        place.replaceChildren(...faultLines(error), ...entry([
          dateField(T.start, "redraft", isoDate(Math.min(Math.max(0, tomorrow), D.days - 1)))],
          W.planAgain, (cells) => working(() => begin(cells))));
        place.querySelector("input").focus();
      }));
    };

    byId("desk-bar").replaceChildren(
      h.button({ type: "button", id: "undo-last", disabled: true }, W.undo),
      ...(D.people ? [button(W.sick, () => reportSick("", firstDate)), button(W.publish, publish)] : []),
      button(W.planAgain, planAnew));
    setUpTables();
    // The roster is read while the planner still looks around.
    call("api/prepare", {}).catch(() => {});
    if (D.people) { showBars(); comeBack(); }
    watch();
    """#
}
