import CFiles
package import Libc

/// The system's calls that change paths. Each returns the system's error number, 0 when it was done.
package struct Disk: Sendable {
  /// Does one change; a test puts a fault or the end of the process in its place.
  package var perform: @Sendable (_ change: () -> CInt) -> CInt = { $0() }
  /// Whether the file system has renames that exchange or never replace; a test tries the way without.
  package var hasFlaggedRenames = true

  /// The system's own.
  package init() {}

  /// What stands at a path; links are not followed.
  package enum Content: Equatable {
    case absent
    /// A regular file with its SHA-256.
    case file(hash: String)
    case folder
    case link
    /// A pipe, a socket or a device.
    case special
    case unreadable(CInt)
  }

  /// Reads a path without waiting for anybody, whatever it is.
  ///
  /// - Parameter size: where it is given, the hash of a regular file of another size is not worked out, and is empty.
  package static func content(of path: String, ifSized size: Int? = nil) -> Content {
    guard let status = status(of: path) else { return isGone(errno) ? .absent : .unreadable(errno) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    case S_IFREG: break
    default: return .special
    }
    // Between the question and the answer a pipe may have taken the place of the file; it must not hold us up.
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return isGone(errno) ? .absent : .unreadable(errno) }
    defer { close(descriptor) }
    if let size, size != Int(status.st_size) { return .file(hash: "") }
    let hash = RunningHash()
    // One read more than the file is long says that it has ended.
    let atOnce = min(1 << 18, max(1 << 10, Int(status.st_size) + 1))
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: atOnce, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = readSome(descriptor, chunk.baseAddress, chunk.count)
      if count == 0 { return .file(hash: hash.hex()) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return .unreadable(errno) }
      hash.add(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
    }
  }

  /// Some bytes of a file from a place on; fewer where it ends or cannot be read.
  package static func part(of path: String, from first: Int, count: Int) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let done = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(first + filled))
        if done < 0, errno == EINTR { continue }
        if done <= 0 { return }
        filled += done
      }
    }
  }

  /// The status of a path itself, not of what a link leads to; `nil` with the system's `errno`.
  package static func status(of path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  /// Whether a path is a folder, and no link to one.
  package static func isRealFolder(_ path: String) -> Bool {
    status(of: path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// Whether there is something at a path, a link that leads nowhere included.
  package static func exists(_ path: String) -> Bool { status(of: path) != nil }

  /// Whether two paths are names of one file.
  package static func isSameFile(_ path: String, _ other: String) -> Bool {
    guard let one = status(of: path), let two = status(of: other) else { return false }
    return one.st_ino == two.st_ino && one.st_dev == two.st_dev
  }

  private static func isGone(_ code: CInt) -> Bool { code == ENOENT || code == ENOTDIR }

  // MARK: - Changes

  package func makeFolder(_ path: String, mode: mode_t = 0o777) -> CInt { call { mkdir(path, mode) } }

  /// Removes a folder that is empty.
  package func removeFolder(_ path: String) -> CInt { call { rmdir(path) } }

  package func removeFile(_ path: String) -> CInt { call { unlink(path) } }

  /// Gives a path another name; what has that name goes.
  package func rename(_ path: String, to other: String) -> CInt { call { systemRename(path, other) } }

  /// Moves a file of Muster's corner to a name that must be free; `EEXIST` when it is not.
  package func place(_ path: String, at free: String) -> CInt {
    let code = placeAnew(path, at: free)
    // The end of a run that had done one half of it without flagged renames.
    return code == EEXIST && Self.isSameFile(path, free) ? removeFile(path) : code
  }

  private func placeAnew(_ path: String, at free: String) -> CInt {
    let code = hasFlaggedRenames ? perform { muster_rename_free(path, free) } : ENOSYS
    guard Self.lacks(code) else { return code }
    // A second name and then the first away never replaces anything either; only for files that nobody else can change meanwhile.
    let linked = call { link(path, free) }
    if linked == 0 { return removeFile(path) }
    guard Self.lacks(linked) || linked == EPERM || linked == EMLINK else { return linked }
    return Self.exists(free) ? EEXIST : rename(path, to: free)
  }

  /// Exchanges a file of Muster's corner with what stands at another path; `ENOENT` when that is free.
  ///
  /// Where the file system cannot, `other` is free for a moment and `aside` is used, a free name in the corner.
  package func exchange(_ path: String, with other: String, aside: String) -> CInt {
    let code = hasFlaggedRenames ? perform { muster_exchange(path, other) } : ENOSYS
    guard Self.lacks(code) else { return code }
    let away = rename(other, to: aside)
    if away != 0 { return away }
    let put = place(path, at: other)
    if put != 0 {
      _ = place(aside, at: other)
      return put
    }
    return rename(aside, to: path)
  }

  /// Whether an error number says that the file system does not have the call.
  private static func lacks(_ code: CInt) -> Bool { [ENOSYS, EINVAL, ENOTSUP, EOPNOTSUPP].contains(code) }

  /// Writes a new file.
  ///
  /// - Parameter former: the file that it will replace, whose rights it takes over.
  package func write(_ bytes: [UInt8], to path: String, like former: stat?, isFlushed: Bool = false) -> CInt {
    perform {
      let (descriptor, failure) = Self.create(path, like: former)
      guard failure == 0 else { return failure }
      let written = Self.writeAll(bytes, to: descriptor)
      return Self.end(descriptor, after: written, like: former, isFlushed: isFlushed)
    }
  }

  /// Gives a file a second name, which must be free.
  package func addName(_ path: String, _ other: String) -> CInt { call { link(path, other) } }

  /// Begins a new file that is written part by part; the descriptor is open where there is no error.
  package func begin(_ path: String, like former: stat?) -> (descriptor: CInt, code: CInt) {
    var descriptor: CInt = -1
    let code = perform {
      let (opened, failure) = Self.create(path, like: former)
      descriptor = opened
      return failure
    }
    // A fault in place of the call, or after it.
    if code != 0, descriptor >= 0 { close(descriptor) }
    return (descriptor, code)
  }

  /// Writes the next part.
  package func append(_ bytes: [UInt8], to descriptor: CInt) -> CInt {
    perform { Self.writeAll(bytes, to: descriptor) }
  }

  /// Ends a file, which is closed whatever comes of it.
  ///
  /// - Parameter former: the file that it will replace, whose rights it takes over.
  package func end(_ descriptor: CInt, like former: stat?) -> CInt {
    var isOpen = true
    let code = perform {
      isOpen = false
      return Self.end(descriptor, after: 0, like: former, isFlushed: false)
    }
    if isOpen { close(descriptor) }
    return code
  }

  private static func create(_ path: String, like former: stat?) -> (descriptor: CInt, code: CInt) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, former == nil ? 0o666 : 0o600)
    return (descriptor, descriptor < 0 ? errno : 0)
  }

  /// Gives a file the owner, the group and the rights of the one it will replace.
  ///
  /// - Parameter most: the rights it may have at most.
  static func liken(_ descriptor: CInt, to former: stat, within most: mode_t) -> CInt {
    // Only root may give files away; whoever else replaces a file of a group has it under their own name.
    if geteuid() == 0 || former.st_gid != getegid() {
      _ = fchown(descriptor, geteuid() == 0 ? former.st_uid : uid_t.max, former.st_gid)
    }
    return fchmod(descriptor, former.st_mode & most) == 0 ? 0 : errno
  }

  private static func end(_ descriptor: CInt, after written: CInt, like former: stat?, isFlushed: Bool) -> CInt {
    var code = written
    if let former, code == 0 { code = liken(descriptor, to: former, within: 0o777) }
    if code == 0, isFlushed, fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    return code
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: CInt) -> CInt {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let done = writeSome(descriptor, rest.baseAddress, rest.count)
        if done < 0, errno != EINTR { return errno }
        if done > 0 { rest = rest.dropFirst(done) }
      }
      return 0
    }
  }

  /// Makes files of a folder last through a power cut: a few one by one, many by flushing their file system where that can be done.
  package func flushAll(_ files: [String], in folder: String) -> CInt {
    perform {
      if files.count > 16 {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        let code = muster_flush_all(descriptor)
        if code != ENOSYS { return code }
      }
      for file in files {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        if fsync(descriptor) != 0 { return errno }
      }
      return 0
    }
  }

  /// Makes the names in a folder last through a power cut; some file systems refuse, and are none the worse for it.
  package func flushFolder(_ folder: String) {
    _ = perform {
      let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return errno }
      defer { close(descriptor) }
      return fsync(descriptor) == 0 ? 0 : errno
    }
  }

  private func call(_ body: () -> CInt) -> CInt { perform { body() == 0 ? 0 : errno } }
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate var baseAddress: UnsafeRawPointer? { UnsafeRawBufferPointer(rebasing: self).baseAddress }
}

// The names of the system's calls that methods above share.

private func readSome(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

private func writeSome(_ descriptor: CInt, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}

private func systemRename(_ path: String, _ other: String) -> CInt { rename(path, other) }
