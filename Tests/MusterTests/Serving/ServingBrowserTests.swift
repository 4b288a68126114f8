import Foundation
import Testing

/// The page to work on in a real browser: a scheduler's day with the keyboard alone, nothing that axe-core finds, nothing lost.
@Suite(
  .serialized,
  .enabled(
    if: ReportBrowser.isThere && ProcessInfo.processInfo.environment["MUSTER_BROWSER"] == "1",
    "takes minutes of a browser; MUSTER_BROWSER=1 runs it")
)
struct ServingBrowserTests {
  private static let program = Command.repository.appending(path: "Tests/Browser/desk_page.py").path

  private func look(_ checks: [String], language: String = "en") throws {
    let folder = try PlannedExample.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let server = try ServedPage([folder.path, "--language", language])
    defer { server.end() }
    let seen = try Command.run("/usr/bin/env", ["python3", Self.program, server.address, folder.path] + checks)
    print(seen.output)
    #expect(seen.status == 0, "\(language): \(seen.output)\(seen.errors)")
  }

  @Test("axe-core finds nothing in light and dark, and nothing goes elsewhere", arguments: ["en", "de", "ar"])
  func sound(language: String) throws { try look(["sound"], language: language) }

  @Test("a request, a move with its rules and cost, a sick call and undoing are done with the keyboard alone")
  func keys() throws { try look(["keys"]) }

  @Test("only what is shown can be done: not what was chosen before, and nothing by pulling alone")
  func choices() throws { try look(["choice", "pull"]) }

  @Test("an edit in the file and one in another tab are told, what was typed stays")
  func tabs() throws { try look(["tabs"]) }
}
