/// A day of the week; weeks start on Monday.
public enum Weekday: Int, Hashable, Comparable, CaseIterable, Sendable {
  /// Monday.
  case monday
  /// Tuesday.
  case tuesday
  /// Wednesday.
  case wednesday
  /// Thursday.
  case thursday
  /// Friday.
  case friday
  /// Saturday.
  case saturday
  /// Sunday.
  case sunday

  /// Three lower-case letters as written in scenario files: `mon` ... `sun`.
  public var abbreviation: String {
    switch self {
    case .monday: "mon"
    case .tuesday: "tue"
    case .wednesday: "wed"
    case .thursday: "thu"
    case .friday: "fri"
    case .saturday: "sat"
    case .sunday: "sun"
    }
  }

  /// Reads `mon` ... `sun` in lower case; nil for anything else.
  public init?(abbreviation: String) {
    guard let day = Weekday.allCases.first(where: { $0.abbreviation == abbreviation }) else { return nil }
    self = day
  }

  /// Whether `a` comes earlier in the week.
  @inlinable public static func < (a: Weekday, b: Weekday) -> Bool { a.rawValue < b.rawValue }
}
