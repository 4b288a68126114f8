extension CoverState {
  /// Intervals as they stood before somebody's work was taken away for a question, with the changes that were known of them: those
  /// hold again once it is put back, so that the next question need not count them anew.
  struct Kept {
    fileprivate var intervals: [Int] = []
    /// Shape [intervals][vectors of the component].
    fileprivate var people: [SIMD4<Float>] = []
    /// Shape [intervals].
    fileprivate var costs: [Float] = []
    /// Shape [intervals][memory of the component].
    fileprivate var memory: [Float] = []
    /// Shape [intervals][presence rows of the profile].
    fileprivate var gaps: [Float] = []
  }

  /// Takes away the work of an option.
  func take(_ option: Int32, of profile: Int, _ table: ShiftTable, keeping kept: inout Kept) {
    let view = profiles[profile]
    table.forEachInterval(of: option) { interval, units in
      kept.intervals.append(interval)
      if view.component >= 0 {
        let component = components[view.component]
        kept.people.append(
          contentsOf: UnsafeBufferPointer(
            start: component.rows + interval * component.rowLength, count: component.vectors))
        kept.costs.append(component.cost[interval])
        kept.memory.append(
          contentsOf: UnsafeBufferPointer(
            start: component.memory + interval * component.memoryLength, count: component.memoryLength))
      }
      for list in view.presences { kept.gaps.append(presenceGap[presenceLists[list] * intervals + interval]) }
      add(profile, interval, -units)
    }
  }

  /// Puts back what was taken, to the bit; nothing else may have changed meanwhile.
  func putBack(_ kept: Kept, of profile: Int) {
    let view = profiles[profile]
    // The first copy of an interval that was taken from twice is the one before both.
    for (place, interval) in kept.intervals.enumerated().reversed() {
      if view.component >= 0 {
        let component = components[view.component]
        let people = component.rows + interval * component.rowLength
        for vector in 0..<component.vectors { people[vector] = kept.people[place * component.vectors + vector] }
        component.cost[interval] = kept.costs[place]
        let memory = component.memory + interval * component.memoryLength
        for index in 0..<component.memoryLength { memory[index] = kept.memory[place * component.memoryLength + index] }
      }
      for (index, list) in view.presences.enumerated() {
        presenceGap[presenceLists[list] * intervals + interval] = kept.gaps[place * view.presences.count + index]
      }
    }
  }
}
