/// The hours and days that a tour search has to remember while it walks through the days: days and minutes worked in the
/// current week, and minutes worked since the search began. Only what a rule needs is tracked; each combination that can be
/// reached is one state.
///
/// A shift of a given paid length moves blocks of neighbouring states by a constant, a `Run`, so a transition over all states
/// is a few straight loops.
struct HoursTally: Sendable {
  struct State: Hashable, Sendable {
    var total = 0
    var days = 0
    var week = 0
  }

  /// States `from ..< from + count` move to `to ..< to + count`.
  struct Run: Sendable {
    var from: Int
    var to: Int
    var count: Int
  }

  /// What is tracked and how far; nil means not tracked.
  struct Limits: Hashable, Sendable {
    var lengths: [Int]
    var weekDays: Int?
    var weekMinutes: Int?
    var total: Int?
  }

  /// More states than this are not built; the search then leaves the total out.
  static let mostStates = 6_000

  private(set) var states: [State] = []
  private(set) var runs: [[Run]] = []
  /// Shape [lengths][states]: the state before a shift of that length, or -1.
  private(set) var previous: [[Int32]] = []
  /// Shape [states]: the state with the same total at the start of a week.
  private(set) var weekStart: [Int32] = []
  private(set) var index: [State: Int32] = [:]
  let tracksWeek: Bool
  let tracksTotal: Bool
  let limits: Limits

  /// All states reachable within the limits, or nil when there are more than `mostStates`.
  init?(_ limits: Limits) {
    self.limits = limits
    tracksWeek = limits.weekDays != nil || limits.weekMinutes != nil
    tracksTotal = limits.total != nil
    if tracksTotal && !tracksWeek {
      let step = max(1, limits.lengths.reduce(0) { greatestCommonDivisor($0, $1) })
      let last = (limits.total ?? 0) / step
      guard last < Self.mostStates else { return nil }
      states = (0...last).map { State(total: $0 * step) }
    } else {
      guard exploreStates() else { return nil }
    }
    for (place, state) in states.enumerated() { index[state] = Int32(place) }
    weekStart = states.map { index[State(total: $0.total)] ?? 0 }
    for length in limits.lengths { addRuns(of: length) }
  }

  /// The state after a shift, or nil above a limit.
  func after(_ state: State, length: Int) -> State? {
    let next = State(
      total: limits.total == nil ? 0 : state.total + length, days: limits.weekDays == nil ? 0 : state.days + 1,
      week: limits.weekMinutes == nil ? 0 : state.week + length)
    let isWithin =
      next.days <= limits.weekDays ?? .max && next.week <= limits.weekMinutes ?? .max
      && next.total <= limits.total ?? .max
    return isWithin ? next : nil
  }

  private mutating func exploreStates() -> Bool {
    var seen: Set<State> = [State()]
    var open = [State()]
    while let state = open.popLast() {
      if seen.count > Self.mostStates { return false }
      var next = limits.lengths.compactMap { after(state, length: $0) }
      next.append(State(total: state.total))
      for candidate in next where seen.insert(candidate).inserted { open.append(candidate) }
    }
    states = seen.sorted { ($0.total, $0.days, $0.week) < ($1.total, $1.days, $1.week) }
    return true
  }

  private mutating func addRuns(of length: Int) {
    var list: [Run] = []
    var back = [Int32](repeating: -1, count: states.count)
    for (place, state) in states.enumerated() {
      guard let next = after(state, length: length), let target = index[next] else { continue }
      back[Int(target)] = Int32(place)
      if let last = list.last, last.from + last.count == place, last.to + last.count == Int(target) {
        list[list.count - 1].count += 1
      } else {
        list.append(Run(from: place, to: Int(target), count: 1))
      }
    }
    runs.append(list)
    previous.append(back)
  }
}

package func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
