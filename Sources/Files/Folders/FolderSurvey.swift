import Libc

/// What a folder holds at any depth, links not followed.
package struct FolderSurvey {
  /// The first entry that is no folder; names that begin with a dot, and what is below them, are left out.
  package private(set) var firstFile: String?
  /// The first folder or entry that cannot be looked at.
  package private(set) var fault: (name: String, code: CInt)?

  /// - Parameter isExpected: whether a file of this path below the folder does not count.
  package init(_ folder: String, isExpected: (String) -> Bool = { _ in false }) {
    // Names are bytes to the system, and need not be text.
    var open: [(path: [CChar], name: String)] = [(Array(folder.utf8CString), "")]
    while let next = open.popLast(), fault == nil {
      let folder = FolderNames(of: next.path)
      guard folder.code == 0 else {
        fault = (next.name, folder.code)
        return
      }
      let entries = folder.names.filter { $0.first != UInt8(ascii: ".") }
      for bytes in entries.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        look(at: bytes, in: next, &open, isExpected)
      }
    }
  }

  private mutating func look(
    at bytes: [UInt8], in folder: (path: [CChar], name: String), _ open: inout [(path: [CChar], name: String)],
    _ isExpected: (String) -> Bool
  ) {
    let text = String(decoding: bytes, as: UTF8.self)
    let name = folder.name.isEmpty ? text : "\(folder.name)/\(text)"
    let path = folder.path.dropLast() + ([UInt8(ascii: "/")] + bytes + [0]).map(CChar.init(bitPattern:))
    var status = stat()
    if lstat(Array(path), &status) != 0 {
      // What went away meanwhile is no fault.
      if errno != ENOENT, fault == nil { fault = (name, errno) }
    } else if status.st_mode & S_IFMT == S_IFDIR {
      open.append((Array(path), name))
    } else if firstFile == nil, !isExpected(name) {
      firstFile = name
    }
  }
}
