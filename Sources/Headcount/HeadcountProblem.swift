/// Everything a headcount plan is made from. Months are counted from 0; money is in minor units (cents) of one currency.
public struct HeadcountProblem: Sendable {
  /// How many months are planned.
  public var monthCount: Int
  /// Hours that queues want, in the order in which classes and partners name them.
  public var demands: [HourDemand]
  /// Kinds of people.
  public var classes: [StaffClass]
  /// Outsourced partners.
  public var partners: [Partner]
  /// Ways from one class into another.
  public var transfers: [Transfer]
  /// Limits of money.
  public var ceilings: [Ceiling]
  /// Limits of heads, such as the seats of a site.
  public var seats: [SeatLimit]

  /// A problem from its parts.
  public init(
    monthCount: Int, demands: [HourDemand], classes: [StaffClass], partners: [Partner] = [], transfers: [Transfer] = [],
    ceilings: [Ceiling] = [], seats: [SeatLimit] = []
  ) {
    self.monthCount = monthCount
    self.demands = demands
    self.classes = classes
    self.partners = partners
    self.transfers = transfers
    self.ceilings = ceilings
    self.seats = seats
  }

  /// Staffs a queue otherwise for the same contacts: partners who bill these, and no hours, bill as much for all of them as before.
  package mutating func staff(_ queue: Int, with hours: [Double]) {
    for index in partners.indices where !partners[index].billed.isEmpty {
      guard let place = partners[index].queues.firstIndex(of: queue) else { continue }
      for month in hours.indices where hours[month] > 0 && demands[queue].hours[month] > 0 {
        let factor = demands[queue].hours[month] / hours[month]
        partners[index].price[place][month] *= factor
        partners[index].billed[place][month] *= factor
      }
    }
    demands[queue].hours = hours
  }
}

/// Net hours that a queue wants people on it.
public struct HourDemand: Hashable, Sendable {
  /// Hours that the same people reach: shifts of others do not lie then.
  public struct Part: Hashable, Sendable {
    /// Shape [months]: share of the queue's hours; those of all parts add up to 1.
    public var share: [Double]
    /// Indices of the classes that reach it.
    public var classes: [Int]

    /// A share for some classes.
    public init(share: [Double], classes: [Int]) {
      self.share = share
      self.classes = classes
    }
  }

  /// Id of the queue.
  public var queue: String
  /// Shape [months].
  public var hours: [Double]
  /// Cents that an hour left short is taken to cost, up to a tenth of the hours; beyond that an hour counts double, so that shortage is
  /// spread as rosters spread it.
  public var shortPrice: Double
  /// Parts by who reaches them; empty where everybody who serves the queue, or a partner, reaches all of it. Partners reach every part.
  public var parts: [Part] = []

  /// Hours by month and the price of leaving one short.
  public init(queue: String, hours: [Double], shortPrice: Double) {
    self.queue = queue
    self.hours = hours
    self.shortPrice = shortPrice
  }

  /// Share of the hours up to which one left short counts once.
  public static let shareAtPrice = 0.1

  /// Cents that so many of some hours left short are taken to cost.
  public static func shortage(_ short: Double, of hours: Double, price: Double) -> Double {
    price * (short + max(0, short - shareAtPrice * hours))
  }
}

/// A limit of money over some months.
public struct Ceiling: Hashable, Sendable {
  /// What it is called, for people.
  public var name: String
  /// Months whose money is added up.
  public var months: Range<Int>
  /// Cost centre whose money is added up; `nil` for all.
  public var costCentre: String?
  /// The most, in cents.
  public var most: Int

  /// A limit.
  public init(name: String, months: Range<Int>, costCentre: String? = nil, most: Int) {
    self.name = name
    self.months = months
    self.costCentre = costCentre
    self.most = most
  }
}

/// A limit of heads: seats of a site.
public struct SeatLimit: Hashable, Sendable {
  /// What it is called, for people.
  public var name: String
  /// Site whose heads are added up.
  public var site: String
  /// The most heads in any of its months.
  public var most: Int
  /// Months in which it holds; `nil` for all.
  public var months: Range<Int>?

  /// A limit of all months.
  public init(name: String, site: String, most: Int) {
    self.name = name
    self.site = site
    self.most = most
  }
}

/// A way from one class into another: a promotion, a language course.
public struct Transfer: Hashable, Sendable {
  /// Index of the class people come from; only those go whose ramp and first months of attrition are
  /// behind them, and of whom no last day is known.
  public var from: Int
  /// Index of the class they join.
  public var to: Int
  /// Months in training, with wages and without work.
  public var months: Int
  /// Share who pass; the others go back to their work.
  public var passing: Double
  /// Cents for each person who begins.
  public var cost: MonthlyCents
  /// Most people who begin in a month.
  public var mostAMonth: Int

  /// A way.
  public init(from: Int, to: Int, months: Int, passing: Double, cost: MonthlyCents, mostAMonth: Int) {
    self.from = from
    self.to = to
    self.months = months
    self.passing = passing
    self.cost = cost
    self.mostAMonth = mostAMonth
  }
}
