import Workforce

/// Two scenarios beside each other: what each comes to, and what of the difference is whose doing.
public struct Comparison: Sendable {
  /// How far the runs go.
  public enum Depth: String, CaseIterable, Sendable {
    /// Forecast and requirement: seconds.
    case staffing
    /// A whole plan, twice for each state between the two, so that the chance of the search can be told from what is meant.
    case plan
  }

  /// Names of the two, as the planner typed them.
  public let names: (base: String, other: String)
  /// How far the runs went.
  public let depth: Depth
  /// Figures of the base by cell.
  public let base: [Cell: Int]
  /// Figures of the other by cell.
  public let other: [Cell: Int]
  /// What each driver adds to the base's figure; with those of all drivers it is the other's, in every cell and to the last unit.
  public let parts: [Cause: [Cell: Int]]
  /// Language and channel of every queue of either.
  public let queues: [String: (language: String, channel: String)]
  /// What becomes of each side's own promises, as far as the runs tell.
  public internal(set) var promises: (base: [PromiseVerdict], other: [PromiseVerdict])
  /// Promises of the other that the runs do not tell of.
  let untoldPromises: Int
  /// Sentences about what could not be compared.
  public let notes: [String]

  /// Compares two runs.
  ///
  /// One driver after the other is changed from the base's to the other's, in the order of ``Cause`` and in the reverse; what a driver
  /// adds is the mean of both. That is its Shapley value over these two orders.
  ///
  /// - Parameters:
  ///   - ends: figures of both without luck: sums over `scale` searches.
  ///   - chance: figures of both as their own plans have them; nothing where none was searched.
  ///   - figures: the figures of a run on the way, summed as those of the ends.
  init(
    _ names: (base: String, other: String), _ a: RunInput, _ b: RunInput, depth: Depth,
    ends: (base: Figures, other: Figures), chance: (base: Figures, other: Figures)? = nil, scale: Int = 1,
    notes: [String] = [], figures: (RunInput) throws -> Figures
  ) rethrows {
    self.names = names
    self.depth = depth
    self.notes = notes
    let drivers = Cause.allCases.filter { $0 != .search && !a.agrees(with: b, on: $0) }
    // Figures after each step, forth from the base and back from the other end.
    var forth = [ends.base]
    var back = [ends.base]
    for count in 1..<max(1, drivers.count) {
      forth.append(try figures(.mixed(a, b, takingFromB: Set(drivers.prefix(count)))))
      back.append(try figures(.mixed(a, b, takingFromB: Set(drivers.suffix(count)))))
    }
    if !drivers.isEmpty {
      forth.append(ends.other)
      back.append(ends.other)
    }
    // With no driver left to tell, ends that differ all the same differ by what no driver names.
    let states = forth + back + (chance.map { [$0.base, $0.other] } ?? []) + [ends.base, ends.other]
    var parts: [Cause: [Cell: Int]] = [:]
    var (base, other): ([Cell: Int], [Cell: Int]) = ([:], [:])
    for cell in Set(states.flatMap { $0.cells.keys }) {
      // In units of one over twice the scale: steps are means of two orders, figures without luck means of `scale` searches.
      var pieces: [(driver: Cause, piece: Int)] = drivers.indices.map { index in
        let forward = forth[index + 1][cell] - forth[index][cell]
        let place = drivers.count - 1 - index
        return (drivers[index], forward + back[place + 1][cell] - back[place][cell])
      }
      let before = chance.map { $0.base[cell] } ?? ends.base[cell] / scale
      let after = chance.map { $0.other[cell] } ?? ends.other[cell] / scale
      let named = pieces.reduce(0) { $0 + $1.piece }
      pieces.append((.search, 2 * scale * (after - before) - named))
      for (driver, part) in Self.wholes(pieces, of: 2 * scale) where part != 0 {
        parts[driver, default: [:]][cell] = part
      }
      if before != 0 { base[cell] = before }
      if after != 0 { other[cell] = after }
    }
    (self.parts, self.base, self.other) = (parts, base, other)
    let (before, after) = (PromiseFigures(base, in: a.scenario), PromiseFigures(other, in: b.scenario))
    let kept = PromiseVerdict.all(b.scenario.promises) { $0 ?? .mean == .mean ? after : nil }
    promises = (
      PromiseVerdict.all(a.scenario.promises) { $0 ?? .mean == .mean ? before : nil }.verdicts, kept.verdicts
    )
    untoldPromises = kept.untold
    var queues: [String: (language: String, channel: String)] = [:]
    for queue in b.scenario.queues + a.scenario.queues { queues[queue.id] = (queue.language, queue.channel.rawValue) }
    self.queues = queues
  }

  /// Pieces in fractions of a unit as whole units that add up to the same: each is cut towards 0, and what is left over goes to those
  /// with the greatest rests. The negatives of the pieces give the negatives of the units.
  static func wholes(_ pieces: [(driver: Cause, piece: Int)], of units: Int) -> [(driver: Cause, part: Int)] {
    var wholes = pieces.map { (driver: $0.driver, part: $0.piece / units) }
    let rests = pieces.map { $0.piece % units }
    let left = rests.reduce(0, +) / units
    let sign = left.signum()
    let order = rests.indices.filter { rests[$0].signum() == sign }
      .sorted { (-abs(rests[$0]), $0) < (-abs(rests[$1]), $1) }
    for index in order.prefix(abs(left)) { wholes[index].part += sign }
    return wholes
  }

  /// Sums of cells by a measure and whatever else groups them; a group of 0 is there where some cell is.
  public func sums<Group: Hashable>(
    _ cells: [Cell: Int], by group: (Cell) -> Group?
  ) -> [Group: [Measure: Int]] {
    var sums: [Group: [Measure: Int]] = [:]
    for (cell, figure) in cells {
      if let key = group(cell) { sums[key, default: [:]][cell.measure, default: 0] += figure }
    }
    return sums
  }
}
