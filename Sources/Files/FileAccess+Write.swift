import Libc

extension FileAccess {
  /// Writes a whole file so that readers see either the old content or the new, never half.
  ///
  /// The bytes go to a temporary file in the same folder, to the disk, and then under the name. The temporary name is drawn at
  /// random and must be free, so it is nobody else's. A file that is replaced keeps its rights, and its owner as far as the system
  /// lets it; a link stays one, and the file it leads to is replaced.
  ///
  /// - Parameters:
  ///   - isNew: whether the path must be free; nothing is then replaced.
  ///   - isPrivate: whether nobody but this user may read it.
  /// - Throws: `InputError` with one problem when the folder is missing or cannot be written to, the disk is full, or the
  ///   path is a folder. The old content is then untouched and no temporary file is left.
  public static func write(_ bytes: [UInt8], to path: String, isNew: Bool = false, isPrivate: Bool = false)
    throws(InputError)
  {
    if isFolder(path) { throw writeError(EISDIR, path) }
    let name = path
    let path = isNew ? path : target(of: path)
    let (folder, _) = split(path)
    let former = isNew ? nil : Disk.status(of: path)
    var random = SystemRandomNumberGenerator()
    let temporary = "\(folder)/.\(String(random.next() as UInt64, radix: 36)).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
    guard descriptor >= 0 else { throw writeError(errno, name) }
    var failure = writeAll(bytes, to: descriptor)
    if failure == 0, let former { failure = Disk.liken(descriptor, to: former, within: isPrivate ? 0o600 : 0o777) }
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure == 0, isNew {
      failure = moveToFree(temporary, path)
    } else if failure == 0, rename(temporary, path) != 0 {
      failure = errno
    }
    if failure != 0 {
      unlink(temporary)
      throw writeError(failure, name)
    }
    flushFolder(folder)
  }

  /// The file that a path leads to; the path itself where no link stands there.
  package static func target(of path: String) -> String {
    var found = path
    // More links than any system follows lead nowhere; the rename then says so.
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let count = readlink(found, &buffer, buffer.count - 1)
      guard count > 0 else { break }
      let next = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      found = next.hasPrefix("/") ? next : "\(split(found).folder)/\(next)"
    }
    return found
  }

  /// Makes a folder and those above it; nothing where it is there already.
  ///
  /// - Throws: `InputError` with one problem when it cannot be made.
  public static func makeFolder(_ path: String) throws(InputError) {
    if isFolder(path) { return }
    let (folder, _) = split(path)
    if folder != path, !exists(folder) { try makeFolder(folder) }
    if mkdir(path, 0o755) != 0, !isFolder(path) { throw writeError(errno, path) }
  }

  /// Takes a file away where there is one.
  package static func remove(_ path: String) { unlink(path) }

  /// Gives a file a name that must be free; returns 0 or the system's error number.
  private static func moveToFree(_ file: String, _ path: String) -> CInt {
    // A second name is never given where there is a file.
    if link(file, path) == 0 {
      unlink(file)
      return 0
    }
    // A file system without second names.
    guard errno != EEXIST, !exists(path) else { return EEXIST }
    return rename(file, path) == 0 ? 0 : errno
  }

  /// Returns 0 or the system's error number.
  private static func writeAll(_ bytes: [UInt8], to descriptor: CInt) -> CInt {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let done = write(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if done < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(done)
      }
      return 0
    }
  }

  private static func write(_ descriptor: CInt, _ buffer: UnsafeRawBufferPointer) -> Int {
    Libc.write(descriptor, buffer.baseAddress, buffer.count)
  }

  /// Makes the new name last through a power cut; some file systems refuse, and the file is whole all the same.
  private static func flushFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// What the system's error number means for somebody who wants to write a file or folder.
  private static func writeError(_ code: CInt, _ path: String) -> InputError {
    let place = Place(file: path)
    let (folder, _) = split(path)
    switch code {
    case ENOENT: return InputError(place, "there is no folder \(folder)", next: "Create it, or name another place.")
    case ENOTDIR: return InputError(place, "\(folder) is not a folder", next: "Name a place in a folder.")
    case EISDIR: return InputError(place, "this is a folder, not a file", next: "Name a file in it.")
    case EEXIST: return InputError(place, "there is a file of this name", next: "Name another folder.")
    case EACCES, EPERM, EROFS:
      return InputError(
        place, "\(folder) may not be written to", next: "Name another place, or give yourself permission.")
    case ENOSPC, EDQUOT:
      return InputError(place, "the disk is full", next: "Make room, or name a place on another disk.")
    default:
      return InputError(place, "it cannot be written: \(systemMessage(code))", next: "Check the disk and try again.")
    }
  }
}
