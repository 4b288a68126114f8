/// Keeps spreadsheets from taking a text cell for a formula.
///
/// A text that starts with `= + - @`, TAB or CR is written with a `'` before it, and so is one that would only be taken
/// for such a written text: quotes followed by one of them. Reading takes one `'` off again, so that any text survives.
enum FormulaGuard {
  private static let mark = UInt8(ascii: "'")

  /// Whether the writer must put a mark before the text.
  static func isNeeded(for text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first(where: { $0 != mark }) else { return false }
    return startsFormula(first)
  }

  /// Whether the text starts with a mark that the reader must take off.
  static func isPresent(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty, text[range.lowerBound] == mark else { return false }
    var index = range.lowerBound
    while index < range.upperBound, text[index] == mark { index += 1 }
    return index < range.upperBound && startsFormula(text[index])
  }

  private static func startsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 13: true
    default: false
    }
  }
}
