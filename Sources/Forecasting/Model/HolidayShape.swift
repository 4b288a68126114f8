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

  /// Moves the contacts of a normal day within the day; the sum stays.
  ///
  /// The new shape is that of the name's past contacts, plus one normal day, plus half a day in the shape of all other
  /// past holidays. A name never seen keeps the normal shape.
  func reshape(_ day: inout [Double], holiday name: Int) {
    guard past[name] > 0 else { return }
    let total = day.reduce(0, +)
    let others = zip(all, byName[name]).map { $0 - $1 }
    let othersTotal = others.reduce(0, +)
    var shape = day
    for slot in day.indices {
      if day[slot] <= 0 { continue }
      shape[slot] += byName[name][slot]
      if othersTotal > 0 { shape[slot] += 0.5 * total * others[slot] / othersTotal }
    }
    let sum = shape.reduce(0, +)
    guard sum > 0 else { return }
    for slot in day.indices { day[slot] = total * shape[slot] / sum }
  }
}
