import Foundation

/// Reads tables that another programme computed, where they lie beside the checkout.
enum SharedVectors {
  /// The folder of shared files: `MUSTER_SHARED`, or `../shared` beside the folder that holds Package.swift.
  static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["MUSTER_SHARED"] { return existing(URL(fileURLWithPath: path)) }
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
        return existing(folder.deletingLastPathComponent().appendingPathComponent("shared"))
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }()

  /// Whether the tables are there; says so once where they are not.
  static let arePresent: Bool = {
    if folder == nil { print("skipped: no shared vectors beside the checkout and MUSTER_SHARED is not set") }
    return folder != nil
  }()

  private static func existing(_ url: URL) -> URL? {
    FileManager.default.fileExists(atPath: url.appendingPathComponent("vectors").path) ? url : nil
  }

  /// A file under `vectors/`.
  static func data(_ name: String) throws -> Data {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return try Data(contentsOf: folder.appendingPathComponent("vectors").appendingPathComponent(name))
  }

  /// The rows of a table of this project's own, then those of the shared one where it is there.
  ///
  /// - Parameter shared: the name of the shared one, where that is another.
  static func allRows(_ name: String, shared: String? = nil) throws -> [[String: String]] {
    let own = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Vectors/\(name)").standardized
    return try rows(Data(contentsOf: own)) + (arePresent ? rows(shared ?? name) : [])
  }

  /// The rows of a table by column name; quoted cells may hold commas.
  static func rows(_ name: String) throws -> [[String: String]] { rows(try data(name)) }

  private static func rows(_ data: Data) -> [[String: String]] {
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map { cells(String($0)) }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  private static func cells(_ line: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == "," && !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}

/// One row of a table, with its cells as numbers.
struct VectorRow: CustomStringConvertible {
  let cells: [String: String]

  var description: String { cells["id"] ?? "row" }

  func text(_ name: String) -> String { cells[name] ?? "" }

  /// The number in a column; nil where the cell is empty.
  func number(_ name: String) -> Double? { Double(text(name)) }
}
