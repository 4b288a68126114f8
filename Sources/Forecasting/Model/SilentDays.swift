/// Days without a single contact in a queue that is never silent by chance.
///
/// They are outages, closures or days nobody recorded, and say nothing about the level of the queue. Two weeks of them at
/// the end of a history are believed: then the queue has ended.
struct SilentDays: Sendable {
  /// The history without silent days.
  let history: DayMatrix
  /// The first row of the silent days at the end; `nil` when the last day has contacts.
  let undecidedFrom: Int?
  /// The days taken out and the contacts of a usual such day.
  let days: [(row: Int, usual: Double)]

  /// Contacts of a usual day from which on none at all is no chance.
  private static let leastUsual = 12.0

  /// - Parameter keeps: row x slotCount + slot of intervals that a planner has declared right.
  init(_ recorded: DayMatrix, _ calendar: DayCalendar, keeps: Set<Int>) {
    let slotCount = recorded.slotCount
    var sums = [Double](repeating: 0, count: recorded.rowCount)
    for row in sums.indices {
      var isKnown = false
      for slot in 0..<slotCount where !recorded[row, slot].isNaN {
        isKnown = true
        sums[row] += recorded[row, slot]
      }
      if !isKnown { sums[row] = .nan }
    }
    // The rows of each stretch without any contact; days nobody recorded do not end one.
    var firstOfStretch = Array(sums.indices)
    for row in sums.indices.dropFirst() where !(sums[row] > 0) && !(sums[row - 1] > 0) {
      firstOfStretch[row] = firstOfStretch[row - 1]
    }
    var history = recorded
    var silent: [(row: Int, usual: Double)] = []
    for row in sums.indices where sums[row] == 0 && !calendar.isSpecial[row] {
      guard !(0..<slotCount).contains(where: { keeps.contains(row * slotCount + $0) }) else { continue }
      // The newest same weekdays before the stretch that were not silent themselves, and as many days as a holiday takes away.
      var usual: [Double] = []
      var silentOnes = 0
      var other = row - calendar.week
      while other >= firstOfStretch[row] { other -= calendar.week }
      while other >= 0, usual.count < 6, silentOnes < 3 {
        if calendar.weekday[other] == calendar.weekday[row], !sums[other].isNaN {
          if sums[other] > 0 { usual.append(sums[other]) } else if !calendar.isSpecial[other] { silentOnes += 1 }
        }
        other -= calendar.week
      }
      guard silentOnes < 3, usual.count >= 3 else { continue }
      let contacts = median(&usual)
      if contacts >= Self.leastUsual { silent.append((row, contacts)) }
    }
    var last = sums.count - 1
    while last >= 0, sums[last].isNaN { last -= 1 }
    // The first silent day of the stretch at the end, where there is one.
    let firstAtEnd = last >= 0 && sums[last] == 0 ? firstOfStretch[last] : last + 1
    let firstOfRun = silent.first { $0.row >= firstAtEnd }?.row ?? last + 1
    let run = last - firstOfRun + 1
    let isBelieved = run >= 2 * calendar.week
    let taken = silent.filter { !(isBelieved && $0.row >= firstOfRun) }
    for day in taken { for slot in 0..<slotCount { history[day.row, slot] = .nan } }
    days = taken
    self.history = history
    undecidedFrom = run > 0 && !isBelieved ? firstOfRun : nil
  }
}
