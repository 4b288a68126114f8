import ScenarioFiles
import Tabular

/// Rows of one queue with those of a later report of the same time laid over them.
///
/// A contact counts once: a row takes the place of every other whose time it shares, of whatever length, and what it does not say
/// of its contacts stays as it was.
package struct RowOverlay: Sendable {
  /// A figure that both have, and have differently.
  package struct Difference: Sendable {
    package var start: Int
    /// What it is of, `nil` for contacts offered.
    package var name: String?
    package var old: Double
    package var new: Double

    /// The earlier figure with its name, for example `12 handled`, and the later one.
    package var texts: (old: String, new: String) {
      ("\(FigureText.of(old))\(name.map { " \($0)" } ?? "")", FigureText.of(new))
    }
  }

  /// In order of time, each start once.
  package private(set) var rows: [HistoryRow] = []
  /// Rows that had other figures, and the first figure.
  package private(set) var changed = 0
  package private(set) var first: Difference?
  /// Rows that went since others, of another length, hold their time, and the start of the first.
  package private(set) var covered = 0
  package private(set) var firstCovered: Int?
  /// Rows that keep a figure which the other report does not say.
  package private(set) var kept = 0

  /// - Parameters:
  ///   - old, new: in order of time, each start once.
  ///   - keepsOld: whether the earlier rows count where both have some.
  package init(_ old: [HistoryRow], under new: [HistoryRow], keepsOld: Bool = false) {
    let winners = keepsOld ? old : new
    let losers = keepsOld ? new : old
    let isCovered = Self.covered(losers, by: winners)
    var rest: [HistoryRow] = []
    rest.reserveCapacity(losers.count)
    for (index, row) in losers.enumerated() {
      guard isCovered[index] else {
        rest.append(row)
        continue
      }
      covered += 1
      firstCovered = firstCovered ?? row.start
    }
    rows = rest.merged(winners) { loser, winner in
      if let found = Self.difference(keepsOld ? winner : loser, keepsOld ? loser : winner) {
        changed += 1
        first = first ?? found
      }
      let filled = winner.filled(from: loser)
      if !keepsOld, !filled.says(whatSays: winner) { kept += 1 }
      return filled
    }
  }

  /// Which rows begin at no start of others, and share their time with one.
  private static func covered(_ rows: [HistoryRow], by others: [HistoryRow]) -> [Bool] {
    var result = [Bool](repeating: false, count: rows.count)
    guard let begin = others.first?.start, let end = others.last?.start, !rows.isEmpty,
      rows[0].start < end + 3600, begin < rows[rows.count - 1].start + 3600
    else { return result }
    let lengths = seenRowSeconds(rows.map { ($0.start, $0.offset) })
    let otherLengths = seenRowSeconds(others.map { ($0.start, $0.offset) })
    var next = 0
    for (index, row) in rows.enumerated() {
      while next < others.count, others[next].start < row.start { next += 1 }
      if next < others.count, others[next].start == row.start { continue }
      let isInside = next > 0 && others[next - 1].start + otherLengths[next - 1] > row.start
      let holdsNext = next < others.count && row.start + lengths[index] > others[next].start
      result[index] = isInside || holdsNext
    }
    return result
  }

  /// The first figure that two rows both have, as it is written, and have differently.
  private static func difference(_ old: HistoryRow, _ new: HistoryRow) -> Difference? {
    let figures: [(String?, KeyPath<HistoryRow, Double>)] = [
      (nil, \.offered), ("handled", \.handled), ("abandoned", \.abandoned), ("s of handle time", \.handleSeconds),
    ]
    for (name, key) in figures {
      let (before, after) = (old[keyPath: key], new[keyPath: key])
      if !before.isNaN, !after.isNaN, FigureText.of(before) != FigureText.of(after) {
        return Difference(start: new.start, name: name, old: before, new: after)
      }
    }
    return nil
  }
}

extension HistoryRow {
  /// This row with what it does not say taken from another one of the same time.
  ///
  /// Contacts handled and abandoned are taken where as many were offered, of the handle time the mean.
  func filled(from other: HistoryRow) -> HistoryRow {
    var row = self
    if FigureText.of(offered) == FigureText.of(other.offered) {
      if row.handled.isNaN { row.handled = other.handled }
      if row.abandoned.isNaN { row.abandoned = other.abandoned }
    }
    guard row.handleSeconds.isNaN, !other.handleSeconds.isNaN else { return row }
    if row.timed == other.timed {
      row.handleSeconds = other.handleSeconds
    } else if other.timed > 0 {
      row.handleSeconds = other.handleSeconds / other.timed * row.timed
    }
    return row
  }

  /// Whether all figures are those of another row, as they are written.
  func says(whatSays other: HistoryRow) -> Bool {
    func text(_ value: Double) -> String { value.isNaN ? "" : FigureText.of(value) }
    return [\HistoryRow.offered, \.handled, \.abandoned, \.handleSeconds]
      .allSatisfy { text(self[keyPath: $0]) == text(other[keyPath: $0]) }
  }
}

/// A figure of a history as it is written.
package enum FigureText {
  /// - Precondition: the figure is known.
  package static func of(_ value: Double) -> String { FixedDecimal.text(value, decimals: decimals(of: value)) }

  /// How many decimals a figure has: none or two, since three might be thousands to whoever reads them.
  package static func decimals(of value: Double) -> Int { value == value.rounded() ? 0 : 2 }
}
