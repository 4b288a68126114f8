import Tabular

/// Numbers with a decimal point and no marks.
enum NumberMarksPlain {
  static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? { NumberText.number(bytes.span) }
}

extension NumberMarks {
  /// The number in bytes of a cell.
  func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    if isPlain, let digits = DurationReader.digits(bytes) { return Double(digits) }
    return number(bytes.span)
  }
}

/// Whether a cell says nothing: it is empty, a dash, or a word for no value such as `N/A` or `#DIV/0!`.
func saysNothing(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = cell.first else { return true }
  if first &- 48 < 10 || cell.count > 8 { return false }
  return isDash(cell) || nothingWords.contains(cellText(cell).lowercased())
}

/// Whether a cell is a dash, or several.
func isDash(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
  guard cell.first == 45 || cell.first == 0xE2, cell.count <= 8 else { return false }
  return cellText(cell).allSatisfy { $0 == "-" || $0 == "\u{2013}" || $0 == "\u{2014}" }
}

private let nothingWords: Set<String> = [
  "null", "n/a", "na", "nan", "none", "\\n", "nil", "n.a.", "n/d", "n.d.", "n.v.", "k.a.", "s/d", "#n/a", "#div/0!",
  "#value!", "#ref!", "#num!", "#name?", "#null!", "--:--", "--:--:--", "inf", "infinity",
]
