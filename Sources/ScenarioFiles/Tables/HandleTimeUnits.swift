import Libc
import Tabular
import Units
import Workforce

/// Whether the handle times of a queue's history can be seconds of all handled contacts.
///
/// Beside a stated handle time a mean a thousand times as long is one in milliseconds, a sixtieth of it one in minutes.
/// Without one, only what nobody can work on is spoken of.
struct HandleTimeUnits {
  /// Mean seconds a contact, and how many contacts tell it.
  private var seconds = 0.0
  private var handled = 0.0
  /// Handled contacts and seconds of each row.
  private var rows: [(handled: Double, seconds: Double)] = []
  private let queue: Queue

  /// Fewer contacts tell nothing.
  private static let leastContacts = 20.0
  /// How far, as a factor, a mean may lie from a unit's to be taken for it.
  private static let reach = 5.0
  /// Nobody works on one call or chat, or on one email, for longer on average.
  private static let longest: (live: Double, email: Double) = (6 * 3600, 24 * 3600)
  private static let shortest = 10.0
  /// What is shorter is no mean in minutes either.
  private static let shortestInMinutes = 0.5
  /// What a mean of a contact usually is.
  private static let usualMedian = 30.0...7200

  init(_ series: ContactHistory.Series, of queue: Queue) {
    self.queue = queue
    for row in series.starts.indices {
      let contacts = series.handled[row].isFinite ? series.handled[row] : series.offered[row]
      guard series.handleSeconds[row].isFinite, series.handleSeconds[row] > 0, contacts > 0 else { continue }
      seconds += series.handleSeconds[row]
      handled += contacts
      rows.append((contacts, series.handleSeconds[row]))
    }
  }

  private var mean: Double { seconds / handled }

  /// What is wrong, and the edit; nil where the times are plausible.
  var fault: (message: String, next: String)? {
    guard handled >= Self.leastContacts else { return nil }
    guard let stated = queue.handleTime?.value ?? queue.handleTimesAtOnce.first?.value, stated > 0 else {
      let most = queue.isDeferred ? Self.longest.email : Self.longest.live
      guard mean > most else { return nil }
      return (
        "queue \(queue.id): a contact takes \(text(mean)) on average, which looks like milliseconds",
        "Divide the column by 1000. If it is right, write handle-time: \(yaml(mean)) for the queue."
      )
    }
    if isMeanNotTotal(stated) {
      return (
        "queue \(queue.id): the column has about \(text(median)) in rows of few and of many contacts, and handle-time is "
          + "\(text(stated)): it looks like the mean of a contact, not the total of all",
        "Multiply each by the handled contacts of its row. If it is right, write handle-time: \(yaml(mean)) for the queue."
      )
    }
    let units: [(factor: Double, name: String, edit: String)] = [
      (1000, "milliseconds", "Divide the column by 1000."), (1.0 / 60, "minutes", "Multiply the column by 60."),
      (1.0 / 3600, "hours", "Multiply the column by 3600."),
    ]
    let ratio = mean / stated
    func distance(_ factor: Double) -> Double { abs(log(ratio / factor)) }
    guard let unit = units.min(by: { distance($0.factor) < distance($1.factor) }),
      distance(unit.factor) < log(Self.reach), distance(unit.factor) < distance(1)
    else { return nil }
    let times = ratio >= 1 ? "\(count(ratio)) times as much" : "one \(count(1 / ratio))th of it"
    return (
      "queue \(queue.id): a contact takes \(text(mean)) on average and handle-time is \(text(stated)): \(times), as if the "
        + "column were in \(unit.name)",
      "\(unit.edit) If it is right, write handle-time: \(yaml(mean)) for the queue."
    )
  }

  /// A sentence about times that are shorter than work can be, where nobody has stated any.
  var remark: String? {
    guard handled >= Self.leastContacts, queue.handleTime == nil, queue.handleTimesAtOnce.isEmpty else { return nil }
    if isSteady, mean < median / 2.5, Self.usualMedian ~= median {
      return
        "Queue \(queue.id): handle_seconds_total has about \(text(median)) in rows of few and of many contacts. If that is the "
        + "mean of a contact, multiply each by the handled contacts of its row."
    }
    guard mean < Self.shortest else { return nil }
    let (unit, factor) = mean < Self.shortestInMinutes ? ("hours", 3600) : ("minutes", 60)
    return
      "Queue \(queue.id): a contact takes \(text(mean)) on average. If handle_seconds_total is in \(unit), multiply "
      + "it by \(factor)."
  }

  private var median: Double {
    let sorted = rows.map(\.seconds).sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }

  /// Whether rows of many contacts have no more time than rows of few, and about as much as one contact is stated to take.
  private func isMeanNotTotal(_ stated: Double) -> Bool {
    let usual = handled / Double(rows.count)
    let few = rows.filter { $0.handled <= 0.67 * usual }
    let many = rows.filter { $0.handled >= 1.33 * usual }
    guard usual >= 3, mean < stated / 2.5, stated / 2.5...stated * 2.5 ~= median else { return false }
    if isSteady { return true }
    guard few.count >= 10, many.count >= 10 else { return false }
    let seconds = many.reduce(0) { $0 + $1.seconds } / Double(many.count)
    let fewSeconds = few.reduce(0) { $0 + $1.seconds } / Double(few.count)
    let contacts = many.reduce(0) { $0 + $1.handled } / Double(many.count)
    let fewContacts = few.reduce(0) { $0 + $1.handled } / Double(few.count)
    return log(seconds / fewSeconds) < 0.4 * log(contacts / fewContacts)
  }

  /// Whether the seconds of rows differ far less than their contacts do, as no total can.
  private var isSteady: Bool {
    func spread(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot() / mean
    }
    guard rows.count >= 20 else { return false }
    let contacts = spread(rows.map(\.handled))
    return contacts > 0.03 && spread(rows.map(\.seconds)) < 0.5 * contacts
  }

  private func count(_ value: Double) -> String { FixedDecimal.text(value, decimals: 0) }

  private func text(_ seconds: Double) -> String {
    "\(FixedDecimal.text(seconds, decimals: seconds < 1 ? 2 : seconds < 10 ? 1 : 0)) s"
  }

  private func yaml(_ seconds: Double) -> String { "\(FixedDecimal.text(max(1, seconds), decimals: 0)) s" }
}
