import Foundation
import Testing

/// The map and the contributor's guide name what is there.
@Suite struct MapTests {
  static let pages = ["docs/architecture.md", "CONTRIBUTING.md", "docs/how-to/add-a-rule.md"]

  @Test("every file that a page of the map names exists and holds the name beside it", arguments: pages)
  func names(page: String) throws {
    let url = Command.repository.appending(path: page)
    let text = try String(contentsOf: url, encoding: .utf8)
    let links = text.matches(of: /\[`([^`]+)`\]\(([^)#:]+\.swift)\)/)
    #expect(links.count >= 10, "\(page) names hardly anything")
    for link in links {
      let file = url.deletingLastPathComponent().appending(path: String(link.2)).standardizedFileURL
      let source = try? String(contentsOf: file, encoding: .utf8)
      #expect(source != nil, "\(page): \(link.2) is not there")
      let name = String(link.1).replacing("+", with: "\\+")
      let holds = try Regex("\\b\(name)\\b")
      #expect(source?.firstMatch(of: holds) != nil, "\(page): \(link.2) holds no \(link.1)")
    }
  }

  @Test("how a rule is added is shown with lines that stand in the files named above them, four of them")
  func ruleLines() throws {
    let url = Command.repository.appending(path: "docs/how-to/add-a-rule.md")
    let page = try String(contentsOf: url, encoding: .utf8)
    var shown = Set<String>()
    for section in page.split(separator: "\n## ").dropFirst() {
      let files = section.matches(of: /\]\(([^)#:]+\.swift)\)/).map { String($0.1) }
      let sources = try files.map {
        try String(contentsOf: url.deletingLastPathComponent().appending(path: $0).standardizedFileURL, encoding: .utf8)
      }
      for block in section.matches(of: /```swift\n([\s\S]*?)```/) {
        for line in block.1.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
          let place = try #require(sources.firstIndex { $0.contains(line) }, "no file named above holds \(line)")
          shown.insert(files[place])
        }
      }
    }
    #expect(shown.count == 4, "\(shown.sorted())")
  }

  @Test("every module and suite that `make test` leaves to `make test-long` exists")
  func longSuites() throws {
    let makefile = try String(contentsOf: Command.repository.appending(path: "Makefile"), encoding: .utf8)
    func words(_ list: Regex<(Substring, Substring)>) throws -> [String] {
      try #require(makefile.firstMatch(of: list)).1.matches(of: /\w+/).map { String($0.0) }
    }
    let names = try words(/(?m)^LONG_SUITES := ((?:.*\\\n)*.*)$/)
    #expect(!names.isEmpty)
    let tests = Command.repository.appending(path: "Tests")
    for module in try words(/(?m)^LONG_MODULES := (.*)$/) {
      #expect(try tests.appending(path: module).checkResourceIsReachable(), "no tests are named \(module)")
    }
    var suites = Set<String>()
    for path in try FileManager.default.subpathsOfDirectory(atPath: tests.path) where path.hasSuffix(".swift") {
      let text = try String(contentsOf: tests.appending(path: path), encoding: .utf8)
      suites.formUnion(text.matches(of: /(?m)^.*\bstruct (\w+)/).map { String($0.1) })
    }
    for name in names { #expect(suites.contains(name), "no suite is named \(name)") }
  }

  @Test("every target of the package stands on the map")
  func targets() throws {
    let map = try String(contentsOf: Command.repository.appending(path: "docs/architecture.md"), encoding: .utf8)
    let sources = Command.repository.appending(path: "Sources")
    for target in try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted() {
      #expect(map.contains(target), "\(target) is not on the map")
    }
  }

  @Test("what a channel means is asked of the queue, in one place")
  func channels() throws {
    let sources = Command.repository.appending(path: "Sources")
    let comparison = /channel\)? *[=!]= *\.(phone|chat|email|callback|backOffice)/
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
    where path.hasSuffix(".swift") && path != "Workforce/Queue.swift" {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      #expect(text.firstMatch(of: comparison) == nil, "\(path) compares channels")
    }
  }

  @Test("the system's C library, parallel work and generators have one home each")
  func homes() throws {
    let sources = Command.repository.appending(path: "Sources")
    let homes: [(marks: [String], places: [String])] = [
      (["import Glibc"], ["Libc/"]), (["concurrentPerform("], ["Lanes/"]), ([": RandomNumberGenerator"], ["Chance/"]),
      (["SHA256", "muster_sha256"], ["Files/"]), (["flock(", "renameat2", "O_EXCL"], ["Files/"]),
      // What is planned knows no example; `muster example` writes them.
      (["import Examples"], ["Muster/ScenarioWriter.swift", "MusterBenchmark/", "MusterFuzz/"]),
    ]
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
    where path.hasSuffix(".swift") {
      let bytes = try Data(contentsOf: sources.appending(path: path))
      for (marks, places) in homes {
        for mark in marks where bytes.range(of: Data(mark.utf8)) != nil {
          #expect(places.contains(where: path.hasPrefix), "\(path) has \(mark): it does what \(places[0]) is for")
        }
      }
    }
  }

  @Test("no folder of a module uses what uses it")
  func circles() throws {
    let sources = Command.repository.appending(path: "Sources")
    var folders = 0
    for module in try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted() {
      let graph = try SourceFolders(module)
      folders += graph.uses.count
      let circle = graph.circle()
      #expect(circle.isEmpty, "\(module): \(circle.joined(separator: "; "))")
    }
    #expect(folders > 40, "\(folders) folders use others")
  }
}
