import CFolderSwap
import FoundationEssentials
import Publishing
public import Tabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file to be written below an output folder.
public struct OutputFile: Hashable, Sendable {
  /// Path below the folder with `/` between parts, for example `calendars/people/A0001.ics`.
  public var name: String
  /// The whole content.
  public var bytes: [UInt8]

  /// A file of bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Replaces a folder of results in one step, so that an interrupted run leaves the old folder whole.
///
/// The new folder is built beside the old one and the two are exchanged by one system call. Files that Muster did not
/// write, by the manifest of the old folder, move along; files it wrote and somebody edited since are kept under
/// another name.
public struct OutputFolder {
  /// Path of the folder.
  public let path: String

  /// The folder at a path; it need not exist.
  public init(path: String) {
    self.path = path
  }

  /// Writes files and drops the files of earlier runs that are not written again.
  ///
  /// - Parameters:
  ///   - files: names are unique.
  ///   - recorded: content hash by name of the files an earlier run wrote, from its manifest.
  ///   - isDropped: whether a recorded file that is not written again goes away; others stay as they are.
  /// - Returns: names under which edited files were kept.
  /// - Throws: `InputError` when the folder cannot be written; the old folder is then untouched.
  @discardableResult
  public func write(
    _ files: [OutputFile], recorded: [String: String], isDropped: (String) -> Bool
  ) throws(InputError) -> [String] {
    let manager = FileManager.default
    let target = absolutePath
    let (parent, name) = split(target)
    removeAbandoned(in: parent, name: name)
    let fresh = "\(parent)/.\(name).new-\(getpid())"
    var kept: [String] = []
    do {
      try manager.createDirectory(atPath: fresh, withIntermediateDirectories: true)
      let written = Set(files.map(\.name))
      for old in existingFiles(below: target) {
        let isReplaced = written.contains(old) || (recorded[old] != nil && isDropped(old))
        if !isReplaced {
          try link(old, from: target, to: fresh, as: old)
        } else if let hash = recorded[old], let edited = editedName(of: old, in: target, unless: hash) {
          try link(old, from: target, to: fresh, as: edited)
          kept.append(edited)
        }
      }
      for file in files {
        let place = "\(fresh)/\(file.name)"
        try manager.createDirectory(atPath: split(place).parent, withIntermediateDirectories: true)
        try? manager.removeItem(atPath: place)
        try Data(file.bytes).write(to: URL(filePath: place))
      }
      try exchange(fresh, with: target)
    } catch {
      try? manager.removeItem(atPath: fresh)
      throw InputError(
        Place(file: path), "the results cannot be written: \(describe(error))",
        next: "Check the path, the free space and your rights, or choose another folder with --out.")
    }
    return kept
  }

  /// Puts the new folder where the old one was.
  private func exchange(_ fresh: String, with target: String) throws {
    let manager = FileManager.default
    guard manager.fileExists(atPath: target) else {
      try manager.moveItem(atPath: fresh, toPath: target)
      return
    }
    if muster_exchange_paths(fresh, target) != 0 {
      // A file system without exchange: two renames, the old folder last in hand.
      let aside = fresh + ".old"
      try manager.moveItem(atPath: target, toPath: aside)
      try manager.moveItem(atPath: fresh, toPath: target)
      try manager.removeItem(atPath: aside)
      return
    }
    try manager.removeItem(atPath: fresh)
  }

  /// A free name for a recorded file whose content is no longer what was recorded; `nil` when it is.
  private func editedName(of name: String, in folder: String, unless hash: String) -> String? {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return nil }
    let now = ContentHash.sha256Hex([UInt8](data))
    guard now != hash else { return nil }
    let (stem, ending) = name.lastIndex(of: ".").map { (name[..<$0], name[$0...]) } ?? (name[...], "")
    return "\(stem).edited-\(now.prefix(8))\(ending)"
  }

  /// Names of all files below a folder, sorted.
  private func existingFiles(below folder: String) -> [String] {
    let manager = FileManager.default
    var isFolder: Bool = false
    return ((try? manager.subpathsOfDirectory(atPath: folder)) ?? []).sorted().filter {
      manager.fileExists(atPath: "\(folder)/\($0)", isDirectory: &isFolder) && !isFolder
    }
  }

  private func link(_ name: String, from old: String, to new: String, as newName: String) throws {
    let manager = FileManager.default
    let place = "\(new)/\(newName)"
    try manager.createDirectory(atPath: split(place).parent, withIntermediateDirectories: true)
    try manager.copyItem(atPath: "\(old)/\(name)", toPath: place)
  }

  /// Removes half-built folders that runs no longer alive left behind.
  private func removeAbandoned(in parent: String, name: String) {
    let manager = FileManager.default
    let prefix = ".\(name).new-"
    for entry in (try? manager.contentsOfDirectory(atPath: parent)) ?? [] where entry.hasPrefix(prefix) {
      guard let process = pid_t(entry.dropFirst(prefix.count).prefix { $0.isNumber }) else { continue }
      if process != getpid(), kill(process, 0) != 0, errno == ESRCH {
        try? manager.removeItem(atPath: "\(parent)/\(entry)")
      }
    }
  }

  private var absolutePath: String {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    return trimmed.hasPrefix("/") ? trimmed : FileManager.default.currentDirectoryPath + "/" + trimmed
  }

  private func split(_ path: String) -> (parent: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let parent = path[..<slash]
    return (parent.isEmpty ? "/" : String(parent), String(path[path.index(after: slash)...]))
  }

  private func describe(_ error: any Error) -> String {
    (error as? CocoaError).map { $0.localizedDescription } ?? String(describing: error)
  }
}
