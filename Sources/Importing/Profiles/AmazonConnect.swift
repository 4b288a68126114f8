extension Profile {
  /// Documented by the vendor for importing history; public generators write the same.
  static let amazonConnect = Profile(
    "amazon-connect", "Amazon Connect, historical data for forecasts", .documentation, .interval
  ).with {
    $0.knownBy = [["QueueName", "TimeStamp", "IntervalDuration", "IncomingContactVolume"]]
    $0.start = [["TimeStamp"]]
    $0.zone = "UTC"
    $0.queue = ["QueueName", "ChannelType"]
    $0.offered = [["IncomingContactVolume"]]
    $0.handled = [["ContactsHandled"]]
    $0.handleTime = [[Part("AverageHandleTime", .seconds, .mean)]]
    $0.filters = [Mapping.Filter("IntervalDuration", drops: ["daily"])]
  }
}
