/// A part of a whole: 0 for nothing of it, 1 for all.
///
/// Formulas use its `value`; wherever people read a share, this is what writes it.
public struct Share: Hashable, Comparable, Sendable {
  /// The part, for example 0.8 for 80 %; above 1 where there is more than the whole.
  public var value: Double

  /// A part of 1.
  @inlinable public init(_ value: Double) { self.value = value }

  /// Whether `a` is the smaller one.
  @inlinable public static func < (a: Share, b: Share) -> Bool { a.value < b.value }

  /// In percent with so many decimals, `80.0 %`; `-` where it is not known.
  public func text(decimals: Int = 1) -> String {
    value.isFinite ? FixedDecimal.text(value * 100, decimals: decimals) + " %" : "-"
  }

  /// In percent as somebody would write it, with no decimal that is not needed and four at most: `12.5 %`.
  public var plainText: String { "\(Units.plainText((value * 1_000_000).rounded() / 10_000)) %" }
}
