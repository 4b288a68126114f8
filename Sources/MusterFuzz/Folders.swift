import Libc
import Tabular

/// Folders of small files, as a case of the fuzzer has them.
enum Folders {
  /// Content of the files right in a folder, and of those in its `out`, by path.
  static func read(_ path: String) throws(InputError) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in FileAccess.list(path) {
      let file = "\(path)/\(name)"
      if !FileAccess.isFolder(file) { files[name] = try FileAccess.read(file) }
    }
    return files
  }

  /// Makes the folder anew with these files alone.
  static func write(_ files: [String: [UInt8]], to path: String) throws(InputError) {
    remove(path)
    try FileAccess.makeFolder(path)
    for (name, bytes) in files {
      guard let file = fopen("\(path)/\(name)", "wb") else { continue }
      _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
      fclose(file)
    }
  }

  /// Removes a file or a folder with everything in it; links are not followed.
  static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    for name in FileAccess.list(path) { remove("\(path)/\(name)") }
    rmdir(path)
  }
}
