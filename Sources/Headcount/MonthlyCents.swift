/// An amount of money in cents, by the month in which it is paid: in another currency it is worth something else in each.
public struct MonthlyCents: Hashable, Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// Of the first, second ... month; the last goes on.
  private let values: [Double]

  /// The same in every month.
  public init(_ cents: Double) { values = [cents] }
  /// Of the first, second ... month; the last goes on. Nothing where there is none.
  public init(_ byMonth: [Double]) { values = byMonth.isEmpty ? [0] : byMonth }
  /// The same in every month.
  public init(floatLiteral cents: Double) { self.init(cents) }
  /// The same in every month.
  public init(integerLiteral cents: Int) { self.init(Double(cents)) }

  /// Cents in a month.
  public subscript(month: Int) -> Double { values[min(max(0, month), values.count - 1)] }

  /// Whether no month has any.
  var isNothing: Bool { values.allSatisfy { $0 == 0 } }

  /// The same for a plan that begins in a later month.
  func later(by months: Int) -> MonthlyCents { MonthlyCents(Array(values.dropFirst(min(months, values.count - 1)))) }
}
