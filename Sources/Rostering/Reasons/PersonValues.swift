import Tours
public import Workforce

/// What one more person of a kind would save a roster: the person joins, takes the cheapest lawful tour, and everybody else may
/// change to a cheaper week.
///
/// The roster is first brought to a point where no week of one person alone can be made cheaper, so that what it could have saved
/// by itself is not credited to the newcomer; the same is done with the newcomer in it. The difference is what a roster with the
/// person is known to save, and a search that moves several people at once can only find more.
struct PersonValues {
  let task: RosterTask
  let demand: IntervalDemand
  /// Asked before every person; `true` ends the work, and what is there then is not to be used.
  let isCancelled: () -> Bool

  /// One entry for each site, contract and set of queues that somebody of the scenario has; the most valuable first. Kinds whose
  /// rules leave no tour are left out.
  ///
  /// - Complexity: O(kinds x people near them x weeks) tour searches.
  func values() -> [PersonValue] {
    let kinds = kinds()
    guard !kinds.isEmpty else { return [] }
    var problem = task.problem
    let staff = problem.people.indices
    problem.people += kinds.map(\.person)
    let nobody = [Int32](repeating: RosterProblem.off, count: kinds.count * problem.dayCount)
    let tables = IntervalTables(problem, demand)
    var state = ReplanState(tables, tours: task.publishedTours + nobody)
    let search = TourSearch(tables.space)
    // Everybody stays as published where that is as cheap.
    let asItIs = Replanning.Disturbance(
      published: state.tours, firstOpenDay: 0, priceOfChange: 0, mostOthers: 0, in: problem)
    state.settle(staff, search, asItIs, stop: isCancelled)
    let tours = staff.map { state.tour($0) }
    let before = hours(state)
    let without = staff.flatMap { otherDays(tours[$0], of: $0) }
    var values: [PersonValue] = []
    for (place, kind) in kinds.enumerated() where !isCancelled() {
      let newcomer = staff.count + place
      defer {
        for person in staff { state.setTour(person, tours[person]) }
        state.setTour(newcomer, [Int32](repeating: RosterProblem.off, count: problem.dayCount))
      }
      guard let change = state.improve(newcomer, 0..<problem.dayCount, search, asItIs, isForced: true) else { continue }
      let further = state.settle(
        near(newcomer, among: staff, state.model), search, asItIs, stop: isCancelled)
      let after = hours(state)
      values.append(
        PersonValue(
          of: kind.agent, in: task.scenario, languages: kind.languages, queues: kind.queues,
          starts: starts(of: state.tour(newcomer)), points: -(change + further),
          shortHours: before.short - after.short, overHours: after.over - before.over, without: without,
          with: staff.flatMap { otherDays(state.tour($0), of: $0) } + newDays(state.tour(newcomer), kind.agent)))
    }
    return values.sorted {
      ($1.points, $0.site, $0.contract, $0.queues) < ($0.points, $1.site, $1.contract, $1.queues)
    }
  }

  // MARK: - Search

  /// People whose work may change because somebody joins: who counts for what they count for, and who does for what those do.
  private func near(_ newcomer: Int, among staff: Range<Int>, _ model: CoverModel) -> [Int] {
    func counted(_ person: Int) -> [Int] {
      let profile = model.profiles[model.profileOf[person]]
      return profile.presences + (profile.component < 0 ? [] : [-1 - profile.component])
    }
    var reached = Set(counted(newcomer))
    var people: [Int] = []
    while true {
      let found = staff.filter { !reached.isDisjoint(with: counted($0)) }
      if found.count == people.count { return people }
      people = found
      for person in found { reached.formUnion(counted(person)) }
    }
  }

  // MARK: - What is told

  /// The dates on which a tour of somebody is not as published.
  private func otherDays(_ tour: [Int32], of person: Int) -> [OtherDay] {
    let first = person * task.problem.dayCount
    return tour.indices.filter { tour[$0] != task.publishedTours[first + $0] }.map { day in
      OtherDay(
        agent: task.agent(of: person).id, date: task.date(day),
        shifts: tour[day] == RosterProblem.off ? [] : task.work(person: person, option: tour[day]))
    }
  }

  /// The dates on which somebody works who is not in the roster.
  private func newDays(_ tour: [Int32], _ agent: Agent) -> [OtherDay] {
    tour.indices.filter { tour[$0] != RosterProblem.off }.map { day in
      OtherDay(
        agent: nil, date: task.date(day), shifts: task.work(tour[day], of: agent))
    }
  }

  /// First and last start of a tour on the site's clock, for example `09:00-10:30`; empty for somebody who never works.
  private func starts(of tour: [Int32]) -> String {
    let minutes = tour.filter { $0 >= 0 }.map { Int(task.problem.options[Int($0)].localStart) }
    guard let first = minutes.min(), let last = minutes.max() else { return "" }
    func clock(_ minutes: Int) -> String {
      let digits = [minutes / 60 % 24, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      return digits.joined(separator: ":")
    }
    return first == last ? clock(first) : "\(clock(first))-\(clock(last))"
  }

  /// Hours missing and above what is wanted: of posts counted person by person, else as the cost has it.
  private func hours(_ state: borrowing ReplanState) -> (short: Double, over: Double) {
    guard task.posts != nil else { return state.shortAndOverHours() }
    var (short, over) = (0.0, 0.0)
    for row in task.cover(of: state.tours, of: state.problem) {
      short += Double(row.short) * row.hours
      over += Double(row.over) * row.hours
    }
    return (short, over)
  }

  /// The posts that shifts of a menu fill.
  private func posts(of menu: Int) -> [String] {
    guard let posts = task.posts else { return [] }
    let menu = task.problem.menus[menu]
    let places = Set((menu.first..<menu.first + menu.count).map { task.place(of: Int32($0)) })
    return places.sorted().filter { $0 > 0 }.map { posts.text(at: $0) }
  }

  // MARK: - Kinds

  private struct Kind {
    var agent: Agent
    var languages: [String]
    var queues: String
    var person: RosterPerson
  }

  /// Kinds that exist, each with nobody's leave and wishes.
  private func kinds() -> [Kind] {
    var seen: Set<[String]> = []
    var kinds: [Kind] = []
    for (index, someone) in task.problem.people.enumerated() where !someone.groups.isEmpty {
      let agent = task.agent(of: index)
      guard let menu = task.plainMenu(of: index) else { continue }
      let names = task.posts == nil ? someone.groups.sorted().map { demand.groups[$0] } : posts(of: menu)
      let queues = names.joined(separator: " + ")
      guard seen.insert([agent.site, agent.contract, queues]).inserted else { continue }
      let spoken = Set(task.scenario.queues.filter { agent.serves($0) }.map(\.language))
      let prices = (0..<task.problem.menus[menu].count).map { task.splitPrice(menu: menu, $0) }
      let person = RosterPerson(
        name: agent.id, menu: menu, groups: someone.groups, presences: someone.presences,
        productivity: someone.productivity, days: [DayRule](repeating: .free, count: task.problem.dayCount),
        rules: task.plainRules(of: index), optionCosts: prices.contains { $0 > 0 } ? prices : [])
      kinds.append(
        Kind(agent: agent, languages: agent.languages.filter(spoken.contains), queues: queues, person: person))
    }
    return kinds
  }
}

extension ReplanState {
  /// Agent-hours missing and above the requirement, people shared between groups by the minute as the cost has it.
  fileprivate func shortAndOverHours() -> (short: Double, over: Double) {
    let hours = cover.shortAndOver()
    let length = Double(problem.intervalMinutes) / 60
    return (hours.short * length, hours.over * length)
  }
}

extension Rostering {
  /// What one more person of each kind would save a roster at least, found by adding the person to it.
  ///
  /// - Parameter isCancelled: asked often; once it is `true` the answer says nothing.
  /// - Returns: the most valuable first, in the points of `Prices` over the whole horizon.
  public static func valuesOfOneMore(
    in roster: Roster, covering requirement: Requirement, scenario: Scenario,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> [PersonValue] {
    let task = RosterTask(requirement, in: scenario, published: roster)
    guard case .intervals(let demand) = task.problem.demand else { return [] }
    return PersonValues(task: task, demand: demand, isCancelled: isCancelled).values()
  }
}
