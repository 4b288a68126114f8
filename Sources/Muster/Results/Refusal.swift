import Files
import FoundationEssentials
import Libc

/// Folders that Muster does not write to, and why; said before anything is written.
struct Refusal {
  /// The folder as the planner named it.
  let folder: String
  /// The user's home folder, where it is not what the system's list of users says.
  var home: String?

  private static let elsewhere = "Name a folder of its own with --out, for example --out new-results."

  // MARK: - Where it is

  /// The absolute path of the folder, links followed; it need not exist.
  func location() throws(InputError) -> String {
    guard !folder.isEmpty else {
      throw InputError(Place(file: "--out"), "the name of the folder is empty", next: Self.elsewhere)
    }
    var rest: [String] = []
    var path = folder
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    while true {
      if path.isEmpty { path = "." }
      if let real = Self.realPath(path) {
        guard FileAccess.isFolder(real) else {
          let what = rest.isEmpty ? "this is a file, and results go into a folder" : "\(path) is a file, not a folder"
          throw InputError(Place(file: folder), what, next: Self.elsewhere)
        }
        return rest.reversed().reduce(real) { $0 == "/" ? "/\($1)" : "\($0)/\($1)" }
      }
      let code = errno
      if Disk.exists(path) {
        throw InputError(
          Place(file: folder), "\(path) is a link that leads nowhere",
          next: "Make the folder that it names, or choose another one with --out.")
      }
      guard code == ENOENT || code == ENOTDIR, path != ".", path != "/" else { throw error(nil, code) }
      let slash = path.lastIndex(of: "/")
      let part = slash.map { String(path[path.index(after: $0)...]) } ?? path
      if part == ".." { throw error(nil, code) }
      if part != ".", !part.isEmpty { rest.append(part) }
      path = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Refuses folders that people live in: the scenario's, the home folder, and all around them up to the root.
  func checkPlace(_ location: String, scenario: String) throws(InputError) {
    let homes = [home, getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) }]
    try checkRecords(location, scenario: scenario)
    let kept = [(scenario, "the scenario folder")] + homes.compactMap { home in home.map { ($0, "your home folder") } }
    guard FileAccess.isFolder(location) else { return }
    for (path, words) in kept {
      guard var real = Self.realPath(path), real != "/" else { continue }
      var what = words
      while true {
        if Disk.isSameFile(real, location) {
          throw InputError(
            Place(file: folder), "this is \(what), and results go into a folder of their own", next: Self.elsewhere)
        }
        guard real != "/", let slash = real.lastIndex(of: "/") else { break }
        what = "a folder around \(words)"
        real = slash == real.startIndex ? "/" : String(real[..<slash])
      }
    }
  }

  /// Refuses the folder of publications and all in it, which are never changed again.
  private func checkRecords(_ location: String, scenario: String) throws(InputError) {
    guard let real = Self.realPath(scenario) else { return }
    let records = "\(real)/\(Publication.folderName)"
    guard location == records || location.hasPrefix(records + "/") else { return }
    throw InputError(
      Place(file: folder), "publications are kept in \(records), and nothing else is", next: Self.elsewhere)
  }

  // MARK: - What it holds

  /// Refuses a folder whose content cannot be looked at, and one with files that no manifest of Muster's speaks of.
  func checkContent(_ location: String, _ terms: OutputFolder.Terms) throws(InputError) {
    guard FileAccess.isFolder(location) else { return }
    let survey = FolderSurvey(location) { terms.expected.contains($0) }
    if let fault = survey.fault { throw error(fault.name, fault.code, reading: true) }
    guard !terms.adopts, let file = survey.firstFile, Manifest.read(from: location).manifest == nil else { return }
    let hasManifest = Disk.exists("\(location)/\(Manifest.fileName)")
    throw InputError(
      Place(file: folder),
      hasManifest
        ? "\(Manifest.fileName) cannot be read, so nobody can say which files are Muster's"
        : "the folder holds files that Muster did not write, for example \(file)",
      next: "Name another folder with --out, or add --adopt to use this one and keep a copy of every file in the way.")
  }

  /// Folders that have to be made for files, outer ones first.
  ///
  /// - Throws: where one of the folders is a link or a file, or may not be written to.
  func missingFolders(for names: [String], in root: String) throws(InputError) -> [String] {
    var missing = Set<String>()
    for parent in Set(names.map(FolderChange.parent)).sorted() where !parent.isEmpty {
      var path = ""
      var isThere = true
      for part in parent.split(separator: "/") {
        path += (path.isEmpty ? "" : "/") + part
        guard let status = Disk.status(of: "\(root)/\(path)") else {
          guard errno == ENOENT else { throw error(path, errno) }
          missing.insert(path)
          isThere = false
          continue
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
          throw inTheWay(
            path, "this is no folder, and Muster writes a folder of this name; it does not follow links here")
        }
      }
      if isThere, access("\(root)/\(parent)", W_OK | X_OK) != 0 { throw error(parent, errno) }
    }
    return missing.sorted()
  }

  /// Makes a folder and those above it; returns those that were not there.
  func makeFolders(_ location: String) throws(InputError) -> [String] {
    var missing: [String] = []
    var path = location
    while !Disk.exists(path), let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      missing.append(path)
      path = String(path[..<slash])
    }
    if !Disk.exists(path) { missing.append(path) }
    missing.reverse()
    for (index, folder) in missing.enumerated() where mkdir(folder, 0o777) != 0 && errno != EEXIST {
      let code = errno
      for made in missing[..<index].reversed() { rmdir(made) }
      throw error(nil, code)
    }
    return missing
  }

  // MARK: - Sentences

  /// Something of another kind stands where a file of Muster's goes.
  func inTheWay(_ name: String, _ what: String) -> InputError {
    InputError(Place(file: "\(folder)/\(name)"), what, next: "Move it away, or choose another folder with --out.")
  }

  /// The content of a file that was to be copied is no longer the one that was to be copied.
  func changedMeanwhile(_ file: OutputFile) -> InputError {
    InputError(
      Place(file: file.origin ?? "\(folder)/\(file.name)"), "this was changed while it was copied",
      next: "Run the command again; the results are as they were.")
  }

  /// The lock cannot be had.
  func error(_ failure: FolderLock.Failure) -> InputError {
    switch failure {
    case .held(let holder):
      InputError(
        Place(file: folder), "another run changes this folder: \(holder.isEmpty ? "it does not say which" : holder)",
        next: "Wait until it is over, give it longer with --wait, or choose another folder with --out.")
    case .foreign:
      InputError(
        Place(file: "\(folder)/\(FolderLock.cornerName)"), "Muster keeps its lock here, and this is not Muster's",
        next: "Move it away, or choose another folder with --out.")
    case .system(let code) where [ENOLCK, ENOSYS, EOPNOTSUPP, ENOTSUP].contains(code):
      InputError(
        Place(file: folder), "this file system has no locks, so two runs at once could not be told apart",
        next: "Choose a folder on another file system with --out.")
    case .system(let code): error(nil, code)
    case .stopped: InputError(Place(file: folder), "stopped while waiting", next: "Run it again.")
    }
  }

  /// A change that could not be made and left everything as it was.
  ///
  /// - Parameter name: of the file or folder below the output folder; the folder itself when nil.
  func error(_ name: String?, _ code: CInt, reading: Bool = false) -> InputError {
    let place = Place(file: name.map { $0.isEmpty ? folder : "\(folder)/\($0)" } ?? folder)
    let words = String(cString: strerror(code))
    switch code {
    case EACCES, EPERM, EROFS:
      return InputError(
        place, "this may not be \(reading ? "read" : "written to") (\(words)); the results are as they were",
        next: "Give yourself the right, or choose another folder with --out.")
    case ENOSPC, EDQUOT:
      return InputError(
        place, "the disk is full; the results are as they were", next: "Make room, or choose another folder with --out."
      )
    case EXDEV:
      return InputError(
        place, "this is on another file system than the folder around it; the results are as they were",
        next: "Choose a folder with --out that is on one file system.")
    default:
      return InputError(
        place, "this cannot be \(reading ? "read" : "written"): \(words); the results are as they were",
        next: "Check the path and the disk, or choose another folder with --out.")
    }
  }

  /// A change that can neither be ended nor taken back.
  func stuck(_ name: String, _ code: CInt) -> InputError {
    InputError(
      Place(file: "\(folder)/\(name)"),
      "a run ended midway and its change can be neither finished nor undone: \(String(cString: strerror(code)))",
      next: "Nothing is lost: new and old files are in \(folder) and \(folder)/\(FolderLock.cornerName). "
        + "Mend what stands in the way and run the command again.")
  }

  /// Names of edited files that are kept, by the endings of earlier changes.
  func keptNames(_ endings: [FolderChange.Ending]) throws(InputError) -> [String] {
    var names: [String] = []
    for ending in endings {
      switch ending {
      case .done(let kept): names += kept
      case .undone: break
      case .stuck(let name, let code): throw stuck(name, code)
      }
    }
    return names
  }
}
