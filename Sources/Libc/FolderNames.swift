/// The names in a folder as the system gives them: bytes, which need not be text.
package struct FolderNames {
  /// Names without `.` and `..`, in no order; where reading ended early, those before it.
  package private(set) var names: [[UInt8]] = []
  /// The error number of the system that ended the reading; 0 where all was read.
  package private(set) var code: CInt = 0

  /// - Parameter path: the folder's path as bytes of the C library, with the zero at its end.
  package init(of path: [CChar]) {
    guard let stream = opendir(path) else {
      code = errno
      return
    }
    defer { closedir(stream) }
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
      errno = 0
    }
    code = errno
  }

  /// Of a path that is text.
  package init(of path: String) { self.init(of: Array(path.utf8CString)) }

  /// The names as text, in no order.
  package var texts: [String] { names.map { String(decoding: $0, as: UTF8.self) } }
}
