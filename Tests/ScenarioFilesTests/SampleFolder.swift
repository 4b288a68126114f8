import Foundation
import ScenarioFiles
import Tabular
import Testing

/// A scenario folder that tests write, break and read.
struct SampleFolder {
  var files: [String: [UInt8]] = [:]

  /// A sound scenario: three queues, two sites, two contracts, three people.
  static var sound: SampleFolder {
    var folder = SampleFolder()
    folder["scenario.yaml"] = soundYaml
    folder["history.csv"] = """
      start,queue,offered,handled,abandoned,handle_seconds_total
      2026-03-02T08:00+01:00,fr-phone,12,11,1,3300
      2026-03-02T08:30+01:00,fr-phone,14,14,0,4200
      2026-03-02T08:00+01:00,en-chat,5,,,
      2026-03-02T08:30+01:00,en-chat,6,6,0,2400
      2026-03-02T08:00+01:00,de-email,3,3,,1800
      2026-03-02T08:30+01:00,de-email,4,4,,2400

      """
    folder["agents.csv"] = """
      id,name,site,contract,languages,skills,team,calendar_language,from,to
      A0001,Ana Pérez,barcelona,full-time,fr en,phone chat L1,Blue,es,,
      A0002,Bea Öztürk,barcelona,part-time,de;en,email|chat|L1,Blue,,2026-01-01,
      A0003,Chloé Roy,paris,full-time,fr,phone L1,,fr,,2026-12-31

      """
    folder["holidays.csv"] = "date,region,name\n2026-04-06,FR,Lundi de Pâques\n2026-04-03,ES,Viernes Santo\n"
    folder["events.csv"] =
      "from,to,queue,factor,note\n2026-03-30,2026-04-02,*,1.2,Spring sale\n2026-01-08,2026-01-08,fr-phone,,Outage\n"
    folder["leave.csv"] = "agent,from,to,kind\nA0001,2026-03-30,2026-04-03,vacation\n"
    folder["requests.csv"] = "agent,date,wish,weight\nA0002,2026-04-04,off,5\nA0003,2026-03-24,start 07:00-09:00,\n"
    return folder
  }

  static let soundYaml = """
    name: Europe support, spring 2026
    horizon: { first: 2026-03-23, weeks: 4, interval: 30 min }   # crosses the European clock change
    history: history.csv
    holidays: holidays.csv
    events: events.csv
    agents: agents.csv
    leave: leave.csv
    requests: requests.csv
    queues:
      - id: fr-phone
        language: fr
        channel: phone
        tier: L1
        open: { zone: Europe/Paris, mon-fri: 08:00-20:00, sat: 09:00-17:00 }
        goal: { answered: 80 %, within: 20 s }
        patience: 90 s
      - id: en-chat
        language: en
        channel: chat
        concurrency: 3
        goal: { answered: 80 %, within: 45 s }
      - id: de-email
        language: de
        channel: email
        goal: { answered: 90 %, within: 4 h, clock: business }
    sites:
      - { id: barcelona, zone: Europe/Madrid, region: ES, shrinkage: { absence: 6 %, training: 3 % } }
      - { id: paris, zone: Europe/Paris, region: FR }
    contracts:
      - id: full-time
        week: { hours: 40 h, days: 5 }
        shifts: { lengths: [8 h], starts: 07:00-13:00 every 30 min, lunch: 30 min unpaid, breaks: 2 x 15 min paid }
        rest: 11 h
        days-in-a-row: 5
        cost: 18.50 EUR/h
      - id: part-time
        week: { hours: 18-25 h, days: 5 }
        shifts: { lengths: [4 h, 5 h, 6 h], starts: [07:00-10:00 every 1 h, 16:00], lunch: none }
        rest: 11 h
        cost: 16 EUR/h
    prices: { short: 10, over: 1 }

    """

  subscript(_ name: String) -> String {
    get { String(decoding: files[name] ?? [], as: UTF8.self) }
    set { files[name] = Array(newValue.utf8) }
  }

  /// The folder with one text of a file replaced by another; fails the test where the text is not there.
  func replacing(
    _ text: String, with other: String, in name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) -> SampleFolder {
    #expect(self[name].contains(text), "\(name) does not contain \(text)", sourceLocation: sourceLocation)
    var changed = self
    changed[name] = self[name].replacing(text, with: other)
    return changed
  }

  /// The folder with a line added to a file.
  func adding(_ line: String, to name: String) -> SampleFolder {
    var changed = self
    changed[name] += line + "\n"
    return changed
  }

  /// Writes the files into a temporary folder, reads it as a scenario, and removes it.
  func read(needsHistory: Bool = true) throws -> ScenarioInput {
    try withFolder { try ScenarioFolder.read($0, needsHistory: needsHistory) }
  }

  /// Calls `body` with the path of a temporary folder that holds the files.
  func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "muster-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
    return try body(folder.path)
  }

  /// What a planner is told about the folder; empty when it is sound.
  func complaint() throws -> String { try withFolder { Self.complaint(of: $0) } }

  /// What a planner is told about the folder of a path; empty when it is sound.
  static func complaint(of path: String) -> String {
    do {
      _ = try ScenarioFolder.read(path)
      return ""
    } catch {
      return error.description
    }
  }

  /// Expects a planner to be told exactly this about the folder.
  func expectComplaint(_ expected: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let said = try complaint()
    #expect(said == expected, sourceLocation: sourceLocation)
  }

  /// The text of one of several files.
  static func text(_ files: [InputFile], _ name: String) throws -> String {
    String(decoding: try #require(files.first { $0.name == name }).bytes, as: UTF8.self)
  }
}
