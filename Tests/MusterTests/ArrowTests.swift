import Foundation
import Testing

/// The arrows of Package.swift are those of the code.
@Suite struct ArrowTests {
  /// Dependencies that a target names, besides programs that its tests run.
  private let named: [String: Set<String>]
  /// What the files of a target import.
  private let imported: [String: Set<String>]

  init() throws {
    let text = try String(contentsOf: Command.repository.appending(path: "Package.swift"), encoding: .utf8)
    let others = ["yams": ["Yams"], "flyingFox": ["FlyingFox", "FlyingSocks"], "arguments": ["ArgumentParser"]]
    let start = #/\b(layer|tests|example|executableTarget|target)\(\s*(?:name: )?"(\w+)"/#
    let targets = text.matches(of: start)
    let programs = Set(targets.filter { ["example", "executableTarget"].contains($0.1) }.map { String($0.2) })
    var named: [String: Set<String>] = [:]
    var imported: [String: Set<String>] = [:]
    for (place, target) in targets.enumerated() where target.1 != "target" {
      let end = place + 1 < targets.count ? targets[place + 1].range.lowerBound : text.endIndex
      // The list that it stands in ends with a bracket of its own line.
      let entry = text[target.range.upperBound..<end].split(separator: #/\n(?:  )?\]/#)[0]
      var names = Set(entry.matches(of: #/"(\w+)"/#).map { String($0.1) })
      for (variable, modules) in others where entry.contains(variable) { names.formUnion(modules) }
      let isTests = target.1 == "tests"
      let name = isTests ? "\(target.2)Tests" : String(target.2)
      named[name] = names.subtracting(programs)
      let home = target.1 == "example" ? "docs/examples" : isTests ? "Tests" : "Sources"
      imported[name] = try Self.imports(of: "\(home)/\(name)").subtracting(isTests ? [String(target.2)] : [])
    }
    self.named = named
    self.imported = imported
  }

  private static func imports(of folder: String) throws -> Set<String> {
    let place = Command.repository.appending(path: folder)
    var found = Set<String>()
    for path in try FileManager.default.subpathsOfDirectory(atPath: place.path) where path.hasSuffix(".swift") {
      let text = try String(contentsOf: place.appending(path: path), encoding: .utf8)
      let lines = text.matches(of: #/(?m)^(?:@\w+ )?(?:public |package )?import (?:\w+ )?(\w+)/#)
      found.formUnion(lines.map { String($0.1) })
    }
    return found
  }

  @Test("every arrow of Package.swift is an import of a file, and every import of a target is an arrow")
  func arrows() {
    let ours = Set(named.keys).union(["Yams", "FlyingFox", "FlyingSocks", "ArgumentParser"])
    #expect(named.count > 40 && named["Muster", default: []].count > 15 && named["MusterWeb", default: []].count > 4)
    for (target, arrows) in named.sorted(by: { $0.key < $1.key }) {
      let used = imported[target, default: []]
      #expect(arrows.subtracting(used).isEmpty, "\(target) names what it does not import")
      #expect(used.intersection(ours).subtracting(arrows).isEmpty, "\(target) imports what it does not name")
    }
  }
}
