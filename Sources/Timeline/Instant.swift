/// A moment as whole UTC seconds; everything is computed on these.
///
/// Leap seconds are not counted, as everywhere in civil time keeping by computers (POSIX time).
public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; negative before.
  public var secondsSinceEpoch: Int

  /// Wraps a number of seconds since 1970-01-01T00:00:00Z.
  @inlinable public init(secondsSinceEpoch: Int) { self.secondsSinceEpoch = secondsSinceEpoch }

  /// The instant so many elapsed seconds later, or earlier when negative.
  @inlinable public func advanced(bySeconds seconds: Int) -> Instant {
    Instant(secondsSinceEpoch: secondsSinceEpoch + seconds)
  }

  /// Elapsed seconds from `earlier` to this instant; negative when `earlier` is in fact later.
  @inlinable public func seconds(since earlier: Instant) -> Int { secondsSinceEpoch - earlier.secondsSinceEpoch }

  /// Whether `a` is the earlier one.
  @inlinable public static func < (a: Instant, b: Instant) -> Bool { a.secondsSinceEpoch < b.secondsSinceEpoch }
}

extension Instant: CustomStringConvertible {
  /// ISO 8601 in UTC, for example `2026-03-29T01:00:00Z`.
  public var isoText: String {
    IsoWriter.text {
      $0.local(LocalDateTime(secondsSinceEpoch: secondsSinceEpoch), hasSeconds: true)
      $0.character("Z")
    }
  }

  /// The form of tables, for example `2026-03-29 01:00:00Z`: with a blank, which more readers take for a time than `T`.
  public var tableText: String {
    IsoWriter.text {
      $0.local(LocalDateTime(secondsSinceEpoch: secondsSinceEpoch), hasSeconds: true, separator: " ")
      $0.character("Z")
    }
  }

  /// The same as `isoText`.
  public var description: String { isoText }

  /// Reads ISO 8601 text that carries `Z` or an offset, for example `2026-03-29T03:00+02:00`.
  ///
  /// - Returns: nil for anything else; text without an offset is a `LocalDateTime`. See `WrittenTime` for the forms.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    self.init(iso: bytes.span)
  }

  /// Reads ISO 8601 bytes that carry `Z` or an offset.
  public init?(iso bytes: borrowing Span<UInt8>) {
    guard case .instant(let instant, _)? = WrittenTime(iso: bytes) else { return nil }
    self = instant
  }
}
