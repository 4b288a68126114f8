import Foundation
import Testing

/// The short table of `make bench-roster`: small public instances, judged by an evaluator that shares no code with the engine.
@Suite("Public instances, judged from outside")
struct RosterBenchmarkTests {
  /// The folder that holds Package.swift.
  private static var root: URL {
    var folder = URL(filePath: #filePath)
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder
  }

  private static var shared: URL {
    if let path = ProcessInfo.processInfo.environment["MUSTER_SHARED"] { return URL(filePath: path) }
    return root.appending(path: "../shared")
  }

  /// The program that was built with the tests.
  private static var command: URL {
    let name = "muster-benchmark"
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
    return FileManager.default.fileExists(atPath: beside.path) ? beside : root.appending(path: ".build/release/\(name)")
  }

  /// Whether the data and the command are there; says so when not.
  private static func isReady() -> Bool {
    for needed in [shared.appending(path: "benchmarks"), command]
    where !FileManager.default.fileExists(atPath: needed.path) {
      print("skipped: there is no \(needed.path)")
      return false
    }
    return true
  }

  /// Costs depend on how quick the machine is, so bars are for `make bench-roster` and only the rules are checked here.
  @Test(
    "small public instances are rostered without a broken rule",
    // The benchmark data lie beside the repository, not in it.
    .enabled(if: RosterBenchmarkTests.isReady()))
  func shortTable() throws {
    let process = Process()
    process.executableURL = Self.command
    process.arguments = ["roster", "--short", "--shared", Self.shared.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let rows = said.split(separator: "\n").map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let column = try #require(rows.first?.firstIndex(of: "rules broken"))
    let broken = rows.dropFirst(2).map { $0.count > column ? $0[column] : "no row" }
    #expect(broken == ["0", "0", "0", "0"], "\(said)")
  }
}
