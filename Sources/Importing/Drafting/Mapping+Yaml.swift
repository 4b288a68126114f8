import ScenarioFiles
package import Tabular

extension Mapping {
  /// The mapping as a commented `mapping.yaml`, which `read` reads again.
  ///
  /// - Parameters:
  ///   - guesses: what each key was guessed from, as comments.
  ///   - questions: what is open, as comments at the top.
  package func yaml(
    file: String, belief: String, guesses: [Draft.Guess], questions: [InputProblem],
    queueIds: [(name: String, id: String)] = []
  ) -> String {
    var lines = ["# What the columns of \(quoted(file)) mean, for muster import --mapping."]
    lines.append("# Taken to be: \(comment(belief))")
    if !questions.isEmpty {
      lines.append("#")
      lines.append("# Open questions:")
      for question in questions {
        lines.append("# - \(comment(question.place.columnName.map { "\($0): " } ?? ""))\(comment(question.message))")
        lines.append("#   \(comment(question.next))")
      }
    }
    lines.append("")
    func add(_ key: String, _ value: String?) {
      guard let value else { return }
      let why = guesses.filter { $0.key == key }
      lines += why.map { "# \(comment($0.text))" }
      lines.append("\(key): \(value)")
    }
    add("rows", grain.rawValue)
    add("separator", delimiter.map { Self.separators[$0] ?? yamlQuoted(String(Unicode.Scalar($0))) })
    add("header-line", headerLine.map { "\($0)" })
    add("start", start.isEmpty ? "# name the column of date and time, or [date, time]" : listed(start))
    add("date", date?.isoText)
    add("date-order", dateOrder?.rawValue)
    add("ranges", hasRanges ? "true" : nil)
    add("ends-after", endsAfterMinutes > 0 ? "\(endsAfterMinutes) min" : nil)
    add("written-once", writtenOnce.isEmpty ? nil : listed(writtenOnce))
    add("zone", zone)
    add("zone-column", zoneColumn.map(yamlQuoted))
    add("queue", queue.isEmpty ? nil : listed(queue))
    add("queue-name", queueName.map(yamlQuoted))
    add("sheets", isBySheet ? "queues" : nil)
    add("offered", offered.isEmpty ? nil : listed(offered))
    add("handled", handled.isEmpty ? nil : listed(handled))
    add("abandoned", abandoned.isEmpty ? nil : listed(abandoned))
    add("id", id.map(yamlQuoted))
    add("keep", filtered(true))
    add("drop", filtered(false))
    add("is-handled", isHandled.map(claimed))
    add("is-abandoned", isAbandoned.map(claimed))
    add("wait", wait.map { "{ \(yamlQuoted($0.column)): \($0.unit.rawValue) }" })
    add("short-abandons", shortAbandonSeconds > 0 ? "\(shortAbandonSeconds) s" : nil)
    let parts = handleTime.map { part in
      "\(yamlQuoted(part.column)): \(grain == .interval ? "\(part.aggregate.rawValue) " : "")\(part.unit.rawValue)"
    }
    add("handle-time", parts.isEmpty ? nil : "{ \(parts.joined(separator: ", ")) }")
    add("numbers", numbers.flatMap { marks in numberForms.first { $0.marks == marks }?.examples[0] }.map(yamlQuoted))
    let names = queues.sorted { $0.key < $1.key }.map { "\(yamlQuoted($0.key)): \(yamlQuoted($0.value))" }
    add("queues", names.isEmpty ? nil : "{ \(names.joined(separator: ", ")) }")
    if queues.isEmpty, !queueIds.isEmpty {
      lines.append(
        "# Queues get these ids; language and channel are read off an id. Change them here, or leave a queue out with none:"
      )
      lines.append("# queues:")
      lines += queueIds.map { "#   \(comment(yamlQuoted($0.name))): \(comment(yamlQuoted($0.id)))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static let separators: [UInt8: String] = [0x2C: "comma", 0x3B: "semicolon", 0x09: "tab", 0x7C: "bar"]

  private func listed(_ names: [String]) -> String { "[\(names.map(yamlQuoted).joined(separator: ", "))]" }

  private func claimed(_ claim: Claim) -> String {
    "{ \(yamlQuoted(claim.column)): [\(claim.words.map(yamlQuoted).joined(separator: ", "))] }"
  }

  private func filtered(_ keeps: Bool) -> String? {
    let chosen = filters.filter { $0.keeps == keeps }
    guard !chosen.isEmpty else { return nil }
    return "{ "
      + chosen.map { "\(yamlQuoted($0.column)): [\($0.words.map(yamlQuoted).joined(separator: ", "))]" }.joined(
        separator: ", ") + " }"
  }

}

/// A text of a file as it may stand in a comment.
func comment(_ text: String) -> String { shown(String(text.map { $0.isNewline ? " " : $0 })) }
