extension TourRule {
  /// The rule in a planner's words.
  package var words: String {
    switch self {
    case .daysOff: "days away (leave, absence, dates outside employment)"
    case .fixedShifts: "fixed shifts"
    case .rest: "rest between shifts"
    case .successions: "which shift may follow which"
    case .leastWeekMinutes: "least hours a week"
    case .mostWeekMinutes: "most hours a week"
    case .weekDays: "most days a week"
    case .leastMinutes: "least hours over several weeks"
    case .mostMinutes: "most hours over several weeks"
    case .leastDaysInARow: "fewest days in a row"
    case .mostDaysInARow: "most days in a row"
    case .leastDaysOff: "fewest days off in a row"
    case .mostWeekends: "most weekends"
    case .mostOfKind: "most shifts of a kind"
    case .mostNightsInARow: "most nights in a row"
    case .kindsInARow: "most shifts of a kind in a row"
    }
  }
}
