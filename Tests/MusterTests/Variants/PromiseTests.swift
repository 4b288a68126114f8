import Foundation
import Testing

/// Promises end a plan with kept or broken, and the exit status says so.
@Suite struct PromiseTests {
  @Test("each promise is kept or broken, a broken one with its line and what it misses") func verdicts() throws {
    let folders = try VariantFolders(
      """
      extends: ../base
      promises:
        - wages <= 1 EUR
        - wages <= 100000 EUR
        - heads >= 5
        - hours over <= 400 h a week, look again 2026-06-01
        - paid hours >= 100000 h
      """)
    defer { folders.remove() }
    let result = try Command.muster("plan", folders.variant, "--effort", "quick")
    #expect(result.status == 1, "\(result.errors)")
    let lines = result.output.split(separator: "\n").filter { $0.hasPrefix("Promise") }.map(String.init)
    try #require(lines.count == 5, "\(result.output)")
    #expect(lines[0].hasPrefix("Promise broken: scenario.yaml:3: wages <= 1 EUR: "))
    #expect(lines[1].hasPrefix("Promise kept: wages <= 100000 EUR: "))
    #expect(lines[2] == "Promise broken: scenario.yaml:5: heads >= 5: 4 people, 1 people too little.")
    #expect(lines[3].hasPrefix("Promise kept: hours over <= 400 h a week"))
    #expect(lines[3].hasSuffix("To be looked at again on 2026-06-01."))
    #expect(lines[4].hasPrefix("Promise broken: scenario.yaml:7: paid hours >= 100000 h: "))
  }

  @Test(
    "what cannot be promised is said with the nearest that can",
    arguments: [
      ("wagess <= 1 EUR", "Did you mean wages?"), ("fr-fone service >= 80 %", "Did you mean fr-phone?"),
      ("wages < 3 EUR", ">= or <="), ("fr-phone service >= 80", "percent"), ("wages in fr-phone <= 3 EUR", "by queue"),
    ])
  func mistakes(text: String, hint: String) throws {
    let folders = try VariantFolders("extends: ../base\npromises: [\"\(text)\"]\n")
    defer { folders.remove() }
    let result = try Command.muster("check", folders.variant)
    #expect(result.status == 2)
    #expect(result.output.contains("scenario.yaml:2, column"), "\(result.output)")
    #expect(result.output.contains(hint), "\(result.output)")
  }
}
