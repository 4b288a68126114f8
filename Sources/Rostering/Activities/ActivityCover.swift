/// People on each activity in each interval, and the best use of one more person.
///
/// One more person on activity a in interval t costs g(t, a): minus the price of shortage while people are missing, 0 up to
/// `most`, and 2 k + 1 with k people above it. With G the prefix sums of g, n intervals from a start end at least cost
///
///     W(n, a) = min( W(n - 1, a) + g(n - 1, a),  min over b of W(n - m, b) + G(n, a) - G(n - m, a) )
///
/// where m is the least stay and the second term begins a stay on a; so every stay lasts m intervals or more.
struct ActivityCover {
  /// Price of one person missing in one interval.
  static let shortPrice: Float = 2_000

  let demand: ActivityDemand
  let intervals: Int
  /// Shape [intervals][activities].
  private(set) var people: [Int32]
  private var table: [Float] = []
  private var prefix: [Float] = []

  init(_ demand: ActivityDemand, intervals: Int) {
    self.demand = demand
    self.intervals = intervals
    people = [Int32](repeating: 0, count: intervals * demand.activityCount)
  }

  /// Cost of one interval and activity as it stands.
  private func cost(_ place: Int) -> Float {
    let missing = max(0, demand.least[place] - Int(people[place]))
    let above = max(0, Int(people[place]) - demand.most[place])
    return Float(missing) * Self.shortPrice + Float(above * above)
  }

  /// Change of cost by one more person.
  @inline(__always)
  private func gain(_ place: Int) -> Float {
    if Int(people[place]) < demand.least[place] { return -Self.shortPrice }
    let above = Int(people[place]) - demand.most[place]
    return above < 0 ? 0 : Float(2 * above + 1)
  }

  /// Cost of everything.
  func total() -> Double { people.indices.reduce(0.0) { $0 + Double(cost($1)) } }

  /// Surplus cost and people missing.
  func parts() -> (surplus: Int, short: Int) {
    var (surplus, short) = (0, 0)
    for place in people.indices {
      let above = max(0, Int(people[place]) - demand.most[place])
      surplus += above * above
      short += max(0, demand.least[place] - Int(people[place]))
    }
    return (surplus, short)
  }

  /// Adds (sign 1) or removes (sign -1) a person who does `activities` from an interval on.
  mutating func put(_ activities: ArraySlice<Int8>, from first: Int, sign: Int32) -> Float {
    var change: Float = 0
    for (offset, activity) in activities.enumerated() where activity >= 0 {
      let place = (first + offset) * demand.activityCount + Int(activity)
      change -= cost(place)
      people[place] += sign
      change += cost(place)
    }
    return change
  }

  /// Least cost W(n, a) of all lengths from one start; then `value` and `trace` read it.
  mutating func open(from first: Int, longest: Int) {
    let count = demand.activityCount
    let stay = demand.leastStay
    let size = (longest + 1) * count
    if table.count < size {
      table = [Float](repeating: 0, count: size)
      prefix = [Float](repeating: 0, count: size)
    }
    for activity in 0..<count { prefix[activity] = 0 }
    for length in 0..<longest {
      for activity in 0..<count {
        let gain = first + length < intervals ? gain((first + length) * count + activity) : 0
        prefix[(length + 1) * count + activity] = prefix[length * count + activity] + gain
      }
    }
    for length in 0...longest {
      let begun = length >= stay ? (length == stay ? 0 : least(length - stay)) : Float.infinity
      for activity in 0..<count {
        let here = length * count + activity
        var best = Float.infinity
        if begun < .infinity { best = begun + prefix[here] - prefix[(length - stay) * count + activity] }
        if length > 0 {
          best = min(best, table[here - count] + prefix[here] - prefix[here - count])
        } else {
          best = .infinity
        }
        table[here] = best
      }
    }
  }

  private func least(_ length: Int) -> Float {
    let count = demand.activityCount
    var best = table[length * count]
    for activity in 1..<max(1, count) { best = min(best, table[length * count + activity]) }
    return best
  }

  /// Least cost of the first `length` intervals since `open`.
  func value(_ length: Int) -> Float { least(length) }

  /// The activities of the first `length` intervals since `open`, written from `target` on.
  func trace(_ length: Int, into target: inout [Int8], at first: Int) {
    let count = demand.activityCount
    let stay = demand.leastStay
    var length = length
    while length > 0 {
      let best = least(length)
      var activity = (0..<count).first { table[length * count + $0] == best } ?? 0
      activity = min(activity, count - 1)
      // Go back along one activity to the place where its stay began.
      while length > 0 {
        let here = length * count + activity
        if length >= stay {
          let begun = length == stay ? 0 : least(length - stay)
          if table[here] == begun + prefix[here] - prefix[(length - stay) * count + activity] {
            for offset in length - stay..<length { target[first + offset] = Int8(activity) }
            length -= stay
            break
          }
        }
        target[first + length - 1] = Int8(activity)
        length -= 1
      }
    }
  }
}
