import Timeline
import Workforce

/// What a planner's decisions about flags mean for one queue's history.
struct FlagDecisions {
  /// Row x slotCount + slot of intervals declared right.
  private(set) var keeps: Set<Int> = []
  /// Dates of those intervals: their totals are right as well.
  private(set) var trusted: Set<CivilDate> = []
  /// Rows at which no level changed.
  private(set) var steady: Set<Int> = []

  /// Obeys the decisions in the rates of a table.
  ///
  /// An accepted flag's slots are scaled to its `after`, or left out where nothing was recorded; a discarded one's are
  /// left out; a rejected one's are kept whatever the model thinks. What two accepted flags hold is scaled once. Of a level that
  /// moved, an accepted one is as the model has it, a rejected one is none, and a discarded one was an event: the stretch is left out.
  init(_ flags: [HistoryFlag], zone: Zone, _ table: LocalTable, _ rates: inout DayMatrix) {
    var scaled: Set<Int> = []
    for flag in flags where flag.decision != .open {
      let first = zone.local(at: flag.start)
      let last = zone.local(at: flag.end.advanced(bySeconds: -1))
      if flag.kind == .level, flag.decision != .discard {
        guard flag.decision == .reject else { continue }
        let from = first.date.advanced(byDays: -7)
        for (row, date) in table.dates.enumerated() where from <= date && date <= last.date { steady.insert(row) }
        continue
      }
      for (row, date) in table.dates.enumerated() where first.date <= date && date <= last.date {
        for (slot, minute) in table.slotMinutes.enumerated() where !table.rates[row, slot].isNaN {
          let time = LocalDateTime(date: date, secondsOfDay: minute * 60)
          guard first <= time, time <= last else { continue }
          switch flag.decision {
          case .open: break
          case .accept:
            guard scaled.insert(row * table.slotMinutes.count + slot).inserted else { continue }
            rates[row, slot] = flag.before > 0 ? rates[row, slot] * flag.after / flag.before : .nan
          case .reject:
            keeps.insert(row * table.slotMinutes.count + slot)
            trusted.insert(date)
          case .discard: rates[row, slot] = .nan
          }
        }
      }
    }
  }
}
