import Libc
import Timeline

/// Which holidays have an eve of its own kind: Christmas Eve is half a holiday, the day before Labour Day is a day.
///
/// Told before anything is learned, by each day beside the same weekdays around it: an eve has its own kind where two or more of the
/// past, and all of them, were off in one direction, beyond chance and beyond other eves, and the least by half of the most.
struct OwnEves {
  /// Names of the holidays.
  let names: Set<String>

  /// Weeks before and after a day in which the same weekday says what is usual.
  private static let reach = 4
  /// How far off all of them must be, in robust deviations of plain days, and at least.
  private static let deviations = 3.0
  private static let least = 0.1

  /// - Parameters:
  ///   - contacts: shape [rows of the past]; contacts a day, NaN where unknown.
  ///   - isPlain: shape [dates]; whether a date is neither a holiday nor beside one.
  init(_ dates: [CivilDate], contacts: [Double], holidays: [CivilDate: String], isPlain: [Bool]) {
    guard let first = dates.first, holidays.count > 1 else {
      names = []
      return
    }
    // By days since the first date; NaN where unknown, and where a day is not plain.
    var logs = [Double](repeating: .nan, count: (dates.last?.days(since: first) ?? 0) + 1)
    var plain = logs
    for (row, value) in contacts.enumerated() where !value.isNaN {
      let day = dates[row].days(since: first)
      logs[day] = log(value + 0.5)
      if isPlain[row] { plain[day] = logs[day] }
    }
    var around: [Double] = []
    /// How far a day is off the same weekdays around it; NaN where that is not known.
    func distance(_ day: Int) -> Double {
      around.removeAll(keepingCapacity: true)
      for week in 1...Self.reach {
        for other in [day - 7 * week, day + 7 * week] where plain.indices.contains(other) && !plain[other].isNaN {
          around.append(plain[other])
        }
      }
      return around.count >= Self.reach ? logs[day] - median(&around) : .nan
    }
    var eves: [String: [Double]] = [:]
    for (date, name) in holidays {
      let day = date.days(since: first) - 1
      guard logs.indices.contains(day), holidays[date.advanced(byDays: -1)] == nil else { continue }
      let off = distance(day)
      if !off.isNaN { eves[name, default: []].append(off) }
    }
    guard eves.values.contains(where: { $0.count > 1 }) else {
      names = []
      return
    }
    var sizes = plain.indices.filter { !plain[$0].isNaN }.map { abs(distance($0)) }.filter { !$0.isNaN }
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
