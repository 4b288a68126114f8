extension Profile {
  static let verint = Profile("verint", "Verint, queue statistics by interval", .documentation, .interval).with {
    $0.knownBy = [["Queue", "Interval Start", "Contacts Received"], ["Queue", "Time", "Contacts Received"]]
    $0.start = [["Interval Start"], ["Date", "Time"], ["Time"]]
    $0.queue = ["Queue"]
    $0.offered = [["Contacts Received"]]
    $0.handled = [["Contacts Handled"]]
    $0.abandoned = [["Contacts Abandoned"]]
    $0.handleTime = [[Part("Average Handle Time", nil, .mean)], [Part("AHT", nil, .mean)]]
  }
}
