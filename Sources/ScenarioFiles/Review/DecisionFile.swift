package import Tabular

/// The text that is kept of a decision: what a review needs of it.
package struct DecisionFile: Hashable, Sendable {
  package var decided = ""
  package var owner = ""
  package var note = ""
  package var hash = ""
  package var wages: [String: Int] = [:]

  /// Reads a `decision.yaml`.
  ///
  /// - Throws: `InputError` with everything that is wrong in it.
  package static func read(_ text: String, file: String) throws(InputError) -> DecisionFile {
    let log = FaultLog(file: file)
    var found = DecisionFile()
    if let root = yamlRoot(of: text, log),
      let fields = YamlFields(YamlValue(node: root, log: log), "decision", keys: keys)
    {
      found.decided = fields.required("decided", example: "2026-03-20T10:00:00Z", anyText) ?? ""
      // Nobody named and no reason given are empty texts.
      found.owner = fields["owner"]?.node.scalar?.string ?? ""
      found.note = fields["note"]?.node.scalar?.string ?? ""
      found.hash = fields.required("hash", example: "the fingerprint as it was", anyText) ?? ""
      if let value = fields["wages-in-minor-units"],
        let inner = YamlFields(value, "wages-in-minor-units", keys: [], isExtra: { _ in true })
      {
        for (currency, _, amount) in inner.others(than: []) {
          found.wages[currency] = amount.read(currency, example: "1250") { text throws(Misreading) in
            guard let number = Int(text) else {
              throw Misreading("\(quoted(text)) is no whole number", next: "Write the amount in minor units.")
            }
            return number
          }
        }
      }
    }
    var problems = ProblemCollector()
    log.report(to: &problems)
    try problems.check()
    return found
  }

  private static let keys = [
    "number", "decided", "owner", "note", "scenario", "extends", "first", "weeks", "hash", "paid-hours",
    "wages-in-minor-units", "queues",
  ]
}
