import Examples
import Foundation
import Testing

@Suite("Example scenarios as files")
struct ExampleFilesTests {
  @Test("the committed scenarios are what the generator writes, byte for byte", arguments: Example.all.map(\.name))
  func committed(name: String) throws {
    let example = try #require(Example.named(name))
    let folder = Repository.folder.appending(path: "scenarios/\(name)")
    for (file, bytes) in try example.files() {
      let committed = try Data(contentsOf: folder.appending(path: file))
      #expect(
        committed.elementsEqual(bytes),
        "scenarios/\(name)/\(file) differs: write it again with muster example \(name) scenarios/\(name)")
    }
  }

  @Test("an example is found by its name, and nothing by another")
  func names() {
    #expect(Example.all.map(\.name) == ["europe-support", "follow-the-sun"])
    #expect(Example.named("europe-support")?.name == "europe-support")
    #expect(Example.named("nowhere") == nil)
  }

  @Test("each example has every file its scenario names, at most 5 MB each", arguments: Example.all.map(\.name))
  func complete(name: String) throws {
    let files = try #require(Made.files[name])
    #expect(
      files.keys.sorted() == [
        "agents.csv", "events.csv", "headcount.yaml", "history.csv", "holidays.csv", "leave.csv", "requests.csv",
        "scenario.yaml",
      ])
    for (file, bytes) in files {
      #expect(bytes.count > 100 && bytes.count <= 5_000_000, "\(file) has \(bytes.count) bytes")
      #expect(bytes.last == UInt8(ascii: "\n") && !bytes.contains(UInt8(ascii: "\r")), "line ends of \(file)")
      guard file.hasSuffix(".csv") else { continue }
      let widths = Set(Made.lines(bytes).map { line in line.count { $0 == UInt8(ascii: ",") } })
      #expect(widths.count == 1, "rows of \(file) differ in length")
    }
  }
}
