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
  /// A few files at a time are made, written to the stage and forgotten, long ones part by part.
  ///
  /// - Parameters:
  ///   - files: names are unique; the manifest comes last.
  ///   - last: a file that names the others, made from the hash by name of all of them.
  ///   - carried: hash by name of files whose content, as it was read, went into the new ones; no copy of that is kept.
  ///   - proceed: asked before each file; what it throws ends the change before anything is touched.
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
    do {
      var remaining = files[...]
      while !remaining.isEmpty {
        var parts: [(file: OutputFile, number: Int)] = []
        while let file = remaining.first, parts.isEmpty || parts.count + file.partCount <= Self.partsAtOnce {
          remaining.removeFirst()
          if let hash = file.expectedHash, try isThere(file.name, hash) {
            try proceed()
            hashes[file.name] = hash
          } else {
            parts += (0..<file.partCount).map { (file, $0) }
          }
        }
        for first in stride(from: 0, to: parts.count, by: Self.partsAtOnce) {
          let some = Array(parts[first..<min(first + Self.partsAtOnce, parts.count)])
          let contents = Lanes.run(some.count, threads: 2) { index in
            let bytes = some[index].file.part(some[index].number)
            return (bytes: bytes, hash: some[index].file.partCount == 1 ? ContentHash.sha256Hex(bytes) : nil)
          }
          for ((file, number), content) in zip(some, contents) {
            if number == 0 { try proceed() }
            if file.name == Manifest.fileName { stage.drop(dropped) }
            let hash = try content.hash ?? add(part: number, of: file, content.bytes, recorded, to: &stage)
            guard let hash else { continue }
            if file.origin != nil, hash != file.expectedHash { throw refusal.changedMeanwhile(file) }
            if content.hash != nil { try add(file.name, content.bytes, hash, recorded, to: &stage) }
            hashes[file.name] = hash
          }
        }
      }
      if let last {
        // The manifest names what is there, so it comes last.
        stage.drop(dropped)
        let bytes = last.bytes(hashes)
        try add(last.name, bytes, ContentHash.sha256Hex(bytes), recorded, to: &stage)
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

  /// How many files, or parts of long ones, are made side by side and are in memory at once.
  private static let partsAtOnce = 32

  /// Writes a file into the stage, unless it is there with the same content.
  private func add(
    _ name: String, _ bytes: [UInt8], _ hash: String, _ recorded: [String: [String]], to stage: inout StagedChange
  ) throws(InputError) {
    if try isThere(name, hash) { return }
    let step = FolderChange.Step(name: name, hash: hash, known: recorded[name] ?? [])
    if let fault = stage.add(step, bytes) { throw refusal.error(fault.name, fault.code) }
  }

  /// Writes the next part of a long file into the stage; returns its hash after the last one.
  ///
  /// A file that turns out to be there with the same content is taken out again.
  private func add(
    part number: Int, of file: OutputFile, _ bytes: [UInt8], _ recorded: [String: [String]],
    to stage: inout StagedChange
  ) throws(InputError) -> String? {
    if number == 0, let fault = stage.begin(file.name) { throw refusal.error(fault.name, fault.code) }
    if let fault = stage.append(bytes) { throw refusal.error(fault.name, fault.code) }
    guard number == file.partCount - 1 else { return nil }
    let (hash, fault) = stage.end()
    if let fault { throw refusal.error(fault.name, fault.code) }
    if try isThere(file.name, hash) {
      stage.forget()
    } else {
      stage.keep(FolderChange.Step(name: file.name, hash: hash, known: recorded[file.name] ?? []))
    }
    return hash
  }

  /// Whether a file has this content already.
  ///
  /// - Throws: where something stands in its way.
  private func isThere(_ name: String, _ hash: String) throws(InputError) -> Bool {
    switch Disk.content(of: "\(root)/\(name)") {
    case .file(hash): return true
    case .folder: throw refusal.inTheWay(name, "this is a folder, and Muster writes a file of this name")
    case .special:
      throw refusal.inTheWay(name, "this is a pipe, socket or device, and Muster writes a file of this name")
    case .unreadable(let code): throw refusal.error(name, code, reading: true)
    case .absent, .file, .link: return false
    }
  }

  /// Recorded files that are not written again and go away.
  private func droppedFiles(
    besides written: Set<String>, _ recorded: [String: [String]], _ isDropped: (String) -> Bool
  ) throws(InputError) -> [FolderChange.Step] {
    var dropped: [FolderChange.Step] = []
    for (name, known) in recorded.sorted(by: { $0.key < $1.key }) where !written.contains(name) && isDropped(name) {
      switch Disk.content(of: "\(root)/\(name)") {
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
