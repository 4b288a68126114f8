import Importing
import Tabular
import Testing

/// Contacts, handled contacts and handle time of a queue; what is unknown is nil.
struct Totals: Equatable, CustomStringConvertible {
  var offered: Double
  var handled: Double?
  var seconds: Double?

  init(_ offered: Double, _ handled: Double? = nil, _ seconds: Double? = nil) {
    self.offered = offered
    self.handled = handled
    self.seconds = seconds
  }

  var description: String { "(\(offered), \(handled.map { "\($0)" } ?? "nil"), \(seconds.map { "\($0)" } ?? "nil"))" }
}

/// What an import asks instead of guessing.
struct Asked: Error {
  var questions: [InputProblem]
}

/// Reads a text as an export.
func imported(
  _ text: String, zone: String? = "Europe/Berlin", mapping: String? = nil, options: ImportOptions = ImportOptions(),
  change: (inout DraftHints) -> Void = { _ in }
) throws -> HistoryImport {
  try imported(bytes: Array(text.utf8), zone: zone, mapping: mapping, options: options, change: change)
}

/// Reads bytes as an export.
func imported(
  bytes: [UInt8], zone: String? = "Europe/Berlin", mapping: String? = nil, options: ImportOptions = ImportOptions(),
  change: (inout DraftHints) -> Void = { _ in }
) throws -> HistoryImport {
  var hints = DraftHints()
  hints.zone = zone
  change(&hints)
  let given = try mapping.map { try Mapping.read($0, file: "mapping.yaml") }
  let (file, draft) = try ImportFile.open(MemorySource(bytes, file: "export.csv"), mapping: given, hints: hints)
  guard draft.questions.isEmpty else { throw Asked(questions: draft.questions) }
  return try HistoryImport([file], options: options)
}

/// The profile that a text is taken for.
func profile(of text: String) throws -> String? {
  try ImportFile.open(MemorySource(Array(text.utf8), file: "export.csv"), mapping: nil, hints: DraftHints()).draft
    .profile?.id
}

/// Totals of each queue by id.
func totals(_ history: HistoryImport) -> [String: Totals] {
  var result: [String: Totals] = [:]
  for queue in history.queues {
    func sum(_ key: (HistoryRow) -> Double) -> Double? {
      let total = queue.rows.reduce(0) { $0 + key($1) }
      return total.isNaN ? nil : (total * 1000).rounded() / 1000
    }
    result[queue.id] = Totals(sum(\.offered) ?? 0, sum(\.handled), sum(\.handleSeconds))
  }
  return result
}
