import Chance
import Tabular
import Testing

@Suite("Writing tables")
struct TableWriterTests {
  @Test("cells are quoted only when needed, and lines end with CRLF")
  func plain() {
    var writer = TableWriter(header: ["agent", "note", "hours", "heads"])
    writer.text("a1")
    writer.text("says \"no\", often")
    writer.decimal(37.5, decimals: 2)
    writer.integer(-3)
    writer.endRow()
    writer.text("Zoë")
    writer.text("two\nlines")
    writer.blank()
    writer.integer(0)
    writer.endRow()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "agent,note,hours,heads\r\na1,\"says \"\"no\"\", often\",37.50,-3\r\nZoë,\"two\nlines\",,0\r\n")
  }

  @Test("text that a spreadsheet would run is guarded, numbers are not")
  func formulaGuard() {
    var writer = TableWriter(header: ["text", "number"])
    for text in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''", "x=1"] {
      writer.text(text)
      writer.integer(-1)
      writer.endRow()
    }
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "text,number\r\n'=1+1,-1\r\n'+1,-1\r\n'-1,-1\r\n'@x,-1\r\n\"'\tx\",-1\r\n\"'\rx\",-1\r\n''=1,-1\r\n'',-1\r\nx=1,-1\r\n"
    )
  }

  @Test("a byte order mark and another separator are written where asked for")
  func excel() {
    var writer = TableWriter(header: ["a", "b;c"], dialect: .semicolon, hasByteOrderMark: true)
    writer.text("1,5")
    writer.text("x")
    writer.endRow()
    #expect(writer.bytes == [0xEF, 0xBB, 0xBF] + Array("a;\"b;c\"\r\n1,5;x\r\n".utf8))
  }

  @Test(
    "whatever text is written is read back, for every separator and many seeds",
    arguments: [Dialect.rfc4180, .semicolon, .tab, .pipe], 0..<25)
  func roundTrip(dialect: Dialect, seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let pieces = [
      "a", "é", "🙂", "\"", "\"\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", " ", "'", "=", "+", "-", "@", "0", "",
      "\u{301}",
    ]
    let columns = Int.random(in: 1...5, using: &generator)
    let header = (0..<columns).map { "column \($0)" }
    var rows: [[String]] = []
    var writer = TableWriter(header: header, dialect: dialect)
    for number in 0..<200 {
      var row = (0..<columns).map { _ in
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        }.joined()
      }
      // A row of nothing but empty cells is skipped on reading, unless it has one column.
      if columns > 1 { row[0] += "\(number)" }
      for text in row { writer.text(text) }
      writer.endRow()
      rows.append(row)
    }
    let table = Table.read(bytes: writer.bytes, file: "out.csv", dialect: dialect)
    try #require(table.problems.isEmpty, "seed \(seed): \(table.complaint)")
    #expect(table.header == header)
    try #require(table.rowCount == rows.count)
    for row in rows.indices {
      for column in 0..<columns {
        // Compared as bytes: Swift calls some different texts equal.
        let read = table.text(row: row, column: column)
        try #require(Array(read.utf8) == Array(rows[row][column].utf8), "seed \(seed), row \(row), column \(column)")
      }
    }
  }

  @Test("any bytes at all are read without a crash, and rows have a cell in every column", arguments: 0..<300)
  func anyBytes(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let alphabet: [UInt8] = [34, 34, 44, 44, 59, 9, 124, 10, 10, 13, 32, 39, 61, 65, 66, 0xC3, 0xA9, 0xFF, 48, 49]
    let count = Int.random(in: 0...400, using: &generator)
    let isAny = seed % 3 == 0
    let bytes = (0..<count).map { _ in
      isAny
        ? UInt8.random(in: 1...255, using: &generator)
        : alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
    }
    let table = Table.read(bytes: bytes, file: "any.csv")
    var lastLine = 0
    for row in 0..<table.rowCount {
      for column in 0..<table.columnCount {
        #expect(table.text(row: row, column: column).utf8.count <= 3 * bytes.count)
        _ = table.number(row: row, column: column)
        let line = table.place(row: row, column: column).line ?? 0
        #expect(line >= lastLine, "seed \(seed)")
        lastLine = line
      }
    }
  }
}
