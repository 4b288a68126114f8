/// The shape of a holiday: what its name had in the past, drawn towards a normal day and towards other holidays.
struct HolidayShape: Sendable {
  /// Shape [holidayNames][slotCount]: contacts summed over the past dates of that name.
  private var byName: [[Double]]
  private var past: [Int]
  private var all: [Double]

  init(_ clean: DayMatrix, _ calendar: DayCalendar) {
    let empty = [Double](repeating: 0, count: clean.slotCount)
    byName = [[Double]](repeating: empty, count: calendar.holidayNames.count)
    past = [Int](repeating: 0, count: calendar.holidayNames.count)
    all = empty
    for row in 0..<clean.rowCount where calendar.holiday[row] >= 0 && clean.hasAny(row: row) {
      let name = calendar.holiday[row]
      past[name] += 1
      for slot in 0..<clean.slotCount where !clean[row, slot].isNaN {
        byName[name][slot] += clean[row, slot]
        all[slot] += clean[row, slot]
      }
    }
  }

  /// Variance of an interval around its day's total on a holiday, over its squared mean and beyond chance: each past
  /// holiday foretold from the others. Drawn towards that of plain days as by two holidays, and wider where few were seen.
  func variance(_ clean: DayMatrix, _ calendar: DayCalendar, _ profile: Profile, plain: Double) -> Double {
    var sum = 2 * plain
    var count = 2.0
    for row in 0..<clean.rowCount where calendar.holiday[row] >= 0 && clean.hasAny(row: row) {
      var day = [Double](repeating: 0, count: clean.slotCount)
      var came = [Double](repeating: 0, count: clean.slotCount)
      var share = 0.0
      var total = 0.0
      for slot in 0..<clean.slotCount where !clean[row, slot].isNaN {
        day[slot] = profile[calendar.weekday[row], slot]
        came[slot] = clean[row, slot]
        share += day[slot]
        total += came[slot]
      }
      guard share > 0, total > 0 else { continue }
      for slot in day.indices { day[slot] *= total / share }
      reshape(&day, holiday: calendar.holiday[row], without: came)
      var distance = 0.0
      var scale = 0.0
      for slot in day.indices {
        distance += (came[slot] - day[slot]) * (came[slot] - day[slot]) - day[slot]
        scale += day[slot] * day[slot]
      }
      sum += max(0, distance / scale)
      count += 1
    }
    return sum / count * (count + 1) / (count - 1)
  }

  /// Moves the contacts of a normal day within the day; the sum stays.
  ///
  /// The new shape is that of the name's past contacts, plus one normal day, plus half a day in the shape of all other
  /// past holidays. A name never seen keeps the normal shape.
  ///
  /// - Parameter without: shape [slotCount]; contacts of one date of that name that are not known.
  func reshape(_ day: inout [Double], holiday name: Int, without left: [Double]? = nil) {
    guard past[name] > (left == nil ? 0 : 1) else { return }
    let total = day.reduce(0, +)
    let own = left.map { zip(byName[name], $0).map { $0 - $1 } } ?? byName[name]
    let others = zip(all, byName[name]).map { $0 - $1 }
    let othersTotal = others.reduce(0, +)
    var shape = day
    for slot in day.indices {
      if day[slot] <= 0 { continue }
      shape[slot] += own[slot]
      if othersTotal > 0 { shape[slot] += 0.5 * total * others[slot] / othersTotal }
    }
    let sum = shape.reduce(0, +)
    guard sum > 0 else { return }
    for slot in day.indices { day[slot] = total * shape[slot] / sum }
  }
}
