import Libc
public import Units

/// Whole files in and out, with failures said in a planner's words.
public enum FileAccess {
  /// Reads a whole file: a regular one, never a pipe, socket or device, which might not end or not even begin.
  ///
  /// - Parameters:
  ///   - file: its name in messages; the path by default.
  ///   - limit: the most bytes it may have; those of a table by default.
  ///   - longestLine: where given, reading stops at the first line with more bytes, before the rest is in memory.
  /// - Throws: `InputError` with one problem: missing (with the nearest names in its folder), no regular file, no
  ///   permission, too large, a line too long, or what else the system says.
  public static func read(
    _ path: String, file: String? = nil, limit: Int = Bound.tableBytes.most, longestLine: Int? = nil
  ) throws(InputError) -> [UInt8] {
    let name = file ?? path
    // Opening a pipe that nobody writes to would wait for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw openError(errno, path, name) }
    defer { close(descriptor) }

    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw openError(errno, path, name) }
    if isFolder(status) { throw openError(EISDIR, path, name) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw notRegular(name) }
    if Int(status.st_size) > limit { throw tooLarge(name, limit) }

    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var lines = LineWatch(longest: longestLine ?? .max)
    var chunk = [UInt8](repeating: 0, count: min(1 << 20, lines.longest))
    while true {
      let count = fill(&chunk, from: descriptor)
      if count < 0 { throw openError(errno, path, name) }
      if count == 0 { return bytes }
      let before = bytes.count
      bytes += chunk[..<count]
      if bytes.count > limit { throw tooLarge(name, limit) }
      if let line = lines.firstTooLong(in: bytes, from: before) {
        throw InputError([LongLine.problem(file: name, line: line, limit: longestLine ?? .max)])
      }
    }
  }

  /// Reads on into a chunk; returns how many bytes, 0 at the end, or -1 with the system's `errno`.
  private static func fill(_ chunk: inout [UInt8], from descriptor: CInt) -> Int {
    chunk.withUnsafeMutableBytes { buffer in
      while true {
        let done = Libc.read(descriptor, buffer.baseAddress, buffer.count)
        if done >= 0 || errno != EINTR { return done }
      }
    }
  }

  private static func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

  static func notRegular(_ name: String) -> InputError {
    InputError(
      Place(file: name), "this is a pipe, a socket or a device, not a file", next: "Save the content in a file first.")
  }

  private static func tooLarge(_ name: String, _ limit: Int) -> InputError {
    InputError(
      Place(file: name), "the file is larger than \(limit >> 20) MiB",
      next: "Split it, or leave out what is not needed.")
  }

  /// What the system's error number means for somebody who wants to read a file.
  static func openError(_ code: CInt, _ path: String, _ name: String) -> InputError {
    let place = Place(file: name)
    switch code {
    case ENOENT, ENOTDIR:
      let (folder, base) = split(path)
      if !exists(folder) {
        return InputError(place, "there is no folder \(folder)", next: "Create it, or correct the path.")
      }
      let hint = didYouMean(base, in: list(folder))
      return InputError(place, "there is no such file", next: "Create it, or correct the path." + hint)
    case EISDIR:
      return InputError(place, "this is a folder, not a file", next: "Name a file in it.")
    case ENXIO, ENODEV: return notRegular(name)
    case ENAMETOOLONG: return InputError(place, "the name is too long for any file", next: "Correct the path.")
    case EACCES, EPERM:
      return InputError(place, "the file may not be read", next: "Give yourself permission, for example chmod u+r.")
    default:
      return InputError(place, "the file cannot be read: \(systemMessage(code))", next: "Check the disk and try again.")
    }
  }

  /// The system's words for an error number.
  static func systemMessage(_ code: CInt) -> String { String(cString: strerror(code)) }
}

extension FileAccess {
  /// Whether there is a file or folder.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether there is a folder.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && isFolder(status)
  }

  /// The names in a folder in order, without `.` and `..`; none where it cannot be read.
  public static func list(_ folder: String) -> [String] { FolderNames(of: folder).texts.sorted() }

  /// The name of a folder, also of one that is written as `.` or `..`.
  package static func folderName(_ path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    guard last == "." || last == "..", let real = realpath(path, nil) else { return last }
    defer { free(real) }
    return String(cString: real).split(separator: "/").last.map(String.init) ?? last
  }

  /// The folder of a path and the name in it.
  package static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }
}

/// Notices lines that are too long while a file is still being read.
///
/// The file comes in pieces no longer than the longest line allowed, so that only the line reaching into a piece can be
/// too long: its first and last line end are all that is looked for.
struct LineWatch {
  /// The most bytes a line may have.
  let longest: Int
  private var lineStart = 0

  init(longest: Int) { self.longest = longest }

  /// Looks at the piece from `start` on, which follows those looked at before.
  ///
  /// - Returns: the number of a line with more than the allowed bytes.
  mutating func firstTooLong(in bytes: [UInt8], from start: Int) -> Int? {
    guard longest < .max else { return nil }
    let firstEnd = bytes[start...].firstIndex(where: LineEnds.contain) ?? bytes.count
    if firstEnd - lineStart > longest {
      return 1 + bytes.withUnsafeBufferPointer { LineEnds.count($0, 0..<lineStart) }
    }
    if let lastEnd = bytes[start...].lastIndex(where: LineEnds.contain) { lineStart = lastEnd + 1 }
    return nil
  }
}
