import Foundation
import ScenarioFiles
import Testing

/// Tables for spreadsheets of several countries, and their way back.
@Suite struct DialectTests {
  /// Shifts with breaks, which stand in a table of their own.
  private static let withBreaks = TinyScenario.yaml.replacing(
    "every 60 min }", with: "every 60 min, breaks: 2 x 15 min paid }")

  private func rows(_ file: URL, separator: String) throws -> [[String]] {
    let text = try String(contentsOf: file, encoding: .utf8).replacing("\u{FEFF}", with: "")
    return text.components(separatedBy: "\r\n").filter { !$0.isEmpty }.map { $0.components(separatedBy: separator) }
  }

  @Test("a roster that was exported is no change in any dialect, and an edited cell is that change")
  func wayBack() throws {
    let life = try LifeOfRoster(yaml: Self.withBreaks)
    defer { life.remove() }
    let breaks = try rows(life.folder.appending(path: "plan/out/breaks.csv"), separator: ",")
    #expect(breaks.count > 10 && breaks.contains { $0.contains("rest") }, "\(breaks)")
    for dialect in SpreadsheetDialect.all {
      let made = try life.muster("export plan --csv \(dialect.name) --dialect \(dialect.name)")
      #expect(made.status == 0, "\(dialect.name): \(made.errors)")
      let taken = try life.muster("import-roster plan \(dialect.name)/roster.csv --at 2026-03-01T12:00")
      #expect(taken.output.contains("Nothing differs"), "\(dialect.name): \(taken.output)\(taken.errors)")
    }
    // The roster of a German office: 02.03.2026 09:00 becomes 09:30.
    let file = life.folder.appending(path: "excel-de/roster.csv")
    var lines = try rows(file, separator: ";")
    let (start, end) = (
      try #require(lines[0].firstIndex(of: "start_local")), try #require(lines[0].firstIndex(of: "end_local"))
    )
    #expect(lines[1][start].contains(".03.2026 ") && lines[1].contains { $0 == "'+01:00" })
    for column in [start, end] { lines[1][column] = lines[1][column].replacing(":00", with: ":30") }
    try Data(lines.map { $0.joined(separator: ";") }.joined(separator: "\r\n").utf8).write(to: file)
    let moved = try life.muster("import-roster plan excel-de/roster.csv --dry-run --at 2026-03-01T12:00")
    #expect(moved.output.contains("1 change for 1 person"), "\(moved.output)\(moved.errors)")
  }

  @Test("numbers have the decimal mark of the country, dates its form, and formulas are guarded")
  func forms() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    func cell(_ dialect: String, _ separator: String, _ column: String) throws -> String {
      let made = try life.muster("export plan --csv \(dialect) --dialect \(dialect)")
      #expect(made.status == 0, "\(made.errors)")
      let lines = try rows(life.folder.appending(path: "\(dialect)/requirement.csv"), separator: separator)
      let place = try #require(lines[0].firstIndex(of: column))
      return lines[1][place]
    }
    for (dialect, separator, mark, start) in [
      ("rfc4180", ",", ".", "2026-03-02 09:00:00"), ("excel-de", ";", ",", "02.03.2026 09:00"),
      ("excel-fr", ";", ",", "02/03/2026 09:00"), ("excel-en", ",", ".", "3/2/2026 09:00"),
      ("excel-ja", ",", ".", "2026/3/2 09:00"),
    ] {
      #expect(try cell(dialect, separator, "start_local") == start)
      #expect(try cell(dialect, separator, "offered").contains(mark), "\(dialect)")
    }
    let bytes = try Data(contentsOf: life.folder.appending(path: "excel-de/requirement.csv"))
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
  }

  @Test("a date that may be two is asked about, unless the plan holds only one of them or the dialect is named")
  func doubtfulDates() throws {
    // A plan from 2 March on has 3 April, but not 4 March's other reading.
    let life = try LifeOfRoster(yaml: TinyScenario.yaml.replacing("weeks: 1", with: "weeks: 40"))
    defer { life.remove() }
    func take(_ start: String, _ more: String = "") throws -> Command.Result {
      try Data("agent_id,start_local,end_local\np1,\(start) 09:00,\(start) 17:00\n".utf8).write(
        to: life.folder.appending(path: "edited.csv"))
      return try life.muster("import-roster plan edited.csv --dry-run --json --at 2026-03-01T12:00 \(more)")
    }
    let doubtful = try take("04/05/2026")
    #expect(doubtful.status == 2)
    #expect(
      doubtful.errors.contains("edited.csv:2, column start_local: \"04/05/2026 09:00\" may be one of two dates"),
      "\(doubtful.errors)")
    #expect(try take("04/05/2026", "--dialect excel-en").output.contains("\"2026-04-05\""))
    #expect(try take("04/05/2026", "--dialect excel-en-GB").output.contains("\"2026-05-04\""))
    #expect(try take("02/04/2026").output.contains("\"2026-04-02\""), "4 February is not in the plan")
    #expect(try take("4/13/2026").output.contains("\"2026-04-13\""))
    #expect(try take("13.04.26").output.contains("\"2026-04-13\""))
  }

  @Test("LibreOffice opens and saves the tables of several countries, and nothing differs")
  func libreOffice() throws {
    let life = try LifeOfRoster(yaml: Self.withBreaks)
    defer { life.remove() }
    guard try Command.shell("command -v soffice", in: life.folder).status == 0 else {
      print("skipped: LibreOffice is not here")
      return
    }
    // What separates cells, text in quotes, UTF-8, from line 1, columns by default, language; last numbers recognised.
    for (dialect, separator, language) in [
      ("excel-de", 59, 1031), ("excel-fr", 59, 1036), ("excel-es", 59, 1034), ("excel-en", 44, 1033),
    ] {
      #expect(try life.muster("export plan --csv \(dialect) --dialect \(dialect)").status == 0)
      let convert = try Command.shell(
        "soffice -env:UserInstallation=file://$PWD/profile --headless "
          + "--infilter='Text - txt - csv (StarCalc):\(separator),34,76,1,,\(language),false,true' "
          + "--convert-to 'csv:Text - txt - csv (StarCalc):\(separator),34,76,1,,\(language),false,true' "
          + "--outdir saved-\(dialect) \(dialect)/roster.csv \(dialect)/breaks.csv",
        in: life.folder)
      #expect(convert.status == 0, "\(convert.errors)")
      let taken = try life.muster("import-roster plan saved-\(dialect)/roster.csv --at 2026-03-01T12:00")
      #expect(taken.output.contains("Nothing differs"), "\(dialect): \(taken.output)\(taken.errors)")
    }
  }

  @Test("what cannot be is said, and leaves what was there") func faults() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    for line in [
      "--csv tables", "--dialect excel-de", "--csv tables --dialect excel-xx", "--csv plan/out --dialect rfc4180",
    ] {
      #expect(try life.muster("export plan \(line)").status == 2, "\(line)")
    }
    let tables = life.folder.appending(path: "tables")
    try FileManager.default.createDirectory(at: tables, withIntermediateDirectories: true)
    try Data("my notes".utf8).write(to: tables.appending(path: "roster.csv"))
    let refused = try life.muster("export plan --csv tables --dialect excel-de")
    #expect(refused.status == 2 && refused.errors.contains("which is not such a table"), "\(refused.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: tables.path) == ["roster.csv"])
  }
}
