/// What is already decided about one person and day.
package enum DayRule: Hashable, Sendable {
  /// Anything the rules allow.
  case free
  /// Not at work: leave, sickness, outside the contract's dates.
  case off
  /// Not at work because another rule leaves no room for work, such as weekends worked before, or because nothing is open; unlike `off`
  /// it excuses nothing.
  case keptFree
  /// This option and no other (index in `RosterProblem.options`): a fixed shift or a pin.
  case fixed(Int32)
}

/// What a person did just before the horizon.
package struct TourHistory: Hashable, Sendable {
  /// Days worked in a row up to the day before the horizon; 0 after a day off.
  package var daysInARow: Int
  /// Days off in a row up to the day before the horizon; only read when `daysInARow` is 0 and the history is known.
  package var daysOff: Int
  /// Nights in a row up to the day before the horizon.
  package var nightsInARow: Int
  /// Shape [`TourRules.kindsInARow`]: days in a row up to the day before the horizon that each of these limits holds; empty for none.
  package var kindsInARow: [Int] = []
  /// End of the last shift in elapsed minutes from the start of the grid (usually negative), if any.
  package var lastEnd: Int?
  /// Kind of the shift on the day before the horizon, if it was worked.
  package var lastKind: Int?
  /// The last weekends before the first of the horizon, as `WeekendWindow` has them.
  package var lastWeekends = 0
  /// Whether the past is known. If not, a short block that touches the first day counts as long enough.
  package var isKnown: Bool

  /// A history; the default is "nothing known, came back from days off".
  package init(
    daysInARow: Int = 0, daysOff: Int = 7, nightsInARow: Int = 0, lastEnd: Int? = nil, lastKind: Int? = nil,
    isKnown: Bool = false
  ) {
    self.daysInARow = daysInARow
    self.daysOff = daysOff
    self.nightsInARow = nightsInARow
    self.lastEnd = lastEnd
    self.lastKind = lastKind
    self.isKnown = isKnown
  }
}

/// The rules of one person's tour. A rule left at its default does not bind and costs nothing to check.
package struct TourRules: Hashable, Sendable {
  /// Least elapsed minutes between the end of one shift and the start of the next.
  package var leastRest = 0
  /// A rest of somebody whose work is settled, whatever it is: shifts may overlap and kinds follow each other that must not.
  static let noSuccession = Int(Int32.min / 2)
  /// Paid minutes allowed in each week, shape [weeks]; empty for no rule.
  package var weekMinutes: [ClosedRange<Int>] = []
  /// Most days worked in each week, shape [weeks]; empty for no rule.
  package var weekDays: [Int] = []
  /// Paid minutes allowed over the whole horizon.
  package var minutes: ClosedRange<Int>?
  /// Weeks of a period over which paid minutes are counted as well; periods follow each other from the first week on.
  package var weeksPerPeriod = 0
  /// Weeks of the first period that lie before the horizon; their minutes are taken off its range.
  package var periodWeeksBefore = 0
  /// Paid minutes allowed in each period, shape [periods]; weeks after the last one are free. Empty for no rule; not beside
  /// `minutes`.
  package var periodMinutes: [ClosedRange<Int>] = []
  /// Least days worked in a row; a block that touches the end of the horizon may be shorter.
  package var leastDaysInARow = 1
  /// Whether a block of work right before or after a day that is decided to be off may be shorter than `leastDaysInARow`, and a
  /// block of days off that holds such a day shorter than `leastDaysOff`.
  package var excusesBlocksBesideDaysOff = false
  /// Most days worked in a row, days before the horizon included.
  package var mostDaysInARow = Int.max
  /// Least days off in a row; a block that touches the end of the horizon may be shorter.
  package var leastDaysOff = 1
  /// Most weekends with work.
  package var mostWeekends = Int.max
  /// Most weekends with work among some that follow each other; nil for no rule. Not beside `mostWeekends` or `weekendPrice`.
  package var weekendWindow: WeekendWindow?
  /// Most shifts of each kind, shape [kinds]; empty for no rule.
  package var mostOfKind: [Int] = []
  /// Most nights in a row.
  package var mostNightsInARow = Int.max
  /// Further limits on kinds in a row.
  package var kindsInARow: [RowLimit] = []

  /// Weekends that cost nothing; each further one costs `weekendPrice`.
  package var freeWeekends = Int.max
  /// Price of each weekend above `freeWeekends`.
  package var weekendPrice = 0.0
  /// Paid minutes a week above which overtime begins, shape [weeks]; empty where no lawful tour has any.
  package var overtimeAbove: [Int] = []
  /// Price of a minute of overtime.
  package var overtimePrice = 0.0
  /// A shift that starts further than this from the usual start of its week costs `unstableStartPrice`; minutes.
  package var startTolerance = 0
  /// Price of each day off between two days of work; a day that is decided to be off is none.
  package var singleDayOffPrice = 0.0
  /// Price of each hour, begun, that a shift starts further from the usual start of its week than that; 0 for no wish.
  package var unstableStartPrice = 0.0

  /// Rules that allow everything.
  package init() {}

  /// The weeks of a period that lie in a horizon of so many.
  package func weeks(ofPeriod period: Int, of weekCount: Int) -> Range<Int> {
    let next = (period + 1) * weeksPerPeriod - periodWeeksBefore
    return max(0, next - weeksPerPeriod)..<min(weekCount, next)
  }

  /// Paid minutes of a week above which all is overtime, lawful or not; nil where no week has a most.
  package func overtimeBegins(week: Int) -> Int? {
    overtimeAbove.isEmpty ? weekMinutes.isEmpty ? nil : weekMinutes[week].upperBound : overtimeAbove[week]
  }

  /// Hours, each begun, by which a start lies further from another on the clock than is free; both in local minutes.
  func startHours(from usual: Int, to start: Int) -> Int {
    (max(0, Int(clockDistance(Int32(usual), Int32(start))) - startTolerance) + 59) / 60
  }
}

extension RosterPerson {
  /// The fixed shifts and nothing else, shape [days].
  package var fixedTour: [Int32] {
    days.map { rule in if case .fixed(let option) = rule { option } else { RosterProblem.off } }
  }

  /// The same person with weeks that have no least hours, and no least over the periods they lie in.
  package func withShorterWeeks(_ weeks: Set<Int>) -> RosterPerson {
    var shorter = self
    for week in weeks where shorter.rules.weekMinutes.indices.contains(week) {
      shorter.rules.weekMinutes[week] = 0...max(0, shorter.rules.weekMinutes[week].upperBound)
    }
    shorter.rules.periodMinutes = shorter.rules.periodMinutes.map { 0...max(0, $0.upperBound) }
    return shorter
  }
}

/// Everything that decides which tours of a person are lawful: people of one choice may take over each other's tour.
package struct LawfulChoice: Hashable, Sendable {
  private let menu: Int
  private let days: [DayRule]
  private let rules: TourRules
  private let before: TourHistory

  /// The choice of a person.
  package init(_ person: RosterPerson) {
    (menu, days, rules, before) = (person.menu, person.days, person.rules, person.before)
  }

  /// Rules follow from the menu's contract and the days away, nearly always.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(menu)
    hasher.combine(days)
  }
}

extension RosterProblem {
  /// Whether rest, successions and the limits on nights and kinds in a row let an option of the first day follow a row of worked days that
  /// reaches up to it.
  package func mayFollow(_ option: ShiftOption, _ person: RosterPerson) -> Bool {
    let (before, rules, kind) = (person.before, person.rules, Int(option.kind))
    if let end = before.lastEnd, Int(option.start) - end < rules.leastRest { return false }
    if let last = before.lastKind, !forbiddenSuccessions.isEmpty, forbiddenSuccessions[last * kinds.count + kind] {
      return false
    }
    if kinds[kind].isNight && before.nightsInARow >= rules.mostNightsInARow { return false }
    return zip(rules.kindsInARow, before.kindsInARow).allSatisfy { !$0.holds[kind] || $1 < $0.most }
  }
}

/// Minutes from one time of the clock to another the shorter way round: from 23:30 to 00:00 there are 30.
@inline(__always)
func clockDistance(_ one: Int32, _ other: Int32) -> Int32 {
  let apart = abs(one - other) % 1440
  return min(apart, 1440 - apart)
}

/// One person: what they may do, can do and would rather not do.
package struct RosterPerson: Sendable {
  /// Name or id, for messages.
  package var name: String
  /// Index of the menu of options.
  package var menu: Int
  /// Queue groups (languages, skills) the person serves, best first; indices below 64.
  package var groups: [Int]
  /// Presence rows (site supervisor, team lead) the person counts for; indices of `IntervalDemand.presences`.
  package var presences: [Int]
  /// Share of productive time left after shrinkage, in 0...1.
  package var productivity: Double
  /// What is decided already, shape [days].
  package var days: [DayRule]
  /// The tour's rules.
  package var rules: TourRules
  /// What came before the horizon.
  package var before: TourHistory
  /// Cost of each option of the menu, shape [menu.count]; empty when nothing costs anything.
  package var optionCosts: [Float]
  /// Cost of not working on each day, shape [days]; empty when nothing costs anything.
  package var offCosts: [Float]
  /// Minutes that a stretch on one queue group lasts at least, where whole people are given to groups.
  package var leastStretch = 0
  /// Most changes of queue group inside a shift, where whole people are given to groups.
  package var mostChanges = Int.max
  /// Days at the beginning that stay as they were told, all of them decided. Where they break a rule, what follows keeps the rules with
  /// them as they are.
  package var toldDays = 0

  /// A person who may do anything on a menu.
  package init(
    name: String, menu: Int, groups: [Int] = [], presences: [Int] = [], productivity: Double = 1, days: [DayRule],
    rules: TourRules = TourRules(), before: TourHistory = TourHistory(), optionCosts: [Float] = [],
    offCosts: [Float] = []
  ) {
    self.name = name
    self.menu = menu
    self.groups = groups
    self.presences = presences
    self.productivity = productivity
    self.days = days
    self.rules = rules
    self.before = before
    self.optionCosts = optionCosts
    self.offCosts = offCosts
  }
}
