import Libc
package import Tabular
package import Timeline
package import Units
package import Workforce

/// What headcount.yaml says, checked against its scenario.
package struct HeadcountFile: Sendable {
  /// A length of time that people write in months, weeks or days.
  package struct Span: Hashable, Sendable {
    /// Calendar months.
    package var months = 0
    /// Days on top.
    package var days = 0

    /// The date so long before another.
    package func before(_ date: CivilDate) -> CivilDate {
      var first = date.firstOfMonth
      for _ in 0..<months { first = first.advanced(byDays: -1).firstOfMonth }
      let day = min(date.day, CivilDate.dayCount(year: first.year, month: first.month))
      return first.advanced(byDays: day - 1 - days)
    }

    /// Days, months taken as a twelfth of a year.
    package var meanDays: Double { Double(days) + Double(months) * 365.25 / 12 }
  }

  /// Pay from a date on.
  package struct DatedPay: Hashable, Sendable {
    /// What becomes of the price of a paid hour.
    package enum Change: Hashable, Sendable {
      /// It is this.
      case price(Money)
      /// It is so many times what it was, rounded to coins.
      case factor(Double)
    }

    /// First date.
    package var from: CivilDate
    /// What the price of a paid hour is then.
    package var change: Change
  }

  /// Shares of pay on top of it.
  package struct Supplements: Hashable, Sendable {
    /// For hours from 22:00 to 06:00.
    package var night = 0.0
    /// For hours of a Sunday.
    package var sunday = 0.0
    /// For hours of a public holiday of the site.
    package var holiday = 0.0
  }

  /// What may be said of all classes under `usual`, and of each.
  package struct Terms: Sendable {
    /// From signing to the start.
    package var lead = Span(months: 1)
    /// Fewest and most people who start together.
    package var size = 1...1_000
    /// Intakes a month.
    package var intakesAMonth = 1
    /// Months of a year in which people start, 1 to 12.
    package var intakeMonths = Set(1...12)
    /// Price of an intake.
    package var intakeCost: Money?
    /// Price of hiring a person.
    package var hiring: Money?
    /// Time of training, in which nobody works.
    package var training = Span()
    /// Price of training a person.
    package var trainingCost: Money?
    /// Share of a full head's work in the first, second ... month after training.
    package var ramp: [Double] = []
    /// Share that leaves in the first, second ... month; the last goes on.
    package var attrition: [Double] = []
    /// Share of paid time on leave by month, 1 to 12.
    package var leave: [Int: Double] = [:]
    /// Employer's charges on wages and supplements.
    package var charges = 0.0
    /// Supplements.
    package var supplements = Supplements()
    /// Most overtime as a share of the contract's hours.
    package var overtime = 0.0
    /// Pay of an hour of overtime over that of a usual one.
    package var overtimePay = 1.5
    /// Whose budget; nil for that of the site.
    package var costCentre: String?
    /// Pay from dates on, before which the contract's price holds.
    package var wages: [DatedPay] = []

    /// Price of an hour that is paid on a date.
    package func pay(on date: CivilDate, of contract: Contract) -> Money {
      wages.reduce(contract.costPerHour(on: date)) { price, step in
        guard step.from <= date else { return price }
        return switch step.change {
        case .price(let price): price
        case .factor(let factor):
          Money(minorUnits: Int((Double(price.minorUnits) * factor).rounded()), currency: price.currency)
        }
      }
    }
  }

  /// A kind of people that may be hired.
  package struct StaffClass: Sendable {
    /// Unique name.
    package var id: String
    /// Id of the site.
    package var site: String
    /// Id of the contract.
    package var contract: String
    /// Languages, the first being the one they count for.
    package var languages: [String]
    /// Channels, tiers and further skills.
    package var skills: [String]
    /// Its own terms over the usual ones.
    package var terms: Terms
    /// Where it is written.
    package var place: Place

    /// Somebody of the class.
    package func person(named id: String) -> Agent {
      Agent(id: id, name: id, site: site, contract: contract, languages: languages, skills: skills)
    }
  }

  /// A value from a month on.
  package struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
    /// First of the first month; `nil` for every month before the next.
    package var from: CivilDate?
    /// What holds then.
    package var value: Value
    /// Where it is written.
    package var place: Place
  }

  /// What an hour, minute or contact of a vendor costs.
  package enum PriceUnit: String, Hashable, Sendable {
    /// Hours billed.
    case hour = "h"
    /// Minutes in contact.
    case minute = "min"
    /// Contacts handled.
    case contact
  }

  /// An outsourced partner.
  package struct Vendor: Sendable {
    /// Unique name.
    package var id: String
    /// Ids of the queues it may take.
    package var queues: [String]
    /// First of the first month in which it gives hours; nil for no limit.
    package var from: CivilDate?
    /// First of the last month in which it gives hours; nil for no limit.
    package var to: CivilDate?
    /// What a thousand units cost, by rising month from which they do; the first of them holds before it too.
    package var prices: [Dated<Money>]
    /// What the unit is.
    package var unit: PriceUnit
    /// Units a month from which on a thousand cost so much at the first price; at a later one as much less of it.
    package var tiers: [(from: Double, price: Money)]
    /// Hours a month that are paid in any case, by rising month from which they hold.
    package var least: [Dated<Double>]
    /// Whether `least` is of units of the price and not of hours.
    package var leastIsBilled = false
    /// Most hours a month, by rising month from which they hold; no limit before the first of them.
    package var most: [Dated<Double>]
    /// From an order to the first hour above `least`.
    package var notice: Span
    /// Most hours more than in the month before; nil for no limit.
    package var growth: Double?
    /// Share of a billed hour that is on the queue.
    package var productive: Double
    /// Share of the price that is added for a queue and month whose goal is kept.
    package var bonus: Double
    /// Share of the price that is taken off for a queue and month whose goal is missed.
    package var malus: Double
    /// Whose budget.
    package var costCentre: String
    /// Where it is written.
    package var place: Place

    /// Whether it gives hours in a month.
    package func isThere(in month: CivilDate) -> Bool { month >= from ?? month && month <= to ?? month }

    /// The hours that are paid in any case in a month, with where they are written; `nil` where none are.
    package func least(in month: CivilDate) -> Dated<Double>? { isThere(in: month) ? least.holding(in: month) : nil }

    /// The most hours of a month; `nil` for no limit.
    package func most(in month: CivilDate) -> Double? { isThere(in: month) ? most.holding(in: month)?.value : 0 }

    /// What a thousand units cost in a month, and how many times the first price that is, as tiers go with it.
    package func price(in month: CivilDate) -> (money: Money, factor: Double) {
      let money = (prices.holding(in: month) ?? prices[0]).value
      let first = prices[0].value.minorUnits
      return (money, first > 0 ? Double(money.minorUnits) / Double(first) : 1)
    }
  }

  /// A way from one class into another.
  package struct Transfer: Sendable {
    /// Id of the class people come from.
    package var from: String
    /// Id of the class they join.
    package var to: String
    /// Months of training.
    package var months: Int
    /// Share who pass.
    package var passing: Double
    /// Price for each who begins.
    package var cost: Money?
    /// Most who begin in a month.
    package var mostAMonth: Int
    /// Where it is written.
    package var place: Place
  }

  /// A course in a language or a skill for people who are there.
  package struct Course: Sendable {
    /// What is learned.
    package var subject: String
    /// Whether it is a language; otherwise a skill.
    package var isLanguage: Bool
    /// Price for each who begins.
    package var cost: Money?
    /// Working time that it takes.
    package var length: Span
    /// Share who pass.
    package var passing: Double
    /// Where it is written.
    package var place: Place
  }

  /// A limit of money.
  package struct Ceiling: Sendable {
    /// Name for people.
    package var name: String
    /// First of the first month.
    package var from: CivilDate
    /// First of the last month.
    package var to: CivilDate
    /// The stretch that is limited, where the plan has not all of its months: `2026`.
    package var shortened: String?
    /// Cost centre; nil for all.
    package var costCentre: String?
    /// The most.
    package var most: Money
    /// Where it is written.
    package var place: Place
  }

  /// Seats of a site.
  package struct Seats: Sendable {
    /// Id of the site.
    package var site: String
    /// First of the first month; nil from the beginning on.
    package var from: CivilDate?
    /// The most heads, until the next row of the site.
    package var most: Int
    /// Where it is written.
    package var place: Place
  }

  /// One unit of a currency in that of the plan, from a date on.
  package struct Rate: Sendable {
    /// The other currency.
    package var currency: String
    /// First date.
    package var from: CivilDate
    /// What one unit of it is worth.
    package var rate: Double
    /// Where it is written.
    package var place: Place
  }

  /// The file's name.
  package static let fileName = "headcount.yaml"

  /// First of the first month.
  package var first: CivilDate
  /// How many months.
  package var monthCount: Int
  /// The currency of all sums.
  package var currency: String
  /// What an hour left short is taken to cost.
  package var short: Money
  /// Volume that is planned for.
  package var planFor: DemandLevel
  /// The same by queue: one that says its own keeps it where the file says none.
  package var queueLevels: [DemandLevel]
  /// Terms of people who are in no class of the file.
  package var usual: Terms
  /// Classes in the order of the file.
  package var classes: [StaffClass]
  /// Vendors.
  package var vendors: [Vendor]
  /// Transfers.
  package var transfers: [Transfer]
  /// Courses for people who are there.
  package var courses: [Course]
  /// Ceilings.
  package var ceilings: [Ceiling]
  /// Seats.
  package var seats: [Seats]
  /// Rates, by currency and date.
  package var rates: [Rate]
  /// Where the file begins, for faults of the whole.
  package var place: Place
  /// The file, for the manifest.
  package var file: InputFile

  /// First dates of the months, and of the one after the last.
  package var monthStarts: [CivilDate] {
    var starts = [first]
    for _ in 0..<monthCount { starts.append(starts[starts.count - 1].firstOfNextMonth) }
    return starts
  }

  /// What one unit of a currency is worth in that of the plan on a date; nil where no rate says.
  package func rate(of currency: String, on date: CivilDate) -> Double? {
    if currency == self.currency { return 1 }
    return rates.last { $0.currency == currency && $0.from <= date }?.rate
  }

  /// The share that leaves in a month where so many leave in a year.
  static func monthly(_ yearly: Double) -> Double { 1 - pow(1 - yearly, 1.0 / 12) }

  /// A name of a class from what people have in common: `lisbon-full-time:fr+en`.
  package static func name(contract: String, languages: [String], tiers: [String]) -> String {
    let further = tiers.filter { $0 != "L1" }
    return "\(contract):\(languages.joined(separator: "+"))"
      + (further.isEmpty ? "" : ":\(further.joined(separator: "+"))")
  }
}

extension Array {
  /// What holds in a month of values by rising month; nil before the first of them.
  package func holding<Value: Hashable & Sendable>(
    in month: CivilDate
  ) -> Element? where Element == HeadcountFile.Dated<Value> {
    last { step in step.from.map { $0 <= month } ?? true }
  }
}

extension Horizon {
  /// The first of the first month that is not begun before the horizon.
  package var firstFullMonth: CivilDate { first.day == 1 ? first : first.firstOfNextMonth }
}
