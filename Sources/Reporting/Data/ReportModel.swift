import Timeline
import Workforce

/// A report's content as its sections need it: found once, read by all of them.
struct ReportModel {
  let content: ReportContent
  let language: ReportLanguage
  /// How the reader writes times.
  let hourCycle: HourCycle
  let clocks: ReaderClocks
  let history: DayHistory
  /// Shifts of the roster by person, in the order of the scenario's people.
  let shifts: [[Shift]]
  /// What is taken when, by person in the same order.
  let spells: [[QueueSpell]]
  /// Duties on call by person in the same order.
  let duties: [[OnCallDuty]]
  /// Dates of leave or absence by person; what kind it is stays with the planner, for sheets hang on walls.
  let away: [Set<CivilDate>]
  /// Names of holidays by queue, by date.
  let holidays: [[CivilDate: String]]
  /// Teams in alphabetical order, each with the indices of its people; people without a team come last, by site.
  let teams: [Team]
  /// Index of each person by id.
  private let places: [String: Int]

  /// People who are looked at together.
  struct Team {
    /// What it is called: the team, or the site where people have none.
    var name: String
    /// Indices of the scenario's people.
    var people: [Int]
  }

  var scenario: Scenario { content.scenario }
  var phrases: ReportPhrases { language.phrases }
  var forms: LocaleForms { language.forms }

  init(_ content: ReportContent, _ language: ReportLanguage, _ hourCycle: HourCycle) {
    self.content = content
    self.language = language
    self.hourCycle = hourCycle
    let scenario = content.scenario
    let week = 7 * 86_400
    let grid = scenario.grid
    clocks = ReaderClocks(
      of: scenario, others: content.readerZones,
      range: grid.start.advanced(bySeconds: -week)..<grid.end.advanced(bySeconds: week))
    history = DayHistory(content.history, of: scenario)
    let places = Dictionary(scenario.agents.enumerated().map { ($1.id, $0) }) { first, _ in first }
    self.places = places
    shifts = Self.byPerson(content.roster?.shifts ?? [], places) { $0.agent }
    spells = Self.byPerson(content.roster?.spells ?? [], places) { $0.agent }
    duties = Self.byPerson(content.roster?.duties ?? [], places) { $0.agent }
    let leave = Self.byPerson(scenario.leave, places) { $0.agent }
    let absences = Self.byPerson(scenario.absences, places) { $0.agent }
    away = zip(leave, absences).map { Set(scenario.dates(of: $0 + $1)) }
    holidays = scenario.queues.map { scenario.holidays(in: $0.region) }
    teams = Self.teams(of: scenario)
  }

  private static func byPerson<Entry>(
    _ entries: [Entry], _ places: [String: Int], _ owner: (Entry) -> String
  ) -> [[Entry]] {
    var lists = [[Entry]](repeating: [], count: places.count)
    for entry in entries { if let place = places[owner(entry)] { lists[place].append(entry) } }
    return lists
  }

  private static func teams(of scenario: Scenario) -> [Team] {
    var byName: [String: [Int]] = [:]
    var bySite: [String: [Int]] = [:]
    for (index, agent) in scenario.agents.enumerated() {
      if agent.team.isEmpty {
        bySite[agent.site, default: []].append(index)
      } else {
        byName[agent.team, default: []].append(index)
      }
    }
    return [byName, bySite].flatMap { groups in
      groups.sorted { $0.key < $1.key }.map { Team(name: $0.key, people: $0.value) }
    }
  }

  /// The clock of a person's site.
  func zone(of person: Int) -> Zone { scenario.site(scenario.agents[person].site)?.zone ?? .utc }

  /// Start and end on a clock, as the reader writes them.
  func times(_ start: Instant, _ end: Instant, in zone: Zone) -> String {
    times(zone.local(at: start).secondsOfDay, zone.local(at: end).secondsOfDay)
  }

  /// The same from seconds of the day.
  func times(_ start: Int, _ end: Int) -> String { "\(hourCycle.text(start))–\(hourCycle.text(end))" }

  /// Which shifts fill a post: the name of their kind, or their hours as the reader writes them.
  func text(of span: ShiftPost.Span) -> String {
    switch span {
    case .kind(let name): name
    case .hours(let from, let to): times(from.minutes * 60, to.minutes * 60)
    }
  }

  /// The index of the scenario's person of an id; nil for nobody of it.
  func person(_ id: String) -> Int? { places[id] }

  /// What a person is called; the id where names are kept out.
  func name(of person: Int) -> String {
    let agent = scenario.agents[person]
    return content.showsNames && !agent.name.isEmpty ? agent.name : agent.id
  }

  /// Dates of the horizon in weeks that begin on the language's first weekday.
  var weeks: [[CivilDate]] {
    var weeks: [[CivilDate]] = []
    for date in scenario.horizon.dates {
      if let last = weeks.last?.first, forms.weekStart(of: last) == forms.weekStart(of: date) {
        weeks[weeks.count - 1].append(date)
      } else {
        weeks.append([date])
      }
    }
    return weeks
  }
}
