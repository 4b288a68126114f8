public import Tabular
import Timeline

/// How a program of some country wants a table as text: what separates cells, the decimal mark, dates.
public struct SpreadsheetDialect: Hashable, Sendable {
  /// The order of a date's parts and what is between them.
  public enum DateForm: String, Hashable, Sendable, CaseIterable {
    /// `2026-03-28`.
    case iso
    /// `28.03.2026`.
    case dayDots
    /// `28/03/2026`.
    case daySlashes
    /// `28-03-2026`.
    case dayDashes
    /// `3/28/2026`.
    case monthSlashes
    /// `2026/3/28`.
    case yearSlashes
  }

  /// What it is called: `rfc4180`, or `excel-` and a BCP 47 tag.
  public let name: String
  /// What separates cells.
  public let dialect: Dialect
  /// Whether a comma stands before decimals.
  public let hasDecimalComma: Bool
  /// How dates are written.
  public let dateForm: DateForm
  /// Whether the file begins with the mark by which a spreadsheet knows UTF-8.
  public let hasByteOrderMark: Bool

  /// The one of a name.
  public init?(_ name: String) {
    guard let found = Self.all.first(where: { $0.name == name.lowercased() || $0.name == name }) else { return nil }
    self = found
  }

  private init(_ name: String, _ dialect: Dialect, comma: Bool = false, _ form: DateForm = .iso, mark: Bool = true) {
    self.name = name
    self.dialect = dialect
    hasDecimalComma = comma
    dateForm = form
    hasByteOrderMark = mark
  }

  private static func european(_ tag: String, _ form: DateForm) -> SpreadsheetDialect {
    SpreadsheetDialect("excel-\(tag)", .semicolon, comma: true, form)
  }

  private static func pointed(_ tag: String, _ form: DateForm) -> SpreadsheetDialect {
    SpreadsheetDialect("excel-\(tag)", .rfc4180, form)
  }

  /// Commas, points and ISO dates, as Muster writes its own tables.
  public static let rfc4180 = SpreadsheetDialect("rfc4180", .rfc4180, mark: false)

  /// All there are, by what Windows sets for the country whose language it is; `en` is that of the United States.
  public static let all: [SpreadsheetDialect] =
    [rfc4180]
    + ["cs", "de", "fi", "no", "pl", "ro", "tr", "uk"].map { european($0, .dayDots) }
    + ["ca", "el", "es", "fr", "it", "pt", "pt-BR"].map { european($0, .daySlashes) }
    + ["da", "nl"].map { european($0, .dayDashes) } + [european("sv", .iso)]
    + [
      pointed("en", .monthSlashes), pointed("en-GB", .daySlashes), pointed("he", .daySlashes),
      pointed("ja", .yearSlashes), pointed("zh-Hans", .yearSlashes),
    ]
}

// MARK: - Writing

extension SpreadsheetDialect {
  /// A table of ours in this dialect, by its definition; columns of somebody's own are texts.
  ///
  /// What a spreadsheet would take for a formula has a `'` before it, offsets from UTC among it; moments in UTC stay texts, as
  /// spreadsheets know no zone.
  package func rewritten(_ bytes: [UInt8], by definition: TableDefinition) -> [UInt8] {
    let table = Table.read(bytes: bytes, file: definition.fileName)
    let kinds = table.header.map { name in definition.columns.first { $0.name == name }?.kind ?? .text }
    guard !table.header.isEmpty else { return [] }
    var writer = TableWriter(header: table.header, dialect: dialect, hasByteOrderMark: hasByteOrderMark)
    for row in 0..<table.rowCount {
      for (column, kind) in kinds.enumerated() {
        let cell = table.text(row: row, column: column)
        switch kind {
        case .integer: writer.time(cell)
        case .number: writer.time(hasDecimalComma ? cell.replacing(".", with: ",") : cell)
        case .date: writer.text(CivilDate(iso: cell).map(text) ?? cell)
        case .wallTime: writer.text(LocalDateTime(iso: cell).map(text) ?? cell)
        case .text, .flag, .instant: writer.text(cell)
        }
      }
      writer.endRow()
    }
    return writer.bytes
  }

  private func text(_ time: LocalDateTime) -> String {
    if dateForm == .iso { return time.tableText }
    let seconds = time.secondsOfDay % 60
    return "\(text(time.date)) \(time.clockText)\(seconds == 0 ? "" : ":" + Self.two(seconds))"
  }

  private func text(_ date: CivilDate) -> String {
    let (year, month, day) = date.parts
    let (dd, mm) = (Self.two(day), Self.two(month))
    switch dateForm {
    case .iso: return date.isoText
    case .dayDots: return "\(dd).\(mm).\(year)"
    case .daySlashes: return "\(dd)/\(mm)/\(year)"
    case .dayDashes: return "\(dd)-\(mm)-\(year)"
    case .monthSlashes: return "\(month)/\(day)/\(year)"
    case .yearSlashes: return "\(year)/\(month)/\(day)"
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
