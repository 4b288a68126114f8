import Timeline
import Tours
public import Workforce

/// The posts of a scenario that wants people by date and shift, as the intervals of a problem: interval = day x count + place, where
/// place 0 is no post at all.
///
/// Of a shift there is an option for each post that it fills, so whoever chooses one is at that post and no other. The people
/// wanted at a post are a stack of groups, dearest first: the least, those wanted, and more that still have something to do. Everybody serves
/// every group, so cover, reasons and mending know nothing of posts.
struct ShiftPosts {
  /// How many times the price a person missing of the least costs.
  static let leastFactor = 4.0

  /// Posts from place 1 on: those that ask for a skill first.
  let posts: [ShiftPost]
  /// Shape [days][count]: the row of the scenario, nil where nobody is wanted.
  let rows: [Int?]
  private let demand: [ShiftDemand]
  /// Shape [rows]: paid hours of one person at the post.
  let hours: [Double]
  /// Shape [rows]: points for one person missing.
  private let prices: [Double]
  private let overPrice: Double
  /// Hours of the longest shift of any post: those that the price of somebody left over is for.
  let overHours: Double
  let dayCount: Int

  /// Places of a day.
  var count: Int { posts.count + 1 }

  /// The posts of a scenario; nil where queues say who is needed.
  init?(of scenario: Scenario) {
    guard let demand = scenario.shiftDemand else { return nil }
    self.demand = demand
    dayCount = scenario.horizon.dayCount
    var posts: [ShiftPost] = []
    var known: Set<ShiftPost> = []
    for row in demand where known.insert(row.post).inserted { posts.append(row.post) }
    // A fixed shift goes to the first post that it fills.
    posts = posts.filter { $0.skill != nil } + posts.filter { $0.skill == nil }
    self.posts = posts
    let place = Dictionary(uniqueKeysWithValues: posts.enumerated().map { ($1, $0 + 1) })
    var rows = [Int?](repeating: nil, count: dayCount * (posts.count + 1))
    for (index, row) in demand.enumerated() where scenario.contains(row.date) {
      rows[row.date.days(since: scenario.horizon.first) * (posts.count + 1) + (place[row.post] ?? 0)] = index
    }
    self.rows = rows
    let ofPost = posts.map { Self.hours(of: $0, in: scenario) }
    let hours = demand.map { ofPost[(place[$0.post] ?? 1) - 1] }
    self.hours = hours
    // Prices are per half hour; see docs/decisions/0002-prices-are-points.md.
    prices = zip(demand, hours).map { $0.price ?? scenario.prices.short * 2 * $1 }
    overHours = ofPost.max() ?? 8
    overPrice = scenario.prices.over * 2 * overHours
  }

  /// Hours of one person missing or left over in a cell.
  func hours(at cell: Int) -> Double { rows[cell].map { hours[$0] } ?? overHours }

  /// Paid hours of the longest shift that somebody of the site may fill a post with; eight where there is none.
  private static func hours(of post: ShiftPost, in scenario: Scenario) -> Double {
    let contracts = Set(scenario.agents.filter { $0.site == post.site }.map(\.contract))
    let minutes = scenario.contracts.filter { contracts.contains($0.id) }.flatMap(\.shiftMinutes).max()
    return minutes.map { Double($0) / 60 } ?? 8
  }

  /// Places of a day that a shift of somebody fills; place 0 where it fills none.
  func places(of shift: PossibleShift, day: Int, by agent: Agent, _ contract: Contract?, zone: Zone) -> [Int] {
    guard (0..<dayCount).contains(day) else { return [0] }
    let found = (1..<max(1, count)).filter { place in
      let post = posts[place - 1]
      return rows[day * count + place] != nil && post.site == agent.site
        && post.skill.map(agent.skills.contains) ?? true && fills(post.span, shift, contract, zone)
    }
    return found.isEmpty ? [0] : found
  }

  private func fills(_ span: ShiftPost.Span, _ shift: PossibleShift, _ contract: Contract?, _ zone: Zone) -> Bool {
    switch span {
    case .kind(let name): return contract?.kind(ofStart: shift.localStartMinutes) == name
    case .hours(let from, let to):
      let last = zone.local(at: shift.end)
      let end = last.date.days(since: shift.date) * 1440 + last.secondsOfDay / 60
      let until = to.minutes <= from.minutes ? to.minutes + 1440 : to.minutes
      return shift.layout.gap == nil && shift.localStartMinutes <= from.minutes && until <= end
    }
  }

  /// What makes menus differ between people of one contract and site: the skills that posts ask for.
  func skills(of agent: Agent) -> [String] {
    let asked = Set(posts.compactMap(\.skill))
    return Set(agent.skills).intersection(asked).sorted()
  }

  /// The post at a place of a day, for people.
  func text(at place: Int) -> String { place > 0 ? posts[place - 1].text : "at no post" }

  // MARK: - Demand

  /// People wanted by day and post, for the engine that rosters whole shifts.
  var dayShift: DayShiftDemand {
    func table(_ value: (Int) -> Double) -> [Double] { rows.map { $0.map(value) ?? 0 } }
    func counts(_ value: (ShiftDemand) -> Int) -> [Int] { rows.map { $0.map { value(demand[$0]) } ?? 0 } }
    return DayShiftDemand(
      wanted: counts(\.wanted), underPrice: table { prices[$0] }, overPrice: rows.map { _ in overPrice },
      bends: DayShiftDemand.Bends(
        least: counts(\.least), most: counts(\.most), leastPrice: table { prices[$0] * Self.leastFactor }))
  }

  /// The same as groups that everybody serves, one for each price.
  var intervals: IntervalDemand {
    let usual = Set(rows.compactMap { $0.map { prices[$0] } })
    let levels = usual.union(usual.map { $0 * Self.leastFactor }).union([0]).sorted(by: >)
    let group = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, $0) })
    var required = [Double](repeating: 0, count: rows.count * levels.count)
    for (interval, index) in rows.enumerated() {
      guard let index else { continue }
      let row = demand[index]
      for (price, people) in [
        (prices[index] * Self.leastFactor, row.least), (prices[index], row.wanted - row.least),
        (0, row.most - row.wanted),
      ] { required[interval * levels.count + (group[price] ?? 0)] += Double(people) }
    }
    return IntervalDemand(
      groups: levels.map { "\($0)" }, required: required,
      prices: levels.map { ShortagePrice(first: $0, beyond: $0, firstShare: 1) }, overPrice: overPrice)
  }

  // MARK: - Who is where

  /// The cheapest post for each of some people of a day, given the places that their shifts fill.
  ///
  /// One after the other goes where somebody is missed most, others moving on to make room; with prices that rise from person to
  /// person that is the best choice for all of them together.
  func assigned(_ choices: [[Int]], day: Int) -> [Int] {
    let demand = dayShift
    var have = [Int](repeating: 0, count: count)
    var placeOf = [Int](repeating: -1, count: choices.count)
    func price(_ place: Int) -> Double {
      let cell = day * count + place
      return demand.cost(cell: cell, have: have[place] + 1) - demand.cost(cell: cell, have: have[place])
    }
    for (person, own) in choices.enumerated() {
      // Places that can be had, each with who moves there from where.
      var reached: [Int: (mover: Int, from: Int)] = [:]
      var order: [Int] = []
      for place in own where reached[place] == nil {
        reached[place] = (person, -1)
        order.append(place)
      }
      var next = 0
      while next < order.count {
        let from = order[next]
        next += 1
        for (other, places) in choices.enumerated() where placeOf[other] == from {
          for place in places where reached[place] == nil {
            reached[place] = (other, from)
            order.append(place)
          }
        }
      }
      guard var place = order.min(by: { (price($0), $0) < (price($1), $1) }) else { continue }
      have[place] += 1
      while let step = reached[place] {
        placeOf[step.mover] = place
        if step.from < 0 { break }
        place = step.from
      }
    }
    return placeOf
  }
}

extension RosterTask {
  /// The same tours with everybody at the post where they are missed most.
  func settled(_ tours: [Int32]) -> [Int32] {
    guard let posts else { return tours }
    var settled = tours
    for day in 0..<problem.dayCount {
      let present = problem.people.indices.filter { tours[$0 * problem.dayCount + day] >= 0 }
      let options = present.map { copies(of: tours[$0 * problem.dayCount + day], person: $0, day: day) }
      let chosen = posts.assigned(options.map { $0.map { place(of: $0) } }, day: day)
      for (index, person) in present.enumerated() {
        if let option = options[index].first(where: { place(of: $0) == chosen[index] }) {
          settled[person * problem.dayCount + day] = option
        }
      }
    }
    return settled
  }

  /// Options of a person that are the same shift at another post.
  private func copies(of option: Int32, person: Int, day: Int) -> [Int32] {
    let shift = shifts[Int(option)]
    let own = problem.options(menu: problem.people[person].menu, day: day).filter { shifts[$0] == shift }.map(
      Int32.init)
    return own.isEmpty ? [option] : own
  }

  /// Whether two options are the same shift, at whichever post.
  func isSameShift(_ option: Int32, _ other: Int32) -> Bool {
    option == other || option >= 0 && other >= 0 && shifts[Int(option)] == shifts[Int(other)]
  }

  /// The place of a day that an option is at.
  func place(of option: Int32) -> Int {
    Int(problem.options[Int(option)].firstInterval) % max(1, problem.postCount)
  }

  /// A sentence for each post that no shift of anybody fills on any date.
  func postsNobodyFills() -> [String] {
    guard let posts else { return [] }
    let filled = Set(problem.options.map { Int($0.firstInterval) % posts.count })
    return posts.posts.enumerated().filter { !filled.contains($0.offset + 1) }.map {
      "\($0.element.text): no shift of anybody there fills it"
    }
  }

  /// Who is at which post, by the rows of the scenario.
  ///
  /// - Parameter other: a problem with more people behind those of the task.
  func cover(of tours: [Int32], of other: RosterProblem? = nil) -> [ShiftCover] {
    guard let posts, let demand = scenario.shiftDemand else { return [] }
    let problem = other ?? problem
    var agents = [[String]](repeating: [], count: demand.count)
    for person in problem.people.indices where person >= carriedShifts.count || carriedShifts[person].isEmpty {
      for day in 0..<problem.dayCount {
        let option = tours[person * problem.dayCount + day]
        guard option >= 0, let row = posts.rows[day * posts.count + place(of: option)] else { continue }
        agents[row].append(problem.people[person].name)
      }
    }
    return demand.indices.map { ShiftCover(demand[$0], agents: agents[$0], hours: posts.hours[$0]) }
  }

  /// Shortage and surplus by week, in hours of the shifts.
  func postItems(_ tours: [Int32]) -> [CostStatement.Item] {
    guard let posts else { return [] }
    let demand = posts.dayShift
    var have = [Int](repeating: 0, count: problem.intervalCount)
    for (place, option) in tours.enumerated() where option >= 0 {
      let cell = Int(problem.options[Int(option)].firstInterval)
      if carriedShifts[place / problem.dayCount].isEmpty { have[cell] += 1 }
    }
    var short = (0..<scenario.horizon.weeks).map { CostStatement.Item(.shortage, week: $0, points: 0) }
    var over = (0..<scenario.horizon.weeks).map { CostStatement.Item(.surplus, week: $0, points: 0) }
    for cell in have.indices {
      let week = problem.weekOfDay[cell / posts.count]
      let points = demand.cost(cell: cell, have: have[cell])
      if have[cell] < demand.wanted[cell] {
        short[week].amount += Double(demand.wanted[cell] - have[cell]) * posts.hours(at: cell)
        short[week].points += points
      } else {
        let most = demand.bends?.most[cell] ?? demand.wanted[cell]
        over[week].amount += Double(max(0, have[cell] - most)) * posts.overHours
        over[week].points += points
      }
    }
    return short + over
  }
}

extension Rostering {
  /// What a roster gives each row of shift-demand.csv, in their order; empty where queues say who is needed.
  public static func shiftCover(of roster: Roster, in scenario: Scenario) -> [ShiftCover] {
    guard scenario.shiftDemand != nil else { return [] }
    let task = RosterTask(Requirement(grid: scenario.grid, queues: []), in: scenario, published: roster)
    return task.cover(of: task.publishedTours)
  }
}
