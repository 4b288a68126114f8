import Tabular
import Testing

/// Reads text as a table.
func table(_ text: String, dialect: Dialect = .detect) -> Table {
  Table.read(bytes: Array(text.utf8), file: "history.csv", dialect: dialect)
}

extension Table {
  /// All rows as text.
  var texts: [[String]] {
    (0..<rowCount).map { row in (0..<columnCount).map { column in text(row: row, column: column) } }
  }

  /// What the error made of the table's problems says.
  var complaint: String { problems.error.map { "\($0)" } ?? "" }
}

@Suite("Reading tables")
struct TableTests {
  @Test("a plain file is read cell by cell")
  func plain() {
    let table = table("start,queue,offered\n2026-03-29T00:00Z,fr-phone,12\n2026-03-29T00:30Z,en-chat,7\n")
    #expect(table.header == ["start", "queue", "offered"])
    #expect(table.texts == [["2026-03-29T00:00Z", "fr-phone", "12"], ["2026-03-29T00:30Z", "en-chat", "7"]])
    #expect(table.problems.isEmpty)
    #expect(table.integer(row: 1, column: 2) == 7)
    #expect(table.number(row: 0, column: 2) == 12)
    #expect(table.integer(row: 0, column: 1) == nil)
    #expect(table.column("queue") == 1)
    #expect(table.column("QUEUE") == 1)
    #expect(table.column("queues") == nil)
  }

  @Test("every kind of line end ends a row", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) {
    let withEnd = table(["a,b", "1,2", "3,4", ""].joined(separator: end))
    #expect(withEnd.texts == [["1", "2"], ["3", "4"]])
    #expect(withEnd.place(row: 1).line == 3)
    let without = table(["a,b", "1,2", "3,4"].joined(separator: end))
    #expect(without.texts == withEnd.texts)
  }

  @Test("quoted cells may hold separators, quotes and line ends")
  func quotes() {
    let table = table("name,note\r\n\"Léa, \"\"Lea\"\"\",\"one\r\ntwo\"\r\n\"\",plain \"word\"\r\n")
    #expect(table.texts == [["Léa, \"Lea\"", "one\r\ntwo"], ["", "plain \"word\""]])
    #expect(table.problems.isEmpty)
  }

  @Test("blanks count in quotes only")
  func blanks() {
    let table = table("a, b ,c\n 1 ,\" 2 \", \"x\" \n\t3,   ,5\n")
    #expect(table.header == ["a", "b", "c"])
    #expect(table.texts == [["1", " 2 ", "x"], ["3", "", "5"]])
    #expect(table.integer(row: 0, column: 1) == 2)
    #expect(table.isBlank(row: 1, column: 1))
    #expect(!table.isBlank(row: 0, column: 1))
    #expect(table.problems.isEmpty)
  }

  @Test("each cell knows its line, also behind line ends in quotes")
  func places() {
    let table = table("a,b,c\n1,\"x\ny\r\nz\",3\n\n4,5,6\n")
    #expect("\(table.place(row: 0, column: 0))" == "history.csv:2, column a")
    #expect("\(table.place(row: 0, column: 1))" == "history.csv:2, column b")
    #expect("\(table.place(row: 0, column: 2))" == "history.csv:4, column c")
    #expect("\(table.place(row: 1, column: 2))" == "history.csv:6, column c")
    #expect(table.place(row: 1, column: 2).columnNumber == 3)
    #expect("\(table.place(row: 1))" == "history.csv:6")
  }

  @Test("a byte order mark is no part of the first name")
  func byteOrderMark() {
    #expect(table("\u{FEFF}a,b\n1,2\n").header == ["a", "b"])
    #expect(table("\u{FEFF}\"a\",b\n1,2\n").header == ["a", "b"])
  }

  @Test(
    "the separator is found out",
    arguments: [
      ("a,b\n1,2\n", Dialect.rfc4180), ("a;b\n1,5;2,5\n", .semicolon), ("a\tb\n1,5\t2\n", .tab), ("a|b\n1|2\n", .pipe),
      ("a;b,c;d\n1;2,5;3\n", .semicolon), ("\"a,b\";c\n\"1,2\";3\n", .semicolon), ("a\n1\n", .rfc4180),
      ("sep=;\na;b\n1;2\n", .semicolon), ("sep=|\r\na|b\r\n1|2\r\n", .pipe), ("a,b\n\"x;y;z\",2\n", .rfc4180),
    ])
  func dialects(text: String, expected: Dialect) {
    let table = table(text)
    #expect(table.dialect == expected)
    #expect(table.problems.isEmpty)
    #expect(table.rowCount == 1)
  }

  @Test("a dialect that is given is not second-guessed")
  func givenDialect() {
    #expect(table("a;b\n1;2\n", dialect: .rfc4180).header == ["a;b"])
    #expect(table("a,b\n1,2\n", dialect: .tab).header == ["a,b"])
  }

  @Test("blank lines and rows of nothing but separators are skipped and still counted as lines")
  func blankRows() {
    let table = table("\n\na,b\n\n1,2\n,\n   \n3,4\n\n")
    #expect(table.headerLine == 3)
    #expect(table.texts == [["1", "2"], ["3", "4"]])
    #expect(table.place(row: 1).line == 8)
    #expect(table.problems.isEmpty)
  }

  @Test("a formula guard is taken off on reading")
  func formulaGuard() {
    let table = table("a,b,c\n'=1+1,'-5,'plain\n\"'@x\",''=y,'\n")
    #expect(table.texts == [["=1+1", "-5", "'plain"], ["@x", "'=y", "'"]])
    #expect(table.integer(row: 0, column: 1) == -5)
  }

  @Test("a header without rows is a table of no rows")
  func headerOnly() {
    for text in ["a,b", "a,b\n", "a,b\r\n\r\n"] {
      let table = table(text)
      #expect(table.rowCount == 0)
      #expect(table.header == ["a", "b"])
      #expect(table.problems.isEmpty)
    }
  }
}

@Suite("Faults of tables")
struct TableFaultTests {
  @Test("a file of nothing is a problem", arguments: ["", "\n\n", "\u{FEFF}", "  \n", ",,\n"])
  func empty(text: String) {
    let table = table(text)
    #expect(table.rowCount == 0)
    #expect(
      table.complaint == """
        history.csv: the file is empty
          next: Write a header and at least one row.
        """)
  }

  @Test("rows with too many or too few cells are named and left out")
  func cellCounts() {
    let table = table("a,b,c\n1,2\n1,2,3,4\n5,6,7\n8\n")
    #expect(table.texts == [["5", "6", "7"]])
    #expect(
      table.complaint == """
        history.csv:2: the row has 2 cells and the header has 3
          next: Add the missing cells; an empty cell still needs its comma.
        history.csv:3: the row has 4 cells and the header has 3
          next: Put quotes around text that contains a comma, or delete the extra cells.
        history.csv:5: the row has 1 cell and the header has 3
          next: Add the missing cells; an empty cell still needs its comma.
        """)
  }

  @Test("a quote that is never closed is named where it opens")
  func openQuote() {
    let table = table("a,b\n1,2\n3,\"4\n5,6\n7,8\n")
    #expect(table.texts == [["1", "2"]])
    #expect(
      table.complaint == """
        history.csv:3: a quote is opened here and not closed before the end of the file
          next: Close the quote, or write a quote that is part of the text twice inside quotes.
        """)
  }

  @Test("a quote that swallows a megabyte is given up")
  func swallowingQuote() {
    let table = table("a,b\n1,\"2\n" + String(repeating: "3,4\n", count: 1 << 19))
    #expect(table.rowCount == 0)
    #expect(table.complaint.hasPrefix("history.csv:2: a quote is opened here and not closed within 1 MiB\n"))
  }

  @Test("text behind a closing quote is a problem of its line")
  func behindQuote() {
    let table = table("a,b\n\"x\"y,2\n3,4\n")
    #expect(table.complaint.hasPrefix("history.csv:2: there is text behind a closing quote\n"))
    #expect(table.rowCount == 2)
  }

  @Test("a column name that comes twice, and a missing one, are problems of the header")
  func header() {
    let table = table("start,,Start\n1,2,3\n")
    #expect(
      table.complaint == """
        history.csv:1, column 2: the column has no name
          next: Name it in the header, or delete the column.
        history.csv:1, column 3: the column name Start is already that of column 1
          next: Rename or delete one of the two columns.
        """)
    #expect(table.rowCount == 1)
  }

  @Test("missing columns are named with the nearest names there are")
  func missingColumns() throws {
    let table = table("start,ofered,queue\n1,2,3\n")
    var problems = ProblemCollector()
    #expect(table.columns(["queue", "start"], &problems) == [2, 0])
    #expect(problems.isEmpty)
    #expect(table.columns(["start", "offered", "wish"], &problems) == nil)
    #expect(
      "\(try #require(problems.error))" == """
        history.csv:1: there is no column offered
          next: Rename the column ofered to offered, or add one of that name.
        history.csv:1: there is no column wish
          next: Add a column wish to the header.
        """)
  }

  @Test("a file that starts with data and not with a header is told so")
  func noHeader() throws {
    let table = table("2026-03-29T00:00Z,fr-phone,12\n2026-03-29T00:30Z,fr-phone,9\n")
    var problems = ProblemCollector()
    #expect(table.columns(["start", "queue", "offered"], &problems) == nil)
    #expect(
      "\(try #require(problems.error))" == """
        history.csv:1: this line has none of the column names start, queue, offered
          next: Write the column names in the first line: start,queue,offered.
        """)
  }

  @Test("bytes that are not UTF-8 are named by line and byte, and the rest is read")
  func notUtf8() {
    // Latin-1: Léa, then a lone start byte at the end of the file.
    let bytes = Array("name,site\nL".utf8) + [0xE9] + Array("a,Paris\nx,y\né,".utf8) + [0xC3]
    let table = Table.read(bytes: bytes, file: "agents.csv")
    #expect(
      table.complaint == """
        agents.csv:2: byte 2 of the line (hexadecimal E9) is not UTF-8
          next: Save the file as CSV in UTF-8.
        agents.csv:4: byte 4 of the line (hexadecimal C3) is not UTF-8
          next: Save the file as CSV in UTF-8.
        """)
    #expect(table.texts == [["L\u{FFFD}a", "Paris"], ["x", "y"], ["é", "\u{FFFD}"]])
  }

  @Test(
    "ill-formed UTF-8 is noticed wherever it stands",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82], [0xC3, 0x28], [0xF0, 0x9F, 0x98],
    ] as [[UInt8]])
  func illFormed(sequence: [UInt8]) {
    for padding in 0..<17 {
      let before = [UInt8](repeating: 65, count: padding)
      let table = Table.read(bytes: Array("a\n".utf8) + before + sequence + [65, 10], file: "f.csv")
      #expect(table.complaint.hasPrefix("f.csv:2: byte \(padding + 1) of the line "), "\(sequence) after \(padding)")
    }
  }

  @Test("every well-formed character is accepted")
  func wellFormed() {
    var text = "a\n"
    for value: UInt32 in [0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF] {
      text += String(UnicodeScalar(value).map(Character.init) ?? "?") + "\n"
    }
    #expect(table(text).problems.isEmpty)
  }

  @Test("UTF-16 and binary files are refused in one sentence")
  func binary() {
    let wide = Table.read(bytes: [0xFF, 0xFE, 97, 0, 44, 0], file: "f.csv")
    #expect(wide.complaint == "f.csv: the file is UTF-16, not UTF-8\n  next: Save the file as CSV in UTF-8.")
    let nul = Table.read(bytes: Array("a,b\n1,2\n3,\0\n".utf8), file: "f.csv")
    #expect(nul.complaint.hasPrefix("f.csv:3: there is a NUL byte; this is not a text file\n"))
    #expect(nul.rowCount == 0)
  }

  @Test("a line without end is given up after a megabyte, without noting its cells")
  func longLine() {
    let commas = Table.read(bytes: Array("a,b\n1,2\n".utf8) + [UInt8](repeating: 44, count: 20_000_000), file: "f.csv")
    #expect(commas.complaint.hasPrefix("f.csv:3: the line is longer than 1024 KiB\n  next: Check that"))
    #expect(commas.texts == [["1", "2"]])
    let letters = Table.read(bytes: [UInt8](repeating: 65, count: 2_000_000), file: "f.csv")
    #expect(letters.complaint.hasPrefix("f.csv:1: the line is longer than 1024 KiB\n"))
    let quoted = Table.read(
      bytes: Array("\"x\"".utf8) + [UInt8](repeating: 32, count: 2_000_000), file: "f.csv", dialect: .rfc4180)
    #expect(quoted.complaint.hasPrefix("f.csv:1: the line is longer than 1024 KiB\n"))
  }

  @Test("a line of just under a megabyte is read")
  func nearlyLongLine() {
    let long = String(repeating: "x", count: Table.longestLine - 4)
    #expect(table("a,b\n1,\(long)\n").texts == [["1", long]])
  }

  @Test("what git could not merge is said as that, once for each place, and nothing else of the table")
  func mergeConflicts() throws {
    let conflict = "<<<<<<< HEAD\nP3,a\n=======\nP3,b\nP4,c\n>>>>>>> autumn\n"
    for start in ["id,name\nP1,x\n", "\u{FEFF}", "id,name\r\nP1,x\r\n"] {
      let line = start.hasPrefix("id") ? 3 : 1
      let table = Table.read(bytes: Array((start + conflict + "P9\n" + conflict).utf8), file: "agents.csv")
      #expect(
        table.complaint == """
          agents.csv:\(line): lines \(line) to \(line + 5) are two versions that git could not merge
            next: Keep the one that holds, or rows of both, and delete the lines with <<<<<<<, ======= and >>>>>>>.
          agents.csv:\(line + 7): lines \(line + 7) to \(line + 12) are two versions that git could not merge
            next: Keep the one that holds, or rows of both, and delete the lines with <<<<<<<, ======= and >>>>>>>.
          """)
    }
    // Text that only looks like it.
    let note = Table.read(bytes: Array("id,note\n1,<<<<<<< x\n2,=======\n".utf8), file: "t.csv")
    #expect(note.problems.isEmpty && note.rowCount == 2)
  }
}
