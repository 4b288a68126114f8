import Rostering
import ScenarioFiles
import Tabular
public import Timeline
import Workforce

extension Planner {
  /// Why a person has the shift they have on a date, by the roster and the requirement of the output folder.
  ///
  /// - Parameter instead: `off`, a start `09:00`, a shift `09:00-17:30` or a split one `09:00-13:00 + 16:00-20:00` on the site's
  ///   clock to look at; the cheapest choices when nil.
  /// - Throws: `InputError` for faults of the files or the question.
  public func why(agent id: String, on date: CivilDate, instead: String? = nil) throws -> WhyReport {
    try reading { try reasons(agent: id, on: date, instead: instead) }
  }

  private func reasons(agent id: String, on date: CivilDate, instead: String?) throws -> WhyReport {
    var scenario = try read(needsHistory: false).scenario
    guard let agent = scenario.agent(id), let zone = scenario.site(agent.site)?.zone else {
      throw InputError(
        Place(file: "--agent"), "there is no agent \(id)",
        next: scenario.advice(forPerson: id))
    }
    let requirement = try readRequirement(for: scenario)
    let roster = try readRoster(for: scenario)
    scenario.absences = try readAbsences(for: scenario)
    report(.began(.roster))
    guard
      let reasons = Rostering.reasons(
        for: id, on: date, in: roster, covering: requirement, scenario: scenario)
    else {
      let last = scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount - 1)
      throw InputError(
        Place(file: "--on"), "\(date.isoText) is not in the plan",
        next: "The plan goes from \(scenario.horizon.first.isoText) to \(last.isoText).")
    }
    let activities = roster.spells.filter { spell in
      spell.agent == id && reasons.present.contains { $0.start <= spell.start && spell.end <= $0.end }
    }.compactMap { spell in
      spell.queues.lazy.map { scenario.queues[$0] }.first { $0.activity != nil }.map {
        "\($0.id) \(zone.local(at: spell.start).clockText)-\(zone.local(at: spell.end).clockText)"
      }
    }
    var report = WhyReport(agent: agent, date: date, reasons: reasons, zone: zone, activities: activities)
    guard let instead else { return report }
    let wanted = reasons.alternatives.first { Self.text($0.shifts, zone, like: instead) == instead.lowercased() }
    guard let wanted else {
      let choices = reasons.alternatives.map { Self.text($0.shifts, zone, like: "-") }
      throw InputError(
        Place(file: "--instead"), "\(instead) is no other choice of \(id) on \(date.isoText)",
        next: "Write off, a start of contract \(agent.contract) such as 09:00, or a whole shift."
          + didYouMean(instead, in: choices))
    }
    report.asked = wanted
    report.exchange = Rostering.exchange(
      for: id, on: date, having: wanted.shifts, in: roster, covering: requirement, scenario: scenario)
    return report
  }

  /// A shift written as the question is: `off`, its start, or the whole.
  private static func text(_ shifts: [Shift], _ zone: Zone, like question: String) -> String {
    guard let first = shifts.first else { return "off" }
    return question.contains("-") ? shifts.clockText(in: zone) : zone.local(at: first.start).clockText
  }
}
