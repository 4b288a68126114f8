import Libc
import Tabular
import Testing

/// A folder of its own for one test, removed with everything in it afterwards.
final class ScratchFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/muster-tabular-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit { remove(path) }

  private func remove(_ path: String) {
    if FileAccess.isFolder(path) {
      for name in FileAccess.list(path) { remove(path + "/" + name) }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

@Suite("Files")
struct FileAccessTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  private func complaint(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return "\(error)".replacing(folder.path, with: "DIR")
    }
  }

  @Test("what is written is read, and replaces what was there")
  func roundTrip() throws {
    for count in [0, 1, 4095, 1 << 20, 1 << 20 + 1, 3_000_001] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try FileAccess.write(bytes, to: path("a.bin"))
      #expect(try FileAccess.read(path("a.bin")) == bytes)
      #expect(FileAccess.list(folder.path) == ["a.bin"])
    }
  }

  @Test("a missing file names the nearest files in its folder")
  func missing() throws {
    try FileAccess.write([], to: path("history.csv"))
    try FileAccess.write([], to: path("agents.csv"))
    #expect(
      complaint { _ = try FileAccess.read(path("histroy.csv"), file: "histroy.csv") } == """
        histroy.csv: there is no such file
          next: Create it, or correct the path. Did you mean history.csv?
        """)
    #expect(
      complaint { _ = try FileAccess.read(path("wishes.csv")) } == """
        DIR/wishes.csv: there is no such file
          next: Create it, or correct the path.
        """)
    #expect(
      complaint { _ = try FileAccess.read(path("data/history.csv")) } == """
        DIR/data/history.csv: there is no folder DIR/data
          next: Create it, or correct the path.
        """)
  }

  @Test("a folder is not a file")
  func folderInstead() throws {
    #expect(
      complaint { _ = try FileAccess.read(folder.path) }
        == "DIR: this is a folder, not a file\n  next: Name a file in it.")
    #expect(
      complaint { try FileAccess.write([], to: folder.path) }
        == "DIR: this is a folder, not a file\n  next: Name a file in it.")
    try FileAccess.write([1], to: path("f"))
    #expect(complaint { _ = try FileAccess.read(path("f/x")) }.hasPrefix("DIR/f/x: there is no such file\n"))
    #expect(complaint { try FileAccess.write([], to: path("f/x")) }.hasPrefix("DIR/f/x: DIR/f is not a folder\n"))
    #expect(complaint { try FileAccess.makeFolder(path("f")) }.hasPrefix("DIR/f: there is a file of this name\n"))
  }

  @Test("a file that may not be read is told so", .enabled(if: geteuid() != 0, "the superuser may read everything"))
  func permission() throws {
    try FileAccess.write([1], to: path("secret.csv"))
    chmod(path("secret.csv"), 0)
    #expect(
      complaint { _ = try FileAccess.read(path("secret.csv")) }.hasPrefix("DIR/secret.csv: the file may not be read\n"))
  }

  @Test("a file larger than the limit is refused before it is read")
  func limit() throws {
    try FileAccess.write([UInt8](repeating: 65, count: 2 << 20), to: path("big.csv"))
    #expect(
      complaint { _ = try FileAccess.read(path("big.csv"), limit: 1 << 20) }.hasPrefix(
        "DIR/big.csv: the file is larger than 1 MiB\n"))
    #expect(try FileAccess.read(path("big.csv"), limit: 2 << 20).count == 2 << 20)
  }

  @Test("a line of a gigabyte is refused in a sentence after its first megabytes")
  func endlessLine() throws {
    // A sparse file: 1 GB of NUL bytes without a line end behind one good line.
    try FileAccess.write(Array("a,b\r\n1,2\r\n".utf8), to: path("long.csv"))
    #expect(truncate(path("long.csv"), 1_000_000_000) == 0)
    let before = peakMemory()
    #expect(
      complaint { _ = try Table.read(path: path("long.csv"), file: "long.csv") } == """
        long.csv:3: the line is longer than 1024 KiB
          next: Check that the file is a CSV table with one row a line.
        """)
    // Other tests run at the same time and use some memory too.
    #expect(peakMemory() - before < 400_000_000)
  }

  @Test("long lines are noticed across the pieces a file is read in, and short ones are not")
  func lineLengths() throws {
    let lines = [1000, Table.longestLine, 5, Table.longestLine, 0, 7].map { [UInt8](repeating: 65, count: $0) }
    try FileAccess.write(Array(lines.joined(separator: [13, 10])), to: path("ok.csv"))
    #expect(try FileAccess.read(path("ok.csv"), longestLine: Table.longestLine).count > 2 << 20)
    let more = lines + [[UInt8](repeating: 65, count: Table.longestLine + 1)]
    try FileAccess.write(Array(more.joined(separator: [10])) + [10, 66], to: path("long.csv"))
    #expect(
      complaint { _ = try FileAccess.read(path("long.csv"), longestLine: Table.longestLine) }
        .hasPrefix("DIR/long.csv:7: the line is longer than 1024 KiB\n"))
  }

  @Test("folders are made with those above them")
  func folders() throws {
    try FileAccess.makeFolder(path("out/people/calendars"))
    try FileAccess.makeFolder(path("out/people/calendars"))
    #expect(FileAccess.isFolder(path("out/people/calendars")))
    #expect(!FileAccess.isFolder(path("elsewhere")))
    #expect(FileAccess.exists(path("out")))
    #expect(
      complaint { try FileAccess.write([], to: path("no/x.csv")) }.hasPrefix(
        "DIR/no/x.csv: there is no folder DIR/no\n"))
  }

  @Test("a file that is replaced keeps its rights, and a link stays a link to the file that changes")
  func rightsAndLinks() throws {
    try FileAccess.makeFolder(path("shared"))
    try FileAccess.write(Array("old".utf8), to: path("shared/agents.csv"))
    chmod(path("shared/agents.csv"), 0o640)
    try #require(symlink("shared/agents.csv", path("agents.csv")) == 0)
    try #require(symlink(path("agents.csv"), path("again.csv")) == 0)
    for (name, text) in [("agents.csv", "new"), ("again.csv", "newer")] {
      try FileAccess.write(Array(text.utf8), to: path(name))
      #expect(try FileAccess.read(path("shared/agents.csv")) == Array(text.utf8))
      #expect(Disk.status(of: path(name)).map { $0.st_mode & S_IFMT } == S_IFLNK, "\(name) is a link still")
      #expect(Disk.status(of: path("shared/agents.csv")).map { $0.st_mode & 0o777 } == 0o640)
    }
    try FileAccess.write([], to: path("shared/agents.csv"), isPrivate: true)
    #expect(Disk.status(of: path("shared/agents.csv")).map { $0.st_mode & 0o777 } == 0o600, "private is private")
    // A link to what is not there yet: the file is made where it leads.
    try #require(symlink("shared/leave.csv", path("leave.csv")) == 0)
    try FileAccess.write(Array("here".utf8), to: path("leave.csv"))
    #expect(try FileAccess.read(path("shared/leave.csv")) == Array("here".utf8))
    #expect(FileAccess.list(folder.path) == ["again.csv", "agents.csv", "leave.csv", "shared"])
  }

  @Test("a folder written as a dot has the name it has")
  func folderNames() throws {
    try FileAccess.makeFolder(path("spring"))
    #expect(FileAccess.folderName(path("spring/")) == "spring" && FileAccess.folderName("spring") == "spring")
    #expect(FileAccess.folderName(path("spring/.")) == "spring" && FileAccess.folderName(path("no/.")) == ".")
  }

  @Test("a table is read from a file, with the faults inside it in the table")
  func tableFromFile() throws {
    try FileAccess.write(Array("a,b\n1,2\n3\n".utf8), to: path("t.csv"))
    let table = try Table.read(path: path("t.csv"), file: "t.csv")
    #expect(table.rowCount == 1)
    #expect("\(try #require(table.problems.error))".hasPrefix("t.csv:3: the row has 1 cell and the header has 2\n"))
  }

  /// The most memory this process has had, in bytes.
  private func peakMemory() -> Int {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1024
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }
}
