import Chance
import Examples
import Timeline

/// A made-up support operation of any size: 50 queues in ten languages, worked from eight sites, planned for four weeks.
///
/// Volume grows with the people, so that each size is as well staffed as the next. The same size is the same bytes.
struct ScaleScenario {
  /// How many people there are.
  let people: Int

  private static let seed: UInt64 = 20_260_316
  /// Monday 2026-03-16; Europe changes its clocks at the end of the second week.
  private static let first = CivilDate(daysSinceEpoch: 20_528)
  private static let historyWeeks = 16
  /// Contact hours a week that one person takes of the work: 35 h in all, less leave, breaks, shrinkage and idle time.
  private static let hoursEach = 20.0

  private struct Site {
    var id: String
    var zone: String
    var region: String
    var starts: String
    var cost: String
  }

  private static let sites = [
    Site(id: "manila", zone: "Asia/Manila", region: "PH", starts: "06:00-21:00", cost: "5.90"),
    Site(id: "austin", zone: "America/Chicago", region: "US", starts: "06:00-15:00", cost: "21.00"),
    Site(id: "dublin", zone: "Europe/Dublin", region: "IE", starts: "07:00-13:00", cost: "19.50"),
    Site(id: "mexico-city", zone: "America/Mexico_City", region: "MX", starts: "06:00-14:30", cost: "7.20"),
    Site(id: "bogota", zone: "America/Bogota", region: "CO", starts: "06:00-14:30", cost: "6.40"),
    Site(id: "lisbon", zone: "Europe/Lisbon", region: "PT", starts: "07:00-12:30", cost: "13.40"),
    Site(id: "warsaw", zone: "Europe/Warsaw", region: "PL", starts: "07:00-13:00", cost: "12.80"),
    Site(id: "cairo", zone: "Africa/Cairo", region: "EG", starts: "07:00-15:00", cost: "5.20"),
  ]

  private struct Language {
    var id: String
    /// Its share of people and of work.
    var share: Double
    /// Clock of its customers.
    var zone: String
    /// Sites where it is spoken and the share of its people there.
    var sites: [(id: String, share: Double)]
    var isAlwaysOpen = false
  }

  private static let languages = [
    Language(
      id: "en", share: 0.34, zone: "America/New_York",
      sites: [("manila", 0.36), ("austin", 0.32), ("dublin", 0.16), ("cairo", 0.16)], isAlwaysOpen: true),
    Language(
      id: "es", share: 0.16, zone: "America/Mexico_City",
      sites: [("mexico-city", 0.5), ("bogota", 0.35), ("lisbon", 0.15)]),
    Language(id: "fr", share: 0.11, zone: "Europe/Paris", sites: [("lisbon", 0.5), ("cairo", 0.3), ("dublin", 0.2)]),
    Language(id: "de", share: 0.11, zone: "Europe/Berlin", sites: [("warsaw", 0.5), ("lisbon", 0.3), ("dublin", 0.2)]),
    Language(id: "it", share: 0.07, zone: "Europe/Rome", sites: [("lisbon", 0.7), ("warsaw", 0.3)]),
    Language(id: "pt", share: 0.07, zone: "America/Sao_Paulo", sites: [("bogota", 0.6), ("lisbon", 0.4)]),
    Language(id: "nl", share: 0.05, zone: "Europe/Amsterdam", sites: [("lisbon", 0.5), ("dublin", 0.5)]),
    Language(id: "pl", share: 0.04, zone: "Europe/Warsaw", sites: [("warsaw", 1)]),
    Language(id: "ar", share: 0.03, zone: "Africa/Cairo", sites: [("cairo", 1)]),
    Language(id: "ja", share: 0.02, zone: "Asia/Tokyo", sites: [("manila", 1)]),
  ]

  private struct QueueKind {
    var id: String
    var channel: String
    var tier: String
    var needs: String?
    /// Share of the work of its language.
    var share: Double
    var handleTime: Double
    var goal: String
    var isLate = true
  }

  private static let kinds = [
    QueueKind(
      id: "phone", channel: "phone", tier: "L1", share: 0.38, handleTime: 330, goal: "{ answered: 80 %, within: 20 s }"),
    QueueKind(
      id: "chat", channel: "chat", tier: "L1", share: 0.26, handleTime: 620, goal: "{ answered: 80 %, within: 45 s }"),
    QueueKind(
      id: "email", channel: "email", tier: "L1", share: 0.16, handleTime: 480,
      goal: "{ answered: 90 %, within: 8 h, clock: business }", isLate: false),
    QueueKind(
      id: "billing", channel: "phone", tier: "L1", needs: "billing", share: 0.12, handleTime: 420,
      goal: "{ answered: 75 %, within: 60 s }", isLate: false),
    QueueKind(
      id: "l2", channel: "phone", tier: "L2", share: 0.08, handleTime: 900, goal: "{ answered: 75 %, within: 90 s }",
      isLate: false),
  ]

  /// The files of the scenario folder, `scenario.yaml` first.
  func files() throws(ZoneError) -> [(name: String, bytes: [UInt8])] {
    let staff = staff()
    return [
      (name: "scenario.yaml", bytes: Array(yaml.utf8)), (name: "agents.csv", bytes: staff.agents),
      (name: "leave.csv", bytes: staff.leave), (name: "requests.csv", bytes: staff.requests),
      (name: "history.csv", bytes: try history()),
    ]
  }

  // MARK: - scenario.yaml

  private func isOpenAlways(_ language: Language, _ kind: QueueKind) -> Bool { language.isAlwaysOpen && kind.isLate }

  private var yaml: String {
    var text = """
      name: \(people) people, 50 queues
      horizon: { first: \(Self.first.isoText), weeks: 4, interval: 30 min }
      history: history.csv
      agents: agents.csv
      leave: leave.csv
      requests: requests.csv
      sites:

      """
    for site in Self.sites {
      text +=
        "  - { id: \(site.id), zone: \(site.zone), region: \(site.region), shrinkage: { absence: 5 %, training: 4 % } }\n"
    }
    text += "queues:\n"
    for language in Self.languages {
      for kind in Self.kinds {
        let hours =
          isOpenAlways(language, kind)
          ? "daily: 24 h" : kind.isLate ? "mon-fri: 08:00-20:00, sat: 09:00-17:00" : "mon-fri: 09:00-18:00"
        text +=
          "  - { id: \(language.id)-\(kind.id), language: \(language.id), channel: \(kind.channel), tier: \(kind.tier)"
        if let needs = kind.needs { text += ", needs: \(needs)" }
        if kind.channel == "chat" { text += ", concurrency: 3" }
        text += ", open: { zone: \(language.zone), \(hours) }, goal: \(kind.goal)"
        text += kind.channel == "email" ? " }\n" : ", patience: 150 s }\n"
      }
    }
    text += "contracts:\n"
    for site in Self.sites {
      let shifts = "starts: \(site.starts) every 30 min"
      text += """
          - id: \(site.id)-full
            week: { hours: 40 h, days: 5 }
            shifts: { lengths: [8 h], \(shifts), lunch: 30 min unpaid, breaks: 2 x 15 min paid }
            rest: 12 h
            weekends: 3 per 4 weeks
            cost: \(site.cost) EUR/h
          - id: \(site.id)-part
            week: { hours: 20-30 h, days: 5 }
            shifts: { lengths: [5 h, 6 h], \(shifts), breaks: 1 x 15 min paid }
            days-in-a-row: 5
            cost: \(site.cost) EUR/h
          - id: \(site.id)-flexible
            week: { hours: 24-40 h, days: 5 }
            shifts: { lengths: [6 h, 8 h], \(shifts), lunch: 30 min unpaid, lunch-from: 7 h, breaks: 2 x 15 min paid }
            weekends: 3 per 4 weeks
            cost: \(site.cost) EUR/h

        """
    }
    return text + "prices: { short: 10, over: 1 }\n"
  }

  // MARK: - People

  private static let firstNames = [
    "Ana", "Bruno", "Chloé", "Daniel", "Élise", "Farid", "Gabriela", "Hiro", "Ines", "João", "Karim", "Łucja", "Marta",
    "Nadia", "Óscar", "Paula", "Rafael", "Søren", "Tomasz", "Yasmin",
  ]
  private static let lastNames = [
    "Almeida", "Bakker", "Castillo", "Dubois", "Esposito", "Fischer", "García", "Haddad", "Ito", "Jansen", "Kowalski",
    "Lopes", "Müller", "Nowak", "Okafor", "Peña", "Reyes", "Santos", "Tanaka", "Weber",
  ]

  /// The place at which a share of 0..<1 falls among weights that add up to 1.
  private static func pick(_ weights: [Double], _ share: Double) -> Int {
    var rest = share
    for (place, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return place }
    }
    return weights.count - 1
  }

  private func staff() -> (agents: [UInt8], leave: [UInt8], requests: [UInt8]) {
    var draws = Draws(seed: Self.seed, part: 0)
    var agents = "id,name,site,contract,languages,skills,team,calendar_language\n"
    var leave = "agent,from,to,kind\n"
    var requests = "agent,date,wish,weight\n"
    func below(_ bound: Int) -> Int { Int(draws.uniform() * Double(bound)) }
    for index in 0..<people {
      let digits = String(100_000 + index + 1).dropFirst()
      let id = "A\(digits)"
      // Even steps through the shares, so that a few people have them too.
      let spread = (Double(index) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
      let language = Self.languages[Self.pick(Self.languages.map(\.share), spread)]
      let site = language.sites[Self.pick(language.sites.map(\.share), draws.uniform())].id
      let contract = ["full", "part", "flexible"][Self.pick([0.7, 0.15, 0.15], draws.uniform())]
      var spoken = [language.id]
      if draws.uniform() < 0.4 {
        let second = language.id == "en" ? Self.languages[1 + below(Self.languages.count - 1)].id : "en"
        spoken.append(second)
      }
      var skills = ["phone", "chat", "email", "L1"]
      switch draws.uniform() {
      case ..<0.12: skills += ["L2", "billing"]
      case ..<0.35: skills.append("billing")
      case ..<0.45: skills = ["phone", "L1"]
      case ..<0.55: skills = ["chat", "email", "L1"]
      default: break
      }
      let name = Self.firstNames[below(20)] + " " + Self.lastNames[below(20)]
      agents += "\(id),\(name) \(index + 1),\(site),\(site)-\(contract),\(spoken.joined(separator: " ")),"
      agents += "\(skills.joined(separator: " ")),\(site)-\(language.id)-\(index / 200),\(language.id)\n"
      if draws.uniform() < 0.2 {
        let from = Self.first.advanced(byDays: 7 * below(4) + below(3))
        leave += "\(id),\(from.isoText),\(from.advanced(byDays: below(7)).isoText),vacation\n"
      }
      if draws.uniform() < 0.3 {
        let date = Self.first.advanced(byDays: below(28))
        requests += "\(id),\(date.isoText),\(draws.uniform() < 0.8 ? "off" : "work"),\(2 + below(9))\n"
      }
    }
    return (Array(agents.utf8), Array(leave.utf8), Array(requests.utf8))
  }

  // MARK: - history.csv

  private static let weekdays = [1.12, 1.05, 1.0, 1.0, 0.96, 0.55, 0.45]
  /// Contacts by hour of the customers' day over the mean of 08:00 to 20:00.
  private static let hours = [
    0.30, 0.25, 0.22, 0.22, 0.25, 0.32, 0.45, 0.65, 0.92, 1.18, 1.34, 1.34, 1.22, 1.16, 1.20, 1.18, 1.10, 0.98, 0.82,
    0.66,
    0.58, 0.50, 0.44, 0.36,
  ]

  private func history() throws(ZoneError) -> [UInt8] {
    var text = Array("start,queue,offered,handled,abandoned,handle_seconds_total\n".utf8)
    var part = 1
    let start = Self.first.advanced(byDays: -7 * (Self.historyWeeks + 1))
    for language in Self.languages {
      let zone = try Zone(named: language.zone)
      for kind in Self.kinds {
        var draws = Draws(seed: Self.seed, part: part)
        part += 1
        let perHour = contactsPerHour(language, kind)
        for day in 0..<7 * Self.historyWeeks {
          let date = start.advanced(byDays: day)
          let mood = draws.factor(shape: 400) * Self.weekdays[date.weekday.rawValue]
          var instant = zone.startOfDay(date)
          let end = zone.startOfDay(date.advanced(byDays: 1))
          while instant < end {
            let local = zone.local(at: instant)
            if isOpen(language, kind, date.weekday, local.minutesOfDay) {
              let mean = perHour / 2 * Self.hours[local.minutesOfDay / 60] * mood
              let offered = Self.count(mean, &draws)
              let lost = kind.channel == "email" ? 0 : offered / 25
              let seconds = Int((Double(offered - lost) * kind.handleTime * (0.95 + 0.1 * draws.uniform())).rounded())
              text += "\(local.minuteText)\(offsetText(zone.offset(at: instant))),\(language.id)-\(kind.id)".utf8
              text += ",\(offered),\(offered - lost),\(lost),\(seconds)\n".utf8
            }
            instant = instant.advanced(bySeconds: 1800)
          }
        }
      }
    }
    return text
  }

  private func isOpen(_ language: Language, _ kind: QueueKind, _ weekday: Weekday, _ minute: Int) -> Bool {
    if isOpenAlways(language, kind) { return true }
    switch weekday {
    case .sunday: return false
    case .saturday: return kind.isLate && 540..<1020 ~= minute
    default: return kind.isLate ? 480..<1200 ~= minute : 540..<1080 ~= minute
    }
  }

  /// Contacts in a mean hour of the day, so that a week of them is the queue's share of everybody's hours.
  private func contactsPerHour(_ language: Language, _ kind: QueueKind) -> Double {
    var hours = 0.0
    for day in 0..<7 {
      let weekday = Weekday(rawValue: day) ?? .monday
      for hour in 0..<24 where isOpen(language, kind, weekday, hour * 60) {
        hours += Self.hours[hour] * Self.weekdays[day]
      }
    }
    let concurrency = kind.channel == "chat" ? 2.5 : 1
    let week = Double(people) * Self.hoursEach * language.share * kind.share
    return week / hours * 3600 / kind.handleTime * concurrency
  }

  /// A count that varies as arrivals do.
  private static func count(_ mean: Double, _ draws: inout Draws) -> Int {
    if mean < 30 { return draws.poisson(mean: mean) }
    var sum = -6.0
    for _ in 0..<12 { sum += draws.uniform() }
    return max(0, Int((mean + mean.squareRoot() * sum).rounded()))
  }
}
