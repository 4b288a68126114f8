import Timeline

/// Times as iCalendar writes them.
enum CalendarTime {
  /// A local time, for example `20260329T010000`.
  static func text(_ local: LocalDateTime) -> String {
    let (year, month, day) = local.date.parts
    let clock = digits(local.secondsOfDay / 3600, 2) + digits(local.secondsOfDay / 60 % 60, 2)
    return digits(year, 4) + digits(month, 2) + digits(day, 2) + "T" + clock + digits(local.secondsOfDay % 60, 2)
  }

  /// An instant in UTC, for example `20260329T010000Z`.
  static func text(_ instant: Instant) -> String {
    text(LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch)) + "Z"
  }

  /// An offset from UTC, for example `+0545`; seconds only where there are any.
  static func offset(_ seconds: Int) -> String {
    let size = abs(seconds)
    let text = (seconds < 0 ? "-" : "+") + digits(size / 3600, 2) + digits(size / 60 % 60, 2)
    return size % 60 == 0 ? text : text + digits(size % 60, 2)
  }

  /// A number from 0 with leading zeros.
  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}
