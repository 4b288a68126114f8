extension Profile {
  /// View exports by agent or queue and interval: durations in milliseconds with decimals.
  static let genesysView = Profile("genesys-view", "Genesys Cloud, export of an interval view", .files, .interval).with
  {
    $0.knownBy = [
      ["Interval Start", "Interval End", "Interval Complete", "Media Type"],
      ["Interval Start", "Interval End", "Filters", "Media Type"],
    ]
    $0.start = [["Interval Start"]]
    $0.queue = ["Queue Name", "Media Type"]
    $0.offered = [["Offer"], ["Offered"], ["Handle"]]
    $0.handled = [["Answer"], ["Answered"], ["Handle"]]
    $0.abandoned = [["Abandon"], ["Abandoned"]]
    $0.handleTime = [
      [Part("Total Handle", .milliseconds, .sum)], [Part("Avg Handle", .milliseconds, .mean)],
      [
        Part("Total Talk", .milliseconds, .sum), Part("Total Hold", .milliseconds, .sum),
        Part("Total ACW", .milliseconds, .sum),
      ],
    ]
  }
}
