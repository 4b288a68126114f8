import Foundation
import Testing
import Timeline

@Suite("muster import as its user sees it")
struct ImportCommandTests {
  /// Calls of eight weeks with made-up details: two lines by day, a person's name in every row.
  private static func calls(weeks: Int, lastHour: Int = 20) -> String {
    var text = "Call ID,Started At,Line,Direction,Customer,Status,Talk Time\n"
    var id = 0
    for day in 0..<(7 * weeks) where day % 7 < 5 {
      let date = CivilDate(daysSinceEpoch: 20_458 + day).isoText
      for minute in stride(from: 8 * 60, to: lastHour * 60, by: 7 + day % 3) {
        id += 1
        let line = id % 3 == 0 ? "Vertrieb DE" : "Support EN"
        text += "\(id),\(date) \(String(format: "%02d:%02d:%02d", minute / 60, minute % 60, id % 60)),\(line),"
        text +=
          "\(id % 10 == 0 ? "Outbound" : "Inbound"),Zoe Zebra,\(id % 9 == 0 ? "Abandoned,0" : "Answered,\(120 + id % 200)")\n"
      }
    }
    return text
  }

  private func folder(_ body: (URL) throws -> Void) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test("an import becomes a scenario and a plan, a second one changes nothing")
  func endToEnd() throws {
    try folder { folder in
      try Data(Self.calls(weeks: 8).utf8).write(to: folder.appending(path: "calls.csv"))
      let first = try Command.muster("import", "calls.csv", "--zone", "Europe/Berlin", "--into", "desk", in: folder)
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.output.contains("Direction: Outbound"))
      #expect(first.output.contains("have a row of 0"))
      let history = try Data(contentsOf: folder.appending(path: "desk/history.csv"))
      #expect(!String(decoding: history, as: UTF8.self).contains("Zebra"))
      #expect(!first.output.contains("Zebra"))
      let second = try Command.muster("import", "calls.csv", "--zone", "Europe/Berlin", "--into", "desk", in: folder)
      #expect(second.status == 0 && second.output.contains("is as it was"))
      #expect(try Data(contentsOf: folder.appending(path: "desk/history.csv")) == history)
      let made = try Command.muster(
        "init", "desk", "--history", "desk/history.csv", "--zone", "Europe/Berlin", in: folder)
      #expect(made.status == 0, "\(made.errors)")
      let plan = try Command.muster("plan", "desk", in: folder)
      #expect(plan.status == 0 || plan.status == 1, "\(plan.errors)")
      #expect(plan.output.contains("support-en") && plan.output.contains("vertrieb-de"))
    }
  }

  @Test("what an import adds up to is what is in the file")
  func totals() throws {
    try folder { folder in
      let text = Self.calls(weeks: 2)
      try Data(text.utf8).write(to: folder.appending(path: "calls.csv"))
      _ = try Command.muster("import", "calls.csv", "--zone", "Europe/Berlin", "--into", "desk", in: folder)
      let rows = try String(contentsOf: folder.appending(path: "desk/history.csv"), encoding: .utf8)
        .split(whereSeparator: \.isNewline).dropFirst().map {
          $0.split(separator: ",", omittingEmptySubsequences: false)
        }
      let inbound = text.split(separator: "\n").count { $0.contains(",Inbound,") }
      let answered = text.split(separator: "\n").filter { $0.contains(",Inbound,") && $0.contains(",Answered,") }
      let seconds = answered.reduce(0.0) { $0 + (Double($1.split(separator: ",").last ?? "") ?? 0) }
      #expect(rows.reduce(0.0) { $0 + (Double($1[2]) ?? 0) } == Double(inbound))
      #expect(rows.reduce(0.0) { $0 + (Double($1[3]) ?? 0) } == Double(answered.count))
      #expect(rows.reduce(0.0) { $0 + (Double($1[5]) ?? 0) } == seconds)
      #expect(rows.contains { $0[2] == "0" })
    }
  }

  @Test("single contacts that come in one interval of each day are a history that can be read")
  func oneIntervalADay() throws {
    try folder { folder in
      var text = "Case Number,Date/Time Opened,Case Origin\n"
      for day in 13...22 { text += "\(day),\"\(day)/01/2026, 09:0\(day % 10)\",Email\n" }
      try Data(text.utf8).write(to: folder.appending(path: "cases.csv"))
      let run = try Command.muster("import", "cases.csv", "--zone", "Europe/Berlin", "--into", "desk", in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let rows = try String(contentsOf: folder.appending(path: "desk/history.csv"), encoding: .utf8)
        .split(whereSeparator: \.isNewline).dropFirst().map {
          $0.split(separator: ",", omittingEmptySubsequences: false)
        }
      #expect(rows.count { $0[2] == "1" } == 10 && rows.count { $0[2] == "0" } == rows.count - 10)
      let again = try Command.muster("import", "cases.csv", "--zone", "Europe/Berlin", "--into", "desk", in: folder)
      #expect(again.output.contains("is as it was"))
    }
  }

  @Test("a later import changes what it covers, and says so; the history can be kept")
  func conflicts() throws {
    try folder { folder in
      let head = "start,queue,offered,handled,handle_seconds_total\n"
      try Data((head + "2026-03-16 09:00,a,10,9,900\n2026-03-16 09:30,a,4,4,400\n").utf8)
        .write(to: folder.appending(path: "one.csv"))
      try Data((head + "2026-03-16 09:30,a,6,5,500\n2026-03-16 10:00,a,7,7,700\n").utf8)
        .write(to: folder.appending(path: "two.csv"))
      func run(_ file: String, _ policy: String) throws -> Command.Result {
        try Command.muster("import", file, "--zone", "UTC", "--into", "desk", "--conflicts", policy, in: folder)
      }
      func history() throws -> String {
        try String(contentsOf: folder.appending(path: "desk/history.csv"), encoding: .utf8)
      }
      #expect(try run("one.csv", "new").status == 0)
      let before = try history()
      let stopped = try run("two.csv", "stop")
      #expect(stopped.status == 2 && stopped.errors.contains("4 before and 6 in the import"))
      #expect(try history() == before)
      #expect(try run("two.csv", "old").status == 0)
      #expect(try history().contains("T09:30+00:00,a,4,4,,400") && history().contains("T10:00+00:00,a,7,7,,700"))
      #expect(try run("two.csv", "new").output.contains("1 intervals of the history had other numbers"))
      #expect(try history().contains("T09:00+00:00,a,10,9,,900") && history().contains("T09:30+00:00,a,6,5,,500"))
      #expect(
        try Command.muster("import", "one.csv", "two.csv", "--zone", "UTC", "--into", "both", in: folder).status == 0)
      #expect(try String(contentsOf: folder.appending(path: "both/history.csv"), encoding: .utf8) == history())
    }
  }

  @Test("an import that fails or is killed leaves the old history whole")
  func killed() throws {
    try folder { folder in
      try Data(Self.calls(weeks: 1).utf8).write(to: folder.appending(path: "small.csv"))
      _ = try Command.muster("import", "small.csv", "--zone", "Europe/Berlin", "--into", "desk", in: folder)
      let path = folder.appending(path: "desk/history.csv")
      let old = try Data(contentsOf: path)
      try Data((Self.calls(weeks: 1) + "9,never,Support EN,Inbound,Zoe,Answered,5\n").utf8)
        .write(to: folder.appending(path: "bad.csv"))
      let bad = try Command.muster("import", "bad.csv", "--zone", "Europe/Berlin", "--into", "desk", in: folder)
      #expect(bad.status == 2 && bad.errors.contains("is not a date and time"))
      #expect(try Data(contentsOf: path) == old)
      try Data(Self.calls(weeks: 8).utf8).write(to: folder.appending(path: "large.csv"))
      _ = try Command.shell("muster import large.csv --zone Europe/Berlin --into other", in: folder)
      let line =
        "for t in 0 0.01 0.02 0.05 0.1; do muster import large.csv --zone Europe/Berlin --into desk >/dev/null & p=$!; sleep $t; kill -9 $p; wait $p; done; true"
      _ = try Command.shell(line, in: folder)
      let left = try Data(contentsOf: path)
      _ = try Command.muster("import", "large.csv", "--zone", "Europe/Berlin", "--into", "desk", in: folder)
      #expect(try left == old || left == Data(contentsOf: path))
    }
  }

  @Test("queues of an import must be those of the scenario, and a mapping says which they are")
  func scenarioQueues() throws {
    try folder { folder in
      try Data(Self.calls(weeks: 3).utf8).write(to: folder.appending(path: "calls.csv"))
      _ = try Command.muster("import", "calls.csv", "--zone", "Europe/Berlin", "--into", "desk", in: folder)
      _ = try Command.muster("init", "desk", "--history", "desk/history.csv", "--zone", "Europe/Berlin", in: folder)
      let more = Self.calls(weeks: 4)
      try Data(more.utf8).write(to: folder.appending(path: "more.csv"))
      let renamed = more.components(separatedBy: "Support EN").joined(separator: "Hotline")
      try Data(renamed.utf8).write(to: folder.appending(path: "renamed.csv"))
      #expect(try Command.muster("import", "more.csv", "--into", "desk", in: folder).status == 0)
      let refused = try Command.muster("import", "renamed.csv", "--into", "desk", in: folder)
      #expect(refused.status == 2 && refused.errors.contains("the scenario has no queue hotline"))
      _ = try Command.muster("import", "renamed.csv", "--draft", "m.yaml", "--zone", "Europe/Berlin", in: folder)
      _ = try Command.shell("echo 'queues: { Hotline: support-en }' >> m.yaml", in: folder)
      let mapped = try Command.muster("import", "renamed.csv", "--mapping", "m.yaml", "--into", "desk", in: folder)
      #expect(mapped.status == 0, "\(mapped.errors)")
      #expect(mapped.output.contains("is as it was"))
    }
  }

  @Test("a workbook is read by its sheet")
  func workbook() throws {
    try folder { folder in
      let script = """
        import zipfile
        def cell(r, v, s=None):
            if isinstance(v, str): return f'<c r="{r}" t="inlineStr"><is><t>{v}</t></is></c>'
            return f'<c r="{r}"' + (f' s="{s}"' if s else '') + f'><v>{v}</v></c>'
        def sheet(rows): return '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + ''.join(f'<row r="{n}">' + ''.join(cells) + '</row>' for n, cells in rows) + '</sheetData></worksheet>'
        data = [(1, [cell('A1', 'Report &amp; more')]), (3, [cell(c + '3', v) for c, v in zip('ABCD', ['Start', 'Queue', 'Offered', 'Avg Handle Time'])])]
        for i in range(4): data.append((4 + i, [cell(f'A{4+i}', 46097.375 + i / 48, 1), cell(f'B{4+i}', 'sales'), cell(f'C{4+i}', 10 + i), cell(f'D{4+i}', 200 / 86400, 2)]))
        z = zipfile.ZipFile('book.xlsx', 'w', zipfile.ZIP_DEFLATED)
        z.writestr('xl/workbook.xml', '<workbook xmlns:r="x"><sheets><sheet name="Notes" sheetId="1" r:id="r1"/><sheet name="Data" sheetId="2" r:id="r2"/></sheets></workbook>')
        z.writestr('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>')
        z.writestr('xl/styles.xml', '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs></styleSheet>')
        z.writestr('xl/worksheets/sheet1.xml', sheet([(1, [cell('A1', 'nothing')])]))
        z.writestr('xl/worksheets/sheet2.xml', sheet(data))
        z.close()
        with zipfile.ZipFile('book.xlsx') as old, zipfile.ZipFile('two.xlsx', 'w') as two:
            for name in old.namelist():
                two.writestr(name, old.read('xl/worksheets/sheet2.xml' if name.endswith('sheet1.xml') else name))
        import re
        with zipfile.ZipFile('book.xlsx') as old:
            table = old.read('xl/worksheets/sheet2.xml')
            bare = re.sub(rb'<c r="B[0-9]+" t="inlineStr">.*?</c>', b'', table)
            for book, first, second in [('months.xlsx', table.replace(b'46097.', b'46098.'), table), ('queues.xlsx', bare, bare)]:
                with zipfile.ZipFile(book, 'w') as new:
                    for name in old.namelist():
                        new.writestr(name, first if name.endswith('sheet1.xml') else second if name.endswith('sheet2.xml') else old.read(name))
        """
      try Data(script.utf8).write(to: folder.appending(path: "make.py"))
      guard try Command.shell("python3 make.py", in: folder).status == 0 else {
        print("skipped: no python3 to write a workbook with")
        return
      }
      let run = try Command.muster(
        "import", "book.xlsx", "--sheet", "Data", "--zone", "UTC", "--into", "desk", in: folder)
      #expect(run.status == 0, "\(run.errors)")
      #expect(
        try String(contentsOf: folder.appending(path: "desk/history.csv"), encoding: .utf8)
          .contains("2026-03-16T09:00+00:00,sales,10,,,2000"))
      // The sheet of notes has no columns; of two tables one must be named.
      let found = try Command.muster("import", "book.xlsx", "--zone", "UTC", in: folder)
      #expect(found.status == 0 && found.output.contains("4 read as intervals"), "\(found.errors)")
      let open = try Command.muster("import", "two.xlsx", "--zone", "UTC", in: folder)
      #expect(open.status == 2 && open.errors.contains("2 sheets hold tables: \"Notes\", \"Data\""), "\(open.errors)")
      // Sheets of further dates are read one after the other; those of the same times without a queue are of a queue each.
      let months = try Command.muster("import", "months.xlsx", "--zone", "UTC", "--into", "months", in: folder)
      #expect(months.output.contains("history.csv: 8 rows of 1 queue, 8 of them new"), "\(months)")
      let queues = try Command.muster("import", "queues.xlsx", "--zone", "UTC", "--into", "queues", in: folder)
      #expect(queues.output.contains("history.csv: 8 rows of 2 queues, 8 of them new"), "\(queues)")
      #expect(queues.output.contains("queues.xlsx, sheet Notes: "))
      #expect(try Command.muster("import", "queues.xlsx", "--zone", "UTC", "--draft", "q.yaml", in: folder).status == 0)
      let drafted = try Command.muster("import", "queues.xlsx", "--mapping", "q.yaml", "--into", "drafted", in: folder)
      #expect(drafted.status == 0, "\(drafted.errors)")
      let histories = try ["queues", "drafted"].map {
        try Data(contentsOf: folder.appending(path: "\($0)/history.csv"))
      }
      #expect(histories[0] == histories[1])
      let wrong = try Command.muster("import", "book.xlsx", "--sheet", "Daten", "--zone", "UTC", in: folder)
      #expect(wrong.status == 2 && wrong.errors.contains("Its sheets are Notes, Data"))
    }
  }

  @Test("cells of a workbook that are merged over rows hold for all of them, and formulas without results are told")
  func mergedCells() throws {
    try folder { folder in
      let script = """
        import zipfile
        def book(name, offered):
            rows = ['<row r="1">' + ''.join(f'<c r="{c}1" t="inlineStr"><is><t>{v}</t></is></c>' for c, v in zip('ABCD', ['Queue', 'Date', 'Time', 'Offered'])) + '</row>']
            r, merged = 2, []
            for day in (16, 17, 18):
                for queue in ('sales', 'support'):
                    first = r
                    for half in range(16, 32):
                        cells = f'<c r="A{r}" t="inlineStr"><is><t>{queue}</t></is></c><c r="B{r}" t="inlineStr"><is><t>2026-03-{day}</t></is></c>' if r == first else ''
                        cells += f'<c r="C{r}" t="inlineStr"><is><t>{half // 2:02d}:{half % 2 * 3}0</t></is></c><c r="D{r}">{offered(half)}</c>'
                        rows.append(f'<row r="{r}">{cells}</row>')
                        r += 1
                    merged += [f'<mergeCell ref="{c}{first}:{c}{r - 1}"/>' for c in 'AB']
            z = zipfile.ZipFile(name, 'w')
            z.writestr('xl/workbook.xml', '<workbook xmlns:r="x"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>')
            z.writestr('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>')
            z.writestr('xl/worksheets/sheet1.xml', '<worksheet><sheetData>' + ''.join(rows) + '</sheetData><mergeCells>' + ''.join(merged) + '</mergeCells></worksheet>')
            z.close()
        book('merged.xlsx', lambda half: f'<v>{half}</v>')
        book('formulas.xlsx', lambda half: f'<f>1+{half}</f><v/>')
        """
      try Data(script.utf8).write(to: folder.appending(path: "make.py"))
      guard try Command.shell("python3 make.py", in: folder).status == 0 else {
        print("skipped: no python3 to write a workbook with")
        return
      }
      let run = try Command.muster("import", "merged.xlsx", "--zone", "UTC", "--into", "desk", in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let rows = try String(contentsOf: folder.appending(path: "desk/history.csv"), encoding: .utf8)
        .split(whereSeparator: \.isNewline).dropFirst()
      #expect(rows.count == 96 && rows.contains("2026-03-18T15:30+00:00,support,31,,,"), "\(rows)")
      let open = try Command.muster("import", "formulas.xlsx", "--zone", "UTC", in: folder)
      #expect(open.status == 2 && open.errors.contains("96 cells are formulas"), "\(open.errors)")
      #expect(open.errors.contains("the first of them D2"))
    }
  }
}
