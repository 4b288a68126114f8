import Headcount
import Testing

/// A linear congruential generator, the same everywhere.
struct Dice {
  var state: UInt64

  init(_ seed: UInt64) { state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407 }

  /// A whole number of a range.
  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int((state >> 33) % UInt64(range.count))
  }

  /// A number of a range in hundredths of it.
  mutating func number(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(whole(0...100)) / 100
  }

  mutating func chance(_ percent: Int) -> Bool { whole(1...100) <= percent }
}

/// A small random case.
struct SmallCase: CustomTestStringConvertible, Sendable {
  let seed: UInt64
  let problem: HeadcountProblem

  var testDescription: String { "case \(seed)" }

  /// Two to four months, one to three classes, one or two queues; partners, overtime, a transfer and a ceiling now and then.
  init(_ seed: UInt64) {
    self.seed = seed
    var dice = Dice(seed)
    let months = dice.whole(2...4)
    let queueCount = dice.whole(1...2)
    let classCount = dice.whole(1...3)
    // Amounts that are paid once differ by month, as those in another currency do.
    var rates = Dice(seed &+ 1_000_000)
    func once(_ range: ClosedRange<Int>) -> MonthlyCents {
      let usual = Double(dice.whole(range))
      return MonthlyCents((0..<months).map { _ in (usual * rates.number(0.5...1.5)).rounded() })
    }
    var bonuses = Dice(seed &+ 2_000_000)
    let demands = (0..<queueCount).map { queue in
      HourDemand(
        queue: "q\(queue)", hours: (0..<months).map { _ in dice.number(0...420) },
        shortPrice: Double(dice.whole(20...90)) * 100)
    }
    var classes = (0..<classCount).map { index -> StaffClass in
      let both = queueCount == 2 && dice.chance(40)
      let hasIntake = dice.chance(40)
      let low = hasIntake ? dice.whole(1...2) : 1
      return StaffClass(
        id: "c\(index)", site: "s\(index % 2)", costCentre: "k\(index % 2)",
        queues: both ? [0, 1] : [dice.whole(0...queueCount - 1)],
        present: [
          .init(start: -dice.whole(0...3), heads: Double(dice.whole(0...2))),
          .init(start: dice.whole(0...1), heads: Double(dice.whole(0...1)), end: dice.chance(30) ? 2 : nil),
        ],
        attrition: (0..<dice.whole(1...3)).map { _ in dice.number(0...0.2) },
        ramp: dice.chance(50) ? [dice.number(0...0.5), 1] : [],
        hours: (0..<months).map { _ in dice.number(90...140) },
        pay: (0..<months).map { _ in
          .init(
            wages: Double(dice.whole(200_000...330_000)), supplements: Double(dice.whole(0...9_000)),
            charges: Double(dice.whole(0...60_000)))
        },
        hiring: .init(
          earliest: dice.whole(max(0, months - 3)...months - 1), size: low...low + 1, intakesAMonth: 1,
          costAPerson: once(0...200_000), trainingAPerson: once(0...50_000),
          costAnIntake: hasIntake ? once(1...90_000) : 0),
        overtime: dice.chance(50)
          ? .init(share: dice.number(0...0.1), price: (0..<months).map { _ in Double(dice.whole(2_500...5_500)) }) : nil
      )
    }
    if classCount == 3 { classes[2].hiring = nil }
    var partners: [Partner] = []
    if dice.chance(40) {
      let least = dice.number(0...40)
      let hasTier = months == 2 && dice.chance(60)
      partners = [
        Partner(
          id: "p", costCentre: "kp", queues: [0],
          price: [(0..<months).map { _ in Double(dice.whole(2_800...6_000)) }],
          tiers: hasTier ? [.init(from: least + 30, rebate: once(200...900))] : [],
          least: [Double](repeating: least, count: months),
          most: (0..<months).map { _ in least + dice.number(0...150) },
          growth: dice.chance(50) ? dice.number(10...80) : nil, before: least, bonus: bonuses.chance(40) ? 0.1 : 0)
      ]
    }
    var transfers: [Transfer] = []
    if classCount > 1, dice.chance(40) {
      transfers = [
        Transfer(
          from: 0, to: 1, months: dice.whole(0...1), passing: dice.chance(50) ? 1 : 0.8,
          cost: once(0...90_000), mostAMonth: 1)
      ]
    }
    var ceilings: [Ceiling] = []
    if dice.chance(40) {
      ceilings = [
        Ceiling(
          name: "all", months: 0..<months, costCentre: dice.chance(50) ? "k0" : nil,
          most: dice.whole(600_000...6_000_000))
      ]
    }
    var seats = dice.chance(30) ? [SeatLimit(name: "s0", site: "s0", most: dice.whole(1...4))] : []
    // Some hold from the second month on.
    if let most = seats.first?.most, most < 3, months > 1 { seats[0].months = 1..<months }
    problem = HeadcountProblem(
      monthCount: months, demands: demands, classes: classes, partners: partners, transfers: transfers,
      ceilings: ceilings,
      seats: seats)
  }
}
