import Tabular

/// From which containment on a bot pays, and how much of it the roster could lose.
public struct BreakEvenReport: Hashable, Sendable, Encodable {
  /// What a containment comes to over the horizon.
  public struct Point: Hashable, Sendable, Encodable {
    /// Share of the contacts that the bot keeps.
    public var containment: Double
    /// Staffing cost of the queues without it, in whole units of the currency.
    public var without: Double
    /// Staffing cost with it.
    public var staffing: Double
    /// What its conversations cost.
    public var conversations: Double
    /// What reading them costs.
    public var review: Double
    /// What it saves; below 0 it costs.
    public var saving: Double { without - staffing - conversations - review }

    enum CodingKeys: String, CodingKey { case containment, without, staffing, conversations, review, saving }

    /// With the saving.
    ///
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
      var values = encoder.container(keyedBy: CodingKeys.self)
      try values.encode(containment, forKey: .containment)
      try values.encode(without, forKey: .without)
      try values.encode(staffing, forKey: .staffing)
      try values.encode(conversations, forKey: .conversations)
      try values.encode(review, forKey: .review)
      try values.encode(saving, forKey: .saving)
    }
  }

  /// What the roster stands in one hour of the day.
  public struct Hour: Hashable, Sendable, Encodable {
    /// Hour on the queue's clock; `nil` for all hours at once.
    public var hour: Int?
    /// Contacts of the queue in that hour, all dates together.
    public var contacts: Double
    /// Whole points of containment that may be lost before something breaks.
    public var points: Int
    /// What breaks with one more; `nil` where all of the containment may be lost.
    public var breaks: String?
  }

  /// Id of the bot.
  public var bot: String
  /// Id of its queue.
  public var queue: String
  /// Currency of the money.
  public var currency: String
  /// The containment of the scenario.
  public var planned: Point
  /// The containment at which the saving turns; `nil` where it never does.
  public var breakEven: Double?
  /// One point below and one above it, or the ends where it never turns.
  public var around: [Point]
  /// By hour; all hours together first.
  public var hours: [Hour]

  /// The report as lines for a terminal.
  public var text: String {
    func percent(_ share: Double) -> String { Share(share).text() }
    func whole(_ money: Double) -> String { FixedDecimal.text(money, decimals: 0) }
    let points = ([planned] + around).sorted { $0.containment < $1.containment }
    var rows = [["containment", "without", "staffing", "conversations", "review", "saves, \(currency)"]]
    for point in points {
      rows.append([
        percent(point.containment) + (point == planned ? " as planned" : ""), whole(point.without),
        whole(point.staffing),
        whole(point.conversations), whole(point.review), whole(point.saving),
      ])
    }
    var lines = ["Bot \(bot) before \(queue), over the plan's weeks:", ""]
    lines += TextTable.lines(rows, leftAligned: [0])
    lines.append("")
    if let breakEven {
      lines.append("It pays from a containment of \(percent(breakEven)) on.")
    } else if let last = around.last, last.saving > 0 {
      lines.append("It pays at any containment.")
    } else {
      lines.append("It pays at no containment.")
    }
    guard !hours.isEmpty else { return lines.joined(separator: "\n") + "\n" }
    var table = [["hour", "contacts", "points to lose", "then breaks"]]
    for hour in hours {
      let name = hour.hour.map { "\($0 < 10 ? "0" : "")\($0):00" } ?? "all day"
      table.append([
        name, FixedDecimal.text(hour.contacts, decimals: 0), hour.breaks == nil ? "all" : "\(hour.points)",
        hour.breaks ?? "-",
      ])
    }
    lines += ["Points of containment that the roster can lose:", ""] + TextTable.lines(table, leftAligned: [0, 3])
    return lines.joined(separator: "\n") + "\n"
  }
}
