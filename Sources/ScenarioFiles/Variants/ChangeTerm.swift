package import Timeline

/// How a number changes: `x 1.10`, `+5 %`, `-2 %`, or what it is to be.
package enum NumberChange: Hashable, Sendable {
  /// Times a factor.
  case times(Double)
  /// More, or less where it is below 0.
  case plus(Double)
  /// To be this.
  case equal(Double)

  /// The number after the change.
  package func applied(to number: Double) -> Double {
    switch self {
    case .times(let factor): number * factor
    case .plus(let more): number + more
    case .equal(let value): value
    }
  }
}

/// A change as it is written, `x 1.15 from 2026-06-01 to 2026-06-30`: what is done, and on which dates.
package struct ChangeTerm: Hashable, Sendable {
  /// The part before the dates.
  package var what: String
  /// First date; `nil` from the beginning on.
  package var from: CivilDate?
  /// Last date, included; `nil` without end.
  package var to: CivilDate?

  /// Takes the dates off the end.
  package init(_ text: String) throws(Misreading) {
    var words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    while words.count >= 3, let date = words.last, ["from", "to", "on"].contains(words[words.count - 2]) {
      let read = try readDate(date)
      switch words[words.count - 2] {
      case "from": from = read
      case "to": to = read
      default: (from, to) = (read, read)
      }
      words.removeLast(2)
    }
    if let from, let to, from > to {
      throw Misreading("\(text) ends before it begins", next: "Write the earlier date behind from.")
    }
    what = words.joined(separator: " ")
  }

  /// The dates as they are written, with a blank before; nothing where there are none.
  package var datesText: String {
    if let from, from == to { return " on \(from)" }
    return (from.map { " from \($0)" } ?? "") + (to.map { " to \($0)" } ?? "")
  }

  /// A factor: `x 1.10`, `+10 %` or `-10 %`.
  package func factor() throws(Misreading) -> Double {
    switch try number(isShare: false) {
    case .times(let factor): return factor
    case .plus, .equal:
      throw Misreading(
        "\(what) is no change of a quantity", next: "Write a factor or a share, for example x 1.10 or +10 %.")
    }
  }

  /// A change of a share in points, or of a plain number.
  ///
  /// - Parameter isShare: whether the number is a share, of which `+2 %` are points; of other numbers it is a factor.
  package func number(isShare: Bool) throws(Misreading) -> NumberChange {
    var cursor = TextCursor(what)
    if cursor.skip("x") || cursor.skip("*") {
      guard let factor = try cursor.number(), cursor.isAtEnd else { throw notAChange }
      return .times(factor.value)
    }
    let isMore = cursor.skip("+")
    let isLess = !isMore && cursor.skip("-")
    guard let amount = try cursor.number() else { throw notAChange }
    let isPercent = cursor.skip("%")
    guard cursor.isAtEnd else { throw notAChange }
    let value =
      isPercent ? WrittenNumber(digits: amount.digits, fractionDigits: amount.fractionDigits + 2).value : amount.value
    guard isPercent || !isShare else {
      throw Misreading("\(what) has no percent sign", next: "Write for example +2 %, x 1.2 or 8 %.")
    }
    if !isMore, !isLess { return .equal(value) }
    if isPercent, !isShare { return .times(isMore ? 1 + value : max(0, 1 - value)) }
    return .plus(isMore ? value : -value)
  }

  private var notAChange: Misreading {
    Misreading("\(what) is no change", next: "Write a factor, a share or a value, for example x 1.10, +5 % or 8 %.")
  }
}

/// Whether a name fits a pattern in which `*` stands for any letters.
package func fits(_ name: String, _ pattern: String) -> Bool {
  let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map { Array($0.utf8) }
  let bytes = Array(name.utf8)
  guard parts.count > 1, let first = parts.first, let last = parts.last else { return name == pattern }
  guard bytes.count >= first.count + last.count, bytes.starts(with: first), bytes.suffix(last.count) == last[...] else {
    return false
  }
  var rest = bytes[first.count..<(bytes.count - last.count)]
  for part in parts.dropFirst().dropLast() where !part.isEmpty {
    guard let start = rest.indices.first(where: { rest[$0...].starts(with: part) }) else { return false }
    rest = rest[(start + part.count)...]
  }
  return true
}
