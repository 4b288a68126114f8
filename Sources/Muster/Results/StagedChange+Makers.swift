import Libc
import Publishing
import Tabular

extension StagedChange {
  /// What it takes to make a file of a folder, on any thread.
  struct Makers: Sendable {
    /// The folder's path.
    let root: String
    let refusal: Refusal
    /// Hashes by name of every content that may be replaced without a copy.
    let recorded: [String: [String]]

    /// A file before it is written.
    enum Ready: Sendable {
      /// It is there with this hash.
      case there(hash: String)
      /// All of it, with its hash.
      case whole([UInt8], hash: String)
      /// It is made part by part while it is written.
      case parts
    }

    /// A file as it was made.
    struct Made: Sendable {
      var hash: String
      /// What is to be done with it; nothing where it is there with the same content.
      var step: FolderChange.Step?
      /// Number of the file system's, where no more was made than a second name.
      var number: UInt64?
    }

    /// Makes a file that comes in one part, unless it is there with the same content.
    func ready(_ file: OutputFile) -> Result<Ready, InputError> {
      Result { () throws(InputError) in
        if let hash = file.expectedHash, try isThere(file.name, hash, sized: nil) { return .there(hash: hash) }
        guard file.partCount == 1, file.former == nil else { return .parts }
        let bytes = file.part(0)
        let hash = ContentHash.sha256Hex(bytes)
        try check(file, hash)
        return try isThere(file.name, hash, sized: bytes.count) ? .there(hash: hash) : .whole(bytes, hash: hash)
      }
    }

    /// Writes a file to a path of the stage.
    ///
    /// - Parameter isReplaced: whether the file whose content it keeps will not stand there any longer.
    func made(
      _ file: OutputFile, _ ready: Ready, at slot: String, isReplaced: Bool, _ disk: Disk
    ) -> Result<Made, InputError> {
      Result { () throws(InputError) in
        switch ready {
        case .there(let hash): return Made(hash: hash)
        case .whole(let bytes, let hash):
          try check(file.name, disk.write(bytes, to: slot, like: replaced(file.name)))
          return Made(hash: hash, step: step(file.name, hash))
        case .parts:
          if isReplaced, let former = file.former, let made = try keep(former, as: file.name, at: slot, disk) {
            return made
          }
          return try writeParts(of: file, at: slot, disk)
        }
      }
    }

    /// A long file is in memory part by part; where it turns out to be there with the same content, it goes again.
    private func writeParts(of file: OutputFile, at slot: String, _ disk: Disk) throws(InputError) -> Made {
      let former = replaced(file.name)
      let (descriptor, failure) = disk.begin(slot, like: former)
      try check(file.name, failure)
      let running = RunningHash()
      var size = 0
      for part in 0..<file.partCount {
        let bytes = file.part(part)
        bytes.withUnsafeBytes { running.add($0) }
        size += bytes.count
        let code = disk.append(bytes, to: descriptor)
        if code != 0 { close(descriptor) }
        try check(file.name, code)
      }
      try check(file.name, disk.end(descriptor, like: former))
      let hash = running.hex()
      try check(file, hash)
      if try isThere(file.name, hash, sized: size) {
        _ = disk.removeFile(slot)
        return Made(hash: hash)
      }
      return Made(hash: hash, step: step(file.name, hash))
    }

    /// Gives a file that was not edited and is about to be replaced a second name; `nil` where a copy has to be made.
    ///
    /// Its first name goes to a new file, so nobody who writes into that changes what is kept.
    private func keep(_ former: String, as name: String, at slot: String, _ disk: Disk) throws(InputError) -> Made? {
      let path = "\(root)/\(former)"
      guard case .absent = Disk.content(of: "\(root)/\(name)", ifSized: -1), disk.addName(path, slot) == 0 else {
        return nil
      }
      guard case .file(let hash) = Disk.content(of: slot), recorded[former]?.contains(hash) == true,
        let status = Disk.status(of: slot)
      else {
        try check(name, disk.removeFile(slot))
        return nil
      }
      return Made(hash: hash, step: step(name, hash), number: UInt64(status.st_ino))
    }

    private func step(_ name: String, _ hash: String) -> FolderChange.Step {
      FolderChange.Step(name: name, hash: hash, known: recorded[name] ?? [])
    }

    /// The file that a new one will take the place of.
    private func replaced(_ name: String) -> stat? {
      Disk.status(of: "\(root)/\(name)").flatMap { $0.st_mode & S_IFMT == S_IFREG ? $0 : nil }
    }

    private func check(_ name: String, _ code: CInt) throws(InputError) {
      if code != 0 { throw refusal.error(name, code) }
    }

    private func check(_ file: OutputFile, _ hash: String) throws(InputError) {
      if file.origin != nil, hash != file.expectedHash { throw refusal.changedMeanwhile(file) }
    }

    /// Whether a file has this content already.
    ///
    /// - Throws: where something stands in its way.
    private func isThere(_ name: String, _ hash: String, sized size: Int?) throws(InputError) -> Bool {
      switch Disk.content(of: "\(root)/\(name)", ifSized: size) {
      case .file(hash): return true
      case .folder: throw refusal.inTheWay(name, "this is a folder, and Muster writes a file of this name")
      case .special:
        throw refusal.inTheWay(name, "this is a pipe, socket or device, and Muster writes a file of this name")
      case .unreadable(let code): throw refusal.error(name, code, reading: true)
      case .absent, .file, .link: return false
      }
    }
  }
}

extension Result where Success == StagedChange.Makers.Ready {
  /// Whether there is something to write.
  var isNew: Bool {
    switch self {
    case .success(.there), .failure: false
    case .success: true
    }
  }
}
