public import Timeline
public import Workforce

/// Contacts by local wall-clock time, as exports of contact centres often have them: no offset, and the hour that the
/// clocks repeat holds the contacts of both its passes.
public struct WallClockHistory: Sendable {
  /// One queue's rows; a row that is present was open, also when nobody called.
  public struct Series: Sendable {
    /// Id of the queue.
    public var queue: String
    /// Start of each interval on the wall clock, each at most once.
    public var starts: [LocalDateTime]
    /// Contacts offered per interval, at least 0; same length as `starts`.
    public var offered: [Double]
    /// The clock the times are written in; `nil` when nobody knows, then no hour is taken as missing or repeated.
    public var zone: Zone?
    /// Names of holidays by date, past and future.
    public var holidays: [CivilDate: String]
    /// What else makes dates unusual, past and future; those of other queues are left aside.
    public var events: [Event]

    /// Rows of one queue.
    public init(
      queue: String, starts: [LocalDateTime], offered: [Double], zone: Zone? = nil,
      holidays: [CivilDate: String] = [:], events: [Event] = []
    ) {
      self.queue = queue
      self.starts = starts
      self.offered = offered
      self.zone = zone
      self.holidays = holidays
      self.events = events
    }
  }

  /// One series a queue.
  public var series: [Series]

  /// A history of series.
  public init(series: [Series]) {
    self.series = series
  }
}

extension WallClockHistory.Series {
  /// The rows by date and slot; a local time that happens twice in the zone counts as two intervals.
  func table() -> LocalTable {
    var isLong: [CivilDate: Bool] = [:]
    let cells = starts.indices.filter { 0...LocalTable.largestCount ~= offered[$0] }.map { index in
      let start = starts[index]
      var exposure = 1.0
      if let zone {
        let isLongDay = isLong[start.date] ?? (zone.dayLengthSeconds(start.date) > 86_400)
        isLong[start.date] = isLongDay
        if isLongDay, case .twice = zone.resolve(start) { exposure = 2 }
      }
      return LocalTable.Cell(
        day: start.date.daysSinceEpoch, minute: start.minutesOfDay, offered: offered[index], exposure: exposure)
    }
    return LocalTable(cells: cells)
  }
}
