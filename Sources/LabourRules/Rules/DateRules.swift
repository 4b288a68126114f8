import Timeline
import Workforce

extension LabourRule {
  /// On which dates a person may be rostered.
  static let dateRules = [
    LabourRule("date", "A shift's date is the date on the site's clock when it starts.") { record in
      record.shifts.compactMap { worked in
        guard let local = worked.localStart, local.date != worked.shift.date else { return nil }
        return Finding(worked.shift.date, "has a shift that starts at \(local.minuteText), on another date")
      }
    },
    LabourRule("horizon", "A shift's date lies within the horizon.") { record in
      let last = record.horizon.first.advanced(byDays: record.horizon.dayCount - 1)
      return record.shifts.filter { $0.shift.date < record.horizon.first || $0.shift.date > last }.map {
        Finding($0.shift.date, "has a shift outside \(record.horizon.first.isoText) to \(last.isoText)")
      }
    },
    LabourRule("employment", "A person works only on dates on which they are employed.") { record in
      record.shifts.compactMap { worked in
        let date = worked.shift.date
        if let from = record.agent.from, date < from {
          return Finding(date, "works \(countText(from.days(since: date), "day")) before joining on \(from.isoText)")
        }
        if let to = record.agent.to, date > to {
          return Finding(date, "works \(countText(date.days(since: to), "day")) after leaving on \(to.isoText)")
        }
        return nil
      }
    },
    LabourRule("leave", "No shift starts on a date of leave.") { record in
      record.shifts.filter { record.isOnLeave($0.shift.date) }.map {
        Finding($0.shift.date, "works on a date of leave")
      }
    },
    LabourRule("absence", "No shift starts on a date of absence at short notice.") { record in
      record.shifts.filter { record.isAbsent($0.shift.date) && !record.isBeforeAbsence($0.shift) }.map {
        Finding($0.shift.date, "works on a date of absence")
      }
    },
    LabourRule("fixed-shift", "A fixed shift of the horizon is worked, unless the person is absent.") { record in
      let last = record.horizon.first.advanced(byDays: record.horizon.dayCount - 1)
      return record.fixedShifts.sorted { $0.date < $1.date }.compactMap { fixed -> Finding? in
        guard record.horizon.first <= fixed.date, fixed.date <= last, !record.isAbsent(fixed.date) else { return nil }
        let isWorked = record.wholeShifts.contains { whole in
          whole.date == fixed.date && whole.paidMinutes == fixed.paidMinutes
            && whole.localStart?.secondsOfDay == fixed.start.minutes * 60
        }
        guard !isWorked else { return nil }
        return Finding(
          fixed.date,
          "has no shift from \(fixed.start.text) of \(lengthText(minutes: fixed.paidMinutes)) paid, which is fixed")
      }
    },
    LabourRule("one-shift-a-day", "A person has at most one shift a date, in one piece or split.") { record in
      let wholes = record.wholeShifts
      return record.workedDates.compactMap { date in
        let count = wholes.count { $0.date == date }
        return count > 1 ? Finding(date, "has \(count) shifts on one date, \(count - 1) more than 1") : nil
      }
    },
  ]
}
