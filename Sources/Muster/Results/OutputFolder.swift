package import Files
import FoundationEssentials
import Lanes
import Libc
import Publishing

/// A folder of results while a run has the right to change it.
///
/// Only two kinds of paths are touched: those of files that Muster wrote, by a manifest that it can read whole, and those that do
/// not exist. All else stays where it is and as it is. A file of Muster's whose content is no longer what the manifest says was
/// edited by somebody, and is kept beside the new one. Changes happen as a `FolderChange`.
///
/// A class, because the right to change a folder is given back once.
package final class OutputFolder {
  /// How a run takes a folder.
  package struct Terms: Sendable {
    /// What the run is, for others who wait.
    var command: String
    /// Files that may be there although no manifest names them: those that the run reads.
    var expected: Set<String>
    /// Whether a folder that holds files and no manifest is taken all the same; files in the way are kept as edited ones.
    var adopts: Bool
    /// The user's home folder, where it is not what the system's list of users says.
    var home: String?
    /// How to wait for another run.
    var waiting: FolderLock.Waiting
    /// The system's calls.
    var disk: Disk

    /// Terms.
    package init(
      command: String, expected: Set<String> = [], adopts: Bool = false, home: String? = nil,
      waiting: FolderLock.Waiting,
      disk: Disk = Disk()
    ) {
      self.command = command
      self.expected = expected
      self.adopts = adopts
      self.home = home
      self.waiting = waiting
      self.disk = disk
    }
  }

  /// The folder as the planner named it.
  let name: String
  /// What earlier runs wrote; `nil` in a folder without a manifest.
  let manifest: Manifest?
  private let manifestHash: String?
  /// Its path, links followed.
  private let root: String
  /// Folders that were made for this run, outer ones first.
  private let made: [String]
  private let disk: Disk
  private let lock: FolderLock
  private let refusal: Refusal
  /// Names under which files edited before an earlier run ended midway are kept now.
  private let keptBefore: [String]

  /// Takes a folder, which need not exist, and ends what an earlier run began in it.
  ///
  /// - Parameter scenario: the scenario folder; `nil` when it is the folder that is to be made.
  /// - Throws: `InputError` when the folder must not be taken, is held by another run, or cannot be written to; nothing in it was
  ///   changed then. `Interrupted` when stopped while waiting.
  package init(_ name: String, scenario: String?, _ terms: Terms) throws {
    self.name = name
    disk = terms.disk
    refusal = Refusal(folder: name, home: terms.home)
    root = try refusal.location()
    if let scenario {
      try refusal.checkPlace(root, scenario: scenario)
      // A folder that is refused is not even locked; one that a run left midway has to be ended first.
      if !Disk.exists("\(root)/\(FolderLock.cornerName)") { try refusal.checkContent(root, terms) }
    }
    made = try refusal.makeFolders(root)
    do throws(FolderLock.Failure) {
      lock = try FolderLock(of: root, command: terms.command, waiting: terms.waiting)
    } catch {
      for folder in made.reversed() { rmdir(folder) }
      if case .stopped = error { throw Interrupted() }
      throw refusal.error(error)
    }
    do {
      keptBefore = try refusal.keptNames(StagedChange.recover(in: root, disk: disk))
      if scenario != nil { try refusal.checkContent(root, terms) }
      (manifest, manifestHash) = Manifest.read(from: root)
    } catch {
      lock.release()
      for folder in made.reversed() { rmdir(folder) }
      throw error
    }
  }

  deinit { release() }

  /// Gives the folder back; folders made for the run go where they are empty.
  package func release() {
    lock.release()
    for folder in made.reversed() { rmdir(folder) }
  }

  /// Writes files and drops recorded ones that are not written again, all or nothing.
  ///
  /// A few files at a time are made side by side, written to the stage and forgotten, long ones part by part.
  ///
  /// - Parameters:
  ///   - files: names are unique; the manifest comes last.
  ///   - last: a file that names the others, made from the hash by name of all of them.
  ///   - carried: hash by name of files whose content, as it was read, went into the new ones; no copy of that is kept.
  ///   - proceed: asked for each file; what it throws ends the change before anything is touched.
  ///   - isDropped: whether a recorded file that is not written again goes away; others stay as they are.
  /// - Returns: names under which edited files are kept.
  /// - Throws: `InputError` when the folder cannot be changed; everything is then as it was.
  package func write(
    _ files: [OutputFile], last: (name: String, bytes: (_ hashes: [String: String]) -> [UInt8])? = nil,
    carried: [String: String] = [:], proceed: () throws -> Void = {}, isDropped: (String) -> Bool
  ) throws -> [String] {
    var recorded = (manifest?.outputs ?? [:]).mapValues { [$0] }
    if let manifestHash { recorded[Manifest.fileName] = [manifestHash] }
    for (name, hash) in carried { recorded[name, default: []].append(hash) }
    let names = files.map(\.name) + (last.map { [$0.name] } ?? [])
    let dropped = try droppedFiles(besides: Set(names), recorded, isDropped)
    var stage = StagedChange(root: root, names: names + dropped.map(\.name), disk: disk)
    var hashes: [String: String] = [:]
    // What a new file takes the place of can be kept under another name, so whether it does is known first.
    let (former, made) = (files.filter { $0.former != nil }, files.filter { $0.former == nil })
    let place = made.last?.name == Manifest.fileName ? made.count - 1 : made.count
    let makers = StagedChange.Makers(root: root, refusal: refusal, recorded: recorded)
    do {
      for some in [made[..<place], former[...], made[place...]] {
        for batch in Self.batches(of: some) {
          if batch.first?.name == Manifest.fileName { stage.drop(dropped) }
          try stage.add(batch, makers, dropping: dropped, proceed) { hashes[$0.name] = $1 }
        }
      }
      if let last {
        // The manifest names what is there, so it comes last.
        stage.drop(dropped)
        let bytes = last.bytes(hashes)
        try stage.add([OutputFile(name: last.name, bytes: bytes)], makers, dropping: [], {}) { _, _ in }
      } else if names.last != Manifest.fileName {
        stage.drop(dropped)
      }
      guard !stage.change.steps.isEmpty else {
        stage.discard()
        return keptBefore
      }
      let folders = try refusal.missingFolders(for: stage.change.steps.map(\.name), in: root)
      if let fault = stage.complete(folders) { throw refusal.error(fault.name, fault.code) }
    } catch {
      stage.discard()
      throw error
    }
    switch stage.finish() {
    case .done(let kept): return keptBefore + kept
    case .undone(let name, let code): throw refusal.error(name, code)
    case .stuck(let name, let code): throw refusal.stuck(name, code)
    }
  }

  /// Files that are made side by side, a few at a time.
  private static func batches(of files: ArraySlice<OutputFile>) -> [[OutputFile]] {
    stride(from: files.startIndex, to: files.endIndex, by: filesAtOnce).map {
      Array(files[$0..<min($0 + filesAtOnce, files.endIndex)])
    }
  }

  private static let filesAtOnce = 32

  /// Recorded files that are not written again and go away.
  private func droppedFiles(
    besides written: Set<String>, _ recorded: [String: [String]], _ isDropped: (String) -> Bool
  ) throws(InputError) -> [FolderChange.Step] {
    var dropped: [FolderChange.Step] = []
    for (name, known) in recorded.sorted(by: { $0.key < $1.key }) where !written.contains(name) && isDropped(name) {
      switch Disk.content(of: "\(root)/\(name)", ifSized: -1) {
      case .absent, .folder, .special: continue
      case .unreadable(let code): throw refusal.error(name, code, reading: true)
      case .file, .link: dropped.append(FolderChange.Step(name: name, hash: nil, known: known))
      }
    }
    return dropped
  }

  /// Writes new files into a folder, all or none; one that is there with the same content is left alone.
  ///
  /// - Throws: `InputError` when one of the names is taken or the folder cannot be written to; nothing was written then.
  static func make(_ files: [OutputFile], in name: String) throws {
    let waiting = FolderLock.Waiting(limit: .seconds(10))
    let folder = try OutputFolder(name, scenario: nil, Terms(command: "init", waiting: waiting))
    defer { folder.release() }
    for file in files {
      switch Disk.content(of: "\(folder.root)/\(file.name)") {
      case .absent, .file(ContentHash.sha256Hex(file.bytes)): break
      default:
        throw InputError(
          Place(file: "\(name)/\(file.name)"), "there is a file of this name",
          next: "Name another folder, or move the file away first; nothing was written.")
      }
    }
    _ = try folder.write(files) { _ in false }
  }

  /// Differs after every change of a folder from what it was before, and while one is on its way.
  static func stamp(_ name: String) -> [Int] {
    guard let status = Disk.status(of: "\(name)/\(Manifest.fileName)") else { return [] }
    return [Int(status.st_ino), Int(status.st_dev), StagedChange.isUnfinished(in: name) ? 1 : 0]
  }

  /// Ends what a killed run left in a folder of whose content nothing is to change, a lock that nobody holds any more included.
  static func tidy(_ name: String) {
    guard let root = try? Refusal(folder: name).location(), Disk.isRealFolder("\(root)/\(FolderLock.cornerName)"),
      let lock = try? FolderLock(of: root, command: "reading", waiting: FolderLock.Waiting(limit: .zero))
    else { return }
    _ = StagedChange.recover(in: root, disk: Disk())
    lock.release()
  }

  /// Ends what a run that was cut short began in a folder, so that it can be read whole.
  ///
  /// - Throws: as the initializer.
  static func settle(_ name: String, waiting: FolderLock.Waiting) throws {
    let refusal = Refusal(folder: name)
    guard let root = try? refusal.location(), StagedChange.isUnfinished(in: root) else { return }
    do throws(FolderLock.Failure) {
      let lock = try FolderLock(of: root, command: "reading", waiting: waiting)
      defer { lock.release() }
      _ = StagedChange.recover(in: root, disk: Disk())
    } catch {
      if case .stopped = error { throw Interrupted() }
      throw refusal.error(error)
    }
    if StagedChange.isUnfinished(in: root) { throw refusal.stuck(FolderLock.cornerName, EBUSY) }
  }
}
