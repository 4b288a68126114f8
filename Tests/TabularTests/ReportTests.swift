import Tabular
import Testing

@Suite("Reports with titles, totals and marks between thousands")
struct ReportTests {
  private func read(_ text: String) -> Table { Table.read(bytes: Array(text.utf8), file: "report.csv") }

  private func sentences(_ text: String) -> [String] {
    (read(text).problems.error?.problems ?? []).map(\.description)
  }

  private let rows = (1...30).map { "a,\($0),\($0 * 7)\n" }.joined()

  @Test("titles above the header are one problem, and the rest is read")
  func titles() {
    let text = "Calls per queue\nFrom 1/5/2026 12:00:00 AM, printed on Monday\n\nqueue,day,calls\n" + rows
    #expect(
      sentences(text) == [
        "report.csv:1: the table begins with its header on line 4; above it stands a title\n  next: Delete lines 1 to 3."
      ])
    #expect(read(text).header == ["queue", "day", "calls"])
    #expect(read(text).rowCount == 30)
    #expect(
      sentences("Anrufe, Woche 12\nqueue;day;calls\n" + rows.map { $0 == "," ? ";" : String($0) }.joined()) == [
        "report.csv:1: the table begins with its header on line 2; above it stands a title\n  next: Delete line 1."
      ])
  }

  @Test("a header with too few names is one problem, not one for each row")
  func shortHeader() {
    #expect(
      sentences("queue,day\n" + rows) == [
        "report.csv:1: the header has 2 cells, and 30 rows have 3\n"
          + "  next: Write a name for each column, and nothing above the header."
      ])
    let people = (1...5).map { "p\($0),Ann,lyon,full\n" }.joined()
    #expect(
      sentences("id,name,contract\n" + people) == [
        "report.csv:1: the header has 3 cells, and 5 rows have 4\n"
          + "  next: Write a name for each column, and nothing above the header."
      ])
  }

  @Test("a separator line is read in any case", arguments: ["sep=;", "SEP=;", "Sep=;"])
  func separatorLine(line: String) {
    let table = read("\(line)\nqueue;calls\na,b;3\n")
    #expect(table.problems.isEmpty)
    #expect(table.header == ["queue", "calls"])
    #expect(table.rowCount == 1)
  }

  @Test("a delimiter at the end of header or rows is no column")
  func trailing() {
    for text in ["queue,calls,\na,3,\nb,4\n", "queue,calls\na,3,\nb,4,,\n", "queue,calls,,\na,3,,\nb,4,,\n"] {
      let table = read(text)
      #expect(table.problems.isEmpty)
      #expect(table.header == ["queue", "calls"])
      #expect(table.rowCount == 2)
    }
    #expect(read("queue,,calls\na,,3\n").problems.isEmpty)
    #expect(sentences("queue,,calls\na,x,3\n").count == 1)
    #expect(
      sentences("queue,calls,\na,3,x\n") == [
        "report.csv:2: the row has 3 cells and the header has 2\n"
          + "  next: Put quotes around text that contains a comma, or delete the extra cells."
      ])
  }

  @Test("a total of fewer cells is to be deleted, and a remark behind a long table may be")
  func totals() {
    let rows = (0..<12).map { "a,\($0),3\n" }.joined()
    #expect(
      sentences("queue,n,calls\n" + rows + "Grand total,36\n") == [
        "report.csv:14: \"Grand total\" begins a total, which is no row of the table\n  next: Delete the line."
      ])
    #expect(
      sentences("queue,n,calls\n" + rows + "made on Monday\n").first?.contains(
        "Delete the line if it is a total or a remark")
        == true)
    #expect(
      sentences("queue,n,calls\n" + rows + "b,36\n").first?.contains("Add the missing cells") == true,
      "a row that was cut off is none to delete")
    #expect(sentences("queue,n,calls\na,4\n" + rows).first?.contains("Add the missing cells") == true)
  }

  @Test("a decimal comma throughout a column is read, a single one is not, nor one beside decimal points")
  func decimalCommas() {
    #expect(numbers(["24,5", "27", "30,25", "8,5"]).values == [24.5, 27, 30.25, 8.5])
    #expect(numbers(["24,5", "1,250", "30,25", "8,5"], isWhole: false).values == [24.5, 1.25, 30.25, 8.5])
    #expect(numbers(["24,5", "27", "30"]).values == [nil, 27, 30])
    #expect(numbers(["24,5", "27,5", "30,5", "9.5"]).values == [nil, nil, nil, 9.5])
    #expect(numbers(["24,5", "27,5", "30,5", "9,5"], beside: ["7.5"]).values == [nil, nil, nil, nil])
  }

  // MARK: Marks between thousands

  /// The numbers of a column, or the texts that leave open what they are.
  private func numbers(_ cells: [String], isWhole: Bool = true, beside: [String] = []) -> (
    values: [Double?], open: [String]
  ) {
    let lines = cells.indices.map { "\(cells[$0]);\(beside.isEmpty ? "" : beside[$0 % beside.count])" }
    let table = read("n;m\n" + lines.joined(separator: "\n") + "\n")
    let finder = NumberMarkFinder(table, columns: [(0, isWhole), (1, false)])
    let marks = finder.marks[0] ?? .plain
    let values = cells.indices.map { row in table.withBytes(row: row, column: 0) { marks.number($0) } }
    return (values, finder.questions.filter { $0.column == 0 }.map(\.text))
  }

  @Test(
    "thousands in a column of whole numbers",
    arguments: [
      ["912", "3,057", "88"], ["912", "3.057", "88"], ["912", "3 057", "88"], ["912", "3'057", "88"],
      ["912", "3\u{A0}057", "88"],
      ["912", "3\u{202F}057", "88"],
    ])
  func thousands(cells: [String]) {
    #expect(numbers(cells).values == [912, 3057, 88])
    #expect(numbers(cells).open.isEmpty)
  }

  @Test("several groups and decimals behind them are told in any column") func groups() {
    #expect(numbers(["1.204.360", "2.500"], isWhole: false).values == [1_204_360, 2500])
    #expect(numbers(["1,204,360.5", "2,500"], isWhole: false).values == [1_204_360.5, 2500])
    #expect(numbers(["1.204.360,5", "2.500"], isWhole: false).values == [1_204_360.5, 2500])
    #expect(numbers(["1.250", "930"], isWhole: false).values == [1250, 930])
    // What the column beside proves counts.
    #expect(numbers(["1.251", "2.112"], beside: ["7.300.112"]).values == [1251, 2112])
  }

  @Test("decimals stay decimals") func decimals() {
    #expect(numbers(["1.250", "0.375", "12"], isWhole: false).values == [1.25, 0.375, 12])
    #expect(numbers(["1.250", "12.5", "12"]).values == [1.25, 12.5, 12])
    #expect(numbers(["240.125", "1240.5"], isWhole: false).values == [240.125, 1240.5])
    #expect(numbers(["240.125", "1240"], isWhole: false).values == [240.125, 1240])
    #expect(numbers(["17", "-4", "+2"]).values == [17, -4, 2])
  }

  @Test(
    "a column that could be either is a question",
    arguments: [
      ["1.234", "2.345"], ["1,234", "2,345"], ["1.234", "2345"],
    ])
  func either(cells: [String]) {
    #expect(numbers(cells).open == [cells[0]])
  }
}
