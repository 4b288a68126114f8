import FoundationEssentials
import Lanes
import Libc
import Publishing
import Tabular

/// A change of many files of a folder that happens wholly or not at all, and takes nothing away that nobody has named.
///
/// Everything is prepared in a stage, a folder of random name in Muster's corner: `journal` says what is to be done, `0`, `1`, ...
/// are the new files. While these are written one by one, the journal names no more than what they may be. The stage's name says how far the change has come, and is changed in one step:
///
/// - `preparing-…`: nothing of the folder was touched; the stage may go.
/// - `applying-…`: each new file changes places with the one before it, one after the other, so that the stage then holds that. The
///   journal tells for every file how far it is, so that the next run can go on or back.
/// - `cleaning-…`: all is done. Of what was taken out, the files that the journal knows by their content go; others are somebody's
///   edits and are moved beside the new files.
///
/// Why that loses nothing: docs/decisions/0004.
struct FolderChange: Codable {
  /// One file that changes.
  struct Step: Codable {
    /// Path below the folder.
    var name: String
    /// SHA-256 of the new content; `nil` for a file that goes.
    var hash: String?
    /// SHA-256 of every content that may be replaced without a copy.
    var known: [String]
  }

  /// The form of journals that this version writes and reads.
  static let currentForm = 1

  var form = FolderChange.currentForm
  /// In the order in which they are done.
  var steps: [Step]
  /// Folders to be made, outer ones first.
  var folders: [String]

  /// How a change ended.
  enum Ending {
    /// Done; with the names under which edited files are kept now.
    case done(kept: [String])
    /// Everything is as it was: `name` could not be changed.
    case undone(name: String, code: CInt)
    /// Neither on nor back: the next run will try again.
    case stuck(name: String, code: CInt)
  }

  /// How far a change has come.
  enum Phase: String, CaseIterable {
    case preparing
    case applying
    case cleaning

    /// The name of a stage without its random part.
    var prefix: String { rawValue + "-" }
  }

  /// Whether no name of the journal leads out of the folder or into Muster's corner.
  var isSound: Bool {
    form == FolderChange.currentForm && steps.allSatisfy { FolderChange.isSound($0.name) }
      && folders.allSatisfy(FolderChange.isSound)
  }

  /// Whether a name is a path below a folder and not in Muster's corner.
  static func isSound(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.first?.lowercased() != FolderLock.cornerName && !name.utf8.contains(0)
      && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// The `number`th name under which an edited file is kept, for example `roster.edited-1.csv`.
  static func editedName(of name: String, _ number: Int) -> String {
    let start = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
    let base = name[start...]
    guard let dot = base.lastIndex(of: "."), dot != base.startIndex else { return "\(name).edited-\(number)" }
    return "\(name[..<dot]).edited-\(number)\(name[dot...])"
  }
}

/// A change on its way, in Muster's corner of the folder.
struct StagedChange {
  /// What went wrong, and with which file.
  struct Fault {
    var name: String
    var code: CInt
  }

  let root: String
  private(set) var phase: FolderChange.Phase
  let token: String
  private(set) var change: FolderChange
  let disk: Disk

  /// What the journal says until all files are prepared, so that a run after this one knows what to remove.
  private var draft = FolderChange(steps: [], folders: [])
  private var isOpen = false

  /// Whether this run prepared it, so that every new file is still in the stage when they are put in their places.
  private var isOwn = false
  /// Hash by number of the file system's of files that were given a second name.
  private var renamed: [UInt64: String] = [:]

  private static let journalName = "journal"

  init(root: String, phase: FolderChange.Phase, token: String, change: FolderChange, disk: Disk) {
    self.root = root
    self.phase = phase
    self.token = token
    self.change = change
    self.disk = disk
  }

  /// A change that is yet to be prepared; nothing is written before its first step is.
  ///
  /// - Parameter names: of all files that may change.
  init(root: String, names: [String], disk: Disk) {
    var random = SystemRandomNumberGenerator()
    let token = String(random.next() as UInt64, radix: 36) + String(random.next() as UInt64, radix: 36)
    let change = FolderChange(steps: [], folders: [])
    self.init(root: root, phase: .preparing, token: token, change: change, disk: disk)
    draft = FolderChange(steps: names.map { FolderChange.Step(name: $0, hash: nil, known: []) }, folders: [])
    isOwn = true
  }

  /// Path of the stage below the folder.
  private var name: String { "\(FolderLock.cornerName)/\(phase.prefix)\(token)" }
  private var path: String { "\(root)/\(name)" }
  private func slot(_ index: Int) -> String { "\(path)/\(index)" }
  private func aside(_ index: Int) -> String { "\(path)/\(index).old" }
  private func target(_ index: Int) -> String { "\(root)/\(change.steps[index].name)" }
  private func fault(_ index: Int, _ code: CInt) -> Fault? {
    code == 0 ? nil : Fault(name: change.steps[index].name, code: code)
  }

  // MARK: - From the beginning to the end

  /// Notes files that go.
  mutating func drop(_ steps: [FolderChange.Step]) { change.steps += steps }

  /// Makes files side by side, each in its place in the stage, which is made for the first.
  ///
  /// A file that is there with the same content is no step, and those after it move up.
  ///
  /// - Parameters:
  ///   - dropped: files that go.
  ///   - proceed: asked for each file.
  ///   - done: told each file and its hash, in their order.
  mutating func add(
    _ files: [OutputFile], _ makers: Makers, dropping dropped: [FolderChange.Step], _ proceed: () throws -> Void,
    done: (OutputFile, String) -> Void
  ) throws {
    for file in files where file.partCount > 1 { try proceed() }
    let keeps = files.contains { $0.former != nil }
    let gone = keeps ? Set((change.steps + dropped).map(\.name)) : []
    let (first, here) = (change.steps.count, self)
    // The longest first, so that none of them is left for the end.
    let order = files.indices.sorted { (files[$1].partCount, $0) < (files[$0].partCount, $1) }
    let makes: @Sendable (Int) -> Result<Makers.Ready, InputError> = { makers.ready(files[order[$0]]) }
    let writes: @Sendable (Int, Result<Makers.Ready, InputError>) -> Result<Makers.Made, InputError> = { turn, ready in
      let index = order[turn]
      let isReplaced = files[index].former.map(gone.contains) ?? false
      return ready.flatMap {
        makers.made(files[index], $0, at: here.slot(first + index), isReplaced: isReplaced, here.disk)
      }
    }
    let made: [Result<Makers.Made, InputError>]
    if isOpen || files.contains(where: { $0.partCount > 1 && $0.expectedHash == nil }) {
      try check(open(), makers)
      made = Lanes.run(files.count, threads: 2) { writes($0, makes($0)) }
    } else {
      // Where everything is there already, there is no stage.
      let ready = Lanes.run(files.count, threads: 2, makes)
      if ready.contains(where: \.isNew) { try check(open(), makers) }
      made = Lanes.run(files.count, threads: isOpen ? 2 : 1) { writes($0, ready[$0]) }
    }
    var turns = [Int](repeating: 0, count: files.count)
    for (turn, index) in order.enumerated() { turns[index] = turn }
    for (index, file) in files.enumerated() {
      if file.partCount == 1 { try proceed() }
      let new = try made[turns[index]].get()
      done(file, new.hash)
      guard let step = new.step else { continue }
      let (from, to) = (slot(first + index), slot(change.steps.count))
      if from != to { try check(named(file.name, disk.rename(from, to: to)), makers) }
      if let number = new.number { renamed[number] = new.hash }
      change.steps.append(step)
    }
  }

  private func check(_ fault: Fault?, _ makers: Makers) throws(InputError) {
    if let fault { throw makers.refusal.error(fault.name, fault.code) }
  }

  /// Makes the stage with a journal of what may come into it.
  private mutating func open() -> Fault? {
    if isOpen { return nil }
    isOpen = true
    return named(name, disk.makeFolder(path, mode: 0o700)) ?? writeJournal(draft)
  }

  /// Brings new files and journal to the disk, makes the folders they go to, and says that the change has begun.
  mutating func complete(_ folders: [String]) -> Fault? {
    if let fault = open() { return fault }
    change.folders = folders
    let written = change.steps.indices.filter { change.steps[$0].hash != nil }.map(slot)
      .filter { path in renamed.isEmpty || Disk.status(of: path).map { renamed[UInt64($0.st_ino)] == nil } ?? true }
    if let fault = named(name, disk.flushAll(written, in: path)) ?? writeJournal(change) { return fault }
    disk.flushFolder(path)
    for folder in folders {
      if let fault = named(folder, disk.makeFolder("\(root)/\(folder)")) { return fault }
    }
    return advance(to: .applying)
  }

  private func writeJournal(_ change: FolderChange) -> Fault? {
    // Encoding plain strings and numbers cannot fail.
    let journal = (try? JSONEncoder().encode(change)).map { [UInt8]($0) } ?? []
    let new = "\(path)/\(Self.journalName).new"
    return named(name, disk.write(journal, to: new, like: nil, isFlushed: true))
      ?? named(name, disk.rename(new, to: "\(path)/\(Self.journalName)"))
  }

  private func named(_ name: String, _ code: CInt) -> Fault? { code == 0 ? nil : Fault(name: name, code: code) }

  /// Says that the change has come so far.
  mutating func advance(to next: FolderChange.Phase) -> Fault? {
    let former = path
    let before = phase
    phase = next
    let code = disk.rename(former, to: path)
    if code == 0 {
      disk.flushFolder("\(root)/\(FolderLock.cornerName)")
      return nil
    }
    phase = before
    return Fault(name: name, code: code)
  }

  /// Takes a change that is being applied, or done but for the cleaning, to its end; or back to where it began.
  mutating func finish() -> FolderChange.Ending {
    if phase == .applying {
      if let fault = apply() ?? advance(to: .cleaning) {
        if let worse = undo() { return .stuck(name: worse.name, code: worse.code) }
        // Only then may what is in the stage go: it is what this run wrote.
        if let worse = advance(to: .preparing) { return .stuck(name: worse.name, code: worse.code) }
        discard()
        return .undone(name: fault.name, code: fault.code)
      }
    }
    return .done(kept: clean())
  }

  /// Removes a stage of which nothing was applied, and the folders made for it where they are still empty.
  mutating func discard() {
    // Nothing was made yet.
    if !isOpen, !draft.steps.isEmpty { return }
    for index in 0..<max(change.steps.count, draft.steps.count) { _ = disk.removeFile(slot(index)) }
    for folder in change.folders.reversed() { _ = disk.removeFolder("\(root)/\(folder)") }
    removeStage()
  }

  private func removeStage() {
    _ = disk.removeFile("\(path)/\(Self.journalName).new")
    _ = disk.removeFile("\(path)/\(Self.journalName)")
    // Fails where somebody else put something there, which then stays.
    _ = disk.removeFolder(path)
  }

  // MARK: - On

  /// Puts every new file in its place and takes every old one out; what was done before is not done again.
  private func apply() -> Fault? {
    for index in change.steps.indices {
      if let fault = fault(index, settle(index)) { return fault }
      let code = change.steps[index].hash.map { put(index, hash: $0) } ?? take(index)
      if let fault = fault(index, code) { return fault }
    }
    let folders = Set(change.steps.map { FolderChange.parent(of: $0.name) })
    for folder in folders.sorted() { disk.flushFolder(folder.isEmpty ? root : "\(root)/\(folder)") }
    return nil
  }

  private func put(_ index: Int, hash: String) -> CInt {
    // Whoever goes on with what another run began does not know which files it has put in their places.
    if !isOwn {
      switch Disk.content(of: slot(index)) {
      case .file(hash): break
      // A file that we cannot read is somebody else's, so the two have changed places; another error says nothing.
      case .unreadable(let code) where code != EACCES: return code
      default: return 0
      }
    }
    // What stands at the target may come and go while we look; a few tries are enough for all but malice.
    for _ in 0..<8 {
      let placed = disk.place(slot(index), at: target(index))
      guard placed == EEXIST else { return placed }
      let exchanged = disk.exchange(slot(index), with: target(index), aside: aside(index))
      if exchanged == ENOENT { continue }
      guard exchanged == 0, Disk.isRealFolder(slot(index)) else { return exchanged }
      // Somebody made a folder of this name meanwhile: it stays where it is.
      _ = disk.exchange(slot(index), with: target(index), aside: aside(index))
      return EISDIR
    }
    return EBUSY
  }

  private func take(_ index: Int) -> CInt {
    if Disk.exists(slot(index)) || Disk.isRealFolder(target(index)) { return 0 }
    let code = disk.rename(target(index), to: slot(index))
    return code == ENOENT || code == ENOTDIR ? 0 : code
  }

  /// Ends an exchange in three renames that was cut short.
  private func settle(_ index: Int) -> CInt {
    guard Disk.exists(aside(index)) else { return 0 }
    // The new file has been given its name and not lost its old one.
    if Disk.isSameFile(slot(index), target(index)) {
      let code = disk.removeFile(slot(index))
      if code != 0 { return code }
    }
    if Disk.exists(slot(index)) {
      let code = disk.place(aside(index), at: target(index))
      // Somebody put a file there meanwhile: the one that was taken out is kept beside it.
      return code == EEXIST ? keep(aside(index), as: change.steps[index].name).code : code
    }
    return disk.rename(aside(index), to: slot(index))
  }

  // MARK: - Back

  /// Puts everything back that was taken out.
  private func undo() -> Fault? {
    for index in change.steps.indices.reversed() {
      if let fault = fault(index, settle(index)) { return fault }
      let code = change.steps[index].hash.map { putBack(index, hash: $0) } ?? giveBack(index)
      if let fault = fault(index, code) { return fault }
    }
    return nil
  }

  private func putBack(_ index: Int, hash: String) -> CInt {
    switch Disk.content(of: slot(index)) {
    case .file(hash):
      return Disk.isSameFile(slot(index), target(index)) ? disk.removeFile(target(index)) : 0
    case .unreadable(let code) where code != EACCES: return code
    case .absent:
      // The file was new. If somebody changed it since, it is theirs now.
      guard Disk.content(of: target(index)) == .file(hash: hash) else { return 0 }
      return disk.rename(target(index), to: slot(index))
    default:
      let code = disk.exchange(slot(index), with: target(index), aside: aside(index))
      if code == ENOENT { return disk.place(slot(index), at: target(index)) }
      if code != 0 || Disk.content(of: slot(index)) == .file(hash: hash) { return code }
      // Somebody changed the new file in the moment it was there.
      return keep(slot(index), as: change.steps[index].name).code
    }
  }

  private func giveBack(_ index: Int) -> CInt {
    guard Disk.exists(slot(index)) else { return 0 }
    let code = disk.place(slot(index), at: target(index))
    return code == EEXIST ? keep(slot(index), as: change.steps[index].name).code : code
  }

  // MARK: - Cleaning

  /// Removes what was replaced and moves edits beside the new files; returns the names of these.
  ///
  /// The change is done: what cannot be moved now stays in the stage, and is named by its path there.
  private func clean() -> [String] {
    var kept: [String] = []
    var isEmpty = true
    let here = self
    let left = Lanes.run(change.steps.count, threads: 2) { index in
      [here.slot(index), here.aside(index)].map { ($0, here.leftContent(of: $0)) }
    }
    for (step, places) in zip(change.steps, left) {
      for (place, content) in places {
        switch content {
        case .absent: break
        case .file(let hash) where step.known.contains(hash) || step.hash == hash: _ = disk.removeFile(place)
        default:
          let (name, code) = keep(place, as: step.name)
          kept.append(code == 0 ? name : self.name + place.dropFirst(path.count))
          if code != 0 { isEmpty = false }
        }
      }
    }
    if isEmpty { removeStage() }
    return kept
  }

  /// What a file that was taken out holds.
  private func leftContent(of path: String) -> Disk.Content {
    // What has a second name was read when it was given that, and stays under it.
    if !renamed.isEmpty, let status = Disk.status(of: path), status.st_mode & S_IFMT == S_IFREG,
      let hash = renamed[UInt64(status.st_ino)]
    {
      return .file(hash: hash)
    }
    return Disk.content(of: path)
  }

  /// Moves a file beside the one of a name, under the first free name for edited ones.
  private func keep(_ path: String, as name: String) -> (name: String, code: CInt) {
    for number in 1... {
      let free = FolderChange.editedName(of: name, number)
      let code = disk.place(path, at: "\(root)/\(free)")
      if code != EEXIST { return (free, code) }
    }
    return (name, EEXIST)
  }
}

extension StagedChange {
  /// Ends what an earlier run of this folder began, for whoever holds the lock.
  ///
  /// - Returns: how each change that had begun ended; nothing for those that were only being prepared.
  static func recover(in root: String, disk: Disk) -> [FolderChange.Ending] {
    var endings: [FolderChange.Ending] = []
    for (phase, token) in stages(in: root) {
      let path = "\(root)/\(FolderLock.cornerName)/\(phase.prefix)\(token)"
      if let change = journal(of: path) {
        var stage = StagedChange(root: root, phase: phase, token: token, change: change, disk: disk)
        if phase == .preparing { stage.discard() } else { endings.append(stage.finish()) }
      } else if phase == .preparing {
        // The journal is written first: without one there is nothing else, and if there is, it is not ours.
        _ = disk.removeFile("\(path)/\(journalName).new")
        _ = disk.removeFolder(path)
      } else if Disk.content(of: "\(path)/\(journalName)") == .absent {
        // The end of the cleaning: the journal goes last.
        _ = disk.removeFolder(path)
      } else {
        // Somebody else's, or damaged.
        endings.append(.stuck(name: "\(FolderLock.cornerName)/\(phase.prefix)\(token)", code: EACCES))
      }
    }
    return endings
  }

  /// Whether an earlier run began to change files and did not come to the end.
  static func isUnfinished(in root: String) -> Bool { stages(in: root).contains { $0.phase != .preparing } }

  /// Stages in a folder in order.
  private static func stages(in root: String) -> [(phase: FolderChange.Phase, token: String)] {
    FileAccess.list("\(root)/\(FolderLock.cornerName)").compactMap { name in
      FolderChange.Phase.allCases.first { name.hasPrefix($0.prefix) }.map {
        ($0, String(name.dropFirst($0.prefix.count)))
      }
    }
  }

  private static func journal(of path: String) -> FolderChange? {
    guard case .file = Disk.content(of: "\(path)/\(journalName)"),
      let data = FileManager.default.contents(atPath: "\(path)/\(journalName)"),
      let change = try? JSONDecoder().decode(FolderChange.self, from: data), change.isSound
    else { return nil }
    return change
  }
}

extension FolderChange {
  /// The folder of a name below the root; empty for the root itself.
  static func parent(of name: String) -> String { name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "" }
}
