import FoundationEssentials
import Libc
import Timeline

/// The right to change a folder, which one run at a time has.
///
/// It is a lock of the operating system on the file `.muster/lock` in the folder: it ends with the process that holds it, however
/// that ends, so nobody has to guess whether a run is alive. The file says who holds it, and goes when the run is over.
///
/// A class, because a lock is one thing that is given back once.
package final class FolderLock {
  /// Muster's own corner of a folder: the lock, and changes on their way.
  package static let cornerName = ".muster"
  private static let fileName = "lock"

  /// How to wait for another run.
  package struct Waiting: Sendable {
    /// The longest wait.
    package var limit: Duration
    /// Told once, with the words of the run that holds the lock.
    package var told: @Sendable (String) -> Void
    /// Asked while waiting; `true` ends it.
    package var isCancelled: @Sendable () -> Bool

    /// A wait.
    package init(
      limit: Duration, told: @escaping @Sendable (String) -> Void = { _ in },
      isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
      self.limit = limit
      self.told = told
      self.isCancelled = isCancelled
    }
  }

  /// Why there is no lock.
  package enum Failure: Error {
    /// Another run has it, in its own words.
    case held(by: String)
    case stopped
    /// The lock's file is not Muster's.
    case foreign
    case system(CInt)
  }

  private let corner: String
  /// Of the lock's file; `nil` once the lock was given back.
  private var descriptor: CInt?

  /// Takes the lock of a folder.
  ///
  /// - Parameters:
  ///   - folder: must be there.
  ///   - command: named to others who wait.
  package init(of folder: String, command: String, waiting: Waiting) throws(Failure) {
    corner = "\(folder)/\(Self.cornerName)"
    let deadline = ContinuousClock.now + waiting.limit
    var wasTold = false
    while true {
      let opened = try Self.open(in: corner)
      if flock(opened, LOCK_EX | LOCK_NB) == 0 {
        // Whoever had it before may have taken the file away meanwhile; a lock on a file without a name protects nothing.
        if Self.isStill(opened, at: "\(corner)/\(Self.fileName)") {
          descriptor = opened
          Self.sign(opened, command)
          return
        }
        close(opened)
        continue
      }
      let code = errno
      let holder = Self.text(of: opened)
      close(opened)
      guard code == EWOULDBLOCK || code == EINTR else { throw .system(code) }
      if ContinuousClock.now >= deadline { throw .held(by: holder) }
      if waiting.isCancelled() { throw .stopped }
      if !wasTold, !holder.isEmpty {
        wasTold = true
        waiting.told(holder)
      }
      usleep(20_000)
    }
  }

  deinit { release() }

  /// Gives the lock back.
  package func release() {
    guard let descriptor else { return }
    self.descriptor = nil
    // First the name, then the lock: nobody can lock the file in between and lose it.
    unlink("\(corner)/\(Self.fileName)")
    rmdir(corner)
    close(descriptor)
  }

  private static func open(in corner: String) throws(Failure) -> CInt {
    while true {
      if mkdir(corner, 0o777) != 0, errno != EEXIST { throw .system(errno) }
      guard Disk.isRealFolder(corner) else {
        // A run that ends takes the corner away.
        if !Disk.exists(corner) { continue }
        throw .foreign
      }
      let descriptor = Self.openFile("\(corner)/\(fileName)")
      if descriptor < 0, errno == ENOENT { continue }
      guard descriptor >= 0 else { throw errno == ELOOP ? .foreign : .system(errno) }
      var status = stat()
      let text = Self.text(of: descriptor)
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        text.isEmpty || text.hasPrefix("muster ")
      else {
        close(descriptor)
        throw .foreign
      }
      return descriptor
    }
  }

  private static func openFile(_ path: String) -> CInt {
    Libc.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o666)
  }

  private static func isStill(_ descriptor: CInt, at path: String) -> Bool {
    var here = stat()
    guard fstat(descriptor, &here) == 0, let there = Disk.status(of: path) else { return false }
    return here.st_ino == there.st_ino && here.st_dev == there.st_dev
  }

  /// Who holds a lock, by its file; empty before that is written.
  private static func text(of descriptor: CInt) -> String {
    var buffer = [UInt8](repeating: 0, count: 400)
    let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    let line = String(decoding: buffer[..<max(0, count)].prefix { $0 != 10 }, as: UTF8.self)
    return count > 0 && line.isEmpty ? "?" : line
  }

  /// Writes who holds the lock; a disk too full for that does not matter.
  private static func sign(_ descriptor: CInt, _ command: String) {
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, host.count - 1)
    let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let now = Instant(secondsSinceEpoch: time(nil)).isoText
    let line = Array("muster \(command), process \(getpid()) on \(name), since \(now)\n".utf8)
    ftruncate(descriptor, 0)
    _ = line.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }
}
