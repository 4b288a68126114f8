import FoundationEssentials
import Publishing
import ScenarioFiles
import Tabular
public import Timeline
import Workforce

/// A publication as a dry run saved it: exactly what would be sent, and what must still be so.
private struct SavedPublication: Codable {
  struct File: Codable {
    var name: String
    var text: String
  }

  static let currentForm = 1

  var form = SavedPublication.currentForm
  var report: PublishReport
  var publication: Publication?
  var record: [File]
  var results: [File]
  /// Hash by name of draft files.
  var draft: [String: String]
  /// Hash by name of the scenario's files.
  var inputs: [String: String]
  /// Hash of the last `publication.json`.
  var before: String?
  /// The first moment that a change touches, in seconds since 1970.
  var firstTouched: Int?
}

extension SavedPublication {
  /// Whether bytes are what a dry run of some version saved.
  static func isOne(_ bytes: [UInt8]) -> Bool {
    struct Form: Decodable {
      var form: Int
      var draft: [String: String]
      var inputs: [String: String]
    }
    return (try? JSONDecoder().decode(Form.self, from: Data(bytes))) != nil
  }
}

extension Planner {
  /// What publishing would tell whom; nothing is published.
  ///
  /// - Parameter file: where to save exactly what would be sent; nowhere when nil.
  /// - Throws: as `publish`.
  public func publishDryRun(_ terms: PublishTerms, saving file: String?) throws -> PublishReport {
    let target = file.map { NamedFile($0, kind: "what a dry run saved", isEdited: false) }
    try target?.check(SavedPublication.isOne)
    let input = try read(needsHistory: false)
    _ = try shelf()
    let prepared = try reading {
      try preparedPublication(terms, input, manifest: Manifest.read(from: output).manifest)
    }
    if let target {
      func files(_ files: [OutputFile]) -> [SavedPublication.File] {
        files.map { SavedPublication.File(name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self)) }
      }
      let saved = SavedPublication(
        report: prepared.report, publication: prepared.publication, record: files(prepared.record),
        results: files(prepared.results), draft: prepared.draft, inputs: Planner.hashes(of: input),
        before: prepared.before, firstTouched: prepared.firstTouched?.secondsSinceEpoch)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      _ = try target.write([UInt8](try encoder.encode(saved)) + [10], SavedPublication.isOne)
    }
    var report = prepared.report
    report.isDryRun = true
    return report
  }

  /// Publishes what a dry run saved and nothing else. Stamps stay those of the dry run; the record says when it was sent.
  ///
  /// - Throws: `InputError` where the draft, the scenario or the publications are not as they were then, or a shift that changes has
  ///   begun meanwhile.
  public func publish(saved file: String, now: Instant) throws -> PublishReport {
    let bytes = try FileAccess.read(file)
    guard var saved = try? JSONDecoder().decode(SavedPublication.self, from: Data(bytes)),
      saved.form == SavedPublication.currentForm,
      (saved.record + saved.results).allSatisfy({ FolderChange.isSound($0.name) })
    else {
      throw InputError(
        Place(file: file), "this is not what a dry run of this version saved",
        next: "Make it anew with muster publish --dry-run --save.")
    }
    let sent = now.isoText
    if sent != saved.report.at { saved.publication?.sentAt = sent }
    saved.report.at = sent
    let input = try read(needsHistory: false)
    return try changing(as: "publish", reading: Planner.rosterFiles) { [saved] results in
      try onShelf { shelf in
        try checkUnchanged(saved, input, now: now, file)
        func files(_ files: [SavedPublication.File]) -> [OutputFile] {
          files.map { OutputFile(name: $0.name, bytes: Array($0.text.utf8)) }
        }
        let prepared = PreparedPublication(
          report: saved.report, publication: saved.publication, record: files(saved.record),
          results: files(saved.results), draft: saved.draft, before: saved.before, firstTouched: nil, input: input)
        return try carryOut(prepared, into: results, shelf)
      }
    }
  }

  private func checkUnchanged(
    _ saved: SavedPublication, _ input: ScenarioInput, now: Instant, _ file: String
  ) throws(InputError) {
    var problems = ProblemCollector()
    let next = "Look at it again with muster publish --dry-run --save, and apply that."
    let place = Place(file: file)
    let shelf = try PublicationShelf(of: folder)
    if shelf.lastHash != saved.before, let latest = shelf.latest {
      problems.add(place, "\(latest.title) was made since this was saved", next: next)
    }
    for (what, then, today) in [
      ("the draft", saved.draft, draftHashes()), ("the scenario", saved.inputs, Planner.hashes(of: input)),
    ] {
      let changed = Set(then.keys).union(today.keys).filter { then[$0] != today[$0] }.sorted()
      if !changed.isEmpty {
        problems.add(
          place, "\(changed.joined(separator: ", ")) of \(what) changed since this was saved", next: next)
      }
    }
    if let first = saved.firstTouched, now.secondsSinceEpoch > first {
      problems.add(
        place, "a shift or duty that it changes began at \(Instant(secondsSinceEpoch: first).isoText), before now",
        next: next)
    }
    try problems.check()
  }

  private static func hashes(of input: ScenarioInput) -> [String: String] {
    Dictionary(input.files.map { ($0.name, ContentHash.sha256Hex($0.bytes)) }) { first, _ in first }
  }
}
