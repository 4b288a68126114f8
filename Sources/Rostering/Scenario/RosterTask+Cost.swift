import Timeline
import Tours
public import Workforce

// What a roster costs, counted anew from who works and serves what when; the search's own sums are not asked.

extension Rostering {
  /// What a roster costs as it is written down, whoever made it.
  public static func statement(
    of roster: Roster, covering requirement: Requirement, in scenario: Scenario
  ) -> CostStatement {
    let task = RosterTask(requirement, in: scenario, published: roster)
    return task.statement(of: roster)
  }
}

extension RosterTask {
  /// The cost of the published tours where everybody serves what a roster says.
  func statement(of roster: Roster) -> CostStatement {
    statement(tours: publishedTours, groups: groups(of: roster, tours: publishedTours))
  }

  /// The cost of a roster item by item.
  ///
  /// - Parameters:
  ///   - tours: shape [people][days].
  ///   - served: the queue group of everybody, shape [people][intervals], breaks included; -1 outside shifts.
  ///   - isAsTold: whether a week in which somebody was told to work on a date of which it is known by now that they are away is one of
  ///     nobody away, as it was when they were told.
  func statement(tours: [Int32], groups served: [Int16], isAsTold: Bool = false) -> CostStatement {
    guard case .intervals(let demand) = problem.demand else { return CostStatement([]) }
    if posts != nil {
      return CostStatement(
        postItems(tours) + wishItems(tours) + tourItems(tours, isAsTold) + [fairness(of: tours)])
    }
    let cover = WorkedCover(problem, demand, ShiftTable(problem), tours: tours, serving: served)
    let days = problem.dayCount
    var changes = [Int](repeating: 0, count: max(1, problem.weekCount))
    for (place, option) in tours.enumerated() where option >= 0 && cover.serves(place / days) {
      changes[problem.weekOfDay[place % days]] += cover.changes(place / days, option)
    }
    var items = coverItems(cover) + presenceItems(cover)
    for (week, count) in changes.enumerated() {
      let points = demand.changePrice * Double(count)
      items.append(.init(.queueChanges, week: week, amount: Double(count), points: points))
    }
    return CostStatement(items + wishItems(tours) + tourItems(tours, isAsTold) + [fairness(of: tours)])
  }

  private func fairness(of tours: [Int32]) -> CostStatement.Item {
    .init(.fairness, points: fairShares()?.cost(of: tours, in: problem) ?? 0)
  }

  /// Shortage and surplus by queue and week. What a group lacks or has is shared by its queues as they ask for people, and what is asked
  /// for after a queue's last date stands apart.
  private func coverItems(_ cover: borrowing WorkedCover) -> [CostStatement.Item] {
    let grid = requirement.grid
    let hours = Double(problem.intervalMinutes) / 60
    let weeks = scenario.horizon.weeks
    let ends = scenario.queues.indices.map { requirement.end(ofQueue: $0, in: scenario) }
    let none = CostStatement.Item(.shortage, points: 0)
    var short = [CostStatement.Item](repeating: none, count: scenario.queues.count * weeks)
    var over = short
    var after = CostStatement.Item(.hoursAfter, points: 0)
    for (group, queues) in groups.queues.enumerated() {
      for interval in 0..<problem.intervalCount {
        let gap = cover.gap(interval, group)
        let planned =
          !grid.indices.contains(interval)
          ? [] : queues.filter { interval < ends[$0] || requirement.queues[$0].netAgents[interval] > 0 }
        let asked = Double(cover.demand.required[interval * groups.queues.count + group])
        var left = 1.0
        for queue in planned {
          let own = requirement.queues[queue].netAgents[interval]
          let share = asked > 0 ? min(left, own / asked) : 1 / Double(planned.count)
          left -= share
          let place = queue * weeks + week(of: interval, in: scenario.queues[queue].open.zone)
          short[place].amount += share * gap.short * hours
          short[place].points += share * gap.shortPoints
          over[place].amount += share * gap.over * hours
          over[place].points += share * gap.overPoints
        }
        if left > 1e-9 { after.points += left * (gap.shortPoints + gap.overPoints) }
      }
    }
    return (0..<short.count).flatMap { place in
      let (queue, week) = (place / weeks, place % weeks)
      return [
        CostStatement.Item(
          .shortage, queue: queue, week: week, amount: short[place].amount, points: short[place].points),
        CostStatement.Item(.surplus, queue: queue, week: week, amount: over[place].amount, points: over[place].points),
      ]
    } + [after]
  }

  /// Missing supervisors and the like by week.
  private func presenceItems(_ cover: borrowing WorkedCover) -> [CostStatement.Item] {
    let hours = Double(problem.intervalMinutes) / 60
    var items = (0..<scenario.horizon.weeks).map { CostStatement.Item(.presence, week: $0, points: 0) }
    for (row, rule) in scenario.presences.enumerated() {
      for interval in requirement.grid.indices {
        let missing = cover.missing(row, interval)
        if missing == 0 { continue }
        let week = week(of: interval, in: rule.open.zone)
        items[week].amount += missing * hours
        items[week].points += missing * cover.demand.presences[row].price
      }
    }
    return items
  }

  /// Refused wishes by week.
  private func wishItems(_ tours: [Int32]) -> [CostStatement.Item] {
    let wishes = Dictionary(grouping: scenario.requests, by: \.agent)
    var items = (0..<scenario.horizon.weeks).map { CostStatement.Item(.wishes, week: $0, points: 0) }
    for person in problem.people.indices where carriedShifts[person].isEmpty {
      for wish in wishes[problem.people[person].name] ?? [] {
        let day = wish.date.days(since: scenario.horizon.first)
        guard (0..<problem.dayCount).contains(day), problem.people[person].days[day] != .off,
          isRefused(wish, by: tours[person * problem.dayCount + day])
        else { continue }
        items[problem.weekOfDay[day]].points += wish.weight
      }
    }
    return items
  }

  /// Overtime, unstable starts, split shifts and single days off by week.
  private func tourItems(_ tours: [Int32], _ isAsTold: Bool) -> [CostStatement.Item] {
    let judge = TourJudge(problem)
    let absent = isAsTold ? scenario.absenceDatesByAgent : [:]
    let days = problem.dayCount
    return (0..<scenario.horizon.weeks).flatMap { week -> [CostStatement.Item] in
      var overtime = CostStatement.Item(.overtime, week: week, points: 0)
      var starts = CostStatement.Item(.starts, week: week, points: 0)
      var splits = CostStatement.Item(.splits, week: week, points: 0)
      var singles = CostStatement.Item(.singleDaysOff, week: week, points: 0)
      for (person, someone) in problem.people.enumerated() where carriedShifts[person].isEmpty {
        let tour = problem.tour(person, of: tours)
        var minutes = Double(judge.overtimeMinutes(tour, person: person, week: week))
        if isAsTold, minutes > 0, isToldWhileAway(tour, person: person, week: week, absent[someone.name] ?? []),
          let above = someone.rules.overtimeBegins(week: week),
          let usual = plainRules(of: person).overtimeBegins(week: week)
        {
          minutes = max(0, minutes - Double(usual - above))
        }
        overtime.amount += minutes / 60
        overtime.points += minutes * someone.rules.overtimePrice
        let hours = Double(judge.startHours(tour, person: person, week: week))
        starts.amount += hours
        starts.points += hours * someone.rules.unstableStartPrice
        for day in 0..<days where problem.weekOfDay[day] == week && tour[day] >= 0 && isSplit(tour[day]) {
          splits.amount += 1
          splits.points += scenario.prices.split
        }
        if someone.rules.singleDayOffPrice == 0 { continue }
        for day in 0..<days where problem.weekOfDay[day] == week && judge.isSingleDayOff(tour, day, person: person) {
          singles.amount += 1
          singles.points += someone.rules.singleDayOffPrice
        }
      }
      return [overtime, starts, splits, singles]
    }
  }

  /// Whether a tour has work on a date of a week on which its person is away, absences at short notice left out.
  private func isToldWhileAway(_ tour: [Int32], person: Int, week: Int, _ absent: Set<CivilDate>) -> Bool {
    tour.indices.contains { day in
      problem.weekOfDay[day] == week && tour[day] >= 0 && problem.people[person].days[day] == .off
        && !absent.contains(date(day))
    }
  }

  private func week(of interval: Int, in zone: Zone) -> Int {
    let date = zone.local(at: requirement.grid.instant(of: interval)).date
    return min(max(0, date.days(since: scenario.horizon.first) / 7), scenario.horizon.weeks - 1)
  }

  /// Who serves which group when: as it was told where that stays; where it need not, as it was told or where whole people cost less;
  /// and work that nobody was told of where they cost least.
  ///
  /// - Parameters:
  ///   - tours: shape [people][days].
  ///   - told: shape [people][intervals].
  ///   - stays: whether somebody's day stays as it was told.
  func groups(serving tours: [Int32], asTold told: [Int16], where stays: (Int, Int) -> Bool) -> [Int16] {
    guard posts == nil, case .intervals(let demand) = problem.demand else { return told }
    var cover = WorkedCover(problem, demand, ShiftTable(problem))
    cover.setGroups(told)
    var open: [Int32] = []
    var new: [Int32] = []
    for person in problem.people.indices {
      for day in 0..<problem.dayCount {
        let place = person * problem.dayCount + day
        let option = tours[place]
        if option < 0 { continue }
        let isGiven = !cover.serves(person) || stays(person, day)
        if !isGiven { open.append(Int32(place)) }
        if isGiven || option == publishedTours[place] && isTold(person, problem.reach(of: option), told) {
          cover.put(person, option, 1)
        } else {
          cover.setGroups(person, option, nil)
          new.append(Int32(place))
        }
      }
    }
    cover.place(new, tours)
    cover.placeAgain(open, tours)
    return cover.groups
  }

  /// Whether somebody was told which group they serve in all of some intervals.
  private func isTold(_ person: Int, _ intervals: Range<Int>, _ told: [Int16]) -> Bool {
    let row = person * problem.intervalCount
    return intervals.clamped(to: 0..<problem.intervalCount).allSatisfy { told[row + $0] >= 0 }
  }

  /// Who serves which group by the spells of a roster, shape [people][intervals]; -1 where it does not say.
  func groups(of roster: Roster, tours: [Int32]) -> [Int16] {
    let grid = requirement.grid
    let spells = Dictionary(grouping: roster.spells, by: \.agent)
    let index = Dictionary(groups.queues.enumerated().map { ($1, $0) }) { first, _ in first }
    var served = [Int16](repeating: -1, count: problem.people.count * problem.intervalCount)
    if posts != nil { return served }
    for (person, someone) in problem.people.enumerated() {
      for option in tours[problem.row(person)] where option >= 0 {
        var before: Int16 = -1
        for interval in problem.reach(of: option).clamped(to: 0..<problem.intervalCount) {
          let start = grid.instant(of: interval)
          let end = start.advanced(bySeconds: grid.intervalSeconds)
          guard let spell = (spells[someone.name] ?? []).last(where: { $0.start < end && start < $0.end }),
            let group = index[spell.queues]
          else {
            // Between two parts of a day nobody changes queue.
            served[person * problem.intervalCount + interval] = before
            continue
          }
          before = Int16(group)
          served[person * problem.intervalCount + interval] = before
        }
      }
    }
    return served
  }
}
