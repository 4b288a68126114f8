import Foundation
import Importing
import Testing

/// How a profile is added, as the page tells it.
private struct ProfilePage {
  let page: String
  let source: String

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    page = try String(contentsOf: root.appending(path: "docs/how-to/add-a-profile.md"), encoding: .utf8)
    source = try String(contentsOf: root.appending(path: "Sources/Importing/Profiles/Profile.swift"), encoding: .utf8)
  }

  /// What a profile can say, in the order of the source.
  var parts: [String] {
    source.components(separatedBy: "\n").filter { $0.hasPrefix("  var ") }.compactMap {
      $0.dropFirst("  var ".count).split(separator: ":").first.map(String.init)
    }
  }
}

@Test("the page about profiles names all that a profile can say, and nothing else")
func profilePage() throws {
  let page = try ProfilePage()
  #expect(page.parts.contains("knownBy") && page.parts.contains("filters") && page.parts.count > 12)
  let table = page.page.components(separatedBy: "\n").filter { $0.hasPrefix("| `") || $0.hasPrefix("| evidence") }
    .compactMap { $0.components(separatedBy: "|").dropFirst().first }.joined()
  for part in page.parts { #expect(table.contains("`\(part)`"), "the page does not say what \(part) is") }
  let named = page.page.matches(of: /\$0\.([a-zA-Z]+)/).map { String($0.output.1) }
  #expect(!named.isEmpty)
  for name in named { #expect(page.parts.contains(name), "the page sets \(name), which a profile does not have") }
}

@Test("files that were never seen are marked, in the list and in the report")
func evidence() throws {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let page = try String(contentsOf: root.appending(path: "docs/how-to/import.md"), encoding: .utf8)
  #expect(page.contains("*Documentation only*"))
  #expect(Profile.all.contains { $0.evidence == .documentation } && Profile.all.contains { $0.evidence == .files })
}
