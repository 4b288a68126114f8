extension Profile {
  /// The historical metrics report, grouped by queue and interval.
  static let amazonMetrics = Profile(
    "amazon-connect-metrics", "Amazon Connect, historical metrics by interval", .documentation, .interval
  ).with {
    $0.knownBy = [
      ["Queue", "StartInterval", "EndInterval"], ["Queue", "StartInterval", "EndInterval", "Contacts queued"],
    ]
    $0.start = [["StartInterval"]]
    $0.zone = "UTC"
    $0.queue = ["Queue", "Channel"]
    $0.offered = [["Contacts queued"], ["Contacts incoming"], ["Contacts handled incoming", "Contacts abandoned"]]
    $0.handled = [["Contacts handled incoming"], ["Contacts handled"]]
    $0.abandoned = [["Contacts abandoned"]]
    $0.handleTime = [[Part("Average handle time", nil, .mean)]]
  }
}
