extension Profile {
  /// Bars between cells; columns behind the third are chosen by whoever set the export up, so its header says them.
  static let niceIEX = Profile("nice-iex", "NICE IEX, CT queue data", .documentation, .interval).with {
    $0.knownBy = [["date", "period", "TZ"]]
    $0.start = [["date", "period"]]
    $0.queue = ["queue|ct queue|ctq|queue name"]
  }
}
