/// People on each activity in each interval, what that costs, and the best use of one more shift.
///
/// One more person on activity a in interval t costs g(t, a): minus the price of shortage while people are missing, 0 up to
/// `most`, and 2 k + 1 with k people above it. With G the prefix sums of g, n intervals from a start end at least cost
///
///     W(n, a) = min( W(n - 1, a) + g(n - 1, a),  min over b of W(n - m, b) + G(n, a) - G(n - m, a) )
///
/// where m is the least stay and the second term begins a stay on a; so every stay lasts m intervals or more.
struct ActivityCover {
  let demand: ActivityDemand
  let intervals: Int
  /// Price of one person missing in one interval.
  var shortPrice: Float = 2_000
  /// Shape [intervals][activities].
  private(set) var people: [Int32]
  /// Sum of squares of the people above `most`.
  private(set) var surplus = 0
  /// People missing below `least`, summed over intervals.
  private(set) var short: Int
  /// Shape [intervals][activities], the demand in the width of `people`.
  private let least: [Int32]
  private let most: [Int32]
  /// Shape [intervals of the shift + 1][activities].
  private var table: [Float] = []
  private var prefix: [Float] = []
  /// Shape [intervals of the shift + 1], the least of a row of `table`.
  private var best: [Float] = []

  init(_ demand: ActivityDemand, intervals: Int) {
    self.demand = demand
    self.intervals = intervals
    people = [Int32](repeating: 0, count: intervals * demand.activityCount)
    least = demand.least.map { Int32($0) }
    most = demand.most.map { Int32(clamping: $0) }
    short = demand.least.reduce(0, +)
  }

  /// One more person on an activity in an interval.
  @inline(__always)
  mutating func add(_ interval: Int, _ activity: Int8) {
    let place = interval * demand.activityCount + Int(activity)
    let count = people[place]
    people[place] = count + 1
    if count < least[place] { short -= 1 }
    if count >= most[place] { surplus += 2 * Int(count - most[place]) + 1 }
  }

  /// One person less on an activity in an interval.
  @inline(__always)
  mutating func remove(_ interval: Int, _ activity: Int8) {
    let place = interval * demand.activityCount + Int(activity)
    let count = people[place] - 1
    people[place] = count
    if count < least[place] { short += 1 }
    if count >= most[place] { surplus -= 2 * Int(count - most[place]) + 1 }
  }

  /// Change of cost by one more person, g.
  @inline(__always)
  private func gain(_ place: Int) -> Float {
    if people[place] < least[place] { return -shortPrice }
    let above = people[place] - most[place]
    return above < 0 ? 0 : Float(2 * above + 1)
  }

  /// Least cost W(n, a) of all lengths from one start; then `value` and `trace` read it.
  mutating func open(from first: Int, longest: Int) {
    let count = demand.activityCount
    let stay = demand.leastStay
    if best.count < longest + 1 {
      table = [Float](repeating: 0, count: (longest + 1) * count)
      prefix = table
      best = [Float](repeating: 0, count: longest + 1)
    }
    for activity in 0..<count {
      prefix[activity] = 0
      table[activity] = .infinity
    }
    best[0] = 0
    for length in stride(from: 1, through: longest, by: 1) {
      let begun = length >= stay ? best[length - stay] : Float.infinity
      var least = Float.infinity
      for activity in 0..<count {
        let here = length * count + activity
        let interval = first + length - 1
        let gain = interval < intervals ? gain(interval * count + activity) : 0
        prefix[here] = prefix[here - count] + gain
        var value = table[here - count] + gain
        if begun < .infinity { value = min(value, begun + prefix[here] - prefix[(length - stay) * count + activity]) }
        table[here] = value
        least = min(least, value)
      }
      best[length] = least
    }
  }

  /// Least cost of the first `length` intervals since `open`; infinite when they are fewer than the least stay.
  func value(_ length: Int) -> Float { best[length] }

  /// The activities of the first `length` intervals since `open`, told as (interval of the shift, activity).
  ///
  /// Has nothing to tell of a length without a finite value.
  func trace(_ length: Int, _ tell: (Int, Int8) -> Void) {
    let count = demand.activityCount
    let stay = demand.leastStay
    guard best[length] < .infinity else { return }
    var length = length
    while length > 0 {
      let activity = (0..<count).first { table[length * count + $0] == best[length] } ?? 0
      // Go back along one activity to the place where its stay began.
      while length > 0 {
        let here = length * count + activity
        if length >= stay, best[length - stay] < .infinity,
          table[here] == best[length - stay] + prefix[here] - prefix[(length - stay) * count + activity]
        {
          for interval in length - stay..<length { tell(interval, Int8(activity)) }
          length -= stay
          break
        }
        length -= 1
        tell(length, Int8(activity))
      }
    }
  }
}
