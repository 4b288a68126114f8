import Foundation
import Testing

/// An example with its quick plan, made once for all tests that begin with one.
enum PlannedExample {
  private static let europe = Result { try plan("europe-support") }
  private static let sun = Result { try plan("follow-the-sun") }
  private static let place = FileManager.default.temporaryDirectory.appending(path: "muster-test-planned-\(getpid())")

  private static func plan(_ name: String) throws -> URL {
    let folder = try PlanTests.copy(name)
    let run = try Command.muster("plan", folder.path, "--effort", "quick")
    try #require(run.status <= 1, "\(run.errors)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(at: PlannedExample.place) }
    let kept = place.appending(path: name)
    try FileManager.default.moveItem(at: folder, to: kept)
    try FileManager.default.removeItem(at: folder.deletingLastPathComponent())
    return kept
  }

  /// A copy for one test, which removes the folder that holds it.
  static func copy(_ name: String) throws -> URL {
    let planned = try (name == "europe-support" ? europe : sun).get()
    let folder = try Command.temporaryFolder().appending(path: name)
    try FileManager.default.copyItem(at: planned, to: folder)
    return folder
  }
}
