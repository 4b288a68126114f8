// Units: what comes in and goes out of every formula, as types that cost nothing at run time.
// In: plain numbers read from files. Out: seconds, shares, erlangs and money that cannot be mixed up.
// A share, a length and an amount of money are written here and nowhere else. It knows nothing of the trade.

/// A length of time in seconds, as one `Double`.
///
/// `Duration` is for clocks and limits; formulas use this.
public struct Seconds: Hashable, Comparable, Sendable {
  /// The number of seconds; may be fractional, never NaN in valid input.
  public var value: Double

  /// Wraps a number of seconds.
  @inlinable public init(_ value: Double) { self.value = value }

  /// A number of seconds.
  @inlinable public static func seconds(_ value: Double) -> Seconds { Seconds(value) }
  /// A number of minutes.
  @inlinable public static func minutes(_ value: Double) -> Seconds { Seconds(value * 60) }
  /// A number of hours.
  @inlinable public static func hours(_ value: Double) -> Seconds { Seconds(value * 3600) }

  /// The same length in minutes.
  @inlinable public var minutes: Double { value / 60 }
  /// The same length in hours.
  @inlinable public var hours: Double { value / 3600 }

  /// Whether `a` is the shorter one.
  @inlinable public static func < (a: Seconds, b: Seconds) -> Bool { a.value < b.value }
}

/// Offered load: the mean number of agents that would be busy if nobody waited or hung up.
public struct Erlangs: Hashable, Comparable, Sendable {
  /// The load; at least 0.
  public var value: Double

  /// Wraps a load.
  @inlinable public init(_ value: Double) { self.value = value }

  /// Load of `offered` contacts that arrive in one interval and take `handleTime` each.
  ///
  /// - Source: load = offered x AHT / interval (Erlang's traffic intensity).
  @inlinable public init(offered: Double, handleTime: Seconds, interval: Seconds) {
    self.value = offered * handleTime.value / interval.value
  }

  /// Whether `a` is the smaller one.
  @inlinable public static func < (a: Erlangs, b: Erlangs) -> Bool { a.value < b.value }
}

/// An amount of money in whole minor units (cents) of one currency.
public struct Money: Hashable, Sendable {
  /// Whole minor units, for example cents.
  public var minorUnits: Int
  /// ISO 4217 code, for example `EUR`.
  public var currency: String

  /// An amount in minor units of a currency.
  public init(minorUnits: Int, currency: String) {
    self.minorUnits = minorUnits
    self.currency = currency
  }
}
