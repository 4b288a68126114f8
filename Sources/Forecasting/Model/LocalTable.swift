package import Timeline

/// One queue's history by local date and slot, with what the model needs to know about the dates.
package struct LocalTable: Sendable {
  /// Every date, from the first to the last, of the weekdays the queue is ever open on.
  package let dates: [CivilDate]
  /// Minutes after local midnight at which each slot starts, increasing.
  package let slotMinutes: [Int]
  /// Rates by row and slot; NaN where absent.
  package let rates: DayMatrix
  /// Shape [dates][slots]: how many intervals of the usual length each slot held: 0 absent, 1, or 2 where the clock
  /// went back.
  package let exposure: [Double]
  /// Shape [dates][slots]: contacts handled whose handle time is known; empty where no handle time is.
  package let handled: [Double]
  /// Same shape: handle time of those in seconds.
  package let handleSeconds: [Double]

  /// What one slot of one date held.
  package struct Cell {
    let day: Int
    let minute: Int
    /// Contacts offered.
    var offered: Double
    /// How many intervals of the usual length it lasted: 0.5 for half of one.
    var exposure: Double
    /// Contacts handled, 0 where their handle time is unknown.
    var handled = 0.0
    /// Handle time of those in seconds.
    var handleSeconds = 0.0
  }

  /// More contacts than any queue has in an interval: a slip in the file, not a count.
  package static let largestCount = 1e12

  /// An interval seen for less than this part of its length is absent.
  private static let leastExposure = 0.5

  /// A table from cells in any order; cells of the same date and slot are added up.
  ///
  /// - Parameters:
  ///   - extraDates: dates that must be rows even if no cell lies on them; their weekdays are taken as open.
  ///   - extraSlots: minutes of the day that must be slots even if no cell lies on them.
  package init(cells: [Cell], alsoOpen extraDates: [CivilDate] = [], slots extraSlots: [Int] = []) {
    var isSlot = [Bool](repeating: false, count: 1440)
    for cell in cells { isSlot[cell.minute] = true }
    for minute in extraSlots { isSlot[minute] = true }
    let slotMinutes = isSlot.indices.filter { isSlot[$0] }
    self.slotMinutes = slotMinutes
    var first = extraDates.first?.daysSinceEpoch ?? cells.first?.day ?? 0
    var last = first - 1
    for day in extraDates { (first, last) = (min(first, day.daysSinceEpoch), max(last, day.daysSinceEpoch)) }
    for cell in cells { (first, last) = (min(first, cell.day), max(last, cell.day)) }
    guard first <= last else {
      dates = []
      rates = DayMatrix(rowCount: 0, slotCount: slotMinutes.count)
      exposure = []
      handled = []
      handleSeconds = []
      return
    }
    var isSeen = [Bool](repeating: false, count: last - first + 1)
    for cell in cells { isSeen[cell.day - first] = true }
    for day in extraDates { isSeen[day.daysSinceEpoch - first] = true }
    let allDates = (first...last).map { CivilDate(daysSinceEpoch: $0) }
    let openWeekdays = Set(allDates.filter { isSeen[$0.daysSinceEpoch - first] }.map(\.weekday))
    let dates = allDates.filter { openWeekdays.contains($0.weekday) }
    self.dates = dates
    var rowOfDay = [Int](repeating: -1, count: last - first + 1)
    for (row, date) in dates.enumerated() { rowOfDay[date.daysSinceEpoch - first] = row }
    var slotOfMinute = [Int](repeating: 0, count: 1440)
    for (slot, minute) in slotMinutes.enumerated() { slotOfMinute[minute] = slot }
    let slotCount = slotMinutes.count
    var exposure = [Double](repeating: 0, count: dates.count * slotCount)
    var offered = exposure
    let hasHandleTime = cells.contains { $0.handled > 0 }
    var handled = hasHandleTime ? exposure : []
    var handleSeconds = handled
    for cell in cells {
      let index = rowOfDay[cell.day - first] * slotCount + slotOfMinute[cell.minute]
      exposure[index] += cell.exposure
      offered[index] += cell.offered
      guard hasHandleTime else { continue }
      handled[index] += cell.handled
      handleSeconds[index] += cell.handleSeconds
    }
    for index in exposure.indices {
      if exposure[index] < Self.leastExposure { exposure[index] = 0 }
      offered[index] = exposure[index] > 0 ? offered[index] / exposure[index] : .nan
    }
    self.exposure = exposure
    self.handled = handled
    self.handleSeconds = handleSeconds
    rates = DayMatrix(rowCount: dates.count, slotCount: slotCount, values: offered)
  }

  /// The same table with other rates.
  init(_ table: LocalTable, rates: DayMatrix) {
    dates = table.dates
    slotMinutes = table.slotMinutes
    self.rates = rates
    exposure = table.exposure
    handled = table.handled
    handleSeconds = table.handleSeconds
  }
}
