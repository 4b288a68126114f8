extension Profile {
  /// Four title lines, one row an agent and queue, a row of totals, and no intervals: told, and refused for want of a time.
  static let threeCXQueue = Profile("3cx-queue", "3CX, queue report", .files, .interval).with {
    $0.knownBy = [
      ["Agent", "Queue", "Calls", "Ring Time", "Mean Ring Time", "Talk Time", "Mean Talk Time"],
      ["Queue", "Date", "Calls", "Answered", "Talk Time"],
    ]
    $0.start = [["Date", "Time"], ["Date"]]
    $0.queue = ["Queue"]
    $0.offered = [["Calls"]]
    $0.handled = [["Answered"]]
    $0.handleTime = [[Part("Talk Time", .clock, .sum)]]
  }
}
