import Foundation
import Testing

/// Scenarios broken on purpose: each ends with exit status 2, a place, what to do next, and an untouched out folder.
@Suite struct BadInputTests {
  /// A fault, the file it is put into, the edit, and what the report must say.
  struct Fault: CustomTestStringConvertible, Sendable {
    var name: String
    var file: String
    var edit: @Sendable (String) -> Data
    var says: [String]
    var testDescription: String { name }

    init(_ name: String, _ file: String, says: [String], _ edit: @escaping @Sendable (String) -> String) {
      self.init(name, file, says: says, bytes: { Data(edit($0).utf8) })
    }

    init(_ name: String, _ file: String, says: [String], bytes edit: @escaping @Sendable (String) -> Data) {
      (self.name, self.file, self.says, self.edit) = (name, file, says, edit)
    }
  }

  /// Replaces the nth line (from 1) of a text.
  static func line(_ number: Int, _ change: @escaping @Sendable (String) -> String) -> @Sendable (String) -> String {
    { text in
      var lines = text.components(separatedBy: "\n")
      lines[number - 1] = change(lines[number - 1])
      return lines.joined(separator: "\n")
    }
  }

  /// Replaces the nth cell (from 0) of the nth line.
  static func cell(_ number: Int, _ column: Int, _ value: String) -> @Sendable (String) -> String {
    line(number) { row in
      var cells = row.components(separatedBy: ",")
      cells[column] = value
      return cells.joined(separator: ",")
    }
  }

  static let faults: [Fault] = [
    Fault("a bad number", "history.csv", says: ["history.csv:5, column offered", "next:"], cell(5, 2, "many")),
    Fault("an unknown queue", "history.csv", says: ["history.csv:5, column queue", "next:"], cell(5, 1, "xx-phone")),
    Fault("a negative volume", "history.csv", says: ["history.csv:5, column offered", "next:"], cell(5, 2, "-3")),
    Fault("a duplicate row", "history.csv", says: ["history.csv:6", "next:"]) { text in
      var lines = text.components(separatedBy: "\n")
      lines.insert(lines[4], at: 5)
      return lines.joined(separator: "\n")
    },
    Fault(
      "a time that does not exist", "history.csv", says: ["history.csv:5, column start", "next:"],
      cell(5, 0, "2025-03-30T02:30")),
    Fault(
      "a time that happens twice", "history.csv", says: ["history.csv:5, column start", "next:"],
      cell(5, 0, "2025-10-26T02:30")),
    Fault("an empty history", "history.csv", says: ["history.csv", "next:"]) { text in
      text.components(separatedBy: "\n")[0] + "\n"
    },
    Fault(
      "a file that is not UTF-8", "history.csv", says: ["history.csv:2", "UTF-8", "next:"],
      bytes: { text in
        var bytes = Data(text.utf8)
        let second = (bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0) + 1
        bytes.insert(0xE9, at: second)
        return bytes
      }),
    Fault(
      "a line of 200 MB", "history.csv", says: ["history.csv:2", "next:"],
      bytes: { text in
        var bytes = Data(text.components(separatedBy: "\n")[0].utf8)
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(Data(repeating: UInt8(ascii: "7"), count: 200_000_000))
        return bytes
      }),
    Fault("an unknown zone", "scenario.yaml", says: ["scenario.yaml:", "Europe/Barcelona", "next:"]) {
      $0.replacing("Europe/Madrid", with: "Europe/Barcelona")
    },
    Fault("contradictory contract hours", "scenario.yaml", says: ["scenario.yaml:", "next:"]) { text in
      text.replacing(#/hours: [0-9-]+ h, days: \d/#, with: "hours: 60 h, days: 2")
    },
    Fault("an agent with no language of any queue", "agents.csv", says: ["agents.csv:2", "next:"]) { text in
      var lines = text.components(separatedBy: "\n")
      let header = lines[0].trimmingCharacters(in: .whitespacesAndNewlines).components(separatedBy: ",")
      var cells = lines[1].components(separatedBy: ",")
      if let column = header.firstIndex(of: "languages") { cells[column] = "tlh" }
      lines[1] = cells.joined(separator: ",")
      return lines.joined(separator: "\n")
    },
  ]

  @Test("bad input ends with exit status 2, a place and what to do, and leaves the results alone", arguments: faults)
  func fault(_ fault: Fault) throws {
    let folder = try PlanTests.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let out = folder.appending(path: "out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    try "mine".write(to: out.appending(path: "roster.csv"), atomically: true, encoding: .utf8)
    let file = folder.appending(path: fault.file)
    let text = try String(contentsOf: file, encoding: .utf8)
    try fault.edit(text).write(to: file)
    let before = try Command.contents(of: out)
    for command in ["plan", "check"] {
      let result = try Command.muster(command, folder.path)
      #expect(result.status == 2, "\(command): \(result.output.prefix(2000))\(result.errors.prefix(2000))")
      let said = result.output + result.errors
      for sentence in fault.says {
        #expect(said.contains(sentence), "\(command) does not say \(sentence): \(said.prefix(3000))")
      }
    }
    #expect(try Command.contents(of: out) == before)
  }

  @Test("a missing file is named together with the nearest files") func missingFile() throws {
    let folder = try PlanTests.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    try FileManager.default.moveItem(
      at: folder.appending(path: "history.csv"), to: folder.appending(path: "histroy.csv"))
    let result = try Command.muster("plan", folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("histroy.csv"), "\(result.errors)")
  }

  @Test("several faults of one file are reported at once") func together() throws {
    let folder = try PlanTests.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let file = folder.appending(path: "history.csv")
    var text = try String(contentsOf: file, encoding: .utf8)
    for (row, value) in [(5, "many"), (9, "-3"), (12, "1,5")] { text = Self.cell(row, 2, value)(text) }
    try text.write(to: file, atomically: true, encoding: .utf8)
    let result = try Command.muster("check", folder.path)
    #expect(result.status == 2)
    for line in ["history.csv:5", "history.csv:9", "history.csv:12"] { #expect(result.output.contains(line)) }
  }

  @Test("wrong arguments end with exit status 2, help and version with 0") func arguments() throws {
    #expect(try Command.muster("plan").status == 2)
    #expect(try Command.muster("plan", "x", "--effort", "huge").status == 2)
    #expect(try Command.muster("no-such-command").status == 2)
    #expect(try Command.muster("plan", "/nowhere").status == 2)
    #expect(try Command.muster("--help").status == 0)
    #expect(try Command.muster("--version").status == 0)
    for command in [
      "plan", "forecast", "staff", "roster", "publish", "check", "audit", "init", "example", "erlang", "backtest",
      "outlook",
    ] {
      let help = try Command.muster(command, "--help")
      #expect(help.status == 0)
      #expect(help.output.contains("Example"), "\(command) --help shows no example")
    }
  }
}
