import Headcount

/// A made-up headcount problem of any size: sites with wages of their own, language sets, contracts, two vendors.
///
/// Everything follows from the sizes and a seed. Hours wanted have a season and grow; the people present cover most of the first
/// month; attrition makes hiring necessary everywhere.
struct HeadcountCase {
  var months: Int
  var sites: Int
  var languageSets: Int
  var contracts: Int
  var seed: UInt64 = 1

  /// Sets of the languages 0 to 4, the first the main one.
  private static let sets: [[Int]] = [[0], [1, 0], [2, 0], [3, 0], [4, 0], [1, 2, 0], [3, 4], [2]]
  private static let languages = 5

  private struct Dice {
    var state: UInt64

    /// A number of a range.
    mutating func number(_ range: ClosedRange<Double>) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + (range.upperBound - range.lowerBound) * Double(state >> 40) / Double(1 << 24)
    }
  }

  /// The problem, in cents.
  var problem: HeadcountProblem {
    var dice = Dice(state: seed)
    let sets = Self.sets.prefix(languageSets)
    let wages = (0..<sites).map { _ in dice.number(900...2_400) }
    // Phone and email of each language: two queues that the same people take.
    let used = (0..<Self.languages).filter { language in sets.contains { $0.contains(language) } }
    let size = used.map { _ in dice.number(0.6...1.4) * Double(sites * contracts) * 1_250 }
    var demands: [HourDemand] = []
    for (place, language) in used.enumerated() {
      for (channel, share) in [("phone", 0.7), ("email", 0.3)] {
        demands.append(
          HourDemand(
            queue: "\(language)-\(channel)",
            hours: (0..<months).map { month in
              let season = 1 + 0.12 * Self.wave(month + 3 * place)
              return size[place] * share * season * (1 + 0.006 * Double(month))
            }, shortPrice: 6_000))
      }
    }
    var classes: [StaffClass] = []
    for site in 0..<sites {
      for (index, set) in sets.enumerated() {
        for contract in 0..<contracts {
          let paid = [173.0, 152, 108, 87][contract % 4]
          let wage = wages[site] * [1, 1.03, 1.06, 1.1][contract % 4] * (1 + 0.04 * Double(set.count - 1))
          let queues = used.indices.filter { set.contains(used[$0]) }.flatMap { [2 * $0, 2 * $0 + 1] }
          let least = [1, 3, 1, 4][(site + contract) % 4]
          classes.append(
            StaffClass(
              id: "s\(site)c\(contract)l\(index)", site: "s\(site)", language: "\(set[0])", costCentre: "s\(site)",
              queues: queues, present: [.init(start: -60, heads: Double(Int(dice.number(3...14))))],
              attrition: [0.07, 0.05, 0.035, dice.number(0.015...0.035)], ramp: [0.3, 0.75, 1],
              hours: (0..<months).map { paid * 0.8 * (1 - ($0 % 12 == 4 ? 0.12 : 0.06)) },
              pay: (0..<months).map {
                .init(
                  wages: (paid * wage * ($0 >= 9 ? 1.03 : 1)).rounded(), charges: (paid * wage * 0.25).rounded())
              },
              hiring: .init(
                earliest: 1 + site % 3, size: least...least + 9, intakesAMonth: 2,
                costAPerson: MonthlyCents(dice.number(60_000...250_000)), trainingAPerson: 60_000,
                costAnIntake: least > 1 ? 150_000 : 0),
              overtime: contract == 0
                ? .init(share: 0.05, price: (0..<months).map { _ in wage * 1.5 / 0.8 }) : nil))
        }
      }
    }
    let partners = (0..<2).map { index in
      Partner(
        id: "v\(index)", costCentre: "v\(index)", queues: [2 * index, 2 * index + 1],
        price: (0..<2).map { _ in (0..<months).map { _ in 3_400 + 300 * Double(index) } },
        tiers: [.init(from: 2_000, rebate: 250)], least: .init(repeating: 500, count: months),
        most: .init(repeating: 6_000, count: months), growth: 1_000, before: 500)
    }
    let present = classes.reduce(0) { $0 + $1.present[0].heads * $1.pay[0].total }
    var problem = HeadcountProblem(monthCount: months, demands: demands, classes: classes, partners: partners)
    problem.seats = [SeatLimit(name: "s0", site: "s0", most: 80 * contracts)]
    problem.ceilings = stride(from: 0, to: months, by: 12).map { start in
      let range = start..<min(start + 12, months)
      return Ceiling(name: "year \(start / 12)", months: range, most: Int(present * Double(range.count) * 2.2))
    }
    return problem
  }

  /// One wave a year, between -1 and 1, of straight lines.
  private static func wave(_ month: Int) -> Double {
    let place = month % 12
    return place < 6 ? Double(place) / 3 - 1 : 3 - Double(place) / 3
  }
}
