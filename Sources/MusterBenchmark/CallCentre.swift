import Rostering
import Tours

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads a call-centre instance (named agents, languages, sites, intervals) and says its rosters in that format's words.
struct CallCentre {
  let problem: RosterProblem
  private let instance: Instance
  /// Template of each option.
  private let templateOf: [Int]

  /// The parts of the file that are read.
  private struct Instance: Decodable {
    struct Site: Decodable {
      var id: String
      var utc_offset_minutes: Int
    }
    struct Contract: Decodable {
      var id: String
      var weekly_min: Int
      var weekly_max: Int
      var max_days_per_week: Int
      var lengths: [Int]
      var leave_credit: Int
    }
    struct Template: Decodable {
      var id: String
      var site: String
      var start: Int
      var span: Int
      var paid: Int
      var work: [Double]
    }
    struct OffRequest: Decodable {
      var day: Int
      var weight: Double
    }
    struct StartWish: Decodable {
      var earliest: Int
      var latest: Int
      var weight: Double
    }
    struct Agent: Decodable {
      var id: String
      var site: String
      var contract: String
      var skills: [String]
      var leave: [Int]
      var off_requests: [OffRequest]
      var start_pref: StartWish?
      var prev_streak: Int
      var prev_end: Int?
    }
    struct Rules: Decodable {
      var min_rest_minutes: Int
      var max_consecutive_days: Int
      var soft_weekends: Int
      var max_weekends: Int
    }
    struct Costs: Decodable {
      var under1: Double
      var under2: Double
      var under1_share: Double
      var over: Double
      var weekend: Double
    }
    var interval_minutes: Int
    var horizon_days: Int
    var intervals: Int
    var sites: [Site]
    var languages: [String]
    var contracts: [Contract]
    var templates: [Template]
    var agents: [Agent]
    var demand: [String: [Double]]
    var rules: Rules
    var costs: Costs
  }

  /// Parses the bytes of an instance.
  init(_ bytes: [UInt8]) throws {
    let instance = try JSONDecoder().decode(Instance.self, from: Data(bytes))
    self.instance = instance
    let days = instance.horizon_days
    let prices = instance.languages.map { _ in
      ShortagePrice(
        first: instance.costs.under1, beyond: instance.costs.under2, firstShare: instance.costs.under1_share)
    }
    var required = [Double](repeating: 0, count: instance.intervals * instance.languages.count)
    for (group, language) in instance.languages.enumerated() {
      for (interval, value) in (instance.demand[language] ?? []).enumerated() where interval < instance.intervals {
        required[interval * instance.languages.count + group] = value
      }
    }
    // Productive work in quarters of an interval, or halves where that is enough.
    let isHalves = instance.templates.allSatisfy { $0.work.allSatisfy { ($0 * 2).rounded() == $0 * 2 } }
    let units = isHalves ? 2 : 12
    var problem = RosterProblem(
      intervalMinutes: instance.interval_minutes, intervalCount: instance.intervals, unitsPerInterval: units,
      weekOfDay: (0..<days).map { $0 / 7 }, weekendOfDay: (0..<days).map { $0 % 7 >= 5 ? $0 / 7 : -1 },
      kinds: [ShiftKind(name: "shift")],
      demand: .intervals(
        IntervalDemand(
          groups: instance.languages, required: required, prices: prices, overPrice: instance.costs.over)))
    var menuOf: [String: Int] = [:]
    var templateOf: [Int] = []
    for agent in instance.agents where menuOf[agent.site + "/" + agent.contract] == nil {
      guard let contract = instance.contracts.first(where: { $0.id == agent.contract }),
        let site = instance.sites.first(where: { $0.id == agent.site })
      else { throw Unreadable(description: "agent \(agent.id) has an unknown site or contract") }
      let listed = instance.templates.indices.filter {
        instance.templates[$0].site == site.id && contract.lengths.contains(instance.templates[$0].paid)
      }
      let options = (0..<days).map { day in
        listed.map { index in
          Self.option(instance.templates[index], day: day, site: site, step: instance.interval_minutes, &problem, units)
        }
      }
      let (menu, places) = problem.addMenu(options)
      menuOf[agent.site + "/" + agent.contract] = menu
      templateOf += [Int](repeating: 0, count: problem.options.count - templateOf.count)
      for day in 0..<days {
        for (offset, index) in listed.enumerated() { templateOf[Int(places[day][offset])] = index }
      }
    }
    self.templateOf = templateOf
    for agent in instance.agents {
      problem.people.append(
        try Self.person(agent, instance, problem, menu: menuOf[agent.site + "/" + agent.contract] ?? 0))
    }
    self.problem = problem
  }

  /// What is wrong with a file.
  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  private static func option(
    _ template: Instance.Template, day: Int, site: Instance.Site, step: Int, _ problem: inout RosterProblem,
    _ units: Int
  ) -> ShiftOption {
    let start = day * 1440 + template.start - site.utc_offset_minutes
    let first = start >= 0 ? start / step : -((-start + step - 1) / step)
    let pattern = problem.pattern(template.work.map { UInt8(($0 * Double(units)).rounded()) })
    return ShiftOption(
      kind: 0, start: start, end: start + template.span, paid: template.paid, localStart: template.start,
      pattern: pattern, firstInterval: first)
  }

  private static func person(
    _ agent: Instance.Agent, _ instance: Instance, _ problem: RosterProblem, menu: Int
  ) throws -> RosterPerson {
    guard let contract = instance.contracts.first(where: { $0.id == agent.contract }),
      let site = instance.sites.first(where: { $0.id == agent.site })
    else { throw Unreadable(description: "agent \(agent.id) has an unknown site or contract") }
    let days = instance.horizon_days
    var locks = [DayRule](repeating: .free, count: days)
    for day in agent.leave where (0..<days).contains(day) { locks[day] = .off }
    var rules = TourRules()
    rules.leastRest = instance.rules.min_rest_minutes
    rules.mostDaysInARow = instance.rules.max_consecutive_days
    rules.mostWeekends = instance.rules.max_weekends
    rules.freeWeekends = instance.rules.soft_weekends
    rules.weekendPrice = instance.costs.weekend
    for week in 0..<problem.weekCount {
      let leave = agent.leave.count { $0 / 7 == week }
      let credit = contract.leave_credit * leave
      let least = max(0, contract.weekly_min - credit)
      rules.weekMinutes.append(least...max(least, contract.weekly_max - credit))
      rules.weekDays.append(max(0, contract.max_days_per_week - leave))
    }
    // `prev_end` counts from local midnight of the day before the horizon.
    let before = TourHistory(
      daysInARow: agent.prev_streak, lastEnd: agent.prev_end.map { $0 - 1440 - site.utc_offset_minutes })
    var costs = [Float](repeating: 0, count: problem.menus[menu].count)
    for request in agent.off_requests where (0..<days).contains(request.day) {
      for option in problem.options(menu: menu, day: request.day) {
        costs[option - problem.menus[menu].first] += Float(request.weight)
      }
    }
    if let wish = agent.start_pref {
      for local in costs.indices {
        let start = Int(problem.options[problem.menus[menu].first + local].localStart)
        if start < wish.earliest || start > wish.latest { costs[local] += Float(wish.weight) }
      }
    }
    return RosterPerson(
      name: agent.id, menu: menu, groups: agent.skills.compactMap { instance.languages.firstIndex(of: $0) },
      days: locks, rules: rules, before: before, optionCosts: costs)
  }

  /// The tours of `agent,day,template` lines, the other way round than `table`.
  func tours(of text: String) throws -> [Int32] {
    let days = problem.dayCount
    var tours = [Int32](repeating: RosterProblem.off, count: problem.people.count * days)
    let people = Dictionary(problem.people.enumerated().map { ($1.name, $0) }) { first, _ in first }
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      guard cells.count == 3, let person = people[cells[0]], let day = Int(cells[1]), (0..<days).contains(day),
        let option = problem.options(menu: problem.people[person].menu, day: day).first(where: {
          instance.templates[templateOf[$0]].id == cells[2]
        })
      else { throw Unreadable(description: "not a shift of this instance: \(line)") }
      tours[person * days + day] = Int32(option)
    }
    return tours
  }

  /// The roster as `agent,day,template` lines.
  func table(_ tours: [Int32]) -> String {
    var text = "agent,day,template\n"
    let days = problem.dayCount
    for (person, someone) in problem.people.enumerated() {
      for day in 0..<days where tours[person * days + day] >= 0 {
        text += "\(someone.name),\(day),\(instance.templates[templateOf[Int(tours[person * days + day])]].id)\n"
      }
    }
    return text
  }
}
