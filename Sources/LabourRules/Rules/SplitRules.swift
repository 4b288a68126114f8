import Workforce

extension LabourRule {
  /// The gap and the parts of a split shift; whether somebody may have one at all is for `one-shift-a-day`.
  static let splitRules = [
    LabourRule("split-gap", "The gap between the two parts of a split shift is within the contract's limits.") {
      record in
      guard let split = record.contract.split else { return [] }
      return record.wholeShifts.compactMap { whole in
        // Parts that overlap are the business of another rule.
        guard let gap = whole.gapSeconds, gap >= 0 else { return nil }
        let (least, most) = (split.gapMinutes.lowerBound * 60, split.gapMinutes.upperBound * 60)
        guard gap < least || gap > most else { return nil }
        return Finding(
          whole.date,
          "has a gap of \(lengthText(seconds: gap)) in a split shift, "
            + differenceText(seconds: gap, wanted: gap < least ? least : most))
      }
    },
    LabourRule("split-part", "Each part of a split shift is at least as long as the contract says.") { record in
      guard let split = record.contract.split else { return [] }
      let least = split.partMinutes * 60
      return record.wholeShifts.filter(\.isSplit).flatMap { whole in
        whole.parts.filter { 0..<least ~= $0.span }.map { part in
          Finding(
            whole.date,
            "has a part of \(lengthText(seconds: part.span)) in a split shift, "
              + differenceText(seconds: part.span, wanted: least))
        }
      }
    },
  ]
}
