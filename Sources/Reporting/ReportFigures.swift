public import Timeline

/// Figures that lie beside a plan: months of a headcount plan, scenarios compared with it, and what varying one thing moves.
public struct ReportFigures: Sendable {
  /// Figures of one thing by month.
  public struct Series: Hashable, Sendable {
    /// A site or a kind of money.
    public var name: String
    /// Shape [months].
    public var values: [Double]

    /// A series.
    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// A headcount plan.
  public struct Months: Hashable, Sendable {
    /// First dates of the months, in order.
    public var months: [CivilDate]
    /// The plan's currency.
    public var currency: String
    /// Expected heads by site.
    public var heads: [Series]
    /// Money by kind, in the plan's currency.
    public var money: [Series]

    /// A plan from its parts.
    public init(months: [CivilDate], currency: String, heads: [Series], money: [Series]) {
      self.months = months
      self.currency = currency
      self.heads = heads
      self.money = money
    }
  }

  /// One measure of two scenarios, the difference by driver.
  public struct Difference: Hashable, Sendable {
    /// What a driver adds to a measure.
    public struct Part: Hashable, Sendable {
      /// The driver, as the table of comparisons names it.
      public var driver: String
      /// In the unit of the measure.
      public var value: Double

      /// A part.
      public init(driver: String, value: Double) {
        self.driver = driver
        self.value = value
      }
    }

    /// What is measured, as the table of comparisons names it.
    public var measure: String
    /// Contacts, hours, people or a currency.
    public var unit: String
    /// The figure of the base.
    public var base: Double
    /// By driver, in the table's order; they add up to the difference.
    public var parts: [Part]
    /// The figure of the other scenario.
    public var other: Double { parts.reduce(base) { $0 + $1.value } }

    /// A difference from its parts.
    public init(measure: String, unit: String, base: Double, parts: [Part]) {
      self.measure = measure
      self.unit = unit
      self.base = base
      self.parts = parts
    }
  }

  /// A scenario compared with the plan's.
  public struct Comparison: Hashable, Sendable {
    /// Its folder.
    public var other: String
    /// One entry a measure, in the table's order.
    public var differences: [Difference]

    /// A comparison from its parts.
    public init(other: String, differences: [Difference]) {
      self.other = other
      self.differences = differences
    }
  }

  /// What varying one thing alone moves of one measure.
  public struct Bar: Hashable, Sendable {
    /// What is measured.
    public var measure: String
    /// Contacts, hours, people or a currency.
    public var unit: String
    /// What is varied.
    public var driver: String
    /// The least and the greatest value of it, as they were written.
    public var values: [String]
    /// What the measure gains at these values.
    public var effects: [Double]

    /// A bar from its parts.
    public init(measure: String, unit: String, driver: String, values: [String], effects: [Double]) {
      self.measure = measure
      self.unit = unit
      self.driver = driver
      self.values = values
      self.effects = effects
    }
  }

  /// What forecasts of a queue's past would have been out by.
  public struct BackTest: Hashable, Sendable {
    /// Days ahead, as the back-test words them.
    public var dates: String
    /// Absolute error of intervals over all contacts.
    public var error: Double
    /// Mean error of the total, positive where too much was expected.
    public var bias: Double
    /// Share of dates inside the tenth and ninetieth percentile.
    public var inRange: Double

    /// Figures of a back-test.
    public init(dates: String, error: Double, bias: Double, inRange: Double) {
      self.dates = dates
      self.error = error
      self.bias = bias
      self.inRange = inRange
    }
  }

  /// The headcount plan; nil where there is none.
  public var months: Months?
  /// Scenarios compared with this one.
  public var comparisons: [Comparison] = []
  /// Bars of a tornado, the widest first within a measure.
  public var tornado: [Bar] = []
  /// Back-tests by queue; empty where none was asked for.
  public var backTests: [String: [BackTest]] = [:]

  /// Nothing.
  public init() {}
}
