import FoundationEssentials
import Muster
import Tabular
import Timeline

/// A change by hand as the page sends it.
struct AskedChange: Decodable, Sendable {
  /// swap, give or move.
  var kind: String
  var one: String
  var other: String?
  /// ISO 8601.
  var date: String
  /// A time of day, for a move.
  var to: String?
  /// SHA-256 of the roster.csv that was seen; for a change that is made.
  var seen: String?
  var allowFaults: Bool?
  var note: String?

  /// The change in the library's words.
  ///
  /// - Throws: `InputError` for what is no date, time or kind.
  func change() throws(InputError) -> HandChange {
    let date = try civilDate(self.date)
    switch (kind, other, to.map { TimeOfDay($0) }) {
    case ("swap", let other?, _): return .swap(one, other, date...date)
    case ("give", let other?, _): return .give(one, date...date, to: other)
    case ("move", _, let time??): return .move(one, on: date, to: time)
    default:
      throw InputError(
        Place(file: "change"), "\(quoted(kind)) needs another person or a time of day",
        next: "Name a person to swap with or give to, or a time such as 10:00.")
    }
  }
}

/// Long work as the page asks for it.
struct AskedJob: Decodable, Sendable {
  /// plan, replan, or publish.
  var kind: String
  /// Whether it is only shown.
  var dryRun: Bool?
  var sick: [String]?
  /// First and last date of the absence, ISO 8601.
  var from: String?
  var until: String?
  /// Where from on dates that people were told of are planned anew, ISO 8601.
  var redraft: String?
  var by: String?
  var note: String?
  var seen: String?
}

/// A person and a date.
struct AskedDay: Decodable, Sendable {
  var agent: String
  var date: String
}

/// What is to be prepared: the changes of a person's date, or the roster alone.
struct AskedPreparation: Decodable, Sendable {
  var agent: String?
  var date: String?
}

/// The number of a step.
struct AskedStep: Decodable, Sendable {
  var number: Int
}

/// Reads a date.
///
/// - Throws: `InputError` for what is none.
func civilDate(_ text: String) throws(InputError) -> CivilDate {
  guard let date = CivilDate(iso: text) else {
    throw InputError(Place(file: "date"), "\(quoted(text)) is not a date", next: "Write for example 2026-04-02.")
  }
  return date
}

/// The moment it is.
func now() -> Instant { Instant(secondsSinceEpoch: Int(Date.now.timeIntervalSince1970.rounded(.down))) }
