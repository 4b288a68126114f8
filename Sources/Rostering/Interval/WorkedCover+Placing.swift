import Lanes

extension WorkedCover {
  /// Shifts above which they are placed in two lanes.
  private static let fewShifts = 2_000

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

  private mutating func place(_ places: [Int32], _ tours: [Int32]) {
    for place in places {
      let shift = table.shifts[Int(tours[Int(place)])]
      let person = Int(place) / problem.dayCount
      prepare(person, Int(shift.first)..<Int(shift.first + shift.count))
      _ = self.place(person, tours[Int(place)])
    }
  }

  /// The cover of a lane, handed over when the lane is done.
  private final class Lane: @unchecked Sendable {
    var cover: WorkedCover

    init(_ cover: consuming WorkedCover) { self.cover = cover }
  }
}
