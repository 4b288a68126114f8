import Workforce

/// The shape of a channel's other queues, on which a small queue leans.
struct SiblingPools: Sendable {
  private let tasks: [QueueTask]
  /// Shape [queues][7][1440]: contacts by weekday and minute at which a slot starts.
  private let contacts: [[Double]]

  private static let minutes = 1440

  init(_ tasks: [QueueTask]) {
    self.tasks = tasks
    contacts = tasks.map { task in
      var sums = [Double](repeating: 0, count: 7 * Self.minutes)
      for row in 0..<task.historyRows {
        let weekday = task.calendar.weekday[row]
        for (slot, minute) in task.table.slotMinutes.enumerated() where !task.table.rates[row, slot].isNaN {
          sums[weekday * Self.minutes + minute] += task.table.rates[row, slot]
        }
      }
      return sums
    }
  }

  /// Relative sizes of a queue's slots in the other queues of its channel, shape [7][slots]; `nil` without others.
  ///
  /// - Parameter minutes: where the slots start.
  func shares(for index: Int, minutes: [Int]) -> [Double]? {
    let task = tasks[index]
    let siblings = tasks.indices.filter { $0 != index && tasks[$0].queue.channel == task.queue.channel }
    guard !siblings.isEmpty else { return nil }
    return (0..<7).flatMap { weekday in
      minutes.map { minute in
        siblings.reduce(0) { $0 + contacts[$1][weekday * Self.minutes + minute] }
      }
    }
  }
}
