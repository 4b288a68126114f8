import Files
import ScenarioFiles

/// A file to be written below an output folder.
package struct OutputFile: Sendable {
  /// Path below the folder with `/` between parts, for example `calendars/people/A0001.ics`.
  package private(set) var name: String
  /// In how many parts the content is made, so that a long one is never in memory as a whole.
  let partCount: Int
  /// How long it takes to make, in parts of a long table: what takes longest is begun first.
  private(set) var work: Int
  private let content: @Sendable (Int) -> [UInt8]

  /// SHA-256 that the content has where nothing goes wrong; a file that is there with it need not be made.
  private(set) var expectedHash: String?
  /// Where the content is copied from, whose hash must be the expected one.
  private(set) var origin: String?
  /// The file of the same folder whose content this one keeps.
  private(set) var former: String?

  /// The whole content; made when it is asked for.
  package var bytes: [UInt8] { partCount == 1 ? part(0) : (0..<partCount).flatMap(part) }

  /// A file of bytes.
  package init(name: String, bytes: [UInt8]) { self.init(name: name) { bytes } }

  /// A file that is made when it is written, so that not all files need be in memory at once.
  package init(name: String, content: @escaping @Sendable () -> [UInt8]) {
    self.init(name: name, parts: 1) { _ in content() }
  }

  /// A file that is made part by part when it is written.
  ///
  /// - Parameter content: makes one of the parts; called once for each, on several threads.
  package init(name: String, parts: Int, content: @escaping @Sendable (Int) -> [UInt8]) {
    self.name = name
    partCount = parts
    work = parts
    self.content = content
  }

  /// A long table.
  init(name: String, _ table: TableParts) {
    self.init(name: name, parts: table.count) { table.part($0) }
  }

  /// One of the parts.
  func part(_ number: Int) -> [UInt8] { content(number) }

  /// The same file, which need not be made where it is there with this hash.
  func expected(hash: String?) -> OutputFile {
    var file = self
    file.expectedHash = hash
    return file
  }

  /// The same file, of which it is known that it takes as long to make as so many parts of a long table.
  func taking(_ parts: Int) -> OutputFile {
    var file = self
    file.work = max(partCount, parts)
    return file
  }

  /// The same content under another name.
  func renamed(_ name: String) -> OutputFile {
    var file = self
    file.name = name
    return file
  }

  /// A file with the content of another one, which is read when it is written.
  ///
  /// - Parameter hash: of the other one; where it has another content by then, nothing is written.
  static func copy(name: String, of path: String, hash: String) -> OutputFile {
    let size = Disk.status(of: path).map { Int($0.st_size) } ?? 0
    var file = OutputFile(name: name, parts: max(1, (size + copiedAtOnce - 1) / copiedAtOnce)) { part in
      Disk.part(of: path, from: part * copiedAtOnce, count: copiedAtOnce)
    }
    file.expectedHash = hash
    file.origin = path
    return file
  }

  /// A file that keeps what another file of the same folder holds now.
  ///
  /// - Parameter path: of the other one.
  package static func keeping(_ former: String, at path: String, as name: String) -> OutputFile {
    var file = copy(name: name, of: path, hash: "")
    (file.expectedHash, file.origin, file.former) = (nil, nil, former)
    return file
  }

  private static let copiedAtOnce = 1 << 20
}
