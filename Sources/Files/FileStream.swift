import Libc

/// A regular file that is read piece by piece, from any place and by several threads.
///
/// A class, because the descriptor is closed once.
package final class FileStream: Sendable {
  /// The file as the planner named it.
  package let file: String
  /// Bytes the file had when it was opened.
  package let size: Int
  private let descriptor: CInt

  /// Opens a file.
  ///
  /// - Throws: `InputError` with one problem, as `FileAccess.read`.
  package init(_ path: String) throws(InputError) {
    file = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw FileAccess.openError(errno, path, path) }
    var status = stat()
    let failure: InputError? =
      if fstat(descriptor, &status) != 0 {
        FileAccess.openError(errno, path, path)
      } else if status.st_mode & S_IFMT == S_IFDIR {
        FileAccess.openError(EISDIR, path, path)
      } else if status.st_mode & S_IFMT != S_IFREG {
        FileAccess.notRegular(path)
      } else { nil }
    size = Int(status.st_size)
    if let failure {
      close(descriptor)
      throw failure
    }
  }

  deinit { close(descriptor) }

  /// Fills a buffer with the bytes from an offset on; returns how many there are, fewer only at the end.
  package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    var done = 0
    while done < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw FileAccess.openError(errno, file, file) }
      if count == 0 { break }
      done += count
    }
    return done
  }
}
