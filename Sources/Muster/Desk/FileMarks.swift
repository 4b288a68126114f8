import Libc
import Publishing
import Tabular

/// Hashes of files, read again only where a file changed.
struct FileMarks {
  private struct Mark: Equatable {
    var numbers: [Int]
    var hash: String
  }

  private var marks: [String: Mark] = [:]

  /// SHA-256 by name of the files that are there; a folder's is that of the names in it.
  ///
  /// - Parameter paths: by name.
  mutating func hashes(of paths: [String: String]) -> [String: String] {
    var hashes: [String: String] = [:]
    for (name, path) in paths {
      guard let numbers = Self.numbers(of: path) else {
        marks[path] = nil
        continue
      }
      if let mark = marks[path], mark.numbers == numbers {
        hashes[name] = mark.hash
      } else if let hash = Self.hash(of: path) {
        // What was written in the same instant in which it was looked at may change once more without a trace.
        let isSettled = numbers[2] < Int(time(nil)) - 1
        marks[path] = isSettled ? Mark(numbers: numbers, hash: hash) : nil
        hashes[name] = hash
      }
    }
    return hashes
  }

  private static func hash(of path: String) -> String? {
    switch Disk.content(of: path) {
    case .file(let hash): hash
    case .folder: ContentHash.sha256Hex(FileAccess.list(path).joined(separator: "\n"))
    default: nil
    }
  }

  /// Identity, size and times of a file.
  private static func numbers(of path: String) -> [Int]? {
    guard let status = Disk.status(of: path) else { return nil }
    #if os(Linux)
      let (changed, fraction) = (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
    #else
      let (changed, fraction) = (Int(status.st_mtimespec.tv_sec), Int(status.st_mtimespec.tv_nsec))
    #endif
    return [Int(status.st_ino), Int(status.st_size), changed, fraction]
  }
}
