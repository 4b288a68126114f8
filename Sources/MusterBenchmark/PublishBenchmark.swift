import Foundation
import Libc
import Tabular

/// What it takes to tell people a roster, and to tell them 20 changes of it: seconds of processor and on the clock, and peak memory.
///
/// The roster is planned first, which is not measured.
enum PublishBenchmark {
  static func run(_ words: [String]) -> Int32 {
    var (people, folder) = (1_000, "/tmp/muster-publish")
    let own = CommandLine.arguments[0]
    var muster: Substring = (own.lastIndex(of: "/").map { own[..<$0] } ?? ".") + "/muster"
    var rest = words[...]
    while let word = rest.popFirst() {
      guard let value = rest.popFirst() else { return usage() }
      switch word {
      case "--people":
        guard let number = Int(value), 1...99_999 ~= number else { return usage() }
        people = number
      case "--folder": folder = value
      case "--muster": muster = value[...]
      default: return usage()
      }
    }
    do {
      return try measure(String(muster), people, "\(folder)/\(people)") ? 0 : 1
    } catch {
      print("\(people) people: \(error)")
      return 2
    }
  }

  private static func usage() -> Int32 {
    print("usage: muster-benchmark publish [--people 1000] [--muster PATH] [--folder FOLDER]")
    return 2
  }

  private static func measure(_ muster: String, _ people: Int, _ folder: String) throws -> Bool {
    let manager = FileManager.default
    try? manager.removeItem(atPath: folder)
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in try ScaleScenario(people: people).files() {
      try Data(file.bytes).write(to: URL(filePath: "\(folder)/\(file.name)"))
    }
    // Mondays of the horizon are weeks away for both.
    let moment = ["--at", "2026-03-01T12:00Z"]
    for stage in [["forecast"], ["staff"], ["roster", "--effort", "quick"]] {
      let use = try ScaleBenchmark.use([muster, stage[0], folder] + stage.dropFirst())
      guard use.status <= 1 else {
        print("muster \(stage[0]) ended with \(use.status)")
        return false
      }
    }
    print("| \(people) people, 28 days | processor s | wall s | MB |")
    print("| --- | --- | --- | --- |")
    var isWhole = true
    func row(_ what: String, _ words: [String]) throws {
      let use = try ScaleBenchmark.use([muster] + words)
      isWhole = isWhole && use.status == 0
      let (seconds, wall) = (FixedDecimal.text(use.seconds, decimals: 2), FixedDecimal.text(use.wall, decimals: 2))
      print(
        "| \(what) | \(use.status == 0 ? seconds : "failed with \(use.status)") | \(wall) | \(use.megabytes) |")
    }
    try row("publish: calendars, tables, the record", ["publish", folder] + moment)
    try row("export --xlsx: the workbook", ["export", folder, "--xlsx", "\(folder)/roster.xlsx"])
    try row(
      "export --csv --dialect excel-de", ["export", folder, "--csv", "\(folder)/tables", "--dialect", "excel-de"])
    try change("\(folder)/out/roster.csv")
    try row("publish again, 20 changes", ["publish", folder] + moment)
    try row("publish again, nothing new", ["publish", folder] + moment)
    return isWhole
  }

  /// Takes ten shifts away and moves ten by an hour, all over the table.
  private static func change(_ path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var lines = text.components(separatedBy: "\r\n").filter { !$0.isEmpty }
    let header = lines[0].components(separatedBy: ",")
    func column(_ name: String) -> Int { header.firstIndex(of: name) ?? 0 }
    let (times, instants) = (
      [column("start_local"), column("end_local")], [column("start_utc"), column("end_utc")]
    )
    let step = max(1, (lines.count - 1) / 21)
    for number in 1...20 where number * step < lines.count {
      if number % 2 == 0 {
        lines[number * step] = ""
        continue
      }
      var cells = lines[number * step].components(separatedBy: ",")
      for place in times {
        let parts = cells[place].components(separatedBy: " ")
        guard parts.count == 2, let hour = Int(parts[1].prefix(2)), hour < 22 else { continue }
        cells[place] = "\(parts[0]) \(hour < 9 ? "0" : "")\(hour + 1)\(parts[1].dropFirst(2))"
      }
      for place in instants { cells[place] = "" }
      lines[number * step] = cells.joined(separator: ",")
    }
    let changed = lines.filter { !$0.isEmpty }.joined(separator: "\r\n") + "\r\n"
    try Data(changed.utf8).write(to: URL(filePath: path))
  }
}
