import Tabular
import Testing

/// A long table is read some rows at a time; nobody who reads it must notice.
@Suite("Tables in pieces")
struct TablePiecesTests {
  static let texts = [
    "a,b\n1,2\n3,4\n5,6\n", "a,b\n", "", "a;b\r\n\"one\r\ntwo\";2\r\n\r\n3;4", "a,b\n1\n1,2,3\n4,5\n6\n7,8\n",
    "a,b\n1,2,3\n1,2,3\n1,2,3\n4,5\n", "a,,c\n1,,2\n3,,4\n5,x,6\n", "a,a\n1,2\n3,4\n", "title\n\na,b\n1,2\n3,4\n",
    "a,b\n1,\"2\n3,4\n", "a,b,\n1,2,\n3,4,\n", "a,b\n1,\"2\" x\n3,4\n5,\"6\" y\n",
  ]

  @Test("pieces of any length hold the rows, lines and problems of the whole", arguments: texts, [1, 2, 3, 1_000])
  func same(text: String, rows: Int) {
    let whole = table(text)
    var pieces = TablePieces(bytes: Array(text.utf8), file: "history.csv", rows: rows)
    var texts: [[String]] = []
    var lines: [Int?] = []
    var problems = ProblemCollector()
    var count = 0
    while let piece = pieces.next() {
      #expect(piece.header == whole.header)
      #expect(piece.rowCount <= rows)
      texts += piece.texts
      lines += (0..<piece.rowCount).map { piece.place(row: $0).line }
      problems.add(piece.problems)
      count += 1
    }
    #expect(texts == whole.texts)
    #expect(lines == (0..<whole.rowCount).map { whole.place(row: $0).line })
    #expect(
      Set((problems.error?.problems ?? []).map { "\($0)" })
        == Set((whole.problems.error?.problems ?? []).map { "\($0)" }))
    #expect(problems.count == whole.problems.count)
    #expect(count >= 1)
    #expect(pieces.next() == nil)
  }
}
