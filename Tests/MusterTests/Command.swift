import Foundation
import Testing

/// Runs the built command as a planner would.
enum Command {
  /// What a run left behind.
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The folder that holds Package.swift.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The folder of shared test data beside the checkout, if it is there.
  static let shared: URL? = {
    let named = ProcessInfo.processInfo.environment["MUSTER_SHARED"].map { URL(filePath: $0) }
    let folder = named ?? repository.deletingLastPathComponent().appending(path: "shared")
    guard FileManager.default.fileExists(atPath: folder.appending(path: "data").path) else {
      print("skipped: no shared test data beside the checkout")
      return nil
    }
    return folder
  }()

  /// Reads calendars with other people's parsers: the program of the shared folder where that is here, else our own.
  static let calendarChecker: URL = {
    let given = shared?.appending(path: "tools/check_calendars.py")
    if let given, FileManager.default.fileExists(atPath: given.path) { return given }
    return repository.appending(path: "Tests/Clients/check_events.py")
  }()

  /// The folder of the built products: the one the tests themselves were built into.
  static let products: URL = {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path.count > 1, !FileManager.default.fileExists(atPath: folder.appending(path: "muster").path) {
      folder = folder.deletingLastPathComponent()
    }
    if FileManager.default.fileExists(atPath: folder.appending(path: "muster").path) { return folder }
    return repository.appending(path: ".build/release")
  }()

  /// Runs `muster` with arguments.
  static func muster(_ arguments: String..., in folder: URL? = nil) throws -> Result {
    try run(products.appending(path: "muster").path, arguments, in: folder)
  }

  /// Runs a line of shell with `muster` on the path.
  static func shell(_ line: String, in folder: URL) throws -> Result {
    try run("/bin/bash", ["-c", line], in: folder)
  }

  /// Runs a program and waits for it.
  static func run(_ program: String, _ arguments: [String], in folder: URL? = nil) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = products.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    process.environment = environment
    // Files, not pipes: a full pipe would block a talkative child.
    let place = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: place) }
    let output = place.appending(path: "output")
    let errors = place.appending(path: "errors")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try start(process)
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  /// Starts a process that hears signals: the threads that tests run on do not, and their children take that over.
  static func start(_ process: Process) throws {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  /// Does what mostly waits on a thread of its own: tests go by as many as there are cores, and another takes this one's place.
  static func aside<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: work)) }
    }
  }

  /// A new empty folder; the caller removes it.
  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "muster-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Content of every file below a folder by relative path.
  static func contents(of folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appending(path: name)
      if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        files[name] = try Data(contentsOf: file)
      }
    }
    return files
  }
}
