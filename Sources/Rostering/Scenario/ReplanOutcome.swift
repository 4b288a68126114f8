public import Timeline
public import Workforce

/// A mended roster.
public struct ReplanOutcome: Sendable {
  /// The roster; unchanged shifts are as published, changed ones have a raised sequence, dropped ones are cancelled.
  public var roster: Roster
  /// By person and date.
  public var changes: [RosterChange]
  /// People who step in, in the order of the scenario.
  public var help: [ReplanHelp]
  /// Cost in points as published, at today's requirement and with everybody there.
  public var publishedCost: Double
  /// Cost when nobody steps in.
  public var disturbedCost: Double
  /// Cost of the mended roster; the price of changes comes on top.
  public var mendedCost: Double
  /// Price of all changes.
  public var priceOfChanges: Double
  /// Changed tours that were weighed and people they belong to.
  public var candidates: Int
  /// People who may legally step in.
  public var candidatePeople: Int
  /// How many points less another choice among the changed tours could cost at most; infinite where nothing is known.
  public var open: Double
  /// Whether a time limit or a cancellation ended the search.
  public var wasCutShort: Bool
  /// Weeks in which somebody has too few hours.
  public var shortWeeks: [ShortWeek]
}

/// A week in which somebody has fewer hours than the contract wants, because no lawful way to work has more.
public struct ShortWeek: Encodable, Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// First date of the week.
  public var week: CivilDate
  /// Paid minutes that are worked.
  public var minutes: Int
  /// Paid minutes that the contract wants at least.
  public var wanted: Int
  /// Rules that clash, in words with their amounts; empty where that is not known.
  public var rules: [String]

  /// A sentence, for example `A0042: 24 h of 40 h in the week from 2026-03-09; ...`.
  public var sentence: String {
    let hours =
      "\(agent): \(lengthText(minutes: minutes)) of \(lengthText(minutes: wanted)) in the week from \(week.isoText)"
    return rules.isEmpty ? hours : hours + "; no lawful way to work more because of " + rules.joined(separator: "; ")
  }

  private enum CodingKeys: CodingKey { case agent, week, hours, wanted, rules, sentence }

  /// Writes both lengths in hours.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(agent, forKey: .agent)
    try values.encode(week, forKey: .week)
    try values.encode(Double(minutes) / 60, forKey: .hours)
    try values.encode(Double(wanted) / 60, forKey: .wanted)
    try values.encode(rules, forKey: .rules)
    try values.encode(sentence, forKey: .sentence)
  }
}

/// One date of one person that is no longer as published.
public struct RosterChange: Encodable, Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// The local date.
  public var date: CivilDate
  /// Shifts as published; none for a day off.
  public var before: [Shift]
  /// Shifts now.
  public var after: [Shift]
  /// The published shift on the clock of its site, for example `09:00-17:30`, or `off`.
  public var was: String
  /// The shift now.
  public var becomes: String
  /// Why, as the rest of a sentence.
  public var reason: String
  /// Price of this change in points; 0 for an absence.
  public var price: Double

  /// The reason as it is shown: that of a shift whose breaks alone move says so.
  package var explanation: String {
    let movesBreaksAlone = before.map(\.start) == after.map(\.start) && before.map(\.end) == after.map(\.end)
    return movesBreaksAlone ? "breaks move: " + reason : reason
  }

  private enum CodingKeys: CodingKey { case agent, date, was, becomes, reason, price }

  /// Writes what is shown of the change.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(agent, forKey: .agent)
    try values.encode(date, forKey: .date)
    try values.encode(was, forKey: .was)
    try values.encode(becomes, forKey: .becomes)
    try values.encode(explanation, forKey: .reason)
    try values.encode(price, forKey: .price)
  }
}

/// What the changes of one person are worth.
public struct ReplanHelp: Encodable, Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// Points that the roster would cost more had this person kept the published shifts.
  public var saves: Double
  /// Price of the person's changes in points.
  public var price: Double
}
