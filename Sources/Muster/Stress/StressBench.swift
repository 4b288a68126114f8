import Chance
import Forecasting
import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

/// What a goal limits of a queue's contacts.
enum GoalMeasure: String, CaseIterable, Encodable {
  /// The share answered in time, from below.
  case answered
  /// The share that hangs up, from above.
  case hangUps

  /// The share that a goal asks for; nil where it says nothing of it.
  func limit(in goal: ServiceGoal) -> Double? {
    self == .answered ? goal.answered : goal.abandonedAtMost
  }

  /// By how much a share misses a limit; below 0 where it keeps it.
  func miss(_ share: Double, of limit: Double) -> Double { self == .answered ? limit - share : share - limit }

  /// As little is no miss, by what is shown of it.
  static let give = 0.0005
}

/// Plays a roster in the cases of a stress test.
struct StressBench {
  let input: ScenarioInput
  let scenario: Scenario
  let forecast: Forecast
  let requirement: Requirement
  let roster: Roster
  let terms: StressTerms
  let study: ForecastStudy

  /// Rosters of different sick calls in which the case of those is played.
  private static let mostDraws = 10

  /// What a case came to.
  struct Outcome {
    var stress: StressCase
    /// By draw of who is there.
    var played: [SimulatedService]
    /// Hours short by draw and queue; nil where they are not told.
    var shortHours: [[Double]?]

    /// Share of a queue's contacts over the horizon by replication, over all draws.
    func shares(_ measure: GoalMeasure, _ queue: Int) -> [Double] {
      played.flatMap { measure == .answered ? $0.queues[queue].services : $0.queues[queue].hangUps }
    }

    /// Mean over the replications.
    func mean(_ measure: GoalMeasure, _ queue: Int) -> Double? {
      let all = shares(measure, queue)
      return all.isEmpty ? nil : all.reduce(0, +) / Double(all.count)
    }

    /// Mean share of a queue's contacts on a date, with half the width of its interval.
    func day(_ measure: GoalMeasure, _ queue: Int, _ date: Int) -> (share: Double, half: Double, contacts: Double)? {
      let told = played.compactMap { $0.queues[queue].days[date] }.filter { !$0.serviceLevel.value.isNaN }
      let contacts = told.reduce(0) { $0 + $1.offered }
      guard contacts > 0 else { return nil }
      let figures = told.map { ($0.offered, measure == .answered ? $0.serviceLevel : $0.abandoned) }
      let share = figures.reduce(0) { $0 + $1.1.value * $1.0 } / contacts
      let variance = figures.reduce(0.0) { sum, figure in
        let half = figure.1.halfWidth.isNaN ? 0 : figure.1.halfWidth * figure.0 / contacts
        return sum + half * half
      }
      return (share, variance.squareRoot(), contacts / Double(told.count))
    }
  }

  /// The cases that the scenario has.
  var cases: [StressCase] {
    StressCase.allCases.filter { $0 != .bot || !scenario.flows.bots.isEmpty }
  }

  /// The end of what has come already, by the forecast's ranges; the beginning of the plan where nothing has.
  var begun: Instant {
    let grid = forecast.grid
    let last = grid.indices.last { interval in forecast.queues.contains { $0.hasCome(interval) } }
    return last.map { grid.instant(of: $0 + 1) } ?? grid.start
  }

  /// People who call in sick on every date.
  var sick: Int {
    let dates = max(1, Set(roster.shifts.map(\.date)).count)
    return terms.sick ?? max(1, Int((Double(roster.shifts.count) / Double(dates) / 20).rounded()))
  }

  func words(_ stress: StressCase) -> String {
    switch stress {
    case .days: "days as the history lets them come"
    case .sick: "\(sick) \(sick == 1 ? "person calls" : "people call") in sick on every date"
    case .bot: "every bot is off in its two busiest hours of every date"
    case .surge:
      "\(Share(abs(terms.surge - 1)).text(decimals: 0)) \(terms.surge < 1 ? "fewer" : "more") contacts everywhere"
    }
  }

  /// Plays a case.
  ///
  /// - Parameter mended: another roster in place of the scenario's.
  func outcome(_ stress: StressCase, with mended: Roster? = nil) throws -> Outcome {
    let own = mended ?? roster
    var (scenario, forecast, requirement) = (self.scenario, self.forecast, self.requirement)
    switch stress {
    case .days, .sick: break
    case .bot: scenario.flows.bots = scenario.flows.bots.map(withoutBusyHours)
    case .surge:
      for queue in forecast.queues.indices {
        let own = forecast.queues[queue]
        for interval in own.offered.indices where !own.hasCome(interval) {
          forecast.queues[queue].offered[interval] *= terms.surge
          forecast.queues[queue].p10[interval] *= terms.surge
          forecast.queues[queue].p90[interval] *= terms.surge
        }
      }
      requirement = requirement.moved(
        from: Staffing.requirement(for: self.forecast, in: scenario, hasPools: false),
        to: Staffing.requirement(for: forecast, in: scenario, hasPools: false))
    }
    let paths = Planner.courses(of: study, for: input, around: forecast, count: terms.replications, seed: scenario.seed)
    guard stress == .sick else {
      let played = try Staffing.simulate(
        own, paths: paths, requirement: requirement, in: scenario, seed: scenario.seed)
      return Outcome(
        stress: stress, played: [played],
        shortHours: [stress == .bot ? nil : Self.shortHours(own, requirement, scenario)])
    }
    let draws = max(1, min(Self.mostDraws, paths.count / 2))
    var outcome = Outcome(stress: stress, played: [], shortHours: [])
    for draw in 0..<draws {
      let left = withoutSick(own, draw)
      let part = Array(paths[(draw * paths.count / draws)..<((draw + 1) * paths.count / draws)])
      outcome.played.append(
        try Staffing.simulate(left, paths: part, requirement: requirement, in: scenario, seed: scenario.seed))
      outcome.shortHours.append(Self.shortHours(left, requirement, scenario))
    }
    return outcome
  }

  private static func shortHours(_ roster: Roster, _ requirement: Requirement, _ scenario: Scenario) -> [Double] {
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    let hours = Double(requirement.grid.intervalSeconds) / 3600
    return coverage.queues.map { queue in queue.required.indices.reduce(0) { $0 + queue.under($1) } * hours }
  }

  /// The roster without those who call in sick, drawn anew for every date and draw: the same people whatever is mended.
  private func withoutSick(_ roster: Roster, _ draw: Int) -> Roster {
    var gone = Set<[String]>()
    let begun = begun
    let there = Set(self.roster.shifts.lazy.filter { $0.start < begun }.map { [$0.agent, $0.date.isoText] })
    for (place, date) in Set(self.roster.shifts.map(\.date)).sorted().enumerated() {
      var random = RandomStream(seed: scenario.seed, replication: 1_000_000 + draw * 1000 + place)
      var people = Set(self.roster.shifts.lazy.filter { $0.date == date }.map(\.agent)).sorted()
      people.removeAll { there.contains([$0, date.isoText]) }
      for _ in 0..<min(sick, people.count) {
        let index = min(people.count - 1, Int(random.uniform() * Double(people.count)))
        gone.insert([people.remove(at: index), date.isoText])
      }
    }
    var left = roster
    let dropped = roster.shifts.filter { gone.contains([$0.agent, $0.date.isoText]) }
    left.shifts.removeAll { gone.contains([$0.agent, $0.date.isoText]) }
    let spans = Dictionary(grouping: dropped, by: \.agent)
    left.spells.removeAll { spell in
      (spans[spell.agent] ?? []).contains { spell.start < $0.end && spell.end > $0.start }
    }
    return left
  }

  /// A bot that is off in the two hours of every date in which most contacts come to its queue.
  private func withoutBusyHours(_ bot: Bot) -> Bot {
    guard let queue = scenario.queues.firstIndex(where: { $0.id == bot.queue }) else { return bot }
    let grid = requirement.grid
    let length = max(1, 7200 / grid.intervalSeconds)
    let zone = scenario.queues[queue].open.zone
    var best: [CivilDate: (contacts: Double, first: Int)] = [:]
    let offered = forecast.queues[queue].offered
    let begun = begun
    for first in grid.indices where first + length <= grid.count && grid.instant(of: first) >= begun {
      let date = zone.local(at: grid.instant(of: first)).date
      let contacts = offered[first..<first + length].reduce(0, +)
      if contacts > best[date]?.contacts ?? 0 { best[date] = (contacts, first) }
    }
    var off = bot
    let more = best.values.map {
      grid.instant(of: $0.first)..<grid.instant(of: $0.first).advanced(bySeconds: length * grid.intervalSeconds)
    }
    off.outages = []
    for outage in (bot.outages + more).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = off.outages.last, outage.lowerBound <= last.upperBound {
        off.outages[off.outages.count - 1] = last.lowerBound..<max(last.upperBound, outage.upperBound)
      } else {
        off.outages.append(outage)
      }
    }
    return off
  }
}
