import Foundation
import Publishing
import Testing
import Timeline
import Units
import Workforce

/// A scenario and a roster put together by hand for one test.
struct Case {
  var scenario: Scenario
  var roster = Roster(shifts: [])

  /// A site for each zone, named like it, and two queues.
  init(zones: [String], first: String = "2026-03-23", weeks: Int = 2) throws {
    let sites = try zones.map { Site(id: $0, zone: try Zone(named: $0)) }
    let queues = ["fr-phone", "en-chat"].map {
      Queue(
        id: $0, language: String($0.prefix(2)), channel: $0.hasSuffix("phone") ? .phone : .chat,
        open: .always(zone: .utc), goal: ServiceGoal(answered: 0.8, within: .seconds(20)))
    }
    scenario = Scenario(
      name: "Europe, spring", horizon: Horizon(first: try date(first), weeks: weeks, intervalMinutes: 30),
      queues: queues, sites: sites, contracts: [], agents: [])
  }

  /// Adds a person at a site.
  mutating func hire(_ id: String, _ name: String, site: String, team: String = "", language: String = "en") {
    scenario.agents.append(
      Agent(
        id: id, name: name, site: site, contract: "full-time", languages: ["fr"], skills: ["phone", "L1"], team: team,
        calendarLanguage: language))
  }

  /// Adds a shift between two instants, on some queues.
  mutating func work(
    _ agent: String, from start: Instant, to end: Instant, ordinal: Int = 0, breaks: [Break] = [], queues: [Int] = []
  ) throws {
    let person = try #require(scenario.agent(agent))
    let zone = try #require(scenario.site(person.site)).zone
    let unpaid = breaks.filter { !$0.isPaid }.reduce(0) { $0 + $1.end.seconds(since: $1.start) }
    let shift = Shift(
      agent: agent, date: zone.local(at: start).date, ordinal: ordinal, site: person.site, start: start, end: end,
      paidMinutes: (end.seconds(since: start) - unpaid) / 60, breaks: breaks)
    let spells = queues.isEmpty ? [] : [QueueSpell(agent: agent, start: start, end: end, queues: queues)]
    roster = Roster(shifts: roster.shifts + [shift], spells: roster.spells + spells)
  }

  var options: CalendarOptions { CalendarOptions(for: scenario) }

  /// Calendars of all people.
  func people(_ options: CalendarOptions? = nil) -> [CalendarFile] {
    RosterCalendars.perPerson(of: roster, in: scenario, options: options ?? self.options)
  }

  /// Calendars of all teams.
  func teams() -> [CalendarFile] { RosterCalendars.perTeam(of: roster, in: scenario, options: options) }
}

func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }
func instant(_ text: String) throws -> Instant { try #require(Instant(iso: text)) }

extension CalendarFile {
  /// The whole calendar as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Lines as they are on disk, without their ends.
  var physicalLines: [String] { text.replacingOccurrences(of: "\r\n", with: "\n").components(separatedBy: "\n") }

  /// Lines after unfolding.
  var lines: [String] {
    text.replacingOccurrences(of: "\r\n ", with: "", options: .literal)
      .components(separatedBy: "\r\n").filter { !$0.isEmpty }
  }

  /// Values of a property, parameters left out.
  func values(_ name: String) -> [String] {
    lines.filter { $0.hasPrefix(name + ":") || $0.hasPrefix(name + ";") }
      .map { String($0[($0.firstIndex(of: ":") ?? $0.startIndex)...].dropFirst()) }
  }
}
