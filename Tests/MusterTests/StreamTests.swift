import Foundation
import Testing

/// Small scenarios from the fuzzer's seeds, under numbers and standard files that are not as usual.
@Suite struct StreamTests {
  /// A copy of a seed of the fuzzer.
  static func seed(_ name: String) throws -> URL {
    let folder = try Command.temporaryFolder().appending(path: name)
    try FileManager.default.copyItem(at: Command.repository.appending(path: "Tests/Fuzz/\(name)"), to: folder)
    return folder
  }

  /// The seed of one queue with a text of a file replaced.
  static func seed(replacing text: String, with other: String, in file: String = "scenario.yaml") throws -> URL {
    let folder = try seed("phone")
    let path = folder.appending(path: file)
    let old = try String(contentsOf: path, encoding: .utf8)
    try #require(old.contains(text))
    try Data(old.replacingOccurrences(of: text, with: other).utf8).write(to: path)
    return folder
  }

  @Test(
    "a result that cannot be written to standard output is an error with a sentence",
    arguments: [
      "check seed", "check seed --json", "erlang --volume 40 --handle-time '3 min'", "--help", "--version",
      "plan seed --effort quick --json", "backtest seed", "plan --help", "example follow-the-sun made",
    ])
  func closedOutput(command: String) throws {
    let folder = try Self.seed("phone").deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.moveItem(at: folder.appending(path: "phone"), to: folder.appending(path: "seed"))
    for (redirection, reason) in [("> /dev/full", "No space left on device"), (">&-", "Bad file descriptor")] {
      if redirection.contains("full"), !FileManager.default.fileExists(atPath: "/dev/full") { continue }
      try? FileManager.default.removeItem(at: folder.appending(path: "made"))
      let result = try Command.shell("muster \(command) \(redirection)", in: folder)
      #expect(result.status == 2, "\(command) \(redirection): \(result.errors)")
      #expect(
        result.errors.contains("standard output: the result cannot be written: \(reason)\n  next: "),
        "\(command) \(redirection): \(result.errors)")
    }
  }

  @Test("no file takes the place of a closed standard output")
  func closedFiles() throws {
    let folder = try Self.seed("phone").deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    let before = try Command.contents(of: folder.appending(path: "phone"))
    _ = try Command.shell("muster check phone <&- >&- 2>&-", in: folder)
    #expect(try Command.contents(of: folder.appending(path: "phone")) == before)
  }

  @Test("a queue that is open for one interval a day plans, stage by stage too")
  func oneIntervalADay() throws {
    let folder = try Self.seed(replacing: "10:00-16:00", with: "10:00-11:00")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let plan = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(plan.status == 0 || plan.status == 1, "\(plan.errors)")
    for stage in ["forecast", "staff", "roster", "publish"] {
      let result = try Command.muster(stage, folder.path)
      #expect(result.status == 0, "\(stage): \(result.errors)")
    }
    let table = try String(contentsOf: folder.appending(path: "out/forecast.csv"), encoding: .utf8)
    #expect(table.split(separator: "\r\n").count == 6)
  }

  @Test("handle times that round to nothing plan all the same")
  func shortHandling() throws {
    let folder = try Self.seed("phone")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let path = folder.appending(path: "history.csv")
    var rows = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map(String.init)
    for row in rows.indices.dropFirst() {
      rows[row] = rows[row].split(separator: ",").dropLast().joined(separator: ",") + ",0.004"
    }
    try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: path)
    let plan = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(plan.status == 0 || plan.status == 1, "\(plan.errors)")
  }

  @Test(
    "the first dates and clocks whose offset has seconds plan, and their files are read back",
    arguments: [("1970-01-01", "Asia/Tokyo"), ("1970-01-05", "Africa/Monrovia")])
  func firstDates(first: String, zone: String) throws {
    let folder = try Self.seed(replacing: "first: 2025-03-31", with: "first: \(first)")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let path = folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: path, encoding: .utf8).replacingOccurrences(of: "Europe/Amsterdam", with: zone)
    try Data(text.utf8).write(to: path)
    let plan = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(plan.status == 0 || plan.status == 1, "\(plan.errors)")
    for stage in [["roster", folder.path, "--effort", "quick"], ["publish", folder.path], ["audit", folder.path]] {
      let result = try Command.run(Command.products.appending(path: "muster").path, stage)
      #expect(result.status <= 1, "\(stage): \(result.errors)")
    }
  }

  @Test(
    "options beyond their bounds are answered with the bound",
    arguments: [
      ("plan x --time-limit 1e19", "--time-limit needs seconds from 0.001 s to 7 d."),
      ("plan x --time-limit nan", "--time-limit needs seconds from 0.001 s to 7 d."),
      ("replan x --price 1e300", "--price needs a number from 0 to 1000000."),
      ("replan x --at-most 9223372036854775807", "--at-most needs a whole number from 0 to 50000."),
      ("replan x --sick a --on 9999-01-01", "is not a date from 1970-01-01 to 2200-12-31."),
      ("backtest x --step 9223372036854775807", "--step needs a whole number from 1 to 3660."),
      ("erlang --volume 1e300 --handle-time '3 min'", "--volume needs a number from 0 to 1000000."),
      ("erlang --volume 10 --handle-time '999999999 h'", "999999999 h is more than 366 d"),
      ("erlang --volume 1000000 --handle-time '7 d'", "needs a number from 0 to 100000."),
      ("erlang --volume 10 --handle-time '3 min' --concurrency 51", "--concurrency needs a whole number from 1 to 50."),
    ])
  func options(command: String, says: String) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try Command.shell("muster \(command)", in: folder)
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.errors.contains(says), "\(result.errors)")
  }

  @Test("figures that are sound one by one and not together are told before a file is written that cannot be read")
  func together() throws {
    let folder = try Self.seed("phone")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let yaml = folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: yaml, encoding: .utf8)
    try Data((text + "events: events.csv\n").utf8).write(to: yaml)
    let events = "from,to,queue,factor,note\n" + (1...3).map { "2025-03-31,2025-04-04,*,1000,fair \($0)\n" }.joined()
    try Data(events.utf8).write(to: folder.appending(path: "events.csv"))
    let plan = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(plan.status == 2, "\(plan.output)")
    #expect(plan.errors.contains("scenario.yaml: queue hire comes to "), "\(plan.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out/forecast.csv").path))
  }

  @Test(
    "a short run of the fuzzer finds nothing",
    arguments: [("check", "400"), ("plan", "12"), ("stage", "24"), ("options", "40")])
  func fuzz(kind: String, runs: String) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try Command.run(
      Command.products.appending(path: "MusterFuzz").path,
      [kind, "--runs", runs, "--seed", "1", "--seeds", Command.repository.appending(path: "Tests/Fuzz").path],
      in: folder)
    let lines = result.output.split(separator: "\n")
    #expect(lines.last == "\(kind): \(runs) runs from seed 1, 0 findings", "\(result.output)\(result.errors)")
    // Before it stand the slowest cases, and nothing that was found.
    #expect(lines.count == 6 && lines.dropLast().allSatisfy { $0.hasPrefix("worst ") }, "\(result.output)")
    #expect(result.status == 0)
  }
}
