import Timeline
import Workforce

extension LabourRule {
  /// Where work is done.
  static let placeRules = [
    LabourRule("unknown-site", "A shift is worked at a site of the scenario.") { record in
      record.shifts.filter { $0.zone == nil }.map {
        Finding($0.shift.date, "works at site \($0.shift.site), which the scenario does not describe")
      }
    },
    LabourRule("own-site", "A person works at their own site.") { record in
      record.shifts.filter { $0.zone != nil && $0.shift.site != record.agent.site }.map {
        Finding($0.shift.date, "works at site \($0.shift.site) instead of \(record.agent.site)")
      }
    },
  ]
}
