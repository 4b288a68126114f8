import Tabular
import Timeline
import Workforce

/// Reads the shifts worked before a horizon, in the form of roster.csv.
///
/// People who are no longer in the table of agents, and shifts of the horizon itself, are left out with a warning: the file is as
/// a rule the roster of an earlier plan.
func readWorked(
  _ bytes: [UInt8], file: String, _ scenario: Scenario, before horizon: Horizon, _ problems: inout ProblemCollector,
  _ warnings: inout [InputProblem]
) -> [Shift] {
  var roster: Roster
  let strangers: [String]
  // A site that was closed or is called otherwise now has its clock in the table; what was worked there was worked.
  let known = scenario.knowing(sitesOf: bytes)
  do {
    (roster, strangers) = try RosterTable.readWorked(bytes, file: file, for: known)
  } catch {
    problems.add(error)
    return []
  }
  let place = Place(file: file)
  if let problem = InputProblem(strangers: strangers, "shifts", file: file) { warnings.append(problem) }
  let former = Set(known.sites.dropFirst(scenario.sites.count).map(\.id))
  if !former.isEmpty {
    let homes = scenario.agentsById.mapValues(\.site)
    for index in roster.shifts.indices where former.contains(roster.shifts[index].site) {
      roster.shifts[index].site = homes[roster.shifts[index].agent] ?? roster.shifts[index].site
    }
    warnings.append(
      InputProblem(
        place,
        "there is no site \(former.sorted().joined(separator: ", ")): what was worked there counts at people's own",
        next: "Nothing, if it was closed or is called otherwise now; else correct the ids."))
  }
  let worked = roster.shifts.filter { $0.date < horizon.first }
  let left = roster.shifts.count - worked.count
  let planned = "\(left) shift\(left == 1 ? "" : "s")"
  if left > 0 {
    warnings.append(
      InputProblem(
        place, "\(planned) from \(horizon.first) on \(left == 1 ? "is" : "are") left out: those dates are planned",
        next: "Keep a shift of the plan with a row of fixed.csv."))
  }
  if let last = worked.map(\.date).max(), horizon.first.days(since: last) > 7 {
    warnings.append(
      InputProblem(
        place, "the last worked shift is of \(last), \(horizon.first.days(since: last)) days before the plan",
        next: "Add what was worked since: days without a row count as days off."))
  }
  return worked
}

extension InputProblem {
  /// A warning about rows of the past that are left out, because the table of agents has nobody of their ids; nil where none is.
  init?(strangers: [String], _ what: String, file: String) {
    guard !strangers.isEmpty else { return nil }
    let names = strangers.prefix(5).joined(separator: ", ") + (strangers.count > 5 ? " and more" : "")
    self.init(
      Place(file: file), "\(what) of \(names) are left out: the table of agents has nobody of that id",
      next: "Nothing, if they have left; else correct the ids.")
  }
}
