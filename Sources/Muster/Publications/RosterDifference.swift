import ScenarioFiles
import Timeline
import Workforce

/// What is different for people between two rosters, date by date.
public struct RosterDifference: Encodable, Hashable, Sendable {
  /// One date of a person, or one duty on call.
  public struct Change: Codable, Hashable, Sendable {
    /// Id of the person.
    public var agent: String
    /// Local date, ISO 8601.
    public var date: String
    /// What it was on the clock of its site, for example `09:00-17:30`, or `off`.
    public var was: String
    /// What it is.
    public var becomes: String
    /// Why; empty where nobody said it.
    public var why: String

    /// Whether times and breaks are as they were.
    var isOfQueuesAlone: Bool { becomes == was + RosterDifference.otherQueues }
  }

  fileprivate static let otherQueues = ", other queues"

  /// By person and date, shifts before duties.
  public var changes: [Change]
  /// People who are told.
  public var people: Int { Set(changes.map(\.agent)).count }

  /// - Parameter why: the reason of a person's date.
  init(from old: Roster, to new: Roster, in scenario: Scenario, why: (String, CivilDate) -> String) {
    let zones = scenario.zonesBySite
    var found: [(agent: String, date: CivilDate, isDuty: Bool, was: String, becomes: String)] = []
    for day in Self.days(from: old, to: new) {
      let (was, becomes) = (day.was.clockText(in: zones), day.becomes.clockText(in: zones))
      let isSame = was == becomes
      let hint = day.isOfQueuesAlone ? Self.otherQueues : day.otherPlace ?? (isSame ? ", other breaks" : "")
      found.append((day.agent, day.date, false, was, becomes + hint))
    }
    found += Self.duties(from: old, to: new, zones)
    changes = found.sorted {
      ($0.agent, $0.date, $0.isDuty ? 1 : 0, $0.was, $0.becomes)
        < ($1.agent, $1.date, $1.isDuty ? 1 : 0, $1.was, $1.becomes)
    }.map {
      Change(agent: $0.agent, date: $0.date.isoText, was: $0.was, becomes: $0.becomes, why: why($0.agent, $0.date))
    }
  }

  /// A date on which somebody works otherwise.
  private struct Day {
    var agent: String
    var date: CivilDate
    var was: [Shift]
    var becomes: [Shift]
    var isOfQueuesAlone: Bool

    /// Where the work is by now, if that is elsewhere: its clock may be another one too.
    var otherPlace: String? {
      let places = Set(becomes.map(\.site))
      guard !was.isEmpty, !places.isEmpty, places != Set(was.map(\.site)) else { return nil }
      return ", at " + places.sorted().joined(separator: " and ")
    }
  }

  /// The dates on which people work otherwise, by person and date. Mostly few people do, and only theirs is looked at date by date.
  private static func days(from old: Roster, to new: Roster) -> [Day] {
    let people = old.people(unlike: new)
    let (before, after) = (Work(of: old, people), Work(of: new, people))
    let knowsQueues = !old.spells.isEmpty && !new.spells.isEmpty
    return people.sorted().flatMap { agent -> [Day] in
      let (was, becomes) = (before.days(of: agent), after.days(of: agent))
      return Set(was.keys).union(becomes.keys).sorted().compactMap { date in
        var day = Day(
          agent: agent, date: date, was: was[date] ?? [], becomes: becomes[date] ?? [], isOfQueuesAlone: false)
        if !day.was.elementsEqual(day.becomes, by: { $0.unnumbered == $1.unnumbered }) { return day }
        guard knowsQueues, before.spells(in: day.was) != after.spells(in: day.becomes) else { return nil }
        day.isOfQueuesAlone = true
        return day
      }
    }
  }

  /// What some people do in a roster.
  private struct Work {
    let shifts: [String: [Shift]]
    let spells: [String: [QueueSpell]]

    init(of roster: Roster, _ people: Set<String>) {
      shifts = Dictionary(grouping: roster.shifts(of: people), by: \.agent)
      spells = Dictionary(grouping: roster.spells.lazy.filter { people.contains($0.agent) }, by: \.agent)
    }

    func days(of agent: String) -> [CivilDate: [Shift]] {
      Dictionary(grouping: shifts[agent] ?? []) { $0.date }
        .mapValues { $0.count < 2 ? $0 : $0.sorted { ($0.start, $0.ordinal) < ($1.start, $1.ordinal) } }
    }

    func spells(in shifts: [Shift]) -> [QueueSpell] {
      guard let agent = shifts.first?.agent else { return [] }
      return (spells[agent] ?? []).filter { spell in shifts.contains { $0.holds(spell) } }
    }
  }

  /// One reason for every date on which somebody works otherwise or holds other duties.
  static func entries(
    from old: Roster, to new: Roster, in scenario: Scenario, command: String, reason: String
  ) -> [ReasonsTable.Entry] {
    let zones = scenario.zonesBySite
    let dates =
      days(from: old, to: new).map { ($0.agent, $0.date) }
      + duties(from: old, to: new, zones).map { ($0.agent, $0.date) }
    return dates.sorted { $0 < $1 }.map { ReasonsTable.Entry(agent: $0, date: $1, command: command, reason: reason) }
  }

  /// Duties that somebody gave, got, or holds at another time.
  private static func duties(
    from old: Roster, to new: Roster, _ zones: [String: Zone]
  ) -> [(agent: String, date: CivilDate, isDuty: Bool, was: String, becomes: String)] {
    struct Name: Hashable {
      var agent: String
      var date: CivilDate
      var site: String
      var skill: String
    }
    func named(_ duties: [OnCallDuty]) -> [Name: OnCallDuty] {
      Dictionary(duties.map { (Name(agent: $0.agent, date: $0.date, site: $0.site, skill: $0.skill), $0) }) { $1 }
    }
    func text(_ duty: OnCallDuty?, _ skill: String) -> String {
      guard let duty else { return "not on call for \(skill)" }
      let zone = zones[duty.site] ?? .utc
      return "on call for \(skill) \(duty.clockText(in: zone))"
    }
    let (before, after) = (named(old.duties), named(new.duties))
    return Set(before.keys).union(after.keys).compactMap { name in
      let (was, becomes) = (before[name], after[name])
      guard was?.start != becomes?.start || was?.end != becomes?.end else { return nil }
      return (name.agent, name.date, true, text(was, name.skill), text(becomes, name.skill))
    }
  }

  /// One reason for all of them.
  func entries(command: String, reason: String) -> [ReasonsTable.Entry] {
    changes.compactMap { change in
      CivilDate(iso: change.date).map {
        ReasonsTable.Entry(agent: change.agent, date: $0, command: command, reason: reason)
      }
    }
  }

  /// Changes as lines for a terminal; dates on which nothing but the queues changes are counted.
  static func lines(of changes: [Change]) -> [String] {
    let shown = changes.filter { !$0.isOfQueuesAlone }
    let others = changes.filter(\.isOfQueuesAlone)
    var lines =
      shown.isEmpty
      ? []
      : TextTable.lines(
        [["who", "date", "was", "becomes", "why"]] + shown.map { [$0.agent, $0.date, $0.was, $0.becomes, $0.why] },
        leftAligned: [0, 1, 2, 3, 4])
    if !others.isEmpty {
      let people = Set(others.map(\.agent)).count
      lines.append(
        "\(shown.isEmpty ? "" : "and ")\(others.count) \(others.count == 1 ? "date" : "dates") of \(people) "
          + "\(people == 1 ? "person" : "people") with other queues alone, listed with --json")
    }
    return lines
  }
}

extension Shift {
  /// The same without its sequence.
  fileprivate var unnumbered: Shift {
    var shift = self
    shift.sequence = 0
    return shift
  }
}
