import Foundation
import Muster
import ScenarioFiles
import Synchronization
import Tabular
import Testing
import Timeline

/// Files beside the results that several people's runs read and write again.
@Suite("Two runs at once lose nothing of each other")
struct TwoRunsTests {
  /// Runs something that waits for the folder, on a thread of its own, and lets somebody else write there first.
  private func second<Answer: Sendable>(
    in folder: URL, _ run: @escaping @Sendable () throws -> Answer, after others: () throws -> Void
  ) throws -> Answer {
    let lock = try FolderLock(of: folder.path, command: "first", waiting: FolderLock.Waiting(limit: .zero))
    let answer = Mutex<Result<Answer, any Error>?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let result = Result { try run() }
      answer.withLock { $0 = result }
      isDone.signal()
    }
    Thread.sleep(forTimeInterval: 0.4)
    try others()
    lock.release()
    isDone.wait()
    return try #require(answer.withLock { $0 }).get()
  }

  private func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  @Test("an import waits for one that has begun, and keeps what that one wrote")
  func histories() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (plan, export) = (folder.appending(path: "plan"), folder.appending(path: "calls.csv"))
    let history = plan.appending(path: "history.csv")
    try Data("start,queue,offered\n2026-02-11 09:00,phone,9\n2026-02-11 10:00,phone,8\n".utf8).write(to: export)
    var asked = Importer.Request(files: [export.path])
    asked.zone = "Europe/Paris"
    asked.folder = plan.path
    let request = asked
    let before = try text(history)
    let result = try second(in: plan, { try Importer.run(request) }) {
      try Data((before + "2026-02-10T09:00+01:00,phone,71,71,0,900\n").utf8).write(to: history)
    }
    #expect(result.isChanged)
    let rows = try text(history)
    #expect(rows.contains("2026-02-10T09:00+01:00,phone,71,") && rows.contains("2026-02-11T09:00+01:00,phone,9,"))
    #expect(rows.contains("2026-02-27T16:00+01:00,phone,16,"))
    #expect(!FileManager.default.fileExists(atPath: plan.appending(path: ".muster").path))
  }

  @Test("people of one import are kept by the next, also where two plans share a table by a link")
  func people() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (plan, shared) = (folder.appending(path: "plan"), folder.appending(path: "shared"))
    try FileManager.default.createDirectory(at: shared, withIntermediateDirectories: true)
    let (table, link) = (shared.appending(path: "agents.csv"), plan.appending(path: "agents.csv"))
    try FileManager.default.moveItem(at: link, to: table)
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "../shared/agents.csv")
    let export = folder.appending(path: "staff.csv")
    try Data("Employee ID;Name;Site;Contract;Languages;Skills\np8;Eve;paris;full;English;phone\n".utf8)
      .write(to: export)
    var asked = StaffImporter.Request(files: [export.path])
    asked.folder = plan.path
    let request = asked
    let before = try text(table)
    _ = try second(in: shared, { try StaffImporter.run(request, of: .people) }) {
      try Data((before + "p9,Kim,paris,full,en,phone,team\n").utf8).write(to: table)
    }
    let rows = try text(table)
    #expect(rows.contains("\np8,Eve,") && rows.contains("\np9,Kim,"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "../shared/agents.csv")
  }

  @Test("a history that the scenario names by a whole path is the one that an import changes")
  func wholePath() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (plan, data) = (folder.appending(path: "plan"), folder.appending(path: "data.csv"))
    try FileManager.default.moveItem(at: plan.appending(path: "history.csv"), to: data)
    let yaml = TinyScenario.yaml.replacingOccurrences(of: "history: history.csv", with: "history: \(data.path)")
    try Data(yaml.utf8).write(to: plan.appending(path: "scenario.yaml"))
    let export = folder.appending(path: "calls.csv")
    try Data("start,queue,offered\n2026-02-11 09:00,phone,9\n2026-02-11 10:00,phone,8\n".utf8).write(to: export)
    var request = Importer.Request(files: [export.path])
    request.zone = "Europe/Paris"
    request.folder = plan.path
    #expect(try Importer.run(request).history == data.path)
    #expect(try text(data).contains("2026-02-11T09:00+01:00,phone,9,"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: plan.path).sorted() == ["agents.csv", "scenario.yaml"])
  }

  @Test("decisions of two people get two numbers, and a database keeps the plans of both")
  func decisionsAndDatabase() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let planner = Planner(folder: folder.appending(path: "plan").path, search: SearchSettings(effort: .quick))
    _ = try planner.plan()
    let decisions = folder.appending(path: "plan/decisions")
    try FileManager.default.createDirectory(at: decisions, withIntermediateDirectories: true)
    let decided = try second(
      in: decisions, { try planner.decide(owner: "Kim", note: "", now: Instant(secondsSinceEpoch: 1_772_000_000)) }
    ) {
      try FileManager.default.createDirectory(
        at: decisions.appending(path: "0001"), withIntermediateDirectories: true)
    }
    #expect(decided.number == 2)

    let file = folder.appending(path: "all/plans.sqlite")
    let other = folder.appending(path: "other.sqlite")
    try FileManager.default.createDirectory(at: folder.appending(path: "all"), withIntermediateDirectories: true)
    _ = try planner.exportDatabase(to: other.path, name: "the first of two")
    _ = try second(
      in: folder.appending(path: "all"), { try planner.exportDatabase(to: file.path, name: "the second of two") }
    ) { try FileManager.default.copyItem(at: other, to: file) }
    let content = try Data(contentsOf: file)
    for name in ["the first of two", "the second of two"] {
      #expect(content.firstRange(of: Data(name.utf8)) != nil, "\(name)")
    }
    // What another program has not put into the file yet would come over what is written.
    try Data("not yet in the file".utf8).write(to: folder.appending(path: "all/plans.sqlite-wal"))
    #expect(throws: InputError.self) { try planner.exportDatabase(to: file.path, name: "a third") }
    #expect(try Data(contentsOf: file) == content)
  }

  @Test("a database gets the results of the out folder that is named, by the name of the scenario's folder")
  func namedResults() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = folder.appending(path: "plan").path
    let planner = Planner(folder: plan + "/.", output: folder.appending(path: "results").path)
    let summary = try planner.plan().summary
    let made = try planner.exportDatabase(to: folder.appending(path: "plans.sqlite").path, name: nil)
    #expect(made.rows["roster"] == summary.shifts && made.scenario == "plan")
    #expect(summary.text(folder: "x").hasPrefix("Tiny: 1 week from 2026-03-02, 3 people\n"))
  }

  @Test("a check tells of a record of what people were told that was changed, or put together by git from two")
  func records() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let planner = Planner(folder: folder.appending(path: "plan").path, search: SearchSettings(effort: .quick))
    _ = try planner.plan()
    _ = try planner.publish(PublishTerms(now: Instant(secondsSinceEpoch: 1_772_000_000)))
    #expect(planner.check().problems.isEmpty)
    let record = folder.appending(path: "plan/published/0001")
    let (roster, publication) = (record.appending(path: "roster.csv"), record.appending(path: "publication.json"))
    let (told, said) = (try Data(contentsOf: roster), try text(publication))
    try (told + Data("\r\n".utf8)).write(to: roster)
    #expect(planner.check().problems.map(\.message) == ["this was changed after it was published"])
    try told.write(to: roster)
    try Data("<<<<<<< HEAD\n\(said)=======\n\(said)>>>>>>> autumn\n".utf8).write(to: publication)
    #expect(planner.check().problems.map(\.message) == ["both sides of a git merge have a publication 1"])
  }

  @Test("what one more person would save is not worked out to the end once it is stopped")
  func stopped() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = folder.appending(path: "plan").path
    _ = try Planner(folder: plan, search: SearchSettings(effort: .quick)).plan()
    #expect(throws: Interrupted.self) { try Planner(folder: plan, isCancelled: { true }).values() }
  }
}
