import Timeline
import Workforce

/// Breaks as a cell of roster.csv, the form of earlier versions:
/// `lunch 2026-03-23T11:00Z/2026-03-23T11:30Z unpaid; rest ...`.
enum BreakText {
  /// Reads the cell; the order of the breaks is that of time.
  static func read(_ text: String) throws(Misreading) -> [Break] {
    var breaks: [Break] = []
    for part in text.split(separator: ";") where !trimmed(part).isEmpty { breaks.append(try readOne(trimmed(part))) }
    return breaks.sorted { $0.start < $1.start }
  }

  private static func readOne(_ text: String) throws(Misreading) -> Break {
    let example = "Write for example lunch 2026-03-23T11:00Z/2026-03-23T11:30Z unpaid; separate breaks by semicolons."
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 3, let kind = Break.Kind(rawValue: parts[0].lowercased()),
      ["paid", "unpaid"].contains(parts[2].lowercased())
    else { throw Misreading("\(text) is not a break", next: example) }
    let ends = parts[1].split(separator: "/").map { Instant(iso: String($0)) }
    guard ends.count == 2, let start = ends[0], let end = ends[1] else {
      throw Misreading("\(parts[1]) is not a stretch of time with offsets", next: example)
    }
    guard
      [start, end].allSatisfy({
        isInBoundOfDates(LocalDateTime(secondsSinceEpoch: $0.secondsSinceEpoch).date, slack: 1)
      })
    else { throw Misreading("\(text) is not in the years 1970 to 2200", next: example) }
    guard start < end else { throw Misreading("\(text) ends before it starts", next: "Swap or correct the two times.") }
    return Break(kind: kind, start: start, end: end, isPaid: parts[2].lowercased() == "paid")
  }
}
