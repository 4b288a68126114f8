import Foundation
import Testing

/// Calendar programs of this machine with a published roster and its changes; `make clients` makes the table of the page.
@Suite struct ClientsTests {
  private static let canRun: Bool = {
    let isThere = (try? Command.run("/usr/bin/env", ["python3", "-c", "import zoneinfo"]))?.status == 0
    if !isThere { print("skipped: no python3 with zoneinfo drives calendar programs") }
    return isThere
  }()

  @Test(
    "every program that is here shows exactly what people were told, and which shifts are off",
    .enabled(if: canRun))
  func shown() async throws {
    let script = Command.repository.appending(path: "Tests/Clients/clients.py")
    let muster = Command.products.appending(path: "muster").path
    let answer = try await Command.aside {
      try Command.run("/usr/bin/env", ["python3", script.path, muster, "--check"])
    }
    print(answer.output.components(separatedBy: "\n").filter { $0.hasPrefix("skipped") }.joined(separator: "\n"))
    #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
    #expect(answer.output.contains("all held") || answer.output.contains("no program is here"))
  }
}
