import Foundation
import Muster
import Publishing
import Synchronization
import Tabular
import Testing

/// Changes of an out folder that end, fault or meet an editor at every single call of the system that changes something.
@Suite struct FolderChangeTests {
  /// A folder with files of an earlier run, two of them edited since, and with what is other people's.
  struct Scene {
    let folder: URL

    static let before = [
      "a.csv": "a", "b.csv": "b edited", "c.csv": "c", "d.csv": "d edited", "f.csv": "f", "sub/e.ics": "e",
      "mine.csv": "unrecorded",
    ]
    static let after = [
      "a.csv": "a new", "b.csv": "b new", "b.edited-1.csv": "b edited", "d.edited-1.csv": "d edited", "f.csv": "f",
      "sub/e.ics": "e new", "new/deep/g.ics": "g new", "mine.csv": "mine new", "mine.edited-1.csv": "unrecorded",
    ]
    /// Files whose content before is kept as well: one that is replaced, one that was edited, one that stays.
    static let kept = ["a.csv", "b.csv", "f.csv"]
    static let foreign = ["keep.txt": "keep", "sub/keep.ics": "keep too", ".hidden": "h"]
    static let written = [
      ("a.csv", "a new"), ("b.csv", "b new"), ("f.csv", "f"), ("mine.csv", "mine new"), ("sub/e.ics", "e new"),
      ("new/deep/g.ics", "g new"),
    ]

    init() throws {
      folder = try Command.temporaryFolder()
      for (name, text) in Scene.before.merging(Scene.foreign, uniquingKeysWith: { a, _ in a }) {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      let recorded = ["a.csv": "a", "b.csv": "b", "c.csv": "c", "d.csv": "d", "f.csv": "f", "sub/e.ics": "e"]
      try Data(Scene.manifest(recorded)).write(to: folder.appending(path: "manifest.json"))
      try FileManager.default.createDirectory(
        at: folder.appending(path: "empty"), withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      symlink("nowhere", folder.appending(path: "dangling").path)
      symlink("/usr", folder.appending(path: "link").path)
      mkfifo(folder.appending(path: "pipe").path, 0o600)
      chmod(folder.appending(path: "a.csv").path, 0o640)
    }

    /// A manifest that records files by their content.
    static func manifest(_ files: [String: String]) -> [UInt8] {
      let outputs = files.mapValues { ContentHash.sha256Hex($0) }.sorted { $0.key < $1.key }
        .map { "\"\($0)\": \"\($1)\"" }
      return Array(
        #"{"muster": "0", "timeZoneData": "0", "seed": 1, "inputs": {}, "outputs": {\#(outputs.joined(separator: ", "))}}"#
          .utf8)
    }

    /// Takes the folder and changes it.
    @discardableResult func change(_ disk: Disk = Disk()) throws -> [String] {
      let waiting = FolderLock.Waiting(limit: .zero)
      let results = try OutputFolder(
        folder.path, scenario: "/usr", OutputFolder.Terms(command: "test", waiting: waiting, disk: disk))
      defer { results.release() }
      let recorded = Dictionary(uniqueKeysWithValues: Scene.written)
      // Every other file comes in parts, the last of them empty.
      let files = Scene.written.enumerated().map { place, file in
        let bytes = Array(file.1.utf8)
        guard place % 2 == 0 else { return OutputFile(name: file.0, bytes: bytes) }
        return OutputFile(name: file.0, parts: bytes.count + 1) { $0 < bytes.count ? [bytes[$0]] : [] }
      }
      let former = Scene.kept.filter { number("old/0/\($0)") == 0 }.map {
        OutputFile.keeping($0, at: folder.appending(path: $0).path, as: "old/0/\($0)")
      }
      return try results.write(
        former + files + [OutputFile(name: "manifest.json", bytes: Scene.manifest(recorded))],
        isDropped: { !$0.hasPrefix("old/") })
    }

    /// Takes the folder and gives it back, which ends what an earlier run began.
    func recover() throws {
      let results = try OutputFolder(
        folder.path, scenario: "/usr", OutputFolder.Terms(command: "test", waiting: FolderLock.Waiting(limit: .zero)))
      results.release()
    }

    /// Content by name of all files but the manifest, the foreign ones and Muster's corner.
    func files() throws -> [String: String] {
      try Command.contents(of: folder).mapValues { String(decoding: $0, as: UTF8.self) }.filter {
        $0.key != "manifest.json" && Scene.foreign[$0.key] == nil && !$0.key.hasPrefix(".muster")
      }
    }

    /// What must never change: everything about entries that are not Muster's.
    func foreign() -> [String] {
      (Array(Scene.foreign.keys) + ["empty", "dangling", "link", "pipe"]).sorted().map { name in
        let path = folder.appending(path: name).path
        var status = stat()
        guard lstat(path, &status) == 0 else { return "\(name) is gone" }
        let changed = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        let time = changed?.timeIntervalSince1970 ?? 0
        return "\(name) \(status.st_mode) \(status.st_ino) \(time) \(status.st_size)"
      }
    }

    /// The file system's number of a file.
    func number(_ name: String) -> UInt64 {
      var status = stat()
      return lstat(folder.appending(path: name).path, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
  }

  /// A disk that counts its changes, and does what is said before one of them.
  final class Gate: Sendable {
    let count = Mutex(0)

    /// - Parameter before: told the number of a change; an error number takes the change's place.
    func disk(flagged: Bool, _ before: @escaping @Sendable (Int) -> CInt?) -> Disk {
      var disk = Disk()
      disk.hasFlaggedRenames = flagged
      disk.perform = { change in
        let number = self.count.withLock { count in
          defer { count += 1 }
          return count
        }
        return before(number) ?? change()
      }
      return disk
    }
  }

  /// How many changes the scene takes undisturbed.
  private func changes(flagged: Bool) throws -> Int {
    let scene = try Scene()
    defer { scene.remove() }
    let gate = Gate()
    let foreign = scene.foreign()
    let kept = try scene.change(gate.disk(flagged: flagged) { _ in nil })
    #expect(kept == ["b.edited-1.csv", "mine.edited-1.csv", "d.edited-1.csv"])
    #expect(try scene.files() == Scene.after)
    #expect(scene.foreign() == foreign)
    #expect(!FileManager.default.fileExists(atPath: scene.folder.appending(path: ".muster").path))
    let mode = try FileManager.default.attributesOfItem(atPath: scene.folder.appending(path: "a.csv").path)
    #expect(mode[.posixPermissions] as? Int == 0o640, "a file keeps the rights that somebody gave it")
    return gate.count.withLock { $0 }
  }

  @Test(
    "a run that is killed at any call leaves every file old or new, and the next run makes all of them so",
    arguments: [true, false])
  func killed(flagged: Bool) throws {
    let count = try changes(flagged: flagged)
    #expect(count > 30)
    var oldOnes = 0
    for death in 0..<count {
      let scene = try Scene()
      defer { scene.remove() }
      let foreign = scene.foreign()
      _ = try? scene.change(Gate().disk(flagged: flagged) { $0 >= death ? EIO : nil })
      if flagged {
        for (name, text) in try scene.files() {
          let old = Scene.before[name]
          #expect(text == old || text == Scene.after[name], "\(death): \(name) is \(text)")
        }
        for name in ["a.csv", "b.csv", "sub/e.ics"] { #expect(try scene.files()[name] != nil, "\(death): a gap") }
      }
      try scene.recover()
      let files = try scene.files()
      #expect(files == Scene.before || files == Scene.after, "\(death): \(files)")
      #expect(scene.foreign() == foreign, "\(death)")
      if files == Scene.before { oldOnes += 1 }
      try scene.change()
      #expect(try scene.files() == Scene.after, "\(death)")
      let rest = try FileManager.default.contentsOfDirectory(atPath: scene.folder.path)
      #expect(!rest.contains(".muster"), "\(death): a rest of the dead run")
    }
    #expect(oldOnes > 5 && oldOnes < count - 5)
  }

  @Test(
    "a run whose disk fails at any call says so only when everything is as it was, and is silent only when all is done",
    arguments: [(true, ENOSPC), (true, EACCES), (false, EIO), (true, EXDEV)])
  func faults(flagged: Bool, code: CInt) throws {
    let count = try changes(flagged: flagged)
    for fault in 0..<count {
      let scene = try Scene()
      defer { scene.remove() }
      let foreign = scene.foreign()
      do {
        try scene.change(Gate().disk(flagged: flagged) { $0 == fault ? code : nil })
        // An edited file that could not be moved at the end waits in Muster's corner for the next run.
        try scene.recover()
        #expect(try scene.files() == Scene.after, "\(fault)")
      } catch let error as InputError {
        #expect(error.description.contains("the results are as they were"), "\(error)")
        #expect(try scene.files() == Scene.before, "\(fault)")
        let rest = try FileManager.default.contentsOfDirectory(atPath: scene.folder.path)
        #expect(!rest.contains("new"), "\(fault): a folder made for nothing")
      }
      #expect(scene.foreign() == foreign, "\(fault)")
    }
  }

  @Test(
    "what somebody writes, replaces, makes or removes at any moment of a run is there afterwards",
    arguments: [true, false], ["a.csv", "c.csv", "new/deep/g.ics", "f.csv"])
  func editedMeanwhile(flagged: Bool, name: String) throws {
    let count = try changes(flagged: flagged)
    for moment in 0..<count {
      let scene = try Scene()
      defer { scene.remove() }
      let file = scene.folder.appending(path: name)
      let wasSaved = Mutex(false)
      // As an editor saves: a new file takes the place of the old one.
      let disk = Gate().disk(flagged: flagged) { number in
        guard number == moment, (try? Data("mid-run edit".utf8).write(to: file, options: .atomic)) != nil else {
          return nil
        }
        wasSaved.withLock { $0 = true }
        return nil
      }
      _ = try? scene.change(disk)
      let texts = try Command.contents(of: scene.folder).values.map { String(decoding: $0, as: UTF8.self) }
      #expect(texts.contains("mid-run edit") == wasSaved.withLock { $0 }, "\(moment): the edit of \(name)")
    }
  }

  @Test("a file that is replaced is kept without a copy, one that was edited or stays by a copy of its own")
  func keptWithoutCopy() throws {
    let scene = try Scene()
    defer { scene.remove() }
    let before = Scene.kept.map(scene.number)
    try scene.change()
    #expect(scene.number("old/0/a.csv") == before[0])
    // Whoever writes into these does not change what is kept.
    #expect(scene.number("b.edited-1.csv") == before[1] && scene.number("old/0/b.csv") != before[1])
    #expect(scene.number("f.csv") == before[2] && scene.number("old/0/f.csv") != before[2])
    #expect(try scene.files() == Scene.after)
  }

  /// What ends a run in a test.
  private struct Stop: Error {}

  /// Counts the files that were made, and the most that were made before they were written.
  private final class Maker: Sendable {
    let made = Mutex(0)
    let most = Mutex(0)

    func file(_ number: Int, written: @escaping @Sendable () -> Int) -> OutputFile {
      OutputFile(name: "many/\(number).ics") {
        let waiting = self.made.withLock { made in
          made += 1
          return made - written()
        }
        self.most.withLock { $0 = max($0, waiting) }
        return Array("content of \(number)".utf8)
      }
    }
  }

  @Test("many files are made once each, a few at a time, and the manifest knows them all")
  func oneByOne() throws {
    let scene = try Scene()
    defer { scene.remove() }
    let maker = Maker()
    let written = Mutex(0)
    let files = (0..<500).map { maker.file($0) { written.withLock { $0 } } }
    let results = try OutputFolder(
      scene.folder.path, scenario: "/usr",
      OutputFolder.Terms(command: "test", waiting: FolderLock.Waiting(limit: .zero)))
    defer { results.release() }
    let hashes = Mutex<[String: String]>([:])
    _ = try results.write(
      files,
      last: (
        "manifest.json",
        { all in
          hashes.withLock { $0 = all }
          return Scene.manifest([:])
        }
      ), proceed: { written.withLock { $0 += 1 } }, isDropped: { _ in false })
    #expect(maker.made.withLock { $0 } == 500)
    #expect(maker.most.withLock { $0 } <= 64)
    #expect(hashes.withLock { $0.count } == 500)
    #expect(hashes.withLock { $0["many/17.ics"] } == ContentHash.sha256Hex("content of 17"))
    #expect(try scene.files()["many/499.ics"] == "content of 499")
  }

  @Test("a long file is made part by part, a few at a time, once each, and is left alone where it is there")
  func partByPart() throws {
    let scene = try Scene()
    defer { scene.remove() }
    let made = Mutex([Int](repeating: 0, count: 200))
    let long = OutputFile(name: "long.csv", parts: 200) { part in
      made.withLock { $0[part] += 1 }
      return Array("part \(part)\n".utf8)
    }
    let expected = (0..<200).map { "part \($0)\n" }.joined()
    func write() throws -> String? {
      let results = try OutputFolder(
        scene.folder.path, scenario: "/usr",
        OutputFolder.Terms(command: "test", waiting: FolderLock.Waiting(limit: .zero)))
      defer { results.release() }
      var hash: String?
      _ = try results.write(
        [long, OutputFile(name: "short.csv", bytes: Array("short".utf8))],
        last: (
          "manifest.json",
          { all in
            hash = all["long.csv"]
            return Scene.manifest(["long.csv": expected, "short.csv": "short"])
          }
        )
      ) { _ in false }
      return hash
    }
    #expect(try write() == ContentHash.sha256Hex(expected))
    #expect(made.withLock { $0 } == [Int](repeating: 1, count: 200))
    #expect(try scene.files()["long.csv"] == expected)
    var before = stat()
    stat(scene.folder.appending(path: "long.csv").path, &before)
    #expect(try write() == ContentHash.sha256Hex(expected))
    var after = stat()
    stat(scene.folder.appending(path: "long.csv").path, &after)
    #expect(before.st_ino == after.st_ino, "the same file, not another one with the same content")
    let corner = scene.folder.appending(path: ".muster").path
    #expect(!FileManager.default.fileExists(atPath: corner), "nothing is left of a part that was not needed")
  }

  @Test("a run that is stopped between two files leaves everything as it was", arguments: [0, 1, 30, 99])
  func stopped(at moment: Int) throws {
    let scene = try Scene()
    defer { scene.remove() }
    let maker = Maker()
    let foreign = scene.foreign()
    let results = try OutputFolder(
      scene.folder.path, scenario: "/usr",
      OutputFolder.Terms(command: "test", waiting: FolderLock.Waiting(limit: .zero)))
    var asked = 0
    #expect(throws: Stop.self) {
      try results.write(
        (0..<100).map { maker.file($0) { 0 } },
        proceed: {
          if asked == moment { throw Stop() }
          asked += 1
        }, isDropped: { _ in true })
    }
    #expect(maker.made.withLock { $0 } <= moment + 64)
    results.release()
    #expect(try scene.files() == Scene.before)
    #expect(scene.foreign() == foreign)
    #expect(!FileManager.default.fileExists(atPath: scene.folder.appending(path: ".muster").path))
  }
}
