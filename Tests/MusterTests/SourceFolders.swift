import Foundation

/// The folders of a module as a graph: which of them use types that others define.
struct SourceFolders {
  /// By folder, the folders it uses, each with a type and the file that uses it.
  private(set) var uses: [String: [String: String]] = [:]

  /// Reads a module's files below `Sources`; those beside its folders stand above them all.
  init(_ module: String) throws {
    let root = Command.repository.appending(path: "Sources/\(module)")
    var files: [(folder: String, name: String, words: Set<String>)] = []
    var homes: [String: Set<String>] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted() where path.hasSuffix(".swift") {
      let parts = path.split(separator: "/").map(String.init)
      let folder = parts.count > 1 ? parts[0] : ""
      let code = SourceFolders.code(try Data(contentsOf: root.appending(path: path)))
      for line in code.split(separator: "\n") {
        guard let name = SourceFolders.definition(in: line) else { continue }
        // A name that is also one of a type inside another tells nothing of who is meant.
        homes[name, default: []].formUnion(line.first == " " ? [folder, "inside"] : [folder])
      }
      files.append((folder, parts.last ?? path, SourceFolders.names(in: code)))
    }
    for file in files where !file.folder.isEmpty {
      for word in file.words.sorted() {
        guard let home = homes[word], home.count == 1, let other = home.first, !other.isEmpty, other != file.folder
        else { continue }
        uses[file.folder, default: [:]][other] = "\(file.name) uses \(word)"
      }
    }
  }

  /// A way from a folder back to itself, as sentences; none where there is no circle.
  func circle() -> [String] {
    for start in uses.keys.sorted() {
      var from: [String: String] = [:]
      var open = [start]
      while let folder = open.popLast() {
        for other in (uses[folder] ?? [:]).keys.sorted() where from[other] == nil {
          from[other] = folder
          open.append(other)
        }
      }
      guard from[start] != nil else { continue }
      var way: [String] = []
      var place = start
      repeat {
        guard let before = from[place] else { break }
        way.append("\(before) -> \(place): \(uses[before]?[place] ?? "")")
        place = before
      } while place != start
      return way.reversed()
    }
    return []
  }

  /// The name of the type that a line begins to define; private ones are their file's own.
  private static func definition(in line: Substring) -> String? {
    let words = line.split { $0 == " " || $0 == ":" || $0 == "<" || $0 == "{" }
    let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    let modifiers: Set<Substring> = ["public", "package", "internal", "final", "indirect"]
    guard let place = words.firstIndex(where: { !modifiers.contains($0) && !$0.hasPrefix("@") }),
      kinds.contains(words[place]), place + 1 < words.count
    else { return nil }
    return String(words[place + 1])
  }

  /// Words with a capital, read byte by byte: tests are not optimised, and characters take ten times as long.
  private static func names(in code: String) -> Set<String> {
    func isOfWord(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    var names = Set<String>()
    for word in code.utf8.split(whereSeparator: { !isOfWord($0) }) {
      guard let first = word.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else { continue }
      names.insert(String(decoding: word, as: UTF8.self))
    }
    return names
  }

  /// A file without comments and without what stands in its texts.
  private static func code(_ data: Data) -> String {
    var code: [UInt8] = []
    let bytes = [UInt8](data)
    var index = 0
    let (quote, slash, line, back) = (UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\n"), UInt8(ascii: "\\"))
    func begins(_ byte: UInt8, times: Int) -> Bool {
      index + times <= bytes.count && (index..<index + times).allSatisfy { bytes[$0] == byte }
    }
    while index < bytes.count {
      if bytes[index] == slash, begins(slash, times: 2) {
        while index < bytes.count, bytes[index] != line { index += 1 }
      } else if bytes[index] == quote, begins(quote, times: 3) {
        index += 3
        while index < bytes.count, bytes[index] != quote || !begins(quote, times: 3) { index += 1 }
        index += 3
      } else if bytes[index] == quote {
        index += 1
        while index < bytes.count, bytes[index] != quote, bytes[index] != line { index += bytes[index] == back ? 2 : 1 }
        index += 1
      } else {
        code.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: code, as: UTF8.self)
  }
}
