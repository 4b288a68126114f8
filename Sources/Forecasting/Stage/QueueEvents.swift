import Timeline
import Workforce

/// What the events of a scenario mean for one queue's dates.
struct QueueEvents: Sendable {
  /// Shape [dates]: product of the stated factors.
  private(set) var factor: [Double]
  /// Shape [dates]: past dates known to be unusual that nothing is learned from.
  private(set) var isDiscarded: [Bool]
  /// Notes of events whose factor is learned from their past, by date. Past dates with a stated factor are among them: where a note
  /// comes back without one, all that its dates have shown counts.
  private(set) var learned: [CivilDate: [String]] = [:]
  private(set) var warnings: [String] = []

  init(_ events: [Event], queue: String, dates: [CivilDate], historyRows: Int) {
    factor = [Double](repeating: 1, count: dates.count)
    isDiscarded = [Bool](repeating: false, count: dates.count)
    let ours = events.filter { $0.queue == "*" || $0.queue == queue }
    var pastRows: [String: Int] = [:]
    var futureRows: [String: Int] = [:]
    for event in ours {
      for row in dates.indices where event.covers(queue, on: dates[row]) {
        if row < historyRows {
          pastRows[event.note, default: 0] += 1
        } else if event.factor == nil {
          futureRows[event.note, default: 0] += 1
        }
      }
    }
    for event in ours {
      for row in dates.indices where event.covers(queue, on: dates[row]) {
        let isStated = event.factor != nil && row >= historyRows
        if !isStated, pastRows[event.note] != nil, futureRows[event.note] != nil {
          learned[dates[row], default: []].append(event.note)
        } else if let stated = event.factor {
          factor[row] *= max(0, stated)
        } else if row < historyRows {
          isDiscarded[row] = true
        }
      }
    }
    for note in futureRows.keys.sorted() where pastRows[note] == nil {
      warnings.append(
        "Queue \(queue): the event \"\(note)\" has neither a factor nor a past occurrence; no effect is assumed.")
    }
  }

  /// Takes the effect of stated factors out of past rates, and unusual dates altogether.
  func takeOut(of rates: inout DayMatrix) {
    for row in 0..<min(rates.rowCount, factor.count) where factor[row] != 1 || isDiscarded[row] {
      for slot in 0..<rates.slotCount {
        rates[row, slot] = isDiscarded[row] || factor[row] <= 0 ? .nan : rates[row, slot] / factor[row]
      }
    }
  }
}
