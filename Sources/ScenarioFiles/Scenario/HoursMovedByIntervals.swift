import Timeline
import Workforce

extension Scenario {
  /// Notes on queues whose hours begin or end inside an interval of the plan: it counts as it is at its start, so they move to its
  /// end.
  var hoursMovedByIntervals: [String] {
    let length = horizon.intervalMinutes
    return queues.compactMap { queue in
      let edges = queue.open.edges(on: horizon.dates).filter { $0.minute(of: length) != 0 }
      guard !edges.isEmpty else { return nil }
      let moves = unique(edges.map { "\($0.clock) to \($0.clock(movedTo: length))" })
      let fitting = Self.intervals.filter { shorter in edges.allSatisfy { $0.minute(of: shorter) == 0 } }.max()
      return
        "\(queue.activity == nil ? "Queue" : "Activity") \(queue.id): hours that begin or end inside an interval of the plan count from its end: "
        + moves.prefix(4).joined(separator: ", ") + (moves.count > 4 ? " and \(moves.count - 4) more" : "")
        + ". Write hours that fit intervals of \(length) min"
        + (fitting.map { ", or interval: \($0) min." } ?? ".")
    }
  }

  /// Lengths that an interval may have, in minutes.
  private static let intervals = (5...60).filter { 60 % $0 == 0 }
}

/// A moment at which a queue opens or closes.
private struct OpeningEdge: Hashable {
  /// What the queue's clock shows, in minutes of the day, and how far it is ahead of UTC in whole minutes.
  var local: Int
  var offset: Int

  /// How far inside an interval of some minutes it lies; intervals are counted in UTC.
  func minute(of length: Int) -> Int {
    let rest = (local - offset) % length
    return rest < 0 ? rest + length : rest
  }

  var clock: String { Self.text(local) }
  func clock(movedTo length: Int) -> String { Self.text(local + length - minute(of: length)) }

  private static func text(_ minutes: Int) -> String { TimeOfDay(minutes: minutes % 1440)?.description ?? "24:00" }
}

extension OpeningHours {
  /// When it opens and closes on some dates, each clock and offset once, in the order in which they come.
  fileprivate func edges(on dates: [CivilDate]) -> [OpeningEdge] {
    var edges: [OpeningEdge] = []
    var seen: Set<OpeningEdge> = []
    for date in dates {
      let midnight = zone.startOfDay(date)
      let weekday = date.weekday.rawValue
      let (before, after) = (week[(weekday + 6) % 7], week[(weekday + 1) % 7])
      for hours in week[weekday] {
        let goesOn = hours.end == .endOfDay && after.first?.start == .midnight
        let wentOn = hours.start == .midnight && before.last?.end == .endOfDay
        for (minutes, isEdge) in [(hours.start.minutes, !wentOn), (hours.end.minutes, !goesOn)] where isEdge {
          let offset = zone.offset(at: midnight.advanced(bySeconds: 60 * minutes)) / 60
          let edge = OpeningEdge(local: minutes, offset: offset)
          if seen.insert(edge).inserted { edges.append(edge) }
        }
      }
    }
    return edges
  }
}
