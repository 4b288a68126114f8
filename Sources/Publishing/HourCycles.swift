import Workforce

/// Which clock the readers of a language write, by where they are.
///
/// - Source: Unicode CLDR, the short time of each locale.
struct HourCycles: Sendable {
  /// Whether a clock has twelve hours where no region is said.
  private let isTwelve: Bool
  /// Regions that do otherwise: ISO 3166 or UN M.49.
  private let exceptions: Set<Substring>
  /// The twelve hours, where anybody writes them.
  private let twelve: HourCycle

  /// 24 hours everywhere.
  static let twentyFour = HourCycles(isTwelve: false, exceptions: [], twelve: .twentyFour)

  /// 24 hours but in some regions, apart by spaces; `{0}` is the time before and after noon.
  static func twelve(in regions: String, morning: String, afternoon: String) -> HourCycles {
    HourCycles(
      isTwelve: false, exceptions: Set(regions.split(separator: " ")),
      twelve: .twelve(morning: morning, afternoon: afternoon))
  }

  /// Twelve hours but in some regions, apart by spaces; `{0}` is the time before and after noon.
  static func twelve(exceptIn regions: String, morning: String, afternoon: String) -> HourCycles {
    HourCycles(
      isTwelve: true, exceptions: Set(regions.split(separator: " ")),
      twelve: .twelve(morning: morning, afternoon: afternoon))
  }

  /// The clock that a BCP 47 tag stands for: the one it asks for (`el-u-hc-h23`), else that of its region.
  func cycle(for tag: String) -> HourCycle {
    if let wanted = LanguageTag.hourCycle(tag) { return wanted == 12 ? twelve : .twentyFour }
    let isException = LanguageTag.region(tag).map { exceptions.contains($0[...]) } ?? false
    return isTwelve != isException ? twelve : .twentyFour
  }
}
