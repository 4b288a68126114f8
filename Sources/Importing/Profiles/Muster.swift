extension Profile {
  /// The form that Muster itself reads, with totals that add up.
  static let muster = Profile("muster", "Muster's own history", .files, .interval).with {
    $0.knownBy = [["start", "queue", "offered", "handle_seconds_total"]]
    $0.start = [["start"]]
    $0.queue = ["queue"]
    $0.offered = [["offered"]]
    $0.handled = [["handled"]]
    $0.abandoned = [["abandoned"]]
    $0.handleTime = [[Part("handle_seconds_total", .seconds, .sum)]]
  }
}
