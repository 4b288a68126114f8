import Foundation
import Testing

/// The program that opens a page in Chromium and looks at it.
private let program = Command.repository.appending(path: "Tests/Browser/report_page.py").path

/// A browser to open pages in.
enum ReportBrowser {
  /// Whether Chromium and its driver are here; says what is missing.
  static let isThere: Bool = {
    let modules = "import playwright.sync_api, axe_playwright_python.sync_playwright, zoneinfo"
    let browser = "command -v chromium || command -v chromium-browser || command -v google-chrome"
    let isThere =
      (try? Command.shell("python3 -c '\(modules)' && (\(browser))", in: Command.repository))?.status == 0
    if !isThere {
      print(
        "skipped: reports are not opened in a browser; python3 with playwright and axe-playwright-python, or chromium, is absent"
      )
    }
    return isThere
  }()
}

/// The report in a real browser: nothing goes wrong, every figure is that of its table, every clock is right.
@Suite(.serialized, .enabled(if: ReportBrowser.isThere)) struct ReportBrowserTests {
  private func look(_ folder: URL, _ checks: [String], language: String = "en") async throws {
    let page = folder.appending(path: "out/report.html").path
    let made = try Command.muster("report", folder.path, "--language", language)
    #expect(made.status == 0, "\(made.errors)")
    let out = folder.appending(path: "out").path
    let seen = try await Command.aside { try Command.run("/usr/bin/env", ["python3", program, page, out] + checks) }
    print(seen.output)
    #expect(seen.status == 0, "\(language): \(seen.output)\(seen.errors)")
  }

  @Test(
    "both examples open without an error or a request, axe-core finds nothing in light and dark, every figure is its table's",
    arguments: PlanTests.examples)
  func examples(name: String) async throws {
    let folder = try PlannedExample.copy(name)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    #expect(try Command.muster("simulate", folder.path, "--replications", "2").status <= 1)
    try await look(folder, ["sound", "policy", "figures", "keys", "print", "still", "scroll"])
    for language in ["de", "ar"] { try await look(folder, ["sound", "figures", "keys", "print"], language: language) }
  }

  @Test(
    "days of 23, 23.5, 24.5 and 25 hours have their hours and marks, and a reader elsewhere sees the same instants",
    arguments: ["2025-09-29", "2026-03-02"])
  func clocks(first: String) async throws {
    let plan = try RosteredPlan.centre(
      people: 9, weeks: 5, first: first, zones: ["Europe/Berlin", "America/Vancouver", "Australia/Lord_Howe"])
    defer { try? FileManager.default.removeItem(at: plan.folder) }
    try writeDates(plan)
    try await look(plan.folder, ["clocks"])
  }

  @Test("names with markup, quotes, marks of direction and formulas stay text")
  func names() async throws {
    let plan = try RosteredPlan.centre(names: RosteredPlan.trickyNames)
    defer { try? FileManager.default.removeItem(at: plan.folder) }
    try await look(plan.folder, ["text", "policy", "sound"])
  }

  /// Adds the dates that a roster written by hand leaves to Muster, for the check.
  private func writeDates(_ plan: RosteredPlan) throws {
    let file = plan.folder.appending(path: "out/roster.csv")
    let zones = ["Europe/Berlin", "America/Vancouver", "Australia/Lord_Howe"]
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let read = ISO8601DateFormatter()
    let dates = try lines.dropFirst().map { line in
      let cells = line.split(separator: ",")
      let write = DateFormatter()
      write.timeZone = TimeZone(identifier: zones[try #require(Int(cells[0].dropFirst())) % zones.count])
      write.dateFormat = "yyyy-MM-dd"
      return "\(line),\(write.string(from: try #require(read.date(from: String(cells[1])))))"
    }
    try (["\(lines[0]),date"] + dates).joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
  }
}
