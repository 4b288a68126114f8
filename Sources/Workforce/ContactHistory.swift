public import Timeline

/// What happened: contacts per queue and interval of arrival.
///
/// An interval that is absent was closed or not recorded, which is never the same as zero.
public struct ContactHistory: Hashable, Sendable {
  /// One queue's rows, in order of time.
  public struct Series: Hashable, Sendable {
    /// Id of the queue.
    public var queue: String
    /// Length of an interval in seconds.
    public var intervalSeconds: Int
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

    /// Rows of one queue.
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
  }

  /// One series a queue, in the order of the scenario's queues.
  public var series: [Series]

  /// A history of series.
  public init(series: [Series]) {
    self.series = series
  }
}
