/// A kind of people: one site, one contract, one set of languages and skills.
public struct StaffClass: Hashable, Sendable {
  /// People who started in the same month.
  public struct Cohort: Hashable, Sendable {
    /// Month in which they started, or will; below 0 for people who are there already.
    public var start: Int
    /// Heads when they were counted, or at the start where that is later.
    public var heads: Double
    /// First month without them, where it is known that they leave; they follow no attrition before.
    public var end: Int?
    /// Share of the days of the first month that are before the start.
    public var late: Double
    /// Share of the days of the last month that are after the end.
    public var early: Double
    /// Month in which they were counted: 0, or below where a plan begins later than that.
    public var counted: Int

    /// So many heads since a month.
    public init(
      start: Int, heads: Double, end: Int? = nil, late: Double = 0, early: Double = 0, counted: Int = 0
    ) {
      self.start = start
      self.heads = heads
      self.end = end
      self.late = late
      self.early = early
      self.counted = counted
    }

    /// Share of the days of a month in which they are employed.
    func share(of month: Int) -> Double {
      guard month >= start, end.map({ month < $0 }) ?? true else { return 0 }
      return 1 - (month == start ? late : 0) - (month + 1 == end ? early : 0)
    }
  }

  /// Intakes: people who start together.
  public struct Hiring: Hashable, Sendable {
    /// First month in which people who are signed now can start.
    public var earliest: Int
    /// Months from signing to the start, for plans that are made again later; `earliest` unless signing is put off.
    public var lead: Int
    /// Fewest and most people of an intake.
    public var size: ClosedRange<Int>
    /// Most intakes a month.
    public var intakesAMonth: Int
    /// Cents for each person: advertisements, fees, equipment.
    public var costAPerson: MonthlyCents
    /// Cents of training for each person.
    public var trainingAPerson: MonthlyCents
    /// Cents for each intake: a trainer, a room.
    public var costAnIntake: MonthlyCents
    /// Months in which nobody starts.
    public var closed: Set<Int> = []
    /// Fewest people who start in some months.
    public var wanted: [Int: Int] = [:]
    /// People whose start was announced, by month; months left out have none.
    public var announced: [Int: Int] = [:]
    /// Cents that each person more or fewer than announced counts: no money, but what the change is taken to cost.
    public var changePrice = 0.0

    /// Intakes; of one person upwards unless said otherwise.
    public init(
      earliest: Int, lead: Int? = nil, size: ClosedRange<Int> = 1...1_000, intakesAMonth: Int = 1,
      costAPerson: MonthlyCents = 0, trainingAPerson: MonthlyCents = 0, costAnIntake: MonthlyCents = 0
    ) {
      self.earliest = earliest
      self.lead = lead ?? earliest
      self.size = size
      self.intakesAMonth = intakesAMonth
      self.costAPerson = costAPerson
      self.trainingAPerson = trainingAPerson
      self.costAnIntake = costAnIntake
    }

    /// Whether the program must count intakes one by one; otherwise they follow from the people.
    var countsIntakes: Bool { size.lowerBound > 1 || !costAnIntake.isNothing }

    /// Cents of hiring and training a person who starts in a month.
    public func once(in month: Int) -> Double { costAPerson[month] + trainingAPerson[month] }
  }

  /// People who are signed already and start within the plan, and what is paid once for them.
  public struct Signed: Hashable, Sendable {
    /// Shape [months]: people who start in it.
    public var people: [Int]
    /// Shape [months]: groups in which they start.
    public var intakes: [Int]
    /// Shape [months]: cents of hiring them.
    public var hiring: [Double]
    /// Shape [months]: cents of training them.
    public var training: [Double]

    /// People by the month of their start, with cents for each of them and each group.
    public init(
      people: [Int], intakes: [Int], costAPerson: MonthlyCents = 0, trainingAPerson: MonthlyCents = 0,
      costAnIntake: MonthlyCents = 0
    ) {
      (self.people, self.intakes) = (people, intakes)
      hiring = people.enumerated().map { Double($1) * costAPerson[$0] }
      training = people.enumerated().map {
        Double($1) * trainingAPerson[$0] + Double(intakes[$0]) * costAnIntake[$0]
      }
    }

    /// Cents of a month.
    public func cents(in month: Int) -> Double { hiring[month] + training[month] }

    /// The same for a plan that begins in a later month.
    func later(by months: Int) -> Signed {
      var later = self
      (later.people, later.intakes) = (Array(people.dropFirst(months)), Array(intakes.dropFirst(months)))
      (later.hiring, later.training) = (Array(hiring.dropFirst(months)), Array(training.dropFirst(months)))
      return later
    }
  }

  /// Work beyond the contract.
  public struct Overtime: Hashable, Sendable {
    /// Most overtime as a share of the hours of the contract.
    public var share: Double
    /// Shape [months]: cents for a net hour.
    public var price: [Double]

    /// A limit and its price.
    public init(share: Double, price: [Double]) {
      self.share = share
      self.price = price
    }
  }

  /// What a head costs in a month, in cents.
  public struct Pay: Hashable, Sendable {
    /// Wages of the contract's hours.
    public var wages: Double
    /// Supplements for nights, Sundays and holidays.
    public var supplements: Double
    /// The employer's charges on both.
    public var charges: Double

    /// What a head costs.
    public init(wages: Double, supplements: Double = 0, charges: Double = 0) {
      self.wages = wages
      self.supplements = supplements
      self.charges = charges
    }

    /// All together.
    public var total: Double { wages + supplements + charges }
  }

  /// Unique name, for example `lisbon-full-time:fr`.
  public var id: String
  /// Where they work.
  public var site: String
  /// The language they count for in tables: the first of their set.
  public var language: String
  /// Whose budget they are on.
  public var costCentre: String
  /// Indices of the queues they may take.
  public var queues: [Int]
  /// People who are there, and people who are signed.
  public var present: [Cohort]
  /// Share of heads that leave at the end of their first, second ... month; the last goes on.
  public var attrition: [Double]
  /// Share of a full head's hours in the first, second ... month, training included; the last goes on.
  public var ramp: [Double]
  /// Shape [months]: net hours of a head with the ramp behind it.
  public var hours: [Double]
  /// Shape [months].
  public var pay: [Pay]
  /// How more of them are hired; `nil` when they are not.
  public var hiring: Hiring?
  /// Overtime; `nil` for none.
  public var overtime: Overtime?
  /// What people who are signed cost once; `nil` where nothing is.
  public var signed: Signed?

  /// A class.
  public init(
    id: String, site: String = "", language: String = "", costCentre: String = "", queues: [Int],
    present: [Cohort] = [],
    attrition: [Double] = [], ramp: [Double] = [], hours: [Double], pay: [Pay], hiring: Hiring? = nil,
    overtime: Overtime? = nil, signed: Signed? = nil
  ) {
    self.signed = signed
    self.id = id
    self.site = site
    self.language = language
    self.costCentre = costCentre
    self.queues = queues
    self.present = present
    self.attrition = attrition
    self.ramp = ramp
    self.hours = hours
    self.pay = pay
    self.hiring = hiring
    self.overtime = overtime
  }

  /// Cents for a net hour of one more head over the time it stays: hiring, training and pay over the hours, at the means of
  /// the months. `nil` for a class that is not hired or works no hour.
  public var centsAnHour: Double? {
    guard let hiring, !hours.isEmpty else { return nil }
    let meanHours = hours.reduce(0, +) / Double(hours.count)
    let meanPay = pay.reduce(0) { $0 + $1.total } / Double(max(1, pay.count))
    var (left, stay, work) = (1.0, 0.0, 0.0)
    // Fifty years, for classes that nobody leaves.
    for tenure in 0..<600 {
      stay += left
      work += left * productivity(at: tenure)
      left *= 1 - leaving(after: tenure)
    }
    guard work * meanHours > 0 else { return nil }
    let once =
      hours.indices.reduce(0.0) { sum, month in
        sum + hiring.once(in: month) + hiring.costAnIntake[month] / Double(hiring.size.upperBound)
      } / Double(hours.count)
    return (once + stay * meanPay) / (work * meanHours)
  }

  /// Share of heads with a tenure in months that leave before the next.
  func leaving(after tenure: Int) -> Double {
    attrition.isEmpty ? 0 : attrition[min(max(tenure, 0), attrition.count - 1)]
  }

  /// Share of a full head's hours at a tenure in months.
  func productivity(at tenure: Int) -> Double {
    ramp.isEmpty ? 1 : ramp[min(max(tenure, 0), ramp.count - 1)]
  }

  /// Months until the ramp and the attrition of the first months are behind somebody.
  var settledMonths: Int { max(0, ramp.count - 1, attrition.count - 1) }

  /// Share of those who started in one month that are there in a later one; shape [months after the start].
  ///
  /// - Parameter tenure: months they had behind them at the first.
  func survival(from tenure: Int, count: Int) -> [Double] {
    var left = 1.0
    return (0..<max(0, count)).map { month in
      defer { left *= 1 - leaving(after: tenure + month) }
      return left
    }
  }

  /// Heads of a cohort by month, the first and the last by their days; shape [months].
  public func heads(of cohort: Cohort, monthCount: Int) -> [Double] {
    let first = max(cohort.counted, cohort.start)
    let left = cohort.end == nil ? survival(from: first - cohort.start, count: monthCount - first) : []
    return (0..<monthCount).map { month in
      guard month >= first else { return 0 }
      return cohort.heads * cohort.share(of: month) * (cohort.end == nil ? left[month - first] : 1)
    }
  }

  /// Net hours of one head in a month, by the month of its start.
  func hours(in month: Int, startedIn start: Int) -> Double { hours[month] * productivity(at: month - start) }
}
