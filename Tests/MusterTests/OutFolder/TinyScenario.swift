import Foundation
import Testing

/// A scenario of three people and one queue that plans in a fraction of a second.
enum TinyScenario {
  static let yaml = """
    name: Tiny
    horizon: { first: 2026-03-02, weeks: 1, interval: 60 min }
    history: history.csv
    agents: agents.csv
    queues:
      - id: phone
        language: en
        channel: phone
        open: { zone: Europe/Paris, mon-fri: 09:00-17:00 }
        goal: { answered: 80 %, within: 20 s }
    sites:
      - { id: paris, zone: Europe/Paris }
    contracts:
      - { id: full, week: { hours: 16-40 h, days: 5 }, shifts: { lengths: [8 h], starts: 08:00-09:00 every 60 min }, cost: 12 EUR/h }

    """

  /// Dates of the horizon.
  static let dates = (2...8).map { "2026-03-0\($0)" }

  /// Writes it into a folder that is made.
  ///
  /// - Parameter people: ids in the table of agents.
  static func write(to folder: URL, people: [String] = ["p1", "p2", "p3"]) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(yaml.utf8).write(to: folder.appending(path: "scenario.yaml"))
    let agents = people.enumerated().map { "\($1),Person \($0),paris,full,en,phone,team\n" }.joined()
    try Data(("id,name,site,contract,languages,skills,team\n" + agents).utf8).write(
      to: folder.appending(path: "agents.csv"))
    var history = "start,queue,offered,handled,abandoned,handle_seconds_total\n"
    for day in 16...27 where day != 21 && day != 22 {
      for hour in 9...16 {
        history += "2026-02-\(day)T\(hour < 10 ? "0" : "")\(hour):00+01:00,phone,\(hour),\(hour),0,\(hour * 200)\n"
      }
    }
    try Data(history.utf8).write(to: folder.appending(path: "history.csv"))
  }

  /// A new folder that holds the scenario in `plan`; the caller removes it.
  static func temporary(people: [String] = ["p1", "p2", "p3"]) throws -> URL {
    let folder = try Command.temporaryFolder()
    try write(to: folder.appending(path: "plan"), people: people)
    return folder
  }
}
