public import Tabular
import Timeline
import Workforce

/// A plan as lines of text that fit a width: forecast, coverage and roster, people by id alone.
public struct TextReport {
  let content: ReportContent
  /// Columns that a line may have.
  let width: Int

  /// A plan for a width; fewer columns than forty are taken as forty.
  public init(_ content: ReportContent, width: Int) {
    self.content = content
    self.width = max(40, width)
  }

  /// The lines of a view.
  ///
  /// - Throws: `InputError` when the view asks for what is not in the plan.
  public func text(of view: TextView) throws(InputError) -> String {
    let lines: [String]
    switch view {
    case .queue(let id, let date): lines = try queueLines(id, date)
    case .agent(let id): lines = try agentLines(id)
    case .date(let date): lines = try dateLines(date)
    case .team(let name): lines = try teamLines(name)
    case .coverage: lines = try coverageLines()
    }
    return lines.map { trimmed($0) }.joined(separator: "\n") + "\n"
  }

  private func trimmed(_ line: String) -> String {
    var line = line.count > width ? String(line.prefix(width - 1)) + "…" : line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  // MARK: - Parts of lines

  /// English dates, as everything a terminal shows.
  func dateText(_ date: CivilDate) -> String { ReportLanguage.english.forms.text(date) }

  static func padded(_ text: String, _ width: Int, isRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return isRight ? blanks + text : text + blanks
  }

  static func number(_ value: Double, _ decimals: Int) -> String {
    value.isFinite ? FixedDecimal.text(value, decimals: decimals) : "-"
  }

  /// A bar of eighths of a column.
  ///
  /// - Parameter length: columns, with parts.
  static func bar(_ length: Double) -> String {
    let eighths = Int((max(0, length) * 8).rounded())
    let rest = eighths % 8
    return String(repeating: "█", count: eighths / 8) + (rest > 0 ? ["▏", "▎", "▍", "▌", "▋", "▊", "▉"][rest - 1] : "")
  }

  /// The error where a table of the plan is missing.
  static func missing(_ name: String, madeBy stage: String) -> InputError {
    InputError(Place(file: name), "the file is not there", next: "Run muster \(stage) first.")
  }

  /// The error where the plan does not know what was asked for.
  static func unknown(_ kind: String, _ name: String, _ known: [String]) -> InputError {
    let names = known.prefix(12).joined(separator: ", ") + (known.count > 12 ? " and \(known.count - 12) more" : "")
    return InputError(
      Place(file: "--\(kind)"), "there is no \(kind) \(name)",
      next: "Write one of \(names)." + didYouMean(name, in: known))
  }
}
