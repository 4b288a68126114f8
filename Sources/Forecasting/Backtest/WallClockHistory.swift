public import Timeline

/// Contacts by local wall-clock time, as exports of contact centres often have them: no offset, and the hour that the
/// clocks repeat holds the contacts of both its passes.
public struct WallClockHistory: Sendable {
  /// One queue's rows; a row that is present was open, also when nobody called.
  public struct Series: Sendable {
    /// Id of the queue.
    public var queue: String
    /// Start of each interval on the wall clock, strictly increasing.
    public var starts: [LocalDateTime]
    /// Contacts offered per interval, at least 0; same length as `starts`.
    public var offered: [Double]

    /// Rows of one queue.
    public init(queue: String, starts: [LocalDateTime], offered: [Double]) {
      self.queue = queue
      self.starts = starts
      self.offered = offered
    }
  }

  /// One series a queue.
  public var series: [Series]
  /// The clock the times are written in; `nil` when nobody knows, then no hour is taken as missing or repeated.
  public var zone: Zone?

  /// A history of series.
  public init(series: [Series], zone: Zone? = nil) {
    self.series = series
    self.zone = zone
  }
}

extension WallClockHistory.Series {
  /// The rows by date and slot; a local time that happens twice in the zone counts as two intervals.
  func table(zone: Zone?) -> LocalTable {
    var doubled: [CivilDate: Bool] = [:]
    let cells = starts.indices.map { index in
      let start = starts[index]
      let isLongDay: Bool
      if let known = doubled[start.date] {
        isLongDay = known
      } else {
        isLongDay = zone.map { $0.dayLengthSeconds(start.date) > 86_400 } ?? false
        doubled[start.date] = isLongDay
      }
      var exposure = 1.0
      if isLongDay, case .twice? = zone?.resolve(start) { exposure = 2 }
      return LocalTable.Cell(
        day: start.date.daysSinceEpoch, minute: start.minutesOfDay, offered: offered[index], exposure: exposure)
    }
    return LocalTable(cells: cells)
  }
}
