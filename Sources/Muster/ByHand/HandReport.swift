import Tabular

/// What a change by hand does: to whom, by which rules, and at what cost.
public struct HandReport: Encodable, Sendable {
  /// The command.
  public var command: String
  /// By person and date.
  public var changes: [RosterDifference.Change]
  /// Rules that the change breaks, as sentences.
  public var broken: [String]
  /// Rules that were broken and no longer are.
  public var mended: [String]
  /// Cost in points before; nil without a requirement.
  public var before: Double?
  /// Cost in points after.
  public var after: Double?
  /// Rules that were held against it.
  public var rules: Int
  /// Whether the roster was written.
  public var isWritten: Bool
  /// What was left out, as sentences.
  public var notes: [String]
  /// The output folder.
  public var folder: String
  /// Names under which edited files were kept.
  public internal(set) var keptFiles: [String] = []

  /// The report as lines for a terminal.
  public var text: String {
    let people = Set(changes.map(\.agent)).count
    guard !changes.isEmpty else {
      return (notes.map { "Note: \($0)" } + ["Nothing differs from the roster."]).joined(separator: "\n") + "\n"
    }
    var lines = ["\(count(changes.count, "change")) for \(people) \(people == 1 ? "person" : "people")", ""]
    lines += RosterDifference.lines(of: changes) + [""]
    lines += notes.map { "Note: \($0)" }
    lines += broken.map { "Breaks a rule: \($0)" }
    lines += mended.map { "No longer broken: \($0)" }
    if broken.isEmpty { lines.append("Rules: none of \(rules) is broken by it.") }
    if let before, let after {
      let difference = after - before
      let words =
        abs(difference) < 0.05
        ? "as dear as before"
        : "\(FixedDecimal.text(abs(difference), decimals: 1)) \(difference > 0 ? "more" : "less")"
      lines.append(
        "Cost: \(FixedDecimal.text(before, decimals: 1)) points before, \(FixedDecimal.text(after, decimals: 1)) after: \(words)."
      )
    } else {
      lines.append("Cost: not known without requirement.csv.")
    }
    lines.append(isWritten ? "Written into \(folder); muster publish tells people." : "Nothing was written.")
    return lines.joined(separator: "\n") + "\n"
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
