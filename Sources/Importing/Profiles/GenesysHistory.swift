extension Profile {
  /// The file that Genesys Cloud takes as history; totals, not means.
  static let genesysHistory = Profile("genesys-history", "Genesys Cloud, historical import", .documentation, .interval)
    .with {
      $0.knownBy = [
        ["Interval Start UTC Date", "Queue", "Media Type", "Offered"],
        ["Interval Start UTC Date", "Queue", "Media Type", "Offered", "Interactions Handled"],
      ]
      $0.start = [["Interval Start UTC Date"]]
      $0.zone = "UTC"
      $0.queue = ["Queue", "Media Type", "Language"]
      $0.offered = [["Offered"]]
      $0.handled = [["Interactions Handled"]]
      $0.handleTime = [
        [Part("Total Handle Time", .seconds, .sum)], [Part("Total Handle Time (Seconds)", .seconds, .sum)],
      ]
    }
}
