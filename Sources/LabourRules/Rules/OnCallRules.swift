import Timeline
import Workforce

extension LabourRule {
  /// Who is on call when.
  static let onCallRules = [
    LabourRule("on-call-away", "No duty on call begins on a date on which the person is away or absent.") { record in
      record.duties.filter { record.isAway(on: $0.date) || record.isAbsent($0.date) }.map {
        Finding($0.date, "is on call for \($0.skill) on a date away")
      }
    },
    LabourRule("on-call-shift", "No duty on call overlaps a shift of the person.") { record in
      record.duties.compactMap { duty in
        let shared =
          record.allShifts.map { worked in
            min(worked.shift.end, duty.end).seconds(since: max(worked.shift.start, duty.start))
          }.max() ?? 0
        guard shared > 0 else { return nil }
        return Finding(
          duty.date, "is on call for \(duty.skill) during a shift, for \(lengthText(seconds: shared))")
      }
    },
    LabourRule("on-call-skill", "A person on call is of the duty's site and has its skill.") { record in
      record.duties.filter { $0.site != record.agent.site || !record.agent.skills.contains($0.skill) }.map {
        Finding($0.date, "is on call for \($0.skill) at \($0.site), which they may not be")
      }
    },
    LabourRule("on-call-once", "A person begins at most one duty on call a date.") { record in
      Set(record.duties.map(\.date)).sorted().compactMap { date in
        let count = record.duties.count { $0.date == date }
        return count > 1 ? Finding(date, "has \(count) duties on call on one date, \(count - 1) more than 1") : nil
      }
    },
  ]
}
