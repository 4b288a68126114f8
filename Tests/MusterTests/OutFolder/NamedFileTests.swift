import Foundation
import Testing

/// Files named for a result: what somebody else wrote there stays.
@Suite("Named files") struct NamedFileTests {
  private static let commands = [
    "publish plan --at 2026-02-27T10:00+01:00 --dry-run --save", "report plan --file", "export plan --xlsx",
    "export plan --sqlite", "compare plan other --until staffing --csv",
  ]

  private static func planned() throws -> URL {
    let folder = try TinyScenario.temporary()
    try TinyScenario.write(to: folder.appending(path: "other"))
    #expect(try Command.shell("muster plan plan --effort quick", in: folder).status <= 1)
    return folder
  }

  @Test("a file of the scenario, a note or a pipe of that name is refused and stays, whichever command names it")
  func refused() throws {
    let folder = try Self.planned()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("mine\n".utf8).write(to: folder.appending(path: "note.txt"))
    #expect(try Command.shell("mkfifo pipe", in: folder).status == 0)
    let before = try Command.contents(of: folder)
    for command in Self.commands {
      for name in ["plan/scenario.yaml", "plan/agents.csv", "plan/out/roster.csv", "note.txt", "pipe"] {
        let result = try Command.shell("timeout 60 muster \(command) \(name)", in: folder)
        #expect(result.status == 2, "\(command) \(name): \(result.output)")
        #expect(result.errors.hasPrefix("\(name): ") && result.errors.contains("  next: "), "\(result.errors)")
      }
    }
    #expect(try Command.contents(of: folder) == before)
  }

  @Test("what Muster made there before is replaced; a workbook or table that differs is kept beside it and said")
  func replaced() throws {
    let folder = try Self.planned()
    defer { try? FileManager.default.removeItem(at: folder) }
    func run(_ line: String) throws -> Command.Result { try Command.shell("muster \(line)", in: folder) }
    for (command, name) in zip(Self.commands, ["saved.json", "page.html", "roster.xlsx", "plans.db", "compare.csv"]) {
      for _ in 0..<2 {
        let result = try run("\(command) \(name)")
        #expect(result.status <= 1, "\(command): \(result.errors)")
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!names.contains { $0.contains("edited") || $0.hasSuffix(".tmp") }, "\(names)")
    let workbook = try Data(contentsOf: folder.appending(path: "roster.xlsx"))
    let table = try Data(contentsOf: folder.appending(path: "compare.csv")) + Data("mine\r\n".utf8)
    try table.write(to: folder.appending(path: "compare.csv"))
    #expect(try Command.shell("sed -i 2d plan/out/roster.csv", in: folder).status == 0)
    let again = try run("export plan --xlsx roster.xlsx")
    #expect(again.status == 0 && again.output.contains("roster.edited-1.xlsx"), "\(again.output)\(again.errors)")
    #expect(try Data(contentsOf: folder.appending(path: "roster.edited-1.xlsx")) == workbook)
    #expect(try run("compare plan other --until staffing --csv compare.csv").errors.contains("compare.edited-1.csv"))
    #expect(try Data(contentsOf: folder.appending(path: "compare.edited-1.csv")) == table)
  }

  @Test("results go neither among the publications nor into a folder without a name")
  func records() throws {
    let folder = try Self.planned()
    defer { try? FileManager.default.removeItem(at: folder) }
    let published = try Command.shell("muster publish plan --at 2026-02-27T10:00+01:00", in: folder)
    #expect(published.status == 0, "\(published.errors)")
    let before = try Command.contents(of: folder)
    for out in ["plan/published", "plan/published/0001", "plan/published/new", "plan/out/../published/0001/"] {
      let result = try Command.shell("muster forecast plan --adopt --out \(out)", in: folder)
      #expect(result.status == 2 && result.errors.contains("publications are kept"), "\(out): \(result.errors)")
    }
    #expect(try Command.shell("muster forecast plan --out ''", in: folder).errors.hasPrefix("--out: "))
    #expect(try Command.contents(of: folder) == before)
  }
}
