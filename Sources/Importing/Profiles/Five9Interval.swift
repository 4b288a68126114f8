extension Profile {
  static let five9Interval = Profile("five9-interval", "Five9, calls by interval", .documentation, .interval).with {
    $0.knownBy = [["Date", "Time", "Calls Inbound"]]
    $0.start = [["Date", "Time"]]
    $0.queue = ["Skill|Skill Name|Campaign|Campaign Name"]
    $0.offered = [["Calls Inbound"]]
    $0.handled = [["Calls Answered"], ["Calls Handled"]]
    $0.abandoned = [["Calls Abandoned"], ["Abandoned"]]
  }
}
