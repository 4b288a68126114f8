/// What publishing came to.
public struct PublishReport: Codable, Sendable {
  /// Number of the publication; that of the last one where there was nothing new, and nil where nothing was ever told.
  public var number: Int?
  /// Whether it is a new one.
  public var isNew: Bool
  /// Whether nothing was written.
  public var isDryRun: Bool
  /// When people are told, ISO 8601 in UTC.
  public var at: String
  /// Who made it.
  public var by: String
  /// Whether people are told of these dates for the first time.
  public var isFirst: Bool
  /// What is different for people; empty where they are told for the first time.
  public var changes: [RosterDifference.Change]
  /// People of the changes; all where they are told for the first time.
  public var people: Int
  /// Shifts that are worked by it, on dates of the horizon.
  public var shifts: Int
  /// First and last date of the horizon, ISO 8601.
  public var dates: [String]
  /// Calendars written.
  public var calendars: Int
  /// Sentences about what could not be done as asked.
  public var warnings: [String]
  /// Rules that an earlier state breaks and what was told last keeps, as sentences.
  public internal(set) var broken: [String] = []
  /// The output folder.
  public var folder: String
  /// The record's folder.
  public var record: String
  /// Names under which edited files were kept.
  public internal(set) var keptFiles: [String] = []
  /// What came of the feed; nil where there is none.
  public var feed: FeedReport?
  /// What came of mail drafts; nil where there are none.
  public var mail: MailReport?
  /// What came of calendars on a server; nil where there is none.
  public var delivery: DeliveryReport?
  /// What came of telling another program; nil where there is none.
  public var webhook: WebhookReport?

  /// The report as lines for a terminal.
  public var text: String {
    var lines: [String] = []
    let name = isDryRun ? "Publication \(number ?? 1) would be" : "Publication \(number ?? 1)"
    if !isNew {
      lines.append("Nothing to publish: people were told this by publication \(number ?? 1).")
    } else if isFirst {
      let span = dates.count == 2 ? " from \(dates[0]) to \(dates[1])" : ""
      lines.append("\(name): \(count(shifts, "shift")) of \(count(people, "person", "people"))\(span).")
    } else {
      lines.append(
        "\(name): \(count(changes.count, "change")) for \(count(people, "person", "people"))"
          + (changes.isEmpty ? "; calendars alone differ." : "."))
      if !changes.isEmpty { lines += [""] + RosterDifference.lines(of: changes) + [""] }
    }
    lines += warnings.map { "Note: \($0)" }
    lines += broken.map { "Breaks a rule: \($0)" }
    if isDryRun {
      lines.append("Nothing was written.")
    } else {
      lines.append(
        "Wrote \(count(calendars, "calendar")) into \(folder)" + (isNew ? " and the record into \(record)" : ""))
    }
    return lines.joined(separator: "\n") + "\n"
      + [feed?.text, mail?.text, delivery?.text, webhook?.text].compactMap { $0 }.joined()
  }

  private func count(_ number: Int, _ noun: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : many ?? noun + "s")"
  }
}
