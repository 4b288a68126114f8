import Chance
import Libc
import Muster
import ScenarioFiles
import Tabular
import Timeline
import Workforce

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The record of `muster what`: random changes, estimated and planned whole, and how many of the plans are inside the band.
enum WhatBenchmark {
  /// Share of plans that are to be inside.
  private static let must = 0.95

  /// Runs the record; says the exit status: 1 where fewer plans are inside than are to be.
  static func run(_ words: [String]) -> Int32 {
    var count = 20
    var seed: UInt64 = 1
    var folders: [String] = []
    var search = SearchSettings()
    var isSound = true
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--count":
        let read = rest.popFirst().flatMap { Int($0) }
        count = read ?? 0
      case "--seed":
        let read = rest.popFirst().flatMap { UInt64($0) }
        (seed, isSound) = (read ?? 0, isSound && read != nil)
      case "--quick": search.effort = .quick
      case let path where !path.hasPrefix("-"): folders.append(path)
      default: isSound = false
      }
    }
    guard isSound, 1...1_000 ~= count else {
      print("usage: muster-benchmark what [--count 1...1000] [--seed N] [--quick] [SCENARIO ...]")
      return 2
    }
    if folders.isEmpty { folders = ["scenarios/europe-support", "scenarios/follow-the-sun"] }
    var (inside, all) = (0, 0)
    print("| scenario | changes | hours short | answered in time | wages | plan inside |")
    print("| --- | --- | --- | --- | --- | --- |")
    do {
      for (place, folder) in folders.enumerated() {
        var random = SplitMix64(seed: seed, part: place)
        let copy = try Copy(of: folder)
        defer { copy.remove() }
        let planner = Planner(folder: copy.path, search: search)
        _ = try planner.plan()
        let scenario = try ScenarioFolder.read(copy.path, needsHistory: false).scenario
        for _ in 0..<count {
          let report = try answered(planner, scenario, &random)
          all += 1
          if report.isInside == true { inside += 1 }
          print(row(folder, report))
        }
      }
    } catch {
      print("\(error)")
      return 2
    }
    print("\n\(inside) of \(all) plans are inside the band (must \(Int(must * 100)) %).")
    return Double(inside) >= must * Double(all) ? 0 : 1
  }

  /// A copy of a scenario to be planned in, so that its own results stay as they are.
  private struct Copy {
    let path: String

    init(of scenario: String) throws {
      let manager = FileManager.default
      path = manager.temporaryDirectory.appending(path: "muster-what-\(getpid())").path
      try? manager.removeItem(atPath: path)
      try manager.copyItem(atPath: scenario, toPath: path)
      for made in ["out", "published"] { try? manager.removeItem(atPath: "\(path)/\(made)") }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
  }

  /// The answer to the next changes drawn that can be made, planned whole.
  private static func answered(
    _ planner: Planner, _ scenario: Scenario, _ random: inout SplitMix64
  ) throws -> WhatReport {
    while true {
      let sentences = (0..<[1, 1, 2, 3][random.below(4)]).map { _ in sentence(scenario, &random) }
      // What cannot be asked, such as a goal that is set twice to nothing new, is drawn again.
      guard (try? planner.what(sentences)) != nil else { continue }
      return try planner.what(sentences, plans: true)
    }
  }

  /// A change as a planner says it.
  private static func sentence(_ scenario: Scenario, _ random: inout SplitMix64) -> String {
    func pick<Element>(_ elements: [Element]) -> Element { elements[random.below(elements.count)] }
    let queue = pick(scenario.queues.map(\.id) + ["*"])
    let person = pick(scenario.agents).id
    switch random.below(7) {
    case 0: return "\(queue) volume x \(decimal(0.85 + 0.35 * random.share(), 2))"
    case 1: return "\(queue) handle-time \(pick(["+", "-"]))\(2 + random.below(11)) %"
    case 2:
      let first = scenario.horizon.first.advanced(byDays: random.below(scenario.horizon.dayCount - 6))
      return "\(person) absent from \(first) to \(first.advanced(byDays: random.below(7)))"
    case 3: return random.below(5) < 3 ? "+\(1 + random.below(3)) like \(person)" : "\(person) leaves"
    case 4: return "\(pick(scenario.queues).id) goals \(pick([70, 75, 85, 90])) %"
    case 5:
      let causes = scenario.sites.flatMap { site in site.shrinkage.map { "\(site.id).\($0.name)" } }
      return causes.isEmpty ? "\(person) leaves" : "\(pick(causes)) shrinkage +\(1 + random.below(3)) %"
    default: return "\(pick(scenario.contracts).id) wages x \(decimal(1.01 + 0.07 * random.share(), 2))"
    }
  }

  private static func row(_ folder: String, _ report: WhatReport) -> String {
    func cell(_ figure: WhatFigure, _ scale: Double, _ decimals: Int) -> String {
      let last = figure.inPlan.map { decimal($0 * scale, decimals) } ?? "-"
      return "\(decimal(figure.low * scale, decimals)) to \(decimal(figure.high * scale, decimals)): \(last)"
        + (figure.isInside == false ? " *" : "")
    }
    let wages = report.wages.sorted { $0.key < $1.key }.map { "\(cell($0.value, 1, 0)) \($0.key)" }
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    return
      "| \(name) | \(report.changes.joined(separator: "; ")) | \(cell(report.shortHours, 1, 1)) | "
      + "\(cell(report.service, 100, 1)) | \(wages.joined(separator: ", ")) | \(report.isInside == true ? "yes" : "no") |"
  }
}
