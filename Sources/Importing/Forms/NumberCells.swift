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
