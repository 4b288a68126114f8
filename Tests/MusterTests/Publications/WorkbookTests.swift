import Foundation
import Testing

/// A roster as a workbook, to look at, to print and to edit.
@Suite struct WorkbookTests {
  /// Answers of a program with openpyxl, a reader of workbooks by others, about `roster.xlsx`; `nil` where it is not here.
  private func read(_ program: String, _ life: LifeOfRoster) throws -> Command.Result? {
    guard try Command.shell("python3 -c 'import openpyxl'", in: Command.repository).status == 0 else {
      print("skipped: python3 does not have openpyxl")
      return nil
    }
    let script = life.folder.appending(path: "program.py")
    try program.write(to: script, atomically: true, encoding: .utf8)
    return try Command.run("/usr/bin/env", ["python3", script.path], in: life.folder)
  }

  @Test("a workbook that nobody edited is no change, the same bytes each time, with dates as dates and hours as sums")
  func unedited() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    for language in ["en", "de", "ar"] {
      let made = try life.muster("export plan --xlsx roster.xlsx --language \(language)")
      #expect(made.status == 0 && made.output.contains("Wrote roster.xlsx"), "\(made.errors)")
      let bytes = try Data(contentsOf: life.folder.appending(path: "roster.xlsx"))
      try life.muster("export plan --xlsx roster.xlsx --language \(language)")
      #expect(try Data(contentsOf: life.folder.appending(path: "roster.xlsx")) == bytes)
      let taken = try life.muster("import-roster plan roster.xlsx --at 2026-03-01T12:00")
      #expect(taken.output.contains("Nothing differs"), "\(taken.output)\(taken.errors)")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: life.folder.path)
    #expect(left.allSatisfy { !$0.hasSuffix(".tmp") })

    let paid = try life.rows("out/roster.csv").compactMap { Int($0["paid_minutes"] ?? "") }.reduce(0, +)
    let program = """
      import datetime, openpyxl, re
      book = openpyxl.load_workbook("roster.xlsx")
      values = openpyxl.load_workbook("roster.xlsx", data_only=True)
      hours = 0
      for sheet, shown in zip(book, values):
          if sheet.title == "roster":
              assert sheet.freeze_panes == "B2"
              header = [cell.value for cell in sheet[1]]
              start = header.index("start_local")
              assert all(isinstance(row[start].value, datetime.datetime) for row in sheet.iter_rows(min_row=2))
              continue
          assert sheet.freeze_panes == "B3" and sheet.page_setup.orientation == "landscape", sheet.title
          assert sheet.page_setup.fitToWidth in (1, None) and sheet.page_setup.fitToHeight in (1, None)
          assert sheet.protection.sheet
          head = [cell.value for cell in sheet[2]]
          dates = [value for value in head if isinstance(value, datetime.datetime)]
          assert dates and all(b - a == datetime.timedelta(days=1) for a, b in zip(dates, dates[1:]))
          total = 1 + len(dates)
          for row, seen in zip(sheet.iter_rows(min_row=3), shown.iter_rows(min_row=3)):
              assert re.fullmatch(r"=SUM\\([A-Z]+\\d+:[A-Z]+\\d+\\)", row[total].value), row[total].value
              parts = [cell.value or 0 for cell in seen[total + 1:total + 1 + len(dates)]]
              assert abs(sum(parts) - seen[total].value) < 1e-9
              hours += seen[total].value
      print("hours", round(hours * 60))
      """
    if let run = try read(program, life) {
      #expect(run.status == 0 && run.output.contains("hours \(paid)"), "\(run.output)\(run.errors)")
    }
  }

  @Test("names are texts whatever they hold, and are left out where that is asked for") func names() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let file = life.folder.appending(path: "plan/agents.csv")
    let text = try String(contentsOf: file, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    let header = lines[0].split(separator: ",").map(String.init)
    let column = try #require(header.firstIndex(of: "name"))
    let names = ["\"=cmd(1)\"", "\"Ana, \"\"the\"\" Great\"", "مها"]
    var edited = [lines[0]]
    for (line, name) in zip(lines.dropFirst(), names) {
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[column] = name
      edited.append(cells.joined(separator: ","))
    }
    edited += lines.dropFirst(1 + names.count)
    try edited.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    #expect(try life.muster("export plan --xlsx roster.xlsx").status == 0)
    let program = """
      import openpyxl
      sheet = openpyxl.load_workbook("roster.xlsx").worksheets[0]
      print([(row[0].value, row[0].data_type) for row in sheet.iter_rows(min_row=3)])
      """
    if let run = try read(program, life) {
      #expect(run.output.contains("('=cmd(1)', 's')"), "\(run.output)\(run.errors)")
      #expect(run.output.contains("Ana, \"the\" Great") && run.output.contains("مها"))
    }
    #expect(try life.muster("export plan --xlsx roster.xlsx --no-names").status == 0)
    if let run = try read(program, life) { #expect(!run.output.contains("cmd") && run.output.contains("p1")) }
  }

  @Test("what a spreadsheet program saves is no change, and a start moved in it is that change")
  func saved() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    #expect(try life.muster("export plan --xlsx roster.xlsx").status == 0)
    let moving = """
      import datetime, openpyxl
      book = openpyxl.load_workbook("roster.xlsx")
      sheet = book["roster"]
      header = [cell.value for cell in sheet[1]]
      for name in ("start_local", "end_local"):
          sheet.cell(2, header.index(name) + 1).value += datetime.timedelta(minutes=30)
      book.save("moved.xlsx")
      """
    if let run = try read(moving, life) {
      #expect(run.status == 0, "\(run.errors)")
      let moved = try life.muster("import-roster plan moved.xlsx --dry-run --at 2026-03-01T12:00")
      #expect(moved.output.contains("1 change for 1 person"), "\(moved.output)\(moved.errors)")
    }
    guard try Command.shell("command -v soffice", in: life.folder).status == 0 else {
      print("skipped: LibreOffice is not here")
      return
    }
    let convert = try Command.shell(
      "soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to xlsx --outdir saved roster.xlsx",
      in: life.folder)
    #expect(convert.status == 0, "\(convert.errors)")
    let taken = try life.muster("import-roster plan saved/roster.xlsx --at 2026-03-01T12:00")
    #expect(taken.output.contains("Nothing differs"), "\(taken.output)\(taken.errors)")
  }

  @Test("what cannot be is said, and leaves what was there") func faults() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    for (line, words) in [
      ("export plan", "--sqlite FILE or --xlsx FILE"),
      ("export plan --xlsx nowhere/roster.xlsx", "nowhere/roster.xlsx"),
      ("export plan --xlsx roster.xlsx --language xx", "--language needs one of"),
      ("export plan --xlsx roster.xlsx --name spring", "--name is of a database"),
    ] {
      let run = try life.muster(line)
      #expect(run.status == 2 || run.status == 64, "\(line): \(run.status)")
      #expect(run.errors.contains(words), "\(line): \(run.errors)")
    }
    try Data("not a workbook".utf8).write(to: life.folder.appending(path: "bad.xlsx"))
    #expect(try life.muster("import-roster plan bad.xlsx --at 2026-03-01T12:00").status == 2)
    try FileManager.default.removeItem(at: life.out.appending(path: "roster.csv"))
    #expect(try life.muster("export plan --xlsx roster.xlsx").status == 2)
    #expect(!FileManager.default.fileExists(atPath: life.folder.appending(path: "roster.xlsx").path))
  }
}
