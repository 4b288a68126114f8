import Lanes

/// A whole roster given to groups.
extension WorkedCover {
  /// Shifts above which they are placed in two lanes.
  private static let fewShifts = 2_000

  /// The cover of a roster, shape [people][days], whose people serve some groups, shape [people][intervals], -1 outside shifts.
  package init(
    _ problem: RosterProblem, _ demand: IntervalDemand, _ table: ShiftTable, tours: [Int32], serving groups: [Int16]
  ) {
    self.init(problem, demand, table)
    setGroups(groups)
    for (place, option) in tours.enumerated() where option >= 0 { put(place / problem.dayCount, option, 1) }
  }

  /// The cover of a roster, shape [people][days], whose people are on the groups where they cost least, one group at a time.
  package init(
    _ problem: RosterProblem, _ demand: IntervalDemand, _ table: ShiftTable, giving tours: [Int32], threads: Int
  ) {
    self.init(problem, demand, table)
    let places = places(in: tours)
    placeAll(places, tours: tours, threads: threads)
    putOthers(tours)
    // Who serves one group has no other.
    if problem.sharesPeople { placeAgain(places, tours) }
  }

  /// The shifts of people who serve somebody, day by day: people times days plus day of each.
  func places(in tours: [Int32]) -> [Int32] {
    let days = problem.dayCount
    let people = problem.people.indices.filter { serves($0) }
    return (0..<days).flatMap { day in
      people.compactMap { tours[$0 * days + day] >= 0 ? Int32($0 * days + day) : nil }
    }
  }

  /// Puts in the shifts of those who serve nobody, and are there all the same.
  mutating func putOthers(_ tours: [Int32]) {
    for person in problem.people.indices where !serves(person) && !problem.people[person].presences.isEmpty {
      for option in tours[problem.row(person)] where option >= 0 { put(person, option, 1) }
    }
  }

  /// Takes out one shift after the other and puts it where it costs least now, or back where nothing is cheaper: the first ones did not
  /// see those after them.
  package mutating func placeAgain(_ places: [Int32], _ tours: [Int32]) {
    for place in places {
      let (person, option) = (Int(place) / problem.dayCount, tours[Int(place)])
      let before = groups(of: option, person)
      var rise = takeOut(person, option)
      prepare(person, table.shifts[Int(option)].reach)
      rise += self.place(person, option)
      if rise <= 0 { continue }
      takeOut(person, option)
      giveBack(person, option, before)
    }
  }

  /// Puts in all shifts of a roster, one after the other, each on the groups where it costs least beside those before.
  ///
  /// Many are put in from both ends of the horizon at once: shifts of the first days and of the last, which share no interval, then
  /// those of the days between. Threads change nothing but the time.
  ///
  /// - Parameter places: people times days plus day of each shift, in the order in which they go.
  mutating func placeAll(_ places: [Int32], tours: [Int32], threads: Int) {
    guard places.count > Self.fewShifts else { return place(places, tours) }
    let days = problem.dayCount
    var low = [Int](repeating: .max, count: days)
    var high = [Int](repeating: .min, count: days)
    for place in places {
      let shift = table.shifts[Int(tours[Int(place)])]
      let day = Int(place) % days
      low[day] = min(low[day], Int(shift.first))
      high[day] = max(high[day], Int(shift.first + shift.count))
    }
    let middle = days / 2
    let begin = low[middle...].min() ?? .max
    let parts = Dictionary(grouping: places) { place -> Int in
      let day = Int(place) % days
      return day >= middle ? 1 : high[day] <= begin ? 0 : 2
    }
    let (problem, demand, table, evenness) = (problem, demand, table, evenness)
    let lanes = Lanes.run(2, threads: threads) { lane -> Lane in
      let own = Lane(WorkedCover(problem, demand, table))
      own.cover.evenness = evenness
      own.cover.place(parts[lane] ?? [], tours)
      return own
    }
    for (lane, own) in lanes.enumerated() { absorb(own.cover, parts[lane] ?? [], tours: tours) }
    place(parts[2] ?? [], tours)
  }

  /// The same one after the other, beside what is there.
  package mutating func place(_ places: [Int32], _ tours: [Int32]) {
    for place in places { self.place(at: Int(place), tours) }
  }

  private mutating func place(at place: Int, _ tours: [Int32]) {
    let person = place / problem.dayCount
    prepare(person, table.shifts[Int(tours[place])].reach)
    _ = self.place(person, tours[place])
  }

  /// The cover of a lane, handed over when the lane is done.
  private final class Lane: @unchecked Sendable {
    var cover: WorkedCover

    init(_ cover: consuming WorkedCover) { self.cover = cover }
  }
}
