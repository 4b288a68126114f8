import Libc
import Tabular
import Units
import Yams

/// One scenario.yaml of a variant and what it extends.
struct ScenarioLayer {
  /// The folder, to open files in.
  var folder: String
  /// What stands before the names of its files in messages: empty for the variant itself, `../europe-support/` for its base.
  var prefix: String
  /// First line of its places.
  var firstLine: Int
  /// The group of keys.
  var root: Node
}

/// A scenario.yaml, the one it extends, the one which that extends, and so on.
///
/// The text of each file is read behind as many empty lines as those before it have, so that every place in any of them is one
/// of its own and the fault log can say which file it is in.
struct ScenarioChain {
  /// The variant first, its last base at the end.
  private(set) var layers: [ScenarioLayer] = []
  /// The files as they were read.
  private(set) var files: [InputFile] = []
  private var nextLine = 1

  /// More files than anybody can follow.
  private static let mostLayers = 20

  /// Reads a folder's scenario.yaml and all it extends; what is wrong is logged, and no layer is kept then.
  init(_ folder: String, _ log: FaultLog) throws(InputError) {
    if try !load(folder, log) { layers = [] }
  }

  /// Reads layer after layer; false after a fault.
  private mutating func load(_ folder: String, _ log: FaultLog) throws(InputError) -> Bool {
    var next: (folder: String, prefix: String, spot: Spot?)? = (folder, "", nil)
    var seen: [String] = []
    while let step = next {
      next = nil
      let name = step.prefix + ScenarioFolder.scenarioFile
      let path = "\(step.folder)/\(ScenarioFolder.scenarioFile)"
      if let spot = step.spot, !FileAccess.exists(path) {
        log.add(
          spot, "extends: there is no \(name)", next: Self.advice(step.folder, step.prefix, from: folder))
        return false
      }
      let real = Self.realPath(path)
      if let spot = step.spot, seen.contains(real) || seen.count >= Self.mostLayers {
        log.add(
          spot,
          seen.contains(real)
            ? "extends goes round in a circle: \(name) is extended already"
            : "more than \(Self.mostLayers) scenarios extend each other",
          next: "Extend a scenario that does not lead back here.")
        return false
      }
      seen.append(real)
      let bytes = try FileAccess.read(path, file: name, limit: Bound.scenarioBytes.most)
      files.append(InputFile(name: name, bytes: bytes))
      guard let root = read(bytes, name, log) else { return false }
      layers.append(ScenarioLayer(folder: step.folder, prefix: step.prefix, firstLine: nextLine, root: root))
      nextLine += bytes.count { $0 == UInt8(ascii: "\n") } + 2
      guard let value = root.mapping?.first(where: { $0.key.scalar?.string == "extends" })?.value else { continue }
      guard let text = YamlValue(node: value, log: log).text("extends", example: "../europe-support") else {
        return false
      }
      let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
      let isRooted = trimmed.hasPrefix("/")
      next = (
        isRooted ? trimmed : "\(step.folder)/\(trimmed)", isRooted ? "\(trimmed)/" : Self.joined(step.prefix, trimmed),
        Spot(value.mark)
      )
    }
    return true
  }

  private mutating func read(_ bytes: [UInt8], _ name: String, _ log: FaultLog) -> Node? {
    if nextLine > 1 { log.begin(name, at: nextLine) }
    guard var text = validText(bytes, log, firstLine: nextLine) else { return nil }
    if nextLine > 1 { text = String(repeating: "\n", count: nextLine - 1) + text }
    return yamlRoot(of: text, log)
  }

  /// `../a/` and `../b` as `../b/` seen from the variant: parts that go up again are taken out.
  private static func joined(_ prefix: String, _ path: String) -> String {
    var parts: [Substring] = []
    for part in (prefix + path).split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return parts.map { "\($0)/" }.joined()
  }

  private static func realPath(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The scenarios beside a folder that is not one.
  private static func advice(_ wanted: String, _ prefix: String, from folder: String) -> String {
    let cut = wanted.lastIndex(of: "/")
    let around = cut.map { String(wanted[..<$0]) } ?? "."
    let name = cut.map { String(wanted[wanted.index(after: $0)...]) } ?? wanted
    let others = FileAccess.list(around).filter { FileAccess.exists("\(around)/\($0)/\(ScenarioFolder.scenarioFile)") }
    return nearestAdvice(name, in: others.sorted(), kind: "scenarios there")
  }
}
