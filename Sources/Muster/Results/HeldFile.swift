import Libc
import Tabular

/// A file outside the results that a run reads, changes and writes: a history, a table of people, a database, a decision's number.
enum HeldFile {
  /// Runs what reads and writes a file, which is this run's alone until it returns, so that nothing of two runs at once is lost.
  ///
  /// A second run waits ten seconds. Where the file system has no locks, or the folder lets nobody write one, the body runs without:
  /// what it cannot write it says itself.
  ///
  /// - Parameters:
  ///   - path: the file; a link stands for what it leads to, so that folders which share a table wait for each other.
  ///   - command: named to others who wait.
  /// - Throws: what the body throws; `InputError` where another run does not let the file go.
  static func changing<Answer>(_ path: String, as command: String, _ body: () throws -> Answer) throws -> Answer {
    let folder = FileAccess.split(FileAccess.target(of: path)).folder
    let isNew = !FileAccess.isFolder(folder)
    try FileAccess.makeFolder(folder)
    var lock: FolderLock?
    do throws(FolderLock.Failure) {
      lock = try FolderLock(of: folder, command: command, waiting: FolderLock.Waiting(limit: .seconds(10)))
    } catch .held(let holder) {
      throw InputError(
        Place(file: path),
        "another run changes files of this folder: \(holder.isEmpty ? "it does not say which" : holder)",
        next: "Wait until it is over, then run the command again.")
    } catch {
      lock = nil
    }
    defer { lock?.release() }
    do { return try body() } catch {
      lock?.release()
      // Nothing was written, so nothing is left.
      if isNew { rmdir(folder) }
      throw error
    }
  }
}
