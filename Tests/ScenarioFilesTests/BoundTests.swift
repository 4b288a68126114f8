import Foundation
import ScenarioFiles
import Tabular
import Testing
import Units

/// Numbers beyond any sense are answered where they stand, with the bound; nothing behind the readers can overflow.
@Suite("Every number is held against its bound")
struct BoundTests {
  /// A text of a file, what is written in its place, and what the answer must say.
  struct Excess: CustomTestStringConvertible, Sendable {
    var file: String
    var text: String
    var other: String
    var says: String
    var testDescription: String { "\(file): \(other)" }

    init(_ file: String, _ text: String, _ other: String, _ says: String) {
      (self.file, self.text, self.other, self.says) = (file, text, other, says)
    }
  }

  static let excesses: [Excess] = [
    Excess(
      "history.csv", "fr-phone,12,11,1,3300", "fr-phone,1e100,11,1,3300",
      "history.csv:2, column offered: 1e100 is more than 1000000\n  next: Write a number from 0 to 1000000."),
    Excess(
      "history.csv", "fr-phone,12,11,1,3300", "fr-phone,12,11,1,1e19",
      "history.csv:2, column handle_seconds_total: 1e19 is more than 10000000000"),
    Excess(
      "history.csv", "2026-03-02T08:00+01:00,fr-phone", "9999-12-31T23:59-23:59,fr-phone",
      "history.csv:2, column start: 9999-12-31T23:59 is not in the years 1970 to 2200"),
    Excess(
      "events.csv", "*,1.2,", "*,1e300,", "events.csv:2, column factor: 1e300 is more than 1000"),
    Excess(
      "requests.csv", "off,5", "off,9e99", "requests.csv:2, column weight: 9e99 is more than 1000000"),
    Excess(
      "leave.csv", "2026-03-30,2026-04-03", "0001-01-01,2026-04-03",
      "leave.csv:2, column from: 0001-01-01 is not in the years 1970 to 2200\n"
        + "  next: Write a date from 1970-01-01 to 2200-12-31."),
    Excess("scenario.yaml", "first: 2026-03-23", "first: 9999-12-31", "9999-12-31 is not in the years 1970 to 2200"),
    Excess(
      "scenario.yaml", "first: 2026-03-23", "first: 2200-12-20",
      "the plan ends on 2201-01-16, not in the years 1970 to 2200"),
    Excess("scenario.yaml", "hours: 40 h", "hours: 9999 h", "9999 h is more than 7 d"),
    Excess("scenario.yaml", "rest: 11 h\n    days", "rest: 900 h\n    days", "rest: 900 h is more than 7 d"),
    Excess("scenario.yaml", "18.50 EUR/h", "123456789012 EUR/h", "123456789012 EUR/h is more than 10000000"),
    Excess("scenario.yaml", "patience: 90 s", "patience: 999999999999 s", "999999999999 s is more than 7 d"),
    Excess(
      "scenario.yaml", "within: 20 s", "within: 0.000000000001 s", "0.000000000001 s is less than 0.01 s"),
    Excess("scenario.yaml", "short: 10", "short: 99999999999999", "99999999999999 is more than 1000000"),
    Excess("scenario.yaml", "absence: 6 %", "absence: 99.99 %", "99.99 % leaves nobody on the queue"),
  ]

  @Test("a number beyond its bound", arguments: excesses)
  func beyond(excess: Excess) throws {
    let said = try SampleFolder.sound.replacing(excess.text, with: excess.other, in: excess.file).complaint()
    #expect(said.contains(excess.says), "\(said)")
  }

  @Test("groups deeper than any stack are refused before they are read")
  func depth() throws {
    for deep in [
      String(repeating: "[", count: 200_000), String(repeating: "- ", count: 200_000),
      String(repeating: "{ a: ", count: 100_000),
    ] {
      var folder = SampleFolder.sound
      folder["scenario.yaml"] = "name:\n  " + deep + "\n"
      let said = try folder.complaint()
      #expect(said.contains("groups lie more than 50 deep within each other"), "\(said.prefix(300))")
      #expect(said.hasPrefix("scenario.yaml:2, column "), "\(said.prefix(300))")
    }
  }

  @Test("references to references that stand for more values than fit anywhere are refused")
  func references() throws {
    var folder = SampleFolder.sound
    let twice = String(repeating: ", *a", count: 1_001)
    folder["scenario.yaml"] += "x: [&a 1\(twice)]\n"
    #expect(try folder.complaint().contains("there are more than 1000 references to anchors"))
  }

  @Test("hours of a year of many odd lengths are added up at once")
  func referenceOfAYear() throws {
    let lengths = (0..<40).map { "\(300 + $0 * $0) min" }.joined(separator: ", ")
    let folder = SampleFolder.sound
      .replacing(
        "week: { hours: 18-25 h, days: 5 }",
        with: "week: { hours: 1-60 h, days: 7 }\n    reference: { hours: HOURS, weeks: 52 }", in: "scenario.yaml"
      )
      .replacing("lengths: [4 h, 5 h, 6 h]", with: "lengths: [\(lengths)]", in: "scenario.yaml")
    let possible = try folder.replacing("HOURS", with: "1000-1001 h", in: "scenario.yaml").complaint()
    #expect(!possible.contains("reference"), "\(possible)")
    let tooFew = try folder.replacing("HOURS", with: "1-2 h", in: "scenario.yaml").complaint()
    // 52 weeks of one shift of 5 h each.
    #expect(tooFew.contains("The nearest possible sums are 260 h"), "\(tooFew)")
  }

  @Test("words with brackets and quotes in them are no groups")
  func words() throws {
    let name = "it's " + String(repeating: "[ ", count: 60) + "a name"
    let folder = SampleFolder.sound.replacing("Europe support, spring 2026", with: name, in: "scenario.yaml")
    // Brackets of a plain text count until the next key at the start of a line, which is why so many are refused.
    #expect(try folder.complaint().contains("deep within each other"))
    let few = SampleFolder.sound.replacing(
      "Europe support, spring 2026", with: "it's [ [ [ { a name", in: "scenario.yaml")
    #expect(try few.complaint() == "")
  }

  @Test("docs/reference/limits.md lists every bound as the readers have it")
  func page() throws {
    var folder = URL(filePath: #filePath)
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    let text = try String(contentsOf: folder.appending(path: "docs/reference/limits.md"), encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.map(String.init)
    #expect(rows == ["| what | least | most | holds for |", "| --- | --- | --- | --- |"] + Bound.all.map(\.row))
    #expect(Set(Bound.all).count == Bound.all.count)
  }
}
