/// The next moment of each of a fixed set of sources of events, and which comes first.
///
/// A tournament: each inner node holds the earlier of its two children, so a change costs one walk to the root.
struct EventClocks {
  private var times: [Double]
  private var winners: [Int]
  private let leaves: Int

  /// Clocks that never ring until set.
  init(count: Int) {
    var leaves = 1
    while leaves < count { leaves *= 2 }
    self.leaves = leaves
    times = Array(repeating: .infinity, count: leaves)
    winners = Array(repeating: 0, count: 2 * leaves)
    for leaf in 0..<leaves { winners[leaves + leaf] = leaf }
    for node in stride(from: leaves - 1, to: 0, by: -1) { winners[node] = winners[2 * node] }
  }

  /// The source that comes first; of simultaneous ones the one with the lowest number.
  var first: Int { leaves == 1 ? 0 : winners[1] }

  /// When the first event is; infinite when there is none.
  var firstTime: Double { times[first] }

  /// Sets the next moment of a source.
  mutating func set(_ source: Int, to time: Double) {
    times[source] = time
    var node = (leaves + source) / 2
    while node > 0 {
      let left = winners[2 * node]
      let right = winners[2 * node + 1]
      winners[node] = times[right] < times[left] ? right : left
      node /= 2
    }
  }
}

/// Events at free moments, earliest first: patience running out, redials.
struct EventHeap {
  struct Event {
    var time: Double
    var queue: Int
    /// The place in line whose patience runs out; negative for a redial.
    var ticket: Int
  }

  private var events: [Event] = []

  var firstTime: Double { events.first?.time ?? .infinity }

  mutating func removeAll() { events.removeAll(keepingCapacity: true) }

  mutating func push(_ event: Event) {
    events.append(event)
    var child = events.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if events[parent].time <= events[child].time { break }
      events.swapAt(parent, child)
      child = parent
    }
  }

  mutating func pop() -> Event? {
    guard let first = events.first, let last = events.popLast() else { return nil }
    if events.isEmpty { return first }
    events[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= events.count { break }
      if child + 1 < events.count && events[child + 1].time < events[child].time { child += 1 }
      if events[parent].time <= events[child].time { break }
      events.swapAt(parent, child)
      parent = child
    }
    return first
  }
}
