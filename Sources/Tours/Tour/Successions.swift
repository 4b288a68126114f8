/// Which options may follow which from one day to the next, for one menu and one rest rule.
///
/// Two options of a day that leave the same options open on the next day are in one departure class; two options that may
/// follow the same departure classes have one arrival set. The tour search remembers a class, never a single option.
struct Successions: Sendable {
  struct Key: Hashable, Sendable {
    var menu: Int
    var leastRest: Int
    /// Shape [kinds]: the class of each kind in `RowStates`.
    var rowClasses: [Int32]
  }

  /// Options that the search cannot tell apart except by their cost.
  struct Group: Hashable, Sendable {
    var arrival: Int32
    var departure: Int32
    /// Index of the paid length in `Successions.lengths`.
    var length: Int32
    /// Class of its kind where rows of kinds are limited.
    var rowClass: Int32
  }

  struct Day: Sendable {
    /// Options of the day, menu-local.
    var options: Range<Int>
    var classCount = 1
    /// Shape [arrival sets][classes of the day before].
    var arrivals: [[Bool]] = []
    /// The classes that set i has and set i - 1 lacks, if set i - 1 is part of it; else all of set i and `extends` false.
    var added: [[Int]] = []
    var extends: [Bool] = []
    var groups: [Group] = []
    /// Finer groups: a group and a shift kind.
    var fineGroup: [Int32] = []
    var fineKind: [Int32] = []
    /// Shape [options of the day]: fine group of each option.
    var fineOf: [Int32] = []
    /// Shape [options of the day]: departure class of each option.
    var departureOf: [Int32] = []
    /// Shape [options of the day]: arrival set of each option.
    var arrivalOf: [Int32] = []
    /// Only while building: arrival set by start and kind.
    fileprivate var arrivalOfType: [StartKind: Int32] = [:]
  }

  let lengths: [Int]
  let days: [Day]
  let mostClasses: Int
  let mostArrivals: Int

  init(_ key: Key, in problem: RosterProblem) {
    let menu = problem.menus[key.menu]
    let all = problem.options[menu.first..<menu.first + menu.count]
    let lengths = Set(all.map { Int($0.paid) }).sorted()
    self.lengths = lengths
    let lengthIndex = Dictionary(uniqueKeysWithValues: lengths.enumerated().map { ($1, Int32($0)) })
    let dayCount = problem.dayCount
    let rest = Int32(clamping: key.leastRest)
    var days: [Day] = (0..<dayCount).map { Day(options: menu.dayStart[$0]..<menu.dayStart[$0 + 1]) }
    // Departure classes: which (start, kind) of the next day are open after this option.
    for day in 0..<dayCount {
      let options = problem.options(menu: key.menu, day: day)
      let next = day + 1 < dayCount ? Self.arrivalTypes(problem, key.menu, day + 1) : []
      var classes = Numbering<[Bool]>()
      var departureOfType: [StartKind: Int32] = [:]
      for index in options {
        let option = problem.options[index]
        let type = StartKind(minute: option.end, kind: option.kind)
        if departureOfType[type] == nil {
          let open = next.map { candidate in
            var follower = option
            follower.start = candidate.minute
            follower.kind = candidate.kind
            return problem.allows(follower, after: option, leastRest: rest)
          }
          departureOfType[type] = Int32(classes.number(open))
        }
        days[day].departureOf.append(departureOfType[type] ?? 0)
      }
      days[day].classCount = max(1, classes.count)
      if day + 1 < dayCount { days[day + 1].setArrivals(classes: classes.values, types: next) }
    }
    if dayCount > 0 { days[0].setArrivals(classes: [], types: Self.arrivalTypes(problem, key.menu, 0)) }
    for day in 0..<dayCount {
      days[day].setGroups(problem, menu: key.menu, day: day, lengthIndex: lengthIndex, rowClasses: key.rowClasses)
    }
    self.days = days
    mostClasses = days.map { $0.classCount }.max() ?? 1
    mostArrivals = max(1, days.map { $0.arrivals.count }.max() ?? 1)
  }

  struct StartKind: Hashable, Sendable, Comparable {
    var minute: Int32
    var kind: Int32
    static func < (a: StartKind, b: StartKind) -> Bool { (a.minute, a.kind) < (b.minute, b.kind) }
  }

  private static func arrivalTypes(_ problem: RosterProblem, _ menu: Int, _ day: Int) -> [StartKind] {
    let options = problem.options[problem.options(menu: menu, day: day)]
    return Set(options.map { StartKind(minute: $0.start, kind: $0.kind) }).sorted()
  }
}

extension Successions.Day {
  /// Arrival sets from the departure classes of the day before. On the first day there is one set holding one class.
  fileprivate mutating func setArrivals(classes: [[Bool]], types: [Successions.StartKind]) {
    let previousCount = max(1, classes.count)
    var setOfType: [[Bool]] = Array(
      repeating: [Bool](repeating: classes.isEmpty, count: previousCount), count: types.count)
    for (place, open) in classes.enumerated() {
      for (type, isOpen) in open.enumerated() where isOpen { setOfType[type][place] = true }
    }
    // By size, so that nested sets (the usual case: rest alone) extend one another.
    let sets = Set(setOfType).sorted { a, b in
      let (sizeA, sizeB) = (a.count { $0 }, b.count { $0 })
      if sizeA != sizeB { return sizeA < sizeB }
      return a.map { $0 ? 1 : 0 }.lexicographicallyPrecedes(b.map { $0 ? 1 : 0 })
    }
    arrivals = sets
    for (place, set) in sets.enumerated() {
      let before = place > 0 ? sets[place - 1] : []
      let nests = place > 0 && zip(before, set).allSatisfy { !$0 || $1 }
      extends.append(nests)
      added.append(set.indices.filter { set[$0] && !(nests && before[$0]) })
    }
    for (type, set) in zip(types, setOfType) { arrivalOfType[type] = sets.firstIndex(of: set).map { Int32($0) } }
  }

  fileprivate mutating func setGroups(
    _ problem: RosterProblem, menu: Int, day: Int, lengthIndex: [Int: Int32], rowClasses: [Int32]
  ) {
    var groups = Numbering<Successions.Group>()
    // A group and a kind side by side.
    var fines = Numbering<Int64>()
    for (local, index) in problem.options(menu: menu, day: day).enumerated() {
      let option = problem.options[index]
      let arrival = arrivalOfType[Successions.StartKind(minute: option.start, kind: option.kind)] ?? 0
      arrivalOf.append(arrival)
      let group = Successions.Group(
        arrival: arrival, departure: departureOf[local], length: lengthIndex[Int(option.paid)] ?? 0,
        rowClass: rowClasses[Int(option.kind)])
      let place = groups.number(group)
      let fine = fines.number(Int64(place) << 32 | Int64(option.kind))
      if fine == fineGroup.count {
        fineGroup.append(Int32(place))
        fineKind.append(option.kind)
      }
      fineOf.append(Int32(fine))
    }
    self.groups = groups.values
    arrivalOfType = [:]
  }
}
