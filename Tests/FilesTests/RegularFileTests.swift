import Libc
import Tabular
import Testing
import Units

@Suite("Only regular files of a sound size are read")
struct RegularFileTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func complaint(_ path: String, file: String) -> String {
    do throws(InputError) {
      _ = try FileAccess.read(path, file: file)
      return ""
    } catch {
      return error.description
    }
  }

  @Test("a pipe that nobody writes to is refused and not waited for")
  func pipe() throws {
    let path = folder.path + "/history.csv"
    try #require(mkfifo(path, 0o600) == 0)
    #expect(
      complaint(path, file: "history.csv")
        == "history.csv: this is a pipe, a socket or a device, not a file\n  next: Save the content in a file first.")
  }

  @Test("a device is refused, which might never end")
  func device() {
    #expect(complaint("/dev/zero", file: "agents.csv").hasPrefix("agents.csv: this is a pipe, a socket or a device"))
  }

  @Test("a header of very many columns is one problem, found at once")
  func columns() {
    let names = (1...100_000).map { "c\($0)" }.joined(separator: ",")
    let table = Table.read(bytes: Array("\(names)\n1\n".utf8), file: "history.csv")
    #expect(
      table.problems.error?.description == """
        history.csv:1: the header has 100000 columns, and a table at most \(Bound.columns.mostText)
          next: Leave out the columns that Muster does not read.
        """)
    #expect(table.rowCount == 0)
  }

  @Test("a header of as many columns as are allowed is read, and names written twice are told")
  func mostColumns() {
    var names = (1...Bound.columns.most).map { "c\($0)" }
    #expect(
      Table.read(bytes: Array((names.joined(separator: ",") + "\n").utf8), file: "t.csv").columnCount == names.count)
    names[names.count - 1] = "C1"
    let table = Table.read(bytes: Array((names.joined(separator: ",") + "\n").utf8), file: "t.csv")
    #expect(table.problems.error?.description.contains("the column name C1 is already that of column 1") == true)
  }

  @Test("a name of a megabyte is near no other, so that a slip costs no time")
  func longNames() {
    let long = String(repeating: "x", count: 1 << 20)
    #expect(nearest(to: long, in: [long + "y", "x"]) == [])
    #expect(nearest(to: "history", in: [long, "histori"]) == ["histori"])
  }

  @Test("line ends and control characters of a file cannot break a message or steer a terminal")
  func shownText() {
    let problem = InputProblem(
      Place(file: "a\nb.csv", line: 2), "there is no queue q\u{1B}[31m\r\nfake.csv:1: x", next: "Write \u{202E}q.")
    #expect(
      problem.description
        == "a\\nb.csv:2: there is no queue q\\u{1B}[31m\\r\\nfake.csv:1: x\n  next: Write \\u{202E}q.")
    #expect(shown("Zoë, Ω 日本", keepsLines: false) == "Zoë, Ω 日本")
    #expect(shown("a\nb\u{7}", keepsLines: true) == "a\nb\\u{07}")
    #expect(shown(String(repeating: "é", count: 10_000)).utf8.count < 8_000)
  }
}
