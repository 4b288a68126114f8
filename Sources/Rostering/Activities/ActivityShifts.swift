/// The shifts that moves may use, found by day, first interval and end. Shifts that leave the grid or are shorter than a stay
/// are not among them.
struct ActivityShifts: Sendable {
  let problem: RosterProblem
  /// Shape [options], first interval and the one after the last.
  let first: [Int]
  let end: [Int]
  /// Shape [menus][days], the options that may be used.
  let usable: [[[Int32]]]
  /// Shape [menus][days], where the day's part of `lookup` begins and the first interval it knows.
  private let base: [[Int]]
  private let origin: [[Int]]
  private let starts: [[Int]]
  /// Shape [starts of the day][lengths]: an option or -1.
  private var lookup: [Int32] = []
  private let longest: Int

  init(_ problem: RosterProblem, stay: Int) {
    let intervals = problem.intervalCount
    let first = problem.options.map { max(0, min(intervals, Int($0.firstInterval))) }
    let end = problem.options.indices.map { option in
      let length = problem.patterns[Int(problem.options[option].pattern)].units.count
      return max(first[option], min(intervals, Int(problem.options[option].firstInterval) + length))
    }
    let usable = problem.menus.indices.map { menu in
      (0..<problem.dayCount).map { day in
        problem.options(menu: menu, day: day).filter { option in
          let length = problem.patterns[Int(problem.options[option].pattern)].units.count
          return Int(problem.options[option].firstInterval) == first[option] && end[option] - first[option] == length
            && length >= stay
        }.map { Int32($0) }
      }
    }
    let longest = problem.options.indices.reduce(0) { max($0, end[$1] - first[$1]) }
    var (base, origin, starts) = ([[Int]](), [[Int]](), [[Int]]())
    for menu in usable {
      base.append([])
      origin.append([])
      starts.append([])
      for options in menu {
        let lowest = options.map { first[Int($0)] }.min() ?? 0
        let highest = options.map { first[Int($0)] }.max() ?? -1
        base[base.count - 1].append(lookup.count)
        origin[origin.count - 1].append(lowest)
        starts[starts.count - 1].append(highest - lowest + 1)
        let place = lookup.count
        lookup += [Int32](repeating: -1, count: max(0, highest - lowest + 1) * (longest + 1))
        for option in options {
          let here = place + (first[Int(option)] - lowest) * (longest + 1) + end[Int(option)] - first[Int(option)]
          if lookup[here] < 0 { lookup[here] = option }
        }
      }
    }
    self.problem = problem
    self.first = first
    self.end = end
    self.usable = usable
    self.base = base
    self.origin = origin
    self.starts = starts
    self.longest = longest
  }

  /// The shift of a person's menu on a day from one interval up to another, or -1.
  @inline(__always)
  func option(_ person: Int, _ day: Int, _ first: Int, _ end: Int) -> Int32 {
    let menu = problem.people[person].menu
    let start = first - origin[menu][day]
    guard start >= 0, start < starts[menu][day], end > first, end - first <= longest else { return -1 }
    return lookup[base[menu][day] + start * (longest + 1) + end - first]
  }

  /// Whether moves may use an option of a person's menu.
  func has(_ option: Int32, person: Int) -> Bool {
    let menu = problem.people[person].menu
    return usable[menu].contains { $0.contains(option) }
  }
}
