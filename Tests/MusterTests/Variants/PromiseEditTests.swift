import Foundation
import Muster
import ScenarioFiles
import Testing

/// What keeps a broken promise, and thirty breaches found.
@Suite struct PromiseEditTests {
  private struct Summary: Decodable {
    struct Verdict: Decodable {
      var promise: String
      var isKept: Bool
      var figure: Double?
      var edit: String?
      var edits: [Edit]
    }
    struct Edit: Decodable {
      var lever: String
      var edit: String
      var wages: Double
    }
    struct Queue: Decodable {
      var queue: String
      var expectedServiceLevel: Double?
      var shortHours: Double
      var overHours: Double
    }
    var promises: [Verdict]
    var queues: [Queue]
    var paidHours: Double
    var wages: [String: Int]
  }

  private func plan(_ folder: String) throws -> Summary {
    let run = try Command.muster("plan", folder, "--effort", "quick", "--json")
    #expect(run.status < 2, "\(run.errors)")
    return try JSONDecoder().decode(Summary.self, from: Data(run.output.utf8))
  }

  /// Edits as the keys of a variant.
  private func yaml(_ edit: String) -> String {
    var keys: [String: [String]] = [:]
    for sentence in edit.components(separatedBy: "; ") {
      let words = sentence.split(separator: " ").map(String.init)
      let rest = words.dropFirst(2).joined(separator: " ")
      switch words[1] {
      case "like": keys["add", default: []].append("\(words[0].dropFirst()) like \(words[2])")
      case "leaves": keys["remove", default: []].append(words[0])
      case "open":
        let hours = words.dropFirst(3).joined(separator: " ")
        keys["open", default: []].append("\(words[0]): { \"\(words[2])\": \"\(hours)\" }")
      default: keys[words[1], default: []].append("\(words[0]): \(rest)")
      }
    }
    func part(_ key: String, _ open: String, _ close: String) -> String? {
      keys[key].map { "\(key): \(open) \($0.joined(separator: ", ")) \(close)" }
    }
    let people = ["add", "remove"].compactMap { part($0, "[", "]") }.joined(separator: ", ")
    let parts = ["goals", "open", "prices"].compactMap { part($0, "{", "}") }
    return "change: { \((parts + (people.isEmpty ? [] : ["people: { \(people) }"])).joined(separator: ", ")) }"
  }

  @Test(
    "every edit that is proposed keeps the promise when it is planned",
    arguments: [
      ("fr-phone service >= 90 %", ["people"]), ("hours short <= 8 h", ["people"]),
      ("wages <= 6000 EUR", ["people"]),
      ("paid hours <= 440 h", ["people"]), ("heads >= 10", ["people"]), ("heads <= 7", ["people"]),
      ("fr-phone service >= 90 % at P80", ["people"]), ("hours over <= 40 h", ["people"]),
    ])
  func edits(promise: String, levers: [String]) throws {
    // Enough people for the goals of the queues, and not for more.
    let more = "change: { people: { add: [2 like A1, 2 like B1] } }"
    let folders = try VariantFolders("extends: ../base\n\(more)\npromises: [\(promise)]\n")
    defer { folders.remove() }
    let verdict = try #require(try plan(folders.variant).promises.first)
    guard !verdict.isKept else {
      Issue.record("\(promise) is kept as it is: \(verdict.figure ?? .nan)")
      return
    }
    #expect(verdict.edit == verdict.edits.first?.edit)
    #expect(verdict.edits.map(\.wages) == verdict.edits.map(\.wages).sorted())
    #expect(Set(levers).isSubset(of: verdict.edits.map(\.lever)), "\(promise): \(verdict.edits)")
    #expect(verdict.edits.allSatisfy { PromiseEdit.Lever(rawValue: $0.lever) != nil })
    for edit in verdict.edits {
      try folders.write("extends: ../variant\n\(yaml(edit.edit))\n", as: "mended")
      let mended = try #require(try plan(folders.root.appending(path: "mended").path).promises.first)
      #expect(mended.isKept, "\(promise) with \(edit): \(mended.figure ?? .nan)")
    }
  }

  @Test("where people are paid in several currencies an edit says in which its wages are") func currencies() throws {
    let folders = try VariantFolders(
      "extends: ../base\ncontracts: [{ id: half, cost: 120 NOK/h }]\npromises: [wages <= 8000 NOK]\n")
    defer { folders.remove() }
    let run = try Command.muster("plan", folders.variant, "--effort", "quick")
    // Two weeks of twenty hours less.
    #expect(run.output.contains("leaves\" keeps it by estimate, wages -4800 NOK."), "\(run.output)")
  }

  @Test("a simulation and a comparison end with edits for what is broken there, and with the edit it is kept there")
  func elsewhere() throws {
    let more = "change: { people: { add: [2 like A1, 2 like B1] } }"
    let folders = try VariantFolders("extends: ../base\n\(more)\npromises: [fr-phone service >= 88 %]\n")
    defer { folders.remove() }
    _ = try plan(folders.variant)
    func simulated(_ folder: String) throws -> Summary.Verdict {
      struct Report: Decodable { var promises: [Summary.Verdict] }
      let run = try Command.muster("simulate", folder, "--replications", "40", "--json")
      #expect(run.status < 2, "\(run.errors)")
      return try #require(try JSONDecoder().decode(Report.self, from: Data(run.output.utf8)).promises.first)
    }
    let broken = try simulated(folders.variant)
    try #require(!broken.isKept, "kept: \(broken.figure ?? .nan)")
    let edit = try #require(broken.edit, "no edit for \(broken)")
    try folders.write("extends: ../variant\n\(yaml(edit))\n", as: "mended")
    let mended = folders.root.appending(path: "mended").path
    _ = try plan(mended)
    let kept = try simulated(mended)
    #expect(kept.isKept, "\(edit): \(broken.figure ?? .nan), then \(kept.figure ?? .nan)")

    let compared = try Command.muster("compare", folders.base, folders.variant, "--effort", "quick")
    #expect(compared.status < 2, "\(compared.errors)")
    let lines = compared.output.split(separator: "\n").map(String.init)
    let told = lines.firstIndex { $0.hasPrefix("Promise broken: scenario.yaml:3: ") }
    let place = try #require(told, "\(compared.output)")
    #expect(lines[place + 1].hasPrefix("  next: \"") && lines[place + 1].contains("keeps it"), "\(lines)")
  }

  @Test("thirty plans with one breach each: the breach is named with its line and what is missing, and nothing else is")
  func breaches() throws {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    let base = try plan(folders.base)
    let hours = base.queues.reduce((short: 0.0, over: 0.0)) { ($0.short + $1.shortHours, $0.over + $1.overHours) }
    let wages = Double(try #require(base.wages["EUR"])) / 100
    /// A sentence that is kept and one that misses by so much, with its unit.
    var cases: [(kept: String, broken: String, misses: String)] = []
    func text(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
    for (index, miss) in [0.4, 1.3, 2.6, 7.1, 12.8].enumerated() {
      for queue in base.queues {
        let level = try #require(queue.expectedServiceLevel) * 100
        let high = (level * 10).rounded(.down) / 10 + miss
        if high <= 100 {
          cases.append(
            (
              "\(queue.queue) service >= 1 %", "\(queue.queue) service >= \(text(high, 1)) %",
              "\(text(high - level, 1)) % too little"
            ))
        }
      }
      cases.append(
        ("hours over >= 0 h", "hours over >= \(text(hours.over + miss, 2)) h", "\(text(miss, 1)) h too little"))
      cases.append(
        ("hours short >= 0 h", "hours short >= \(text(hours.short + miss, 2)) h", "\(text(miss, 1)) h too little"))
      let most = (wages - 10 * miss).rounded()
      cases.append(("wages <= 100000 EUR", "wages <= \(Int(most)) EUR", "\(text(wages - most, 2)) EUR too much"))
      let paid = (base.paidHours - miss).rounded(.down)
      cases.append(
        ("paid hours <= 10000 h a week", "paid hours <= \(Int(paid)) h", "\(text(base.paidHours - paid, 1)) h too much")
      )
      cases.append(
        ("heads <= 100", "heads >= \(5 + index)", "\(1 + index) \(index == 0 ? "person" : "people") too little"))
    }
    #expect(cases.count >= 30)
    // The plan is checked, not made again.
    try FileManager.default.copyItem(atPath: folders.base + "/out", toPath: folders.variant + "/out")
    for (number, planted) in cases.enumerated() {
      // The breach is in a line that differs, among promises that are kept.
      var lines = ["heads >= 1", "wages >= 0 EUR", planted.kept, "paid hours >= 0 h"]
      let place = number % (lines.count + 1)
      lines.insert(planted.broken, at: place)
      try folders.write("extends: ../base\npromises:\n" + lines.map { "  - \($0)\n" }.joined())
      let check = try Command.muster("check", folders.variant, "--strict")
      #expect(check.status == 1, "\(planted.broken): \(check.output)")
      let broken = check.output.split(separator: "\n").filter { $0.hasPrefix("Promise broken: ") }
      #expect(broken.count == 1, "\(broken)")
      #expect(
        broken.first?.hasPrefix("Promise broken: scenario.yaml:\(3 + place): \(planted.broken): ") == true
          && broken.first?.hasSuffix("\(planted.misses).") == true, "\(broken) should miss by \(planted.misses)")
    }
  }
}
