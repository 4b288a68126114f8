import Tabular
public import Timeline
import Units
public import Workforce

extension ScenarioFolder {
  /// The files of a scenario folder with another horizon and further people.
  ///
  /// scenario.yaml keeps its text, comments included, but for the value of `horizon` and the name of a table of leave that is new; the
  /// tables of agents and, where there is more of it, of leave are written anew.
  ///
  /// - Parameters:
  ///   - input: the scenario as read.
  ///   - first: first date of the new horizon.
  ///   - weeks: its weeks.
  ///   - people: people to add behind those who are there.
  ///   - leave: dates on which people are away, behind those that are known.
  ///   - shares: by queue, the share of its contacts that stays; the others are somebody else's. Written as `change`, so the scenario
  ///     must have none.
  /// - Returns: names and bytes; `nil` where the text of scenario.yaml does not say where its horizon ends, or has a `change` already.
  public static func files(
    of input: ScenarioInput, from first: CivilDate, weeks: Int, adding people: [Agent], away leave: [Leave] = [],
    keeping shares: [(queue: String, share: Double)] = []
  ) -> [InputFile]? {
    let log = FaultLog(file: scenarioFile)
    guard let yaml = input.files.first(where: { $0.name == scenarioFile }), let text = validText(yaml.bytes, log),
      let root = yamlRoot(of: text, log), let top = root.mapping,
      let agents = top.first(where: { $0.key.scalar?.string == "agents" })?.value.scalar?.string,
      let key = top.first(where: { $0.key.scalar?.string == "horizon" })?.key
    else { return nil }
    let horizon =
      "horizon: { first: \(first), weeks: \(weeks), interval: \(input.scenario.horizon.intervalMinutes) min }"
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = Spot(key.mark).line - 1
    guard lines.indices.contains(start), lines[start].hasPrefix("horizon") else { return nil }
    var end = start + 1
    // What is indented, or closes a brace, belongs to the value.
    while end < lines.count, let letter = lines[end].first, letter == " " || letter == "}" { end += 1 }
    let leaveFile = input.namedTables["leave"] ?? "leave.csv"
    let isNew = input.namedTables["leave"] == nil && !leave.isEmpty
    lines.replaceSubrange(start..<end, with: [horizon] + (isNew ? ["leave: \(leaveFile)"] : []))
    if !shares.isEmpty {
      guard !top.contains(where: { $0.key.scalar?.string == "change" }) else { return nil }
      let volumes = shares.map { "\($0.queue): x \(FixedDecimal.text($0.share, decimals: 4))" }
      let change = "change: { volume: { \(volumes.joined(separator: ", ")) } }"
      lines.append(contentsOf: lines.last == "" ? [] : [""])
      lines.insert(change, at: lines.count - 1)
    }
    var files: [InputFile] = []
    for file in input.files {
      switch file.name {
      case scenarioFile: files.append(InputFile(name: file.name, bytes: Array(lines.joined(separator: "\n").utf8)))
      case trimmed(agents): files.append(InputFile(name: file.name, bytes: table(of: input.scenario.agents + people)))
      case leaveFile where !leave.isEmpty:
        files.append(InputFile(name: file.name, bytes: table(of: input.scenario.leave + leave)))
      default: files.append(file)
      }
    }
    if isNew { files.append(InputFile(name: leaveFile, bytes: table(of: leave))) }
    return files
  }

  private static func table(of people: [Agent]) -> [UInt8] {
    var writer = TableWriter(
      header: [
        "id", "name", "site", "contract", "languages", "skills", "team", "calendar_language", "from", "to",
        "rotation_week", "leave_days", "cost_centre", "email",
      ])
    for agent in people {
      writer.text(agent.id)
      writer.text(agent.name)
      writer.text(agent.site)
      writer.text(agent.contract)
      writer.text(agent.languages.joined(separator: " "))
      writer.text(agent.skills.joined(separator: " "))
      writer.text(agent.team)
      writer.text(agent.calendarLanguage)
      for date in [agent.from, agent.to] { if let date { writer.date(date) } else { writer.blank() } }
      if let week = agent.rotationWeek { writer.integer(week + 1) } else { writer.blank() }
      if let days = agent.leaveDays { writer.integer(days) } else { writer.blank() }
      for text in [agent.costCentre, agent.email] { if text.isEmpty { writer.blank() } else { writer.text(text) } }
      writer.endRow()
    }
    return writer.bytes
  }

  private static func table(of leave: [Leave]) -> [UInt8] {
    var writer = TableWriter(header: ["agent", "from", "to", "kind", "since_utc"])
    for span in leave {
      writer.text(span.agent)
      writer.date(span.from)
      writer.date(span.to)
      writer.text(span.kind)
      if let since = span.since { writer.time(since.tableText) } else { writer.blank() }
      writer.endRow()
    }
    return writer.bytes
  }
}
