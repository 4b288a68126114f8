extension Profile {
  /// Skill, start, end, volume, task and after-task seconds, without a header.
  static let calabrioForecast = Profile(
    "calabrio-forecast", "Calabrio, file of volumes by skill", .documentation, .interval
  ).with {
    $0.columns = ["skill", "start", "end", "volume", "avg task", "after task", "agents"]
    $0.cells = [.any, .time, .time, .number, .number, .number]
    $0.start = [["start"]]
    $0.queue = ["skill"]
    $0.offered = [["volume"]]
    $0.handleTime = [[Part("avg task", .seconds, .mean), Part("after task", .seconds, .mean)]]
  }
}
