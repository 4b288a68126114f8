import Chance
import Tours

/// Changes drawn at random for `EveningOut`.
struct EveningDraw {
  private var random: SplitMix64
  private var draws: Draws
  /// Everybody who shares unevenly, with their colleagues.
  private let members: [(person: Int, colleagues: [Int])]

  init(seed: UInt64, groups: [[Int]]) {
    random = SplitMix64(seed: seed, part: 0)
    draws = Draws(seed: seed, part: 1)
    members = groups.flatMap { group in group.map { ($0, group) } }
  }

  /// The temperature, in prices of fairness, when a share of the tries is over.
  static func heat(_ share: Double) -> Double { 0.6 - 0.56 * share }

  /// By how much the cost may rise this once: as often as annealing would take such a rise.
  mutating func patience(_ heat: Double) -> Double { heat * draws.exponential() }

  /// Two colleagues exchange some dates in a row, or somebody's day moves; nil where that is nothing.
  mutating func change(of evening: EveningOut) -> EveningOut.Change? {
    let (person, colleagues) = members[random.below(members.count)]
    if random.below(2) == 0 { return moveOfDay(person, evening) }
    let other = colleagues[random.below(colleagues.count)]
    return other == person ? nil : exchange(person, other, evening)
  }

  private mutating func exchange(_ first: Int, _ second: Int, _ evening: EveningOut) -> EveningOut.Change? {
    let (mine, theirs) = (evening.tour(first), evening.tour(second))
    var (one, other) = (mine, theirs)
    let start = random.below(evening.days)
    for day in start..<min(evening.days, start + 1 + random.below(Self.mostDays)) {
      guard let given = evening.counterpart(mine[day], of: second, day: day),
        let taken = evening.counterpart(theirs[day], of: first, day: day)
      else { return nil }
      (one[day], other[day]) = (taken, given)
    }
    return one == mine ? nil : [(first, one), (second, other)]
  }

  /// Most dates of an exchange by chance.
  private static let mostDays = 10

  /// A date gets another shift or post or is off, or two dates of a week change places.
  private mutating func moveOfDay(_ person: Int, _ evening: EveningOut) -> EveningOut.Change? {
    let problem = evening.task.problem
    let menu = problem.people[person].menu
    var tour = evening.tour(person)
    let day = random.below(evening.days)
    let other = min(evening.days - 1, day - day % 7 + random.below(7))
    let old = (tour[day], tour[other])
    if day == other {
      let options = problem.options(menu: menu, day: day)
      let choice = random.below(options.count + 1)
      tour[day] = choice == options.count ? RosterProblem.off : Int32(options.lowerBound + choice)
    } else {
      guard let here = evening.task.option(like: old.1, menu: menu, day: day),
        let there = evening.task.option(like: old.0, menu: menu, day: other)
      else { return nil }
      (tour[day], tour[other]) = (here, there)
    }
    return (tour[day], tour[other]) == old ? nil : [(person, tour)]
  }
}

extension RosterTask {
  /// The option of another date with the same hours of the clock and the same post; nil where there is none.
  fileprivate func option(like option: Int32, menu: Int, day: Int) -> Int32? {
    if option < 0 { return option }
    let (wanted, place) = (shifts[Int(option)], place(of: option))
    func isAlike(_ candidate: Int) -> Bool {
      let found = shifts[candidate]
      return found.localStartMinutes == wanted.localStartMinutes && found.layout == wanted.layout
        && self.place(of: Int32(candidate)) == place
    }
    return problem.options(menu: menu, day: day).first(where: isAlike).map { Int32($0) }
  }
}
