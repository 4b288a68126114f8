/// The options of a problem arranged for a search that moves single shifts: by day, paid length, start and break layout; all in
/// raw arrays that are read only once built.
///
/// It is a class because several searches share one table.
package final class ShiftTable: @unchecked Sendable {
  struct Slots {
    /// Index of the first slot.
    var first: Int32
    var count: Int32
    /// The intervals that any of them reaches, also outside the grid; empty for none.
    var low: Int32
    var high: Int32

    var reach: Range<Int> { Int(low)..<Int(high) }
  }

  struct Slot {
    /// Index of the first option of this length and start; its break layouts follow.
    var first: Int32
    var count: Int32
  }

  struct Shift {
    var start: Int32
    var end: Int32
    var paid: Int32
    var localStart: Int32
    var kind: Int32
    /// First interval of the pattern and number of intervals.
    var first: Int32
    var count: Int32
    /// Start of the units of the pattern.
    var units: Int32
    /// Index of the paid length among the menu's lengths.
    var length: Int16
    /// Index of the start among the starts of its length and day.
    var slot: Int16
    /// Intervals of the pattern with other than full units: a range of `exceptions`.
    var firstException: Int32
    var exceptionCount: Int32
    /// The first option of its slot that works the same and ends when it does, whose breaks lie elsewhere inside the same intervals;
    /// itself where it is the first.
    var twin: Int32
    /// Whether it counts as a late end where colleagues share them.
    var endsLate: Bool
    /// As of its option.
    var gapAfter: Int32
    var gapMinutes: Int32

    /// The intervals of its pattern, also those outside the grid.
    @inline(__always)
    var reach: Range<Int> { Int(first)..<Int(first + count) }

    func worksLike(_ other: Shift) -> Bool {
      units == other.units && first == other.first && end == other.end && paid == other.paid
        && gapAfter == other.gapAfter && gapMinutes == other.gapMinutes
    }
  }

  let shifts: UnsafeMutablePointer<Shift>
  let units: UnsafeMutablePointer<Int8>
  /// Offset in the pattern of each exception, and its units.
  let exceptions: UnsafeMutablePointer<(offset: Int16, units: Int16)>
  let slots: UnsafeMutablePointer<Slot>
  /// Shape [menus][days][most lengths].
  let slotsOf: UnsafeMutablePointer<Slots>
  let mostLengths: Int
  let dayCount: Int
  private let intervalCount: Int
  /// Shape [menus]: paid lengths.
  let lengths: [[Int]]
  private let arena = Arena()

  package init(_ problem: RosterProblem) {
    dayCount = problem.dayCount
    intervalCount = problem.intervalCount
    let lengths = problem.menus.map { menu in
      Set(problem.options[menu.first..<menu.first + menu.count].map { Int($0.paid) }).sorted()
    }
    self.lengths = lengths
    mostLengths = max(1, lengths.map(\.count).max() ?? 1)
    var unitStart: [Int32] = []
    var allUnits: [Int8] = []
    var exceptionRange: [(Int32, Int32)] = []
    var allExceptions: [(offset: Int16, units: Int16)] = []
    for pattern in problem.patterns {
      unitStart.append(Int32(allUnits.count))
      allUnits += pattern.units.map { Int8(clamping: $0) }
      let odd = pattern.units.indices.filter { Int(pattern.units[$0]) != problem.unitsPerInterval }
      exceptionRange.append((Int32(allExceptions.count), Int32(odd.count)))
      allExceptions += odd.map { (Int16($0), Int16(pattern.units[$0])) }
    }
    let made: UnsafeMutablePointer<Shift> = arena.room(problem.options.count)
    shifts = made
    units = arena.copy(allUnits)
    exceptions = arena.copy(allExceptions)
    slotsOf = arena.room(problem.menus.count * problem.dayCount * mostLengths)
    var allSlots: [Slot] = []
    for menu in problem.menus.indices {
      for day in 0..<problem.dayCount {
        for length in 0..<mostLengths {
          let first = allSlots.count
          var (low, high) = (Int32.max, Int32.min)
          if length < lengths[menu].count {
            var lastStart: Int32?
            for index in problem.options(menu: menu, day: day)
            where Int(problem.options[index].paid) == lengths[menu][length] {
              let option = problem.options[index]
              if option.start == lastStart {
                allSlots[allSlots.count - 1].count += 1
              } else {
                allSlots.append(Slot(first: Int32(index), count: 1))
                lastStart = option.start
              }
              let pattern = Int(option.pattern)
              low = min(low, option.firstInterval)
              high = max(high, option.firstInterval + Int32(problem.patterns[pattern].units.count))
              shifts[index] = Shift(
                start: option.start, end: option.end, paid: option.paid, localStart: option.localStart,
                kind: option.kind, first: option.firstInterval, count: Int32(problem.patterns[pattern].units.count),
                units: unitStart[pattern], length: Int16(length), slot: Int16(allSlots.count - 1 - first),
                firstException: exceptionRange[pattern].0, exceptionCount: exceptionRange[pattern].1,
                twin: Int32(index), endsLate: option.endsLate, gapAfter: option.gapAfter,
                gapMinutes: option.gapMinutes)
              let slot = Int(allSlots[allSlots.count - 1].first)
              shifts[index].twin = Int32((slot..<index).first { made[$0].worksLike(made[index]) } ?? index)
            }
          }
          slotsOf[(menu * problem.dayCount + day) * mostLengths + length] = Slots(
            first: Int32(first), count: Int32(allSlots.count - first), low: min(low, high), high: high)
        }
      }
    }
    slots = arena.copy(allSlots)
  }

  @inline(__always)
  func slots(_ menu: Int, _ day: Int, _ length: Int) -> Slots {
    slotsOf[(menu * dayCount + day) * mostLengths + length]
  }

  /// The intervals that any of some options reaches, also outside the grid; empty for none.
  func reach(of options: some Sequence<Int>) -> Range<Int> {
    var (low, high) = (Int.max, Int.min)
    for option in options {
      low = min(low, Int(shifts[option].first))
      high = max(high, shifts[option].reach.upperBound)
    }
    return low < high ? low..<high : 0..<0
  }

  /// Calls `body` with each interval of the grid in which an option does some work, and its units.
  @inline(__always)
  package func forEachInterval(of option: Int32, _ body: (_ interval: Int, _ units: Int) -> Void) {
    let shift = shifts[Int(option)]
    for index in 0..<Int(shift.count) {
      let units = Int(self.units[Int(shift.units) + index])
      let interval = Int(shift.first) + index
      if units != 0 && interval >= 0 && interval < intervalCount { body(interval, units) }
    }
  }

  /// Calls `body` with each interval of the grid in which one option works more or less than another, and the units more.
  @inline(__always)
  func forEachDifference(from old: Int32, to new: Int32, _ body: (_ interval: Int, _ units: Int) -> Void) {
    let (a, b) = (shifts[Int(old)], shifts[Int(new)])
    let low = max(0, Int(min(a.first, b.first)))
    let high = min(intervalCount, Int(max(a.first + a.count, b.first + b.count)))
    let (unitsA, unitsB) = (units + Int(a.units), units + Int(b.units))
    let (firstA, firstB) = (Int(a.first), Int(b.first))
    let (countA, countB) = (Int(a.count), Int(b.count))
    for interval in low..<max(low, high) {
      let (i, j) = (interval - firstA, interval - firstB)
      let without = i >= 0 && i < countA ? Int(unitsA[i]) : 0
      let with = j >= 0 && j < countB ? Int(unitsB[j]) : 0
      if with != without { body(interval, with - without) }
    }
  }

  /// Where some options work in the grid, and how much: increasing.
  func work(_ options: [Int32]) -> [(interval: Int, units: Double)] {
    var sums: [Int: Double] = [:]
    for option in options where option >= 0 { forEachInterval(of: option) { sums[$0, default: 0] += Double($1) } }
    return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Calls `body` with each interval of a range that an option works in part or not at all although it reaches over it, and its units: what
  /// sums over full intervals are put right by.
  @inline(__always)
  func forEachException(of option: Int, in range: Range<Int>, _ body: (_ interval: Int, _ units: Int) -> Void) {
    let shift = shifts[option]
    for exception in Int(shift.firstException)..<Int(shift.firstException + shift.exceptionCount) {
      let interval = Int(shift.first) + Int(exceptions[exception].offset)
      if range.contains(interval) { body(interval, Int(exceptions[exception].units)) }
    }
  }
}
