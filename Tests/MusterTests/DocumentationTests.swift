import Foundation
import Testing

/// A command shown in a page, and what the page says it prints.
struct ShownCommand: CustomTestStringConvertible {
  var page: String
  var line: Int
  var command: String
  var expected: [String]

  var testDescription: String { "\(page):\(line)" }
}

/// Runs every `console` block of the README and of docs/ and compares what it prints.
///
/// A line that starts with `$ ` is a command; what follows up to the next one is its output. A line `...` stands for
/// any lines. A command may end in `# exit status N`. The blocks of one page run in order in one empty folder.
/// With `MUSTER_WRITE_DOCS=1` what is printed is written into the page; the test then fails once, to be looked at.
@Suite struct DocumentationTests {
  static let pages: [String] = {
    let docs =
      (try? FileManager.default.subpathsOfDirectory(atPath: Command.repository.appending(path: "docs").path)) ?? []
    return ["README.md"] + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
  }()

  @Test("every command shown in a page prints what the page says", arguments: pages)
  func commands(page: String) throws {
    let text = try String(contentsOf: Command.repository.appending(path: page), encoding: .utf8)
    let commands = Self.commands(in: text, page: page)
    guard !commands.isEmpty else { return }
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    // Pages copy scenarios as one does in a checkout.
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "scenarios"), withDestinationURL: Command.repository.appending(path: "scenarios"))
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var added = 0
    for shown in commands {
      let result = try Command.shell("exec 2>&1\n" + shown.command, in: folder)
      // A page does not show the carriage returns that end the lines of a CSV file.
      let shownText = result.output.replacingOccurrences(of: "\r\n", with: "\n")
      let printed = shownText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let isAsShown = Self.matches(printed[...], shown.expected[...])
      #expect(isAsShown, "\(shown.testDescription): `\(shown.command)` printed:\n\(result.output)")
      if !isAsShown {
        let count = lines.count
        lines = ShownPage.rewritten(lines, from: shown.line + added, expected: shown.expected, printed: printed)
        added += lines.count - count
      }
      let status = shown.command.split(separator: "# exit status ").dropFirst().last.flatMap { Int32($0) } ?? 0
      #expect(result.status == status, "\(shown.testDescription): `\(shown.command)`\n\(result.output)")
    }
    if ProcessInfo.processInfo.environment["MUSTER_WRITE_DOCS"] != nil {
      let file = Command.repository.appending(path: page)
      try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    }
  }

  @Test("every option of a command is named on a page")
  func options() throws {
    let text = try Self.pages.map {
      try String(contentsOf: Command.repository.appending(path: $0), encoding: .utf8)
    }.joined(separator: "\n")
    let dump = try Command.muster("--experimental-dump-help").output
    let tree = try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any]
    let top = try #require(tree?["command"] as? [String: Any])
    var missing: [String] = []
    func look(_ command: [String: Any], _ path: String) {
      for argument in command["arguments"] as? [[String: Any]] ?? [] where argument["shouldDisplay"] as? Bool == true {
        let names = (argument["names"] as? [[String: Any]] ?? []).filter { $0["kind"] as? String == "long" }
          .compactMap { $0["name"] as? String }
        // Of a pair such as --names and --no-names a page names the one that is not the default.
        let isNamed = names.contains { text.contains("--\($0)") || text.contains("--no-\($0)") }
        if !names.isEmpty, !isNamed { missing.append("\(path) --\(names[0])") }
      }
      for sub in command["subcommands"] as? [[String: Any]] ?? [] {
        look(sub, "\(path) \(sub["commandName"] as? String ?? "")")
      }
    }
    look(top, "muster")
    #expect(missing.filter { !$0.hasSuffix(" --version") && !$0.hasSuffix(" --help") } == [])
  }

  @Test("every page of docs is reached from the README or another page")
  func links() throws {
    var linked = Set<String>()
    for page in Self.pages {
      let text = try String(contentsOf: Command.repository.appending(path: page), encoding: .utf8)
      let base = Command.repository.appending(path: page).deletingLastPathComponent()
      for match in text.matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/) {
        let target = base.appending(path: String(match.1)).standardizedFileURL.path
        #expect(FileManager.default.fileExists(atPath: target), "\(page) links to \(match.1), which is not there")
        linked.insert(target)
      }
    }
    for page in Self.pages where page != "README.md" {
      let path = Command.repository.appending(path: page).standardizedFileURL.path
      #expect(linked.contains(path), "nothing links to \(page)")
    }
  }

  /// Commands of the `console` blocks of a page.
  static func commands(in text: String, page: String) -> [ShownCommand] {
    var commands: [ShownCommand] = []
    var isInside = false
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        isInside = !isInside && line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        commands.append(ShownCommand(page: page, line: number + 1, command: String(line.dropFirst(2)), expected: []))
      } else if isInside, !commands.isEmpty {
        commands[commands.count - 1].expected.append(String(line))
      }
    }
    return commands
  }

  /// Whether printed lines are the expected ones, trailing blank lines aside.
  static func matches(_ printed: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return printed.allSatisfy(\.isEmpty) }
    if first == "..." {
      let rest = expected.dropFirst()
      return (0...printed.count).contains { matches(printed.dropFirst($0), rest) } || rest.allSatisfy(\.isEmpty)
    }
    guard let line = printed.first else { return expected.allSatisfy(\.isEmpty) }
    return line == first && matches(printed.dropFirst(), expected.dropFirst())
  }
}
