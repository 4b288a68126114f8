import Timeline
import Tours
import Workforce

extension ReplanTask {
  /// A date that is no longer as published, with its reason in words.
  func change(_ change: Replanning.Change, _ result: Replanning.Result) -> RosterChange {
    let person = problem.people[change.person].name
    let date = task.date(change.day)
    func work(_ option: Int32) -> [Shift] {
      option == RosterProblem.off ? [] : task.work(person: change.person, option: option)
    }
    let isAway = change.cause == .away
    let zones = scenario.zonesBySite
    let (before, after) = (published.shifts.filter { $0.agent == person && $0.date == date }, work(change.after))
    return RosterChange(
      agent: person, date: date, before: before, after: after, was: before.clockText(in: zones),
      becomes: after.clockText(in: zones), reason: reason(change, result), price: isAway ? 0 : priceOfChange)
  }

  private func reason(_ change: Replanning.Change, _ result: Replanning.Result) -> String {
    switch change.cause {
    case .away:
      let date = task.date(change.day)
      let name = problem.people[change.person].name
      guard scenario.absenceDates(of: name).contains(date) else { return "away" }
      guard change.after != RosterProblem.off, let last = task.work(person: change.person, option: change.after).last,
        let zone = scenario.site(last.site)?.zone
      else { return "absent" }
      return "absent from \(zone.local(at: last.end).clockText)"
    case .owesHours: return "owes hours in this week"
    case .makesRoom: return "in exchange, so that the week keeps its rules"
    case .spares:
      return change.after == RosterProblem.off ? "not needed: it costs more than it saves" : "costs less at this time"
    case .covers(let intervals) where task.posts != nil:
      let missing = result.changes.filter { $0.cause == .away && overlaps($0.before, intervals) }
        .map { problem.people[$0.person].name }
      let post = task.posts?.text(at: task.place(of: change.after)) ?? ""
      return post + (missing.isEmpty ? "" : ", where \(missing.joined(separator: ", ")) is missing")
    case .covers(let intervals):
      let grid = task.requirement.grid
      let zone = scenario.site(task.agent(of: change.person).site)?.zone ?? .utc
      let start = zone.local(at: grid.instant(of: intervals.lowerBound)).clockText
      let end = zone.local(at: grid.instant(of: intervals.upperBound + 1)).clockText
      let missing = result.changes.filter { $0.cause == .away && overlaps($0.before, intervals) }
        .map { problem.people[$0.person].name }
      return missing.isEmpty
        ? "helps from \(start) to \(end)"
        : "helps from \(start) to \(end), where \(missing.joined(separator: ", ")) is missing"
    }
  }

  private func overlaps(_ option: Int32, _ intervals: ClosedRange<Int>) -> Bool {
    option >= 0 && problem.reach(of: option).overlaps(intervals)
  }

  /// Sentences beside the roster: what is odd in the published one, and whether time ran out.
  func notes(_ result: Replanning.Result) -> [String] {
    let odd = sentences(
      about: result.oddTours.map { odd in
        let (name, date) = (problem.people[odd.person].name, task.date(odd.day))
        let rule = "the published shifts do not keep \(odd.rule.words) (about \(date.isoText)); they stay as they are"
        return (name, "\(name): \(rule)")
      })
    let cut =
      result.wasCutShort ? ["the search was cut short by its time limit; another run may find more"] : []
    return task.warnings + odd + cut
  }
}
