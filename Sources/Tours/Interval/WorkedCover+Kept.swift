// A trial keeps what it will touch, and puts it back where it is refused.

extension WorkedCover {
  /// What changes in some intervals may touch.
  struct Kept {
    var intervals: Range<Int>
    /// Shape [intervals][groups].
    var work: [Double] = []
    var costs: [Double] = []
    /// Shape [presences][intervals].
    var present: [Double] = []
    /// The groups of some people.
    var served: [(person: Int, groups: [Int16])] = []
  }

  /// Keeps what changes of some people's work in some intervals will touch: what is added and taken away again need not come back to the
  /// bit.
  func kept(_ range: Range<Int>, people: [Int]) -> Kept {
    var kept = Kept(intervals: range)
    let cells = UnsafeBufferPointer(start: work + range.lowerBound * groupCount, count: range.count * groupCount)
    kept.work = Array(cells)
    kept.costs = Array(UnsafeBufferPointer(start: costs + range.lowerBound * groupCount, count: cells.count))
    for row in demand.presences.indices {
      kept.present += UnsafeBufferPointer(start: present + row * intervals + range.lowerBound, count: range.count)
    }
    kept.served = people.map { person in
      let row = served + person * intervals + range.lowerBound
      return (person, Array(UnsafeBufferPointer(start: row, count: range.count)))
    }
    return kept
  }

  /// Puts back what was kept.
  func putBack(_ kept: Kept) {
    let (first, count) = (kept.intervals.lowerBound, kept.intervals.count)
    (work + first * groupCount).update(from: kept.work, count: kept.work.count)
    (costs + first * groupCount).update(from: kept.costs, count: kept.costs.count)
    for row in demand.presences.indices {
      for place in 0..<count { present[row * intervals + first + place] = kept.present[row * count + place] }
    }
    for (person, groups) in kept.served {
      (served + person * intervals + first).update(from: groups, count: count)
    }
  }
}
