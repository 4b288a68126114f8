/// The shared tables of a `TourSpace` in raw arrays, so that the inner loops of the search touch no reference counts.
///
/// It is a class because it owns the memory; everything in it is written once, while it is made.
final class TourTables: @unchecked Sendable {
  /// One day of a `Successions`.
  struct Day {
    var firstOption: Int
    var optionCount: Int
    var arrivalCount: Int
    var groupCount: Int
    var fineCount: Int
    /// Shape [arrival sets + 1]: where the added classes of each set begin.
    var addedStart: UnsafePointer<Int>
    var added: UnsafePointer<Int>
    var extends: UnsafePointer<Bool>
    /// Shape [arrival sets][classes of the day before].
    var contains: UnsafePointer<Bool>
    var previousClasses: Int
    var groups: UnsafePointer<Successions.Group>
    var fineGroup: UnsafePointer<Int32>
    var fineKind: UnsafePointer<Int32>
    var fineOf: UnsafePointer<Int32>
    var departureOf: UnsafePointer<Int32>
    var arrivalOf: UnsafePointer<Int32>
  }

  /// A `HoursTally`.
  struct Tally {
    var count: Int
    var tracksWeek: Bool
    var tracksWeekMinutes: Bool
    var tracksTotal: Bool
    var states: UnsafePointer<HoursTally.State>
    var weekStart: UnsafePointer<Int32>
    /// Shape [lengths + 1]: where the runs of each length begin.
    var runStart: UnsafePointer<Int>
    var runs: UnsafePointer<HoursTally.Run>
    /// Shape [lengths][states].
    var previous: UnsafePointer<Int32>
  }

  /// A `RowStates`.
  struct Rows {
    var count: Int
    /// Shape [kinds].
    var classOf: UnsafePointer<Int32>
    /// Shape [classes][states].
    var next: UnsafePointer<Int32>
    var full: UnsafePointer<Int32>

    /// The state after a shift of a class, or -1 where it is one too many.
    @inline(__always)
    func after(_ rowClass: Int, _ state: Int) -> Int { Int(next[rowClass * count + state]) }
  }

  /// A limit on a sum of minutes: of a week, a period or the whole horizon.
  struct SumLimit: BitwiseCopyable {
    var least = 0
    var most = Int.max

    init(_ range: ClosedRange<Int>?) { if let range { (least, most) = (range.lowerBound, range.upperBound) } }

    @inline(__always)
    func holds(_ sum: Int) -> Bool { sum >= least && sum <= most }
  }

  /// The rules and costs of a person that the search reads.
  struct Person {
    var days: UnsafePointer<Day>
    var mostClasses: Int
    var mostArrivals: Int
    var longestShift: Int
    var tally: Int
    var totalTally: Int
    var rows: Rows
    var firstRow: Int
    var limitsTotal: Bool
    var menuFirst: Int
    /// Shape [days]: -1 free, -2 off, -3 off without an excuse, else the fixed option.
    var locks: UnsafePointer<Int32>
    var leastRest: Int
    var minutes: SumLimit
    var weeksPerPeriod: Int
    var periodWeeksBefore: Int
    var periodCount: Int
    /// Shape [periods], or nil for no rule.
    var periods: UnsafePointer<SumLimit>?
    var leastRun: Int
    var excusesRuns: Bool
    var mostRun: Int
    var leastOff: Int
    var mostWeekends: Int
    var weekendWindow: WeekendWindow?
    var freeWeekends: Int
    var weekendPrice: Float
    /// Of a day off between two of work; 0 where the rules allow none.
    var singlePrice: Float
    /// Shape [weeks], or nil for no rule.
    var weekMinutes: UnsafePointer<SumLimit>?
    var weekDays: UnsafePointer<Int>?
    var overtimeAbove: UnsafePointer<Int>?
    var overtimePrice: Double
    /// Shape [kinds], or nil for no rule.
    var mostOfKind: UnsafePointer<Int>?
    /// Shape [days], or nil for no costs.
    var offCosts: UnsafePointer<Float>?
    var before: Before

    /// Whether a period ends with a week.
    @inline(__always)
    func endsPeriod(_ week: Int) -> Bool { (week + 1 + periodWeeksBefore) % weeksPerPeriod == 0 }

    /// The period that a week belongs to, or nil where none is ruled.
    @inline(__always)
    func period(of week: Int) -> Int? {
      if periodCount == 0 { return nil }
      let period = (week + periodWeeksBefore) / weeksPerPeriod
      return period < periodCount ? period : nil
    }
  }

  /// Whether a block of work may be short because the day before it or after it is decided to be off.
  @inline(__always)
  func excusesRun(_ days: Range<Int>, _ someone: UnsafePointer<Person>) -> Bool {
    guard someone.pointee.excusesRuns else { return false }
    if days.upperBound < dayCount && someone.pointee.locks[days.upperBound] == -2 { return true }
    return days.lowerBound > 0 && someone.pointee.locks[days.lowerBound - 1] == -2
  }

  /// Whether a block of days off may be short because one of them is decided to be off.
  @inline(__always)
  func excusesOff(_ days: Range<Int>, _ someone: UnsafePointer<Person>) -> Bool {
    guard someone.pointee.excusesRuns else { return false }
    return days.contains { someone.pointee.locks[$0] == -2 }
  }

  /// The history in plain numbers.
  struct Before {
    var run: Int
    var off: Int
    var end: Int
    var kind: Int
    var lastWeekends: Int
    var isKnown: Bool
  }

  /// Day flags of the problem.
  struct CalendarDay {
    var week: Int
    var weekend: Int
    var isSecondOfWeekend: Bool
    var endsWeek: Bool
  }

  private let dayCount: Int
  private let arena = Arena()
  private(set) var people: UnsafePointer<Person>
  private(set) var tallies: UnsafePointer<Tally>
  private(set) var calendar: UnsafePointer<CalendarDay>
  private(set) var options: UnsafePointer<ShiftOption>
  private(set) var isNight: UnsafePointer<Bool>
  private(set) var forbidden: UnsafePointer<Bool>?

  init(
    _ problem: RosterProblem, _ successions: [Successions], _ tallies: [HoursTally], _ rows: [RowStates],
    _ models: [TourSpace.PersonModel]
  ) {
    dayCount = problem.dayCount
    let arena = arena
    let days = successions.map { succession in
      arena.keep(
        succession.days.indices.map { day in
          Self.day(succession.days[day], previous: day > 0 ? succession.days[day - 1].classCount : 1, arena)
        })
    }
    self.tallies = arena.keep(tallies.map { Self.tally($0, arena) })
    let rows = rows.map {
      Rows(count: $0.count, classOf: arena.keep($0.classOf), next: arena.keep($0.next), full: arena.keep($0.full))
    }
    calendar = arena.keep(
      (0..<problem.dayCount).map { day in
        CalendarDay(
          week: problem.weekOfDay[day], weekend: problem.weekendOfDay[day],
          isSecondOfWeekend: problem.isSecondDayOfWeekend(day),
          endsWeek: day + 1 == problem.dayCount || problem.weekOfDay[day + 1] != problem.weekOfDay[day])
      })
    options = arena.keep(problem.options)
    isNight = arena.keep(problem.kinds.map(\.isNight))
    forbidden = problem.forbiddenSuccessions.isEmpty ? nil : arena.keep(problem.forbiddenSuccessions)
    people = arena.keep(
      problem.people.indices.map { index in
        let model = models[index]
        return Self.person(
          problem, index, model, successions[model.successions], days[model.successions], rows[model.rows], arena)
      })
  }

  private static func day(_ day: Successions.Day, previous: Int, _ arena: Arena) -> Day {
    var addedStart = [0]
    for list in day.added { addedStart.append(addedStart[addedStart.count - 1] + list.count) }
    return Day(
      firstOption: day.options.lowerBound, optionCount: day.options.count,
      arrivalCount: day.arrivals.count, groupCount: day.groups.count, fineCount: day.fineGroup.count,
      addedStart: arena.keep(addedStart), added: arena.keep(day.added.flatMap { $0 }),
      extends: arena.keep(day.extends), contains: arena.keep(day.arrivals.flatMap { $0 }), previousClasses: previous,
      groups: arena.keep(day.groups), fineGroup: arena.keep(day.fineGroup), fineKind: arena.keep(day.fineKind),
      fineOf: arena.keep(day.fineOf), departureOf: arena.keep(day.departureOf), arrivalOf: arena.keep(day.arrivalOf))
  }

  private static func tally(_ tally: HoursTally, _ arena: Arena) -> Tally {
    var runStart = [0]
    for list in tally.runs { runStart.append(runStart[runStart.count - 1] + list.count) }
    return Tally(
      count: tally.states.count, tracksWeek: tally.tracksWeek,
      tracksWeekMinutes: tally.limits.weekMinutes != nil, tracksTotal: tally.tracksTotal,
      states: arena.keep(tally.states), weekStart: arena.keep(tally.weekStart), runStart: arena.keep(runStart),
      runs: arena.keep(tally.runs.flatMap { $0 }), previous: arena.keep(tally.previous.flatMap { $0 }))
  }

  private static func person(
    _ problem: RosterProblem, _ index: Int, _ model: TourSpace.PersonModel, _ successions: Successions,
    _ days: UnsafePointer<Day>, _ rows: Rows, _ arena: Arena
  ) -> Person {
    let someone = problem.people[index]
    let rules = someone.rules
    let before = someone.before
    let locks: [Int32] = someone.days.map { rule in
      switch rule {
      case .free: -1
      case .off: -2
      case .keptFree: -3
      case .fixed(let option): option
      }
    }
    func optional<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafePointer<Value>? {
      values.isEmpty ? nil : arena.keep(values)
    }
    return Person(
      days: days, mostClasses: successions.mostClasses,
      mostArrivals: successions.mostArrivals,
      longestShift: successions.lengths.last ?? 0, tally: model.weekTally, totalTally: model.totalTally,
      rows: rows, firstRow: model.firstRow, limitsTotal: model.limitsTotal,
      menuFirst: problem.menus[someone.menu].first,
      locks: arena.keep(locks), leastRest: rules.leastRest, minutes: SumLimit(rules.minutes),
      weeksPerPeriod: rules.weeksPerPeriod,
      periodWeeksBefore: rules.periodWeeksBefore,
      periodCount: rules.periodMinutes.count, periods: optional(rules.periodMinutes.map { SumLimit($0) }),
      leastRun: rules.leastDaysInARow,
      excusesRuns: rules.excusesBlocksBesideDaysOff, mostRun: rules.mostDaysInARow,
      leastOff: rules.leastDaysOff, mostWeekends: rules.mostWeekends,
      weekendWindow: rules.weekendWindow, freeWeekends: rules.freeWeekends,
      weekendPrice: Float(rules.weekendPrice),
      singlePrice: rules.leastDaysOff <= 1 ? Float(rules.singleDayOffPrice) : 0,
      weekMinutes: optional(rules.weekMinutes.map { SumLimit($0) }),
      weekDays: optional(rules.weekDays), overtimeAbove: optional(rules.overtimeAbove),
      overtimePrice: rules.overtimePrice, mostOfKind: optional(rules.mostOfKind),
      offCosts: optional(someone.offCosts),
      before: Before(
        run: before.daysInARow, off: before.daysOff, end: before.lastEnd ?? Int.min / 2,
        kind: before.daysInARow > 0 ? before.lastKind ?? -1 : -1,
        lastWeekends: before.lastWeekends, isKnown: before.isKnown))
  }
}
