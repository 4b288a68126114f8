/// Most weekends with work among so many that follow each other.
///
/// The latest weekends are bits of a number: whether each is worked, the last of them lowest.
package struct WeekendWindow: Hashable, Sendable, BitwiseCopyable {
  /// Most of them with work.
  package var most: Int
  /// How many follow each other.
  package var length: Int

  /// A limit.
  package init(most: Int, of length: Int) {
    self.most = most
    self.length = length
  }

  /// The latest weekends when another begins.
  @inline(__always)
  func next(_ worked: Int) -> Int { (worked << 1) & ((1 << length) - 1) }

  /// Whether no more are worked than may be.
  @inline(__always)
  func holds(_ worked: Int) -> Bool { worked.nonzeroBitCount <= most }

  /// The first day on which a tour works on one weekend too many; nil where it keeps to the limit. What was worked before is no fault
  /// of it.
  ///
  /// - Parameters:
  ///   - before: the weekends before the first day.
  ///   - beganBefore: whether the first day is the second of a weekend whose first was worked.
  @inline(__always)
  func breach(
    days: Int, before: Int, beganBefore: Bool, weekendOf: (Int) -> Int, isWorked: (Int) -> Bool
  ) -> Int? {
    var worked = before
    for day in 0..<days where weekendOf(day) >= 0 {
      if day == 0 || weekendOf(day - 1) != weekendOf(day) { worked = next(worked) | (day == 0 && beganBefore ? 1 : 0) }
      if worked & 1 == 1 || !isWorked(day) { continue }
      worked |= 1
      if !holds(worked) { return day }
    }
    return nil
  }
}
