internal import Units

/// Converts clock time to business time: seconds of opening hours since the start of play.
struct BusinessTime {
  private let starts: [Double]
  private let ends: [Double]
  /// Business time before each period.
  private let before: [Double]

  /// Opening hours, ascending and apart; none means always open.
  init(_ periods: [(from: Seconds, to: Seconds)]) {
    starts = periods.map(\.from.value)
    ends = periods.map(\.to.value)
    var total = 0.0
    before = periods.map { period in
      defer { total += period.to.value - period.from.value }
      return total
    }
  }

  /// Business time passed until a moment.
  func until(_ time: Double) -> Double {
    guard !starts.isEmpty else { return time }
    let begun = periodsBegun(by: time)
    guard begun > 0 else { return 0 }
    return before[begun - 1] + min(time, ends[begun - 1]) - starts[begun - 1]
  }

  /// The end of the period that a moment lies in, infinite where there are none; the moment itself outside of all.
  func closing(after time: Double) -> Double {
    guard !starts.isEmpty else { return .infinity }
    let begun = periodsBegun(by: time)
    return begun > 0 ? max(time, ends[begun - 1]) : time
  }

  private func periodsBegun(by time: Double) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
