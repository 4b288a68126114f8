import FoundationEssentials
import Publishing
import ScenarioFiles
import Tabular

/// One thing that was done at a desk, and how it is undone.
package struct DeskStep: Encodable, Sendable {
  /// Its number, from 1 up.
  package var number: Int
  /// What was done, as the command that does it.
  package var what: String
  /// The files it changed.
  package var files: [String]
  /// Lines that went, marked `-`, and that came, marked `+`; empty where the results changed.
  package var lines: [String]
  /// Whether it can be undone: what people were told cannot.
  package var canBeUndone: Bool
  /// Whether it was.
  package internal(set) var isUndone = false

  /// What undoes it.
  enum Way: Sendable {
    /// A row of a table, by the path of the file.
    case row(path: String, TableEdit)
    /// What a run changed in the output folder.
    case results(ResultsChange)
    case none
  }

  var way: Way

  private enum CodingKeys: CodingKey { case number, what, files, lines, canBeUndone, isUndone }
}

extension Desk {
  /// Undoes a step.
  ///
  /// A row of a table is found again by its words where the file changed meanwhile; results must be as the step left them.
  ///
  /// - Throws: `ChangedMeanwhile` where it is not there any more; `InputError` where it was undone already, or cannot be.
  package func undo(_ number: Int) throws {
    guard let index = steps.firstIndex(where: { $0.number == number }), steps[index].canBeUndone,
      !steps[index].isUndone
    else {
      throw InputError(
        Place(file: "undo"), "there is no step \(number) to undo",
        next: "Look at the list again; what was published is brought back with muster rollback.")
    }
    let step = steps[index]
    switch step.way {
    case .row(let path, let edit):
      try planner().exclusively {
        let bytes = try FileAccess.read(path, file: step.files.first)
        guard let before = edit.inverse.applied(to: bytes) else { throw ChangedMeanwhile(files: step.files) }
        try FileAccess.write(before, to: path)
      }
    case .results(let change): try planner().restore(change)
    case .none: return
    }
    steps[index].isUndone = true
  }

  /// Notes a step.
  func note(_ what: String, files: [String], lines: [String] = [], _ way: DeskStep.Way) {
    var canBeUndone = true
    if case .none = way { canBeUndone = false }
    steps.append(
      DeskStep(
        number: steps.count + 1, what: what, files: files, lines: lines, canBeUndone: canBeUndone, way: way))
  }

  /// Runs what changes the output folder, and notes it with the files as they were.
  func recording<Answer>(_ what: String, _ planner: Planner, _ body: () throws -> Answer) throws -> Answer {
    let before = planner.resultsNow()
    let answer = try body()
    note(planner.changes(since: before), what)
    return answer
  }

  /// Notes what changed in the output folder; nothing where nothing did.
  ///
  /// - Parameter canBeUndone: false for what people were told.
  package func note(_ changes: ResultsChange, _ what: String, canBeUndone: Bool = true) {
    guard !changes.before.isEmpty else { return }
    let names = changes.before.keys.filter { TableCatalogue.table($0) != nil }.sorted()
    note(
      what, files: names.map { "out/\($0)" },
      canBeUndone ? .results(changes) : .none)
  }
}

/// The output folder as it is, to be compared with what it becomes.
package struct ResultsCopy: Sendable {
  /// Files that Muster wrote, by name.
  var files: [String: [UInt8]]
  var manifest: Manifest?
}

/// What a run changed in the output folder.
package struct ResultsChange: Sendable {
  /// Files as they were by name; nil where there was none.
  var before: [String: [UInt8]?]
  /// SHA-256 of what they are; nil where there is none any more.
  var after: [String: String?]
  /// What was known of the files before: what they were made from, and what was proved of the roster.
  var manifest: Manifest?
}

extension Planner {
  /// Every file of the output folder that Muster wrote.
  package func resultsNow() -> ResultsCopy {
    let manifest = Manifest.read(from: output).manifest
    var files: [String: [UInt8]] = [:]
    // A table that a planner put there stands in no manifest, and comes back like the others.
    let tables = TableCatalogue.all.map(\.fileName)
    for name in Set(manifest.map { Array($0.outputs.keys) } ?? []).union(tables) {
      files[name] = try? FileAccess.read("\(output)/\(name)")
    }
    return ResultsCopy(files: files, manifest: manifest)
  }

  /// What is different from then.
  package func changes(since before: ResultsCopy) -> ResultsChange {
    let after = Manifest.read(from: output).manifest?.outputs ?? [:]
    var change = ResultsChange(before: [:], after: [:], manifest: before.manifest)
    for name in Set(before.files.keys).union(after.keys) {
      let former = before.files[name]
      let now = after[name] ?? (former == nil ? nil : hash(ofResult: name))
      if former.map(ContentHash.sha256Hex) != now {
        change.before[name] = .some(former)
        change.after[name] = .some(now)
      }
    }
    return change
  }

  /// SHA-256 of a file of the output folder; nil where there is none.
  private func hash(ofResult name: String) -> String? {
    if case .file(let hash) = Disk.content(of: "\(output)/\(name)") { hash } else { nil }
  }

  /// Brings files of the output folder back, all or none.
  ///
  /// - Throws: `ChangedMeanwhile` where one of them is not as the step left it.
  func restore(_ change: ResultsChange) throws {
    let (before, after) = (change.before, change.after)
    let input = try read(needsHistory: false)
    try changing(as: "undo") { results in
      let changed = after.keys.sorted().filter { name in
        hash(ofResult: name) != after[name, default: nil]
      }
      guard changed.isEmpty else { throw ChangedMeanwhile(files: changed.map { "out/\($0)" }) }
      let files = before.sorted { $0.key < $1.key }.compactMap { name, bytes in
        bytes.map { OutputFile(name: name, bytes: $0) }
      }
      // A description of the folder is written anew with every change.
      let gone = Set(before.filter { $0.value == nil }.keys)
      _ = try write(
        files.filter { $0.name != DataPackage.fileName }, to: results, inputs: [], scenario: input.scenario,
        roster: nil,
        restoring: change.manifest, replacing: nil, removing: gone)
    }
  }

  /// Runs what changes files of the scenario while no other run changes the results.
  func exclusively<Answer>(_ body: () throws -> Answer) throws -> Answer {
    try changing(as: "serve", reading: Set(TableCatalogue.all.map(\.fileName))) { _ in try body() }
  }
}
