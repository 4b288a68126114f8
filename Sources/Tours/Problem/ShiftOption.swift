/// One way of working on one local day: a start, an end, paid time and a break layout.
///
/// Times are elapsed minutes since the start of the grid, so a clock change needs no special case: it is simply a day whose
/// options carry other numbers. Several break layouts of the same start and length are separate options.
package struct ShiftOption: Hashable, Sendable, BitwiseCopyable {
  /// Index of the shift kind (early, late, night, ...) in `RosterProblem.kinds`.
  package var kind: Int32
  /// Elapsed minutes from the start of the grid to the start of work.
  package var start: Int32
  /// Elapsed minutes from the start of the grid to the end of work.
  package var end: Int32
  /// Paid minutes.
  package var paid: Int32
  /// Minutes after local midnight of the shift's own day at which it starts; used for stable starts and for moves between days.
  package var localStart: Int32
  /// Index of the productive work it does, in `RosterProblem.patterns`.
  package var pattern: Int32
  /// The first interval of the grid that the pattern covers; may be negative or past the end.
  package var firstInterval: Int32
  /// Whether it counts as a late end where colleagues share them.
  package var endsLate: Bool
  /// Elapsed minutes from the start of work to the gap of a split shift, and how long that is; 0 where it is in one piece.
  package var gapAfter: Int32
  package var gapMinutes: Int32

  /// An option; times in minutes as described at the properties.
  package init(
    kind: Int, start: Int, end: Int, paid: Int, localStart: Int, pattern: Int, firstInterval: Int,
    endsLate: Bool = false, gap: Range<Int> = 0..<0
  ) {
    self.kind = Int32(kind)
    self.start = Int32(start)
    self.end = Int32(end)
    self.paid = Int32(paid)
    self.localStart = Int32(localStart)
    self.pattern = Int32(pattern)
    self.firstInterval = Int32(firstInterval)
    self.endsLate = endsLate
    gapAfter = Int32(gap.lowerBound)
    gapMinutes = Int32(gap.count)
  }
}

/// A kind of shift as rules see it: successions, counts and nights are ruled by kind.
package struct ShiftKind: Hashable, Sendable {
  /// Its name, for messages.
  package var name: String
  /// Whether it counts as a night where nights in a row are limited.
  package var isNight: Bool

  /// A kind with its name.
  package init(name: String, isNight: Bool = false) {
    self.name = name
    self.isNight = isNight
  }
}

/// Productive work of an option, interval by interval, in whole units of `RosterProblem.unitsPerInterval`.
///
/// With two units an interval, a half-hour that holds a 15-minute break is 1, lunch is 0 and full work is 2.
package struct WorkPattern: Hashable, Sendable {
  /// Units in each interval from the option's first interval on.
  package var units: [UInt8]

  /// A pattern from its units.
  package init(units: [UInt8]) {
    self.units = units
  }
}

/// The options of people who may work the same shifts (usually one site and contract), day by day.
package struct ShiftMenu: Hashable, Sendable {
  /// Index of the menu's first option in `RosterProblem.options`.
  package var first: Int
  /// Shape [days + 1]: options of day d are `first + dayStart[d] ..< first + dayStart[d + 1]`, by paid time, start and layout.
  package var dayStart: [Int]

  /// Number of options over all days.
  package var count: Int { dayStart.last ?? 0 }
}
