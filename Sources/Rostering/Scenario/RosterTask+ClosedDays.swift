import Timeline
import Tours
import Workforce

/// Dates when nothing is open that somebody could work on: none of their queues, activities, presences or posts.
///
/// Nobody is asked for then, and still such a day costs no more than any other surplus. So it is no choice: whoever can keep their rules
/// without it has it off. Leave, fixed shifts and what was told are left alone.
extension RosterTask {
  /// Keeps everybody free on closed dates where that leaves them a lawful tour, and on as many of them as do where not.
  ///
  /// - Returns: a sentence for each set of people who may have to work on some of these dates all the same.
  /// - Complexity: O(people x options), one tour search for each kind of person who has a closed date, and one for each of their closed
  ///   dates where all of them are too many.
  mutating func keepClosedDaysFree() -> [String] {
    let closed = closedDays()
    let people = problem.people.indices.filter { !closed[$0].isEmpty }
    guard !people.isEmpty else { return [] }
    var names: [[Int]: [String]] = [:]
    var known: [[Int]: [LawfulChoice: [Int]]] = [:]
    let before = problem
    for person in people { keepFree(person, closed[person]) }
    let hasTour = haveLawfulTours(people)
    for (place, person) in people.enumerated() where !hasTour[place] {
      let choice = LawfulChoice(before.people[person])
      let needed = known[closed[person]]?[choice] ?? neededDays(of: closed[person], before.people[person], person)
      known[closed[person], default: [:]][choice] = needed
      problem.people[person].days = before.people[person].days
      guard let needed else { continue }
      keepFree(person, closed[person].filter { !needed.contains($0) })
      names[needed, default: []].append(problem.people[person].name)
    }
    return names.sorted { $0.value[0] < $1.value[0] }.map { days, names in
      let dates = days.map { date($0).isoText }
      return
        "\(listText(names)): the rules leave no lawful way to be free on all dates when nothing they serve is open; they may work "
        + "on \(listText(dates))"
    }
  }

  /// Keeps everybody whose told tour keeps the rules free on closed dates that they were told to be free on.
  mutating func keepClosedDaysFreeAsTold() {
    let judge = TourJudge(problem)
    for (person, closed) in closedDays().enumerated() where !closed.isEmpty {
      let told = problem.tour(person, of: publishedTours)
      guard judge.isLegal(told, person: person) else { continue }
      keepFree(person, closed.filter { told[$0] < 0 })
    }
  }

  private mutating func keepFree(_ person: Int, _ days: [Int]) {
    for day in days { problem.people[person].days[day] = .keptFree }
  }

  /// The closed dates that somebody needs: each in turn is kept free where that leaves a lawful tour, weekends before holidays in the
  /// week. None where there is no tour with all of them open.
  private func neededDays(of closed: [Int], _ someone: RosterPerson, _ person: Int) -> [Int]? {
    var task = self
    task.problem.people[person] = someone
    guard task.haveLawfulTours([person])[0] else { return nil }
    let weekends = closed.filter { problem.weekendOfDay[$0] >= 0 }
    let needed = (weekends + closed.filter { !weekends.contains($0) }).filter { day in
      task.problem.people[person].days[day] = .keptFree
      if task.haveLawfulTours([person])[0] { return false }
      task.problem.people[person].days[day] = .free
      return true
    }
    return needed.sorted()
  }

  /// Shape [people]: days that are not decided and on which no option of somebody reaches an interval that asks for them.
  private func closedDays() -> [[Int]] {
    struct Kind: Hashable {
      var menu: Int
      var groups: [Int]
      var presences: [Int]
    }
    var known: [Kind: [Int]] = [:]
    let open = OpenIntervals(self)
    return problem.people.enumerated().map { person, someone in
      if !carriedShifts[person].isEmpty || someone.groups.isEmpty && someone.presences.isEmpty { return [] }
      let kind = Kind(menu: someone.menu, groups: someone.groups.sorted(), presences: someone.presences.sorted())
      let days =
        known[kind]
        ?? (0..<problem.dayCount).filter { day in
          let options = problem.options(menu: someone.menu, day: day)
          return !options.isEmpty && !options.contains { open.reaches(Int32($0), someone, in: self) }
        }
      known[kind] = days
      return days.filter { someone.days[$0] == .free }
    }
  }

  /// A list for people, the first few of it.
  private func listText(_ items: [String]) -> String {
    items.count <= 4
      ? items.joined(separator: ", ") : items[..<3].joined(separator: ", ") + " and \(items.count - 3) more"
  }
}

/// When anything is open: opening hours, what queues ask for all the same, and the hours in which people have to be present.
private struct OpenIntervals {
  /// Shape [groups][intervals + 1] and [presences][intervals + 1]: open intervals before each.
  private var groups: [[Int32]] = []
  private var presences: [[Int32]] = []

  init(_ task: RosterTask) {
    guard case .intervals(let demand) = task.problem.demand, task.posts == nil else { return }
    let count = task.problem.intervalCount
    let grid = task.requirement.grid
    let holidays = task.scenario.queues.map { task.scenario.holidays(in: $0.region) }
    for (group, queues) in task.groups.queues.enumerated() {
      groups.append(
        Self.sums(count) { interval in
          demand.required[interval * demand.groups.count + group] > 0
            || queues.contains {
              task.scenario.isWorked(
                task.scenario.queues[$0], at: grid.instant(of: interval), holidays: holidays[$0])
            }
        })
    }
    for row in demand.presences { presences.append(Self.sums(count) { row.wanted[$0] > 0 }) }
  }

  private static func sums(_ count: Int, _ isOpen: (Int) -> Bool) -> [Int32] {
    var sums: [Int32] = [0]
    for interval in 0..<count { sums.append(sums[interval] + (isOpen(interval) ? 1 : 0)) }
    return sums
  }

  /// Whether a shift of somebody reaches anything that they serve; where people are wanted by shift, whether it fills a post.
  func reaches(_ place: Int32, _ someone: RosterPerson, in task: RosterTask) -> Bool {
    if task.posts != nil { return task.place(of: place) > 0 }
    let reach = task.problem.reach(of: place).clamped(to: 0..<task.problem.intervalCount)
    func isOpen(_ sums: [Int32]) -> Bool { sums[reach.upperBound] > sums[reach.lowerBound] }
    return someone.groups.contains { isOpen(groups[$0]) } || someone.presences.contains { isOpen(presences[$0]) }
  }
}
