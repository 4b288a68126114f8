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
        - weekends per person <= 0
        - late ends per person >= 1
      """)
    defer { folders.remove() }
    let result = try Command.muster("plan", folders.variant, "--effort", "quick")
    #expect(result.status == 1, "\(result.errors)")
    let lines = result.output.split(separator: "\n").filter { $0.hasPrefix("Promise") }.map(String.init)
    try #require(lines.count == 7, "\(result.output)")
    // The queues are closed at weekends, and nobody's shift ends late.
    #expect(lines[5].hasPrefix("Promise kept: weekends per person <= 0: 0 ("), "\(lines[5])")
    #expect(
      lines[6] == "Promise broken: scenario.yaml:9: late ends per person >= 1: 0 (A1), 1 too little.", "\(lines[6])")
    #expect(lines[0].hasPrefix("Promise broken: scenario.yaml:3: wages <= 1 EUR: "))
    #expect(lines[1].hasPrefix("Promise kept: wages <= 100000 EUR: "))
    #expect(lines[2] == "Promise broken: scenario.yaml:5: heads >= 5: 4 people, 1 person too little.")
    #expect(lines[3].hasPrefix("Promise kept: hours over <= 400 h a week"))
    #expect(lines[3].hasSuffix("To be looked at again on 2026-06-01."))
    #expect(lines[4].hasPrefix("Promise broken: scenario.yaml:7: paid hours >= 100000 h: "))
    // Where nothing keeps it, that is said.
    #expect(result.output.contains("1 too little.\n  next: Which shift is whose no estimate says"), "\(result.output)")
    #expect(result.output.contains("  next: No edit of goals, opening hours, prices or people"), "\(result.output)")
  }

  @Test(
    "what cannot be promised is said with the nearest that can",
    arguments: [
      ("wagess <= 1 EUR", "Did you mean wages?"), ("fr-fone service >= 80 %", "Did you mean fr-phone?"),
      ("wages < 3 EUR", ">= or <="), ("fr-phone service >= 80", "percent"), ("wages in fr-phone <= 3 EUR", "by queue"),
      ("late weekend per person <= 2", "Did you mean late weekends?"),
      ("nights per person <= 2 a week", "no matter of weeks"), ("wages <= 1 GBP", "Contracts have wages in EUR."),
    ])
  func mistakes(text: String, hint: String) throws {
    let folders = try VariantFolders("extends: ../base\npromises: [\"\(text)\"]\n")
    defer { folders.remove() }
    let result = try Command.muster("check", folders.variant)
    #expect(result.status == 2)
    #expect(result.output.contains("scenario.yaml:2, column"), "\(result.output)")
    #expect(result.output.contains(hint), "\(result.output)")
  }

  @Test("check --strict, simulate, compare and sweep end with the same promises, as far as they can tell")
  func everywhere() throws {
    let folders = try VariantFolders(
      """
      extends: ../base
      promises:
        - heads <= 3
        - fr-phone service >= 1 % at P80
        - hours short <= 0.1 h, look again 2026-03-01
      """)
    defer { folders.remove() }
    #expect(try Command.muster("plan", folders.variant, "--effort", "quick").status == 1)
    let strict = try Command.muster("check", folders.variant, "--strict")
    #expect(strict.status == 1)
    let broken = "Promise broken: scenario.yaml:3: heads <= 3: 4 people, 1 person too much."
    #expect(strict.output.contains(broken), "\(strict.output)")
    #expect(strict.output.contains("Promise kept: fr-phone service >= 1 % at P80: "))
    #expect(strict.output.contains("It was to be looked at again on 2026-03-01, before the plan begins."))
    #expect(try Command.muster("check", folders.variant).status == 0)
    let played = try Command.muster("simulate", folders.variant, "--replications", "10")
    #expect(played.output.contains("Promise kept: fr-phone service >= 1 % at P80: "), "\(played.output)")
    #expect(played.output.contains("2 promises are not told here; muster plan ends with them."))
    let compared = try Command.muster("compare", folders.base, folders.variant, "--until", "staffing")
    #expect(compared.output.contains(broken), "\(compared.output)")
    #expect(compared.output.contains("2 promises are not told here; whole plans tell of them"))
    let swept = try Command.muster("sweep", folders.variant, "--vary", "people A1: 1, 2")
    #expect(
      swept.output.contains("Promise kept in 0 of 2 runs: scenario.yaml:3: heads <= 3, first broken at"),
      "\(swept.output)\(swept.errors)")
    #expect(swept.output.contains("too much.\n  next: no run keeps it; "), "\(swept.output)")
    try folders.write("extends: ../base\npromises: [heads >= 6]\n")
    let enough = try Command.muster("sweep", folders.variant, "--vary", "people A1: 1, 2, 3")
    #expect(
      enough.output.contains("Promise kept in 2 of 3 runs: scenario.yaml:2: heads >= 6, first broken at 1: "),
      "\(enough.output)\(enough.errors)")
    #expect(enough.output.contains("1 person too little.\n  next: 2 keeps it."), "\(enough.output)")
  }

  @Test("at P80 asks more of the same roster than the mean does") func busyDays() throws {
    let folders = try VariantFolders(
      """
      extends: ../base
      promises: [fr-phone service >= 0 %, fr-phone service >= 0 % at P80, hours short >= 0 h, hours short >= 0 h at P90]
      """)
    defer { folders.remove() }
    // Days differ: on even dates twice as many call.
    let file = URL(filePath: folders.base + "/history.csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { row in
      var cells = row.split(separator: ",").map(String.init)
      guard cells[1] == "fr-phone", let day = Int(cells[0].prefix(10).suffix(2)), day % 2 == 0 else { return row }
      for column in [2, 3, 5] { cells[column] = "\((Int(cells[column]) ?? 0) * 2)" }
      return Substring(cells.joined(separator: ","))
    }
    try rows.joined(separator: "\n").appending("\n").write(to: file, atomically: true, encoding: .utf8)
    let result = try Command.muster("plan", folders.variant, "--effort", "quick")
    let figures = result.output.split(separator: "\n").filter { $0.hasPrefix("Promise") }.compactMap { line in
      line.split(separator: ": ").last?.split(separator: " ").first.flatMap { Double($0) }
    }
    try #require(figures.count == 4, "\(result.output)")
    #expect(figures[1] < figures[0])
    #expect(figures[3] > figures[2])
  }

  @Test("a requirement that is not the formulas' is that of busy days too: at the volume of the plan both say the same")
  func editedRequirement() throws {
    let folders = try VariantFolders(
      """
      extends: ../base
      plan-for: P80
      promises: [hours short >= 0 h, hours short >= 0 h at P80, hours short >= 0 h at P90]
      """)
    defer { folders.remove() }
    let plan = try Command.muster("plan", folders.variant, "--effort", "quick")
    try #require(plan.status < 2)
    #expect(plan.output.contains(/fr-phone +\d+ \(P80\)/), "\(plan.output)")
    let table = URL(filePath: folders.variant + "/out/requirement.csv")
    var rows = try String(contentsOf: table, encoding: .utf8).split(separator: "\n").map(String.init)
    let column = try #require(rows[0].split(separator: ",").firstIndex(of: "net_agents"))
    for row in rows.indices.dropFirst() {
      var cells = rows[row].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[column] = "\(2 * (Double(cells[column]) ?? 0))"
      rows[row] = cells.joined(separator: ",")
    }
    try rows.joined(separator: "\n").appending("\n").write(to: table, atomically: true, encoding: .utf8)
    let result = try Command.muster("check", folders.variant, "--strict")
    let figures = result.output.split(separator: "\n").filter { $0.hasPrefix("Promise") }.compactMap { line in
      line.split(separator: ": ").last?.split(separator: " ").first.flatMap { Double($0) }
    }
    try #require(figures.count == 3, "\(result.output)")
    #expect(figures[0] > 0)
    #expect(abs(figures[1] - figures[0]) < 0.15, "\(figures)")
    #expect(figures[2] >= figures[1])
  }
}
