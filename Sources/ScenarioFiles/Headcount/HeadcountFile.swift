import Libc
public import Tabular
public import Timeline
public import Units
public import Workforce

/// What headcount.yaml says, checked against its scenario.
public struct HeadcountFile: Sendable {
  /// A length of time that people write in months, weeks or days.
  public struct Span: Hashable, Sendable {
    /// Calendar months.
    public var months = 0
    /// Days on top.
    public var days = 0

    /// The date so long before another.
    public func before(_ date: CivilDate) -> CivilDate {
      var first = date.firstOfMonth
      for _ in 0..<months { first = first.advanced(byDays: -1).firstOfMonth }
      let day = min(date.day, CivilDate.dayCount(year: first.year, month: first.month))
      return first.advanced(byDays: day - 1 - days)
    }

    /// Days, months taken as a twelfth of a year.
    public var meanDays: Double { Double(days) + Double(months) * 365.25 / 12 }
  }

  /// Pay from a date on.
  public struct DatedPay: Hashable, Sendable {
    /// First date.
    public var from: CivilDate
    /// Price of a paid hour.
    public var price: Money
  }

  /// Shares of pay on top of it.
  public struct Supplements: Hashable, Sendable {
    /// For hours from 22:00 to 06:00.
    public var night = 0.0
    /// For hours of a Sunday.
    public var sunday = 0.0
    /// For hours of a public holiday of the site.
    public var holiday = 0.0
  }

  /// What may be said of all classes under `usual`, and of each.
  public struct Terms: Sendable {
    /// From signing to the start.
    public var lead = Span(months: 1)
    /// Fewest and most people who start together.
    public var size = 1...1_000
    /// Intakes a month.
    public var intakesAMonth = 1
    /// Price of an intake.
    public var intakeCost: Money?
    /// Price of hiring a person.
    public var hiring: Money?
    /// Time of training, in which nobody works.
    public var training = Span()
    /// Price of training a person.
    public var trainingCost: Money?
    /// Share of a full head's work in the first, second ... month after training.
    public var ramp: [Double] = []
    /// Share that leaves in the first, second ... month; the last goes on.
    public var attrition: [Double] = []
    /// Share of paid time on leave by month, 1 to 12.
    public var leave: [Int: Double] = [:]
    /// Employer's charges on wages and supplements.
    public var charges = 0.0
    /// Supplements.
    public var supplements = Supplements()
    /// Most overtime as a share of the contract's hours.
    public var overtime = 0.0
    /// Pay of an hour of overtime over that of a usual one.
    public var overtimePay = 1.5
    /// Whose budget; nil for that of the site.
    public var costCentre: String?
    /// Pay from dates on, before which the contract's price holds.
    public var wages: [DatedPay] = []
  }

  /// A kind of people that may be hired.
  public struct StaffClass: Sendable {
    /// Unique name.
    public var id: String
    /// Id of the site.
    public var site: String
    /// Id of the contract.
    public var contract: String
    /// Languages, the first being the one they count for.
    public var languages: [String]
    /// Channels, tiers and further skills.
    public var skills: [String]
    /// Its own terms over the usual ones.
    public var terms: Terms
    /// Where it is written.
    public var place: Place
  }

  /// Hours a month from a month on.
  public struct DatedHours: Hashable, Sendable {
    /// First of the first month; `nil` for every month before the next.
    public var from: CivilDate?
    /// Hours of each month.
    public var hours: Double
    /// Where they are written.
    public var place: Place
  }

  /// What an hour, minute or contact of a vendor costs.
  public enum PriceUnit: String, Hashable, Sendable {
    /// Hours billed.
    case hour = "h"
    /// Minutes in contact.
    case minute = "min"
    /// Contacts handled.
    case contact
  }

  /// An outsourced partner.
  public struct Vendor: Sendable {
    /// Unique name.
    public var id: String
    /// Ids of the queues it may take.
    public var queues: [String]
    /// What a unit costs.
    public var price: Money
    /// What the unit is.
    public var unit: PriceUnit
    /// Hours a month from which on each costs so much.
    public var tiers: [(from: Double, price: Money)]
    /// Hours a month that are paid in any case, by rising month from which they hold.
    public var least: [DatedHours]
    /// Most hours a month; nil for no limit.
    public var most: Double?
    /// From an order to the first hour above `least`.
    public var notice: Span
    /// Most hours more than in the month before; nil for no limit.
    public var growth: Double?
    /// Share of a billed hour that is on the queue.
    public var productive: Double
    /// Share of the price that is added for a queue and month whose goal is kept.
    public var bonus: Double
    /// Share of the price that is taken off for a queue and month whose goal is missed.
    public var malus: Double
    /// Whose budget.
    public var costCentre: String
    /// Where it is written.
    public var place: Place

    /// The hours that are paid in any case in a month, with where they are written; `nil` in months before the first of them.
    public func least(in month: CivilDate) -> DatedHours? {
      least.last { step in step.from.map { $0 <= month } ?? true }
    }
  }

  /// A way from one class into another.
  public struct Transfer: Sendable {
    /// Id of the class people come from.
    public var from: String
    /// Id of the class they join.
    public var to: String
    /// Months of training.
    public var months: Int
    /// Share who pass.
    public var passing: Double
    /// Price for each who begins.
    public var cost: Money?
    /// Most who begin in a month.
    public var mostAMonth: Int
    /// Where it is written.
    public var place: Place
  }

  /// A course in a language or a skill for people who are there.
  public struct Course: Sendable {
    /// What is learned.
    public var subject: String
    /// Whether it is a language; otherwise a skill.
    public var isLanguage: Bool
    /// Price for each who begins.
    public var cost: Money?
    /// Working time that it takes.
    public var length: Span
    /// Share who pass.
    public var passing: Double
    /// Where it is written.
    public var place: Place
  }

  /// A limit of money.
  public struct Ceiling: Sendable {
    /// Name for people.
    public var name: String
    /// First of the first month.
    public var from: CivilDate
    /// First of the last month.
    public var to: CivilDate
    /// Cost centre; nil for all.
    public var costCentre: String?
    /// The most.
    public var most: Money
    /// Where it is written.
    public var place: Place
  }

  /// Seats of a site.
  public struct Seats: Sendable {
    /// Id of the site.
    public var site: String
    /// The most heads.
    public var most: Int
    /// Where it is written.
    public var place: Place
  }

  /// One unit of a currency in that of the plan, from a date on.
  public struct Rate: Sendable {
    /// The other currency.
    public var currency: String
    /// First date.
    public var from: CivilDate
    /// What one unit of it is worth.
    public var rate: Double
    /// Where it is written.
    public var place: Place
  }

  /// The file's name.
  public static let fileName = "headcount.yaml"

  /// First of the first month.
  public var first: CivilDate
  /// How many months.
  public var monthCount: Int
  /// The currency of all sums.
  public var currency: String
  /// What an hour left short is taken to cost.
  public var short: Money
  /// Volume that is planned for.
  public var planFor: DemandLevel
  /// Terms of people who are in no class of the file.
  public var usual: Terms
  /// Classes in the order of the file.
  public var classes: [StaffClass]
  /// Vendors.
  public var vendors: [Vendor]
  /// Transfers.
  public var transfers: [Transfer]
  /// Courses for people who are there.
  public var courses: [Course]
  /// Ceilings.
  public var ceilings: [Ceiling]
  /// Seats.
  public var seats: [Seats]
  /// Rates, by currency and date.
  public var rates: [Rate]
  /// Where the file begins, for faults of the whole.
  public var place: Place
  /// The file, for the manifest.
  public var file: InputFile

  /// First dates of the months, and of the one after the last.
  public var monthStarts: [CivilDate] {
    var starts = [first]
    for _ in 0..<monthCount { starts.append(starts[starts.count - 1].firstOfNextMonth) }
    return starts
  }

  /// What one unit of a currency is worth in that of the plan on a date; nil where no rate says.
  public func rate(of currency: String, on date: CivilDate) -> Double? {
    if currency == self.currency { return 1 }
    return rates.last { $0.currency == currency && $0.from <= date }?.rate
  }

  /// The share that leaves in a month where so many leave in a year.
  static func monthly(_ yearly: Double) -> Double { 1 - pow(1 - yearly, 1.0 / 12) }

  /// A name of a class from what people have in common: `lisbon-full-time:fr+en`.
  public static func name(contract: String, languages: [String], tiers: [String]) -> String {
    let further = tiers.filter { $0 != "L1" }
    return "\(contract):\(languages.joined(separator: "+"))"
      + (further.isEmpty ? "" : ":\(further.joined(separator: "+"))")
  }
}
