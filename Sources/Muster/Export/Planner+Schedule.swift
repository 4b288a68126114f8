import Importing
import ScenarioFiles
import Tabular
import Timeline
import Workforce

extension Planner {
  /// Writes the roster of the output folder in the form of a template that another system hands out for its schedule import.
  ///
  /// - Parameters:
  ///   - template: the system's own table, with its header and, where it has one, its example row.
  ///   - file: a new file.
  ///   - activities: a table of `activity` (`work` and `break`), and `name` and `id` of each there; nil where none is needed.
  ///   - dateOrder: `dmy` or `mdy` for dates of the template that may be either.
  /// - Throws: `InputError` where the template wants what is not known, or somebody lacks an address that it wants.
  public func exportSchedule(
    template: String, file: String, activities: String? = nil, dateOrder: String? = nil
  ) throws -> VendorExport {
    let form = try ScheduleTemplate(
      Table.read(bytes: try FileAccess.read(template, limit: 1 << 22), file: template),
      monthFirst: dateOrder.map { $0 == "mdy" })
    let words = try activities.map { path throws(InputError) in try ActivityWords(path) } ?? ActivityWords()
    return try reading {
      let scenario = try read(needsHistory: false).scenario
      let roster = try readRoster(for: scenario)
      let people = scenario.agentsById
      if form.wantsEmail {
        let without = Set(roster.shifts.map(\.agent)).filter { people[$0]?.email.isEmpty ?? true }.sorted()
        guard without.isEmpty else {
          throw InputError(
            Place(file: template),
            "the template wants addresses, and \(without.count) people have none: \(without.prefix(8).joined(separator: ", "))",
            next: "Give agents.csv a column email.")
        }
      }
      if form.tellsActivityIds, let missing = ["work", "break"].first(where: { words.id[$0] == nil }) {
        throw InputError(
          Place(file: template), "the template wants ids of activities, and there is none for \(missing)",
          next: "Name a table with --activities: activity, name, id; its rows are work and break.")
      }
      var writer = TableWriter(header: form.header, dialect: form.dialect)
      var rows = 0
      for shift in roster.shifts {
        guard let agent = people[shift.agent], let site = scenario.sites.first(where: { $0.id == shift.site }) else {
          continue
        }
        let stretches = form.tellsActivities ? Self.stretches(of: shift) : [("work", shift.start, shift.end)]
        for (activity, start, end) in stretches {
          for meaning in form.meanings {
            switch meaning {
            case .agentId: writer.text(agent.id)
            case .agentName: writer.text(agent.name)
            case .email: writer.text(agent.email)
            case .moment(let isEnd, let form): writer.text(form.text(isEnd ? end : start, zone: site.zone))
            case .zone: writer.text(site.zone.name)
            case .activity: writer.text(words.name[activity] ?? activity)
            case .activityId: writer.text(words.id[activity] ?? "")
            case .constant(let text): writer.text(text)
            }
          }
          writer.endRow()
          rows += 1
        }
      }
      try FileAccess.write(writer.bytes, to: file, isNew: true)
      let kept =
        form.constants.isEmpty ? [] : ["As in the template's first row: \(form.constants.joined(separator: ", "))"]
      return VendorExport(file: file, vendor: "the template \(template)", rows: rows, notes: kept)
    }
  }

  /// Work and breaks of a shift, in order of time.
  private static func stretches(of shift: Shift) -> [(String, Instant, Instant)] {
    var result: [(String, Instant, Instant)] = []
    var start = shift.start
    for pause in shift.breaks {
      if start < pause.start { result.append(("work", start, pause.start)) }
      result.append(("break", pause.start, pause.end))
      start = pause.end
    }
    if start < shift.end { result.append(("work", start, shift.end)) }
    return result
  }
}

/// What another system calls work and breaks.
private struct ActivityWords {
  private(set) var name: [String: String] = [:]
  private(set) var id: [String: String] = [:]

  init() {}

  init(_ path: String) throws(InputError) {
    let table = Table.read(bytes: try FileAccess.read(path), file: path)
    var problems = table.problems
    let columns = table.columns(["activity"], &problems)
    try problems.check()
    for row in 0..<table.rowCount {
      guard let activity = columns.map({ table.text(row: row, column: $0[0]) }) else { continue }
      guard ["work", "break"].contains(activity) else {
        problems.add(
          table.place(row: row), "\(quoted(activity)) is none of the activities of a roster",
          next: "Write work or break.")
        continue
      }
      func cell(_ name: String) -> String { table.column(name).map { table.text(row: row, column: $0) } ?? "" }
      if !cell("name").isEmpty { name[activity] = cell("name") }
      if !cell("id").isEmpty { id[activity] = cell("id") }
    }
    try problems.check()
  }
}
