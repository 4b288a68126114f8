public import Timeline

/// Something countable that contacts grow with: customers, orders, seats.
public struct Driver: Hashable, Sendable {
  /// A known or planned value.
  public struct Point: Hashable, Sendable {
    /// The date the value is for.
    public var date: CivilDate
    /// How many there are on it, of whatever is counted; above 0.
    public var value: Double

    /// A value on a date.
    public init(date: CivilDate, value: Double) {
      self.date = date
      self.value = value
    }
  }

  /// What is counted, for example `customers`.
  public var name: String
  /// Values of the past and plans for the future, in any order.
  public var points: [Point]

  /// A driver from its points.
  public init(name: String, points: [Point]) {
    self.name = name
    self.points = points.filter { $0.value > 0 && $0.value.isFinite }.sorted { $0.date < $1.date }
  }

  /// The value on a date: on a straight line between the points around it, and that of the nearest one beyond the ends.
  ///
  /// - Returns: `nil` without points.
  public func value(on date: CivilDate) -> Double? {
    guard let first = points.first, let last = points.last else { return nil }
    if date <= first.date { return first.value }
    if date >= last.date { return last.value }
    guard let next = points.firstIndex(where: { $0.date > date }) else { return last.value }
    let one = points[next - 1]
    let other = points[next]
    let way = Double(date.days(since: one.date)) / Double(other.date.days(since: one.date))
    return one.value + way * (other.value - one.value)
  }
}
