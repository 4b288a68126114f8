public import Timeline

/// What happened: contacts per queue and interval of arrival.
///
/// An interval that is absent was closed or not recorded, which is never the same as zero.
public struct ContactHistory: Hashable, Sendable {
  /// One queue's rows, in order of time.
  public struct Series: Hashable, Sendable {
    /// Id of the queue.
    public var queue: String
    /// Length of an interval in seconds: of every row, or where rows differ of the shortest.
    public var intervalSeconds: Int
    /// Length of each row in seconds, same length as `starts`; empty where all last `intervalSeconds`.
    public var lengths: [Int] = []
    /// Start of each interval, strictly increasing.
    public var starts: [Instant]
    /// Contacts offered per interval, at least 0; same length as `starts`.
    public var offered: [Double]
    /// Contacts handled; NaN where unknown.
    public var handled: [Double]
    /// Contacts that hung up; NaN where unknown.
    public var abandoned: [Double]
    /// Talk, hold and wrap-up of all handled contacts in seconds; NaN where unknown.
    public var handleSeconds: [Double]

    /// How long a row lasts: its contacts are those of these seconds from its start on.
    public func seconds(ofRow row: Int) -> Int { lengths.isEmpty ? intervalSeconds : lengths[row] }

    /// Rows of one queue, all of one length.
    public init(
      queue: String, intervalSeconds: Int, starts: [Instant], offered: [Double], handled: [Double],
      abandoned: [Double], handleSeconds: [Double]
    ) {
      self.queue = queue
      self.intervalSeconds = intervalSeconds
      self.starts = starts
      self.offered = offered
      self.handled = handled
      self.abandoned = abandoned
      self.handleSeconds = handleSeconds
    }

    /// Rows of one queue of which only the contacts offered are known, all of one length.
    public init(queue: String, intervalSeconds: Int, starts: [Instant], offered: [Double]) {
      let unknown = [Double](repeating: .nan, count: starts.count)
      self.init(
        queue: queue, intervalSeconds: intervalSeconds, starts: starts, offered: offered, handled: unknown,
        abandoned: unknown, handleSeconds: unknown)
    }
  }

  /// One series a queue, in the order of the scenario's queues.
  public var series: [Series]

  /// A history of series.
  public init(series: [Series]) {
    self.series = series
  }
}

/// What an open interval without a row means.
public enum GapMeaning: String, CaseIterable, Sendable {
  /// Nobody came, as in exports made from single contacts.
  case zero
  /// Nobody knows.
  case unknown
}
