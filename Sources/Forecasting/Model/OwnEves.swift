import Timeline

/// Which holidays have an eve of its own kind: Christmas Eve is half a holiday, the day before Labour Day is a day.
///
/// An eve has its own kind where two or more of the past, and all of them, were off in one direction, beyond chance and beyond other
/// eves, and the least by half of the most.
struct OwnEves {
  /// Names of the holidays.
  let names: Set<String>

  /// Weeks before and after a day in which the same weekday says what is usual.
  private static let reach = 4
  /// How far off all of them must be, in robust deviations of plain days, and at least.
  private static let deviations = 3.0
  private static let least = 0.1

  init(_ days: PlainDays, holidays: [CivilDate: String]) {
    var eves: [String: [Double]] = [:]
    for (date, name) in holidays {
      let day = date.days(since: days.first) - 1
      guard days.logs.indices.contains(day), holidays[date.advanced(byDays: -1)] == nil else { continue }
      let off = days.distance(day, weeks: Self.reach)
      if !off.isNaN { eves[name, default: []].append(off) }
    }
    guard eves.values.contains(where: { $0.count > 1 }) else {
      names = []
      return
    }
    let plain = days.plain.indices.filter { !days.plain[$0].isNaN }
    var sizes = plain.map { abs(days.distance($0, weeks: Self.reach)) }.filter { !$0.isNaN }
    let far = sizes.isEmpty ? .infinity : max(Self.least, Self.deviations * 1.4826 * median(&sizes))
    names = Set(
      eves.keys.filter { name in
        var others = eves.filter { $0.key != name }.flatMap { $0.value }
        let usual = others.isEmpty ? 0 : median(&others)
        let own = (eves[name] ?? []).map { $0 - usual }
        guard own.count > 1, let low = own.min(), let high = own.max(), low * high > 0 else { return false }
        let (least, most) = (min(abs(low), abs(high)), max(abs(low), abs(high)))
        return least > far && 2 * least >= most
      })
  }
}
