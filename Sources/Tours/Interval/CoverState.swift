/// How many people are at work, interval by interval, and what that costs; changes are judged exactly before they are made.
///
/// Each component and interval has one row: people counted per cut, then the caps of each price level. What a change by a few
/// units of one profile would cost is remembered until the row changes.
package struct CoverState: ~Copyable {
  /// Where a profile's numbers are.
  struct ProfileView {
    var component: Int
    /// Vectors of the indicator "serves a group outside cut", times productivity per unit.
    var indicator: UnsafeMutablePointer<SIMD4<Float>>
    /// First entry of the profile inside a memory row.
    var memory: Int
    var firstPresence: Int
    var presenceCount: Int

    /// Where its presence rows are listed.
    @inline(__always)
    var presences: Range<Int> { firstPresence..<firstPresence + presenceCount }
  }

  struct ComponentView {
    /// Cuts, and the vectors that hold them.
    var cuts: Int
    var vectors: Int
    var levels: Int
    var rowLength: Int
    var rows: UnsafeMutablePointer<SIMD4<Float>>
    var weights: UnsafeMutablePointer<Float>
    var emptyCost: UnsafeMutablePointer<Float>
    var cost: UnsafeMutablePointer<Float>
    var memoryLength: Int
    var memory: UnsafeMutablePointer<Float>
  }

  let intervals: Int
  let units: Int
  let overPrice: Float
  let componentCount: Int
  let unservedCost: Double
  let profiles: UnsafeMutablePointer<ProfileView>
  let components: UnsafeMutablePointer<ComponentView>
  let presenceCount: Int
  /// Shape [presences][intervals]: wanted less present.
  let presenceGap: UnsafeMutablePointer<Float>
  private let presenceWanted: [Float]
  let presencePrice: UnsafeMutablePointer<Float>
  /// Presence rows of all profiles, one after the other.
  let presenceLists: UnsafeMutablePointer<Int>
  private let arena = Arena()

  init(_ model: CoverModel, units: Int) {
    intervals = model.intervals
    self.units = units
    overPrice = model.overPrice
    unservedCost = model.unservedCost
    componentCount = model.components.count
    profiles = arena.room(model.profiles.count)
    components = arena.room(componentCount)
    presenceCount = model.presences.count
    presenceWanted = model.presences.flatMap(\.wanted)
    presenceGap = arena.room(presenceWanted.count)
    presencePrice = arena.copy(model.presences.map { Float($0.price) })
    presenceLists = arena.copy(model.profiles.flatMap(\.presences))

    var memoryLength = [Int](repeating: 0, count: componentCount)
    var listStart = 0
    for (index, profile) in model.profiles.enumerated() {
      let component = profile.component
      let vectors = component >= 0 ? model.components[component].vectors : 0
      let indicator = arena.row(vectors, of: SIMD4<Float>.zero)
      if component >= 0 {
        for (place, cut) in model.components[component].cuts.enumerated() where !profile.groups.isSubset(of: cut) {
          indicator[place / 4][place % 4] = profile.productivity / Float(units)
        }
      }
      profiles[index] = ProfileView(
        component: component, indicator: indicator, memory: component >= 0 ? memoryLength[component] : 0,
        firstPresence: listStart, presenceCount: profile.presences.count)
      listStart += profile.presences.count
      if component >= 0 { memoryLength[component] += 2 * units + 1 }
    }
    for (index, component) in model.components.enumerated() {
      let levels = component.weights.count
      let rowLength = component.vectors * (1 + levels)
      let rows: UnsafeMutablePointer<SIMD4<Float>> = arena.room(rowLength * intervals)
      for interval in 0..<intervals {
        let row = rows + interval * rowLength
        row.initialize(repeating: .zero, count: component.vectors)
        for vector in 0..<levels * component.vectors {
          let from = interval * levels * component.vectors * 4 + vector * 4
          row[component.vectors + vector] = SIMD4(
            component.caps[from], component.caps[from + 1], component.caps[from + 2], component.caps[from + 3])
        }
      }
      components[index] = ComponentView(
        cuts: component.cuts.count, vectors: component.vectors, levels: levels, rowLength: rowLength, rows: rows,
        weights: arena.copy(component.weights), emptyCost: arena.copy(component.emptyCost), cost: arena.room(intervals),
        memoryLength: memoryLength[index], memory: arena.room(memoryLength[index] * intervals))
    }
    clear()
  }

  /// The cover of a roster, shape [people][days].
  init(_ model: CoverModel, _ table: ShiftTable, _ tours: [Int32], in problem: RosterProblem) {
    self.init(model, units: problem.unitsPerInterval)
    for person in problem.people.indices {
      let profile = model.profileOf[person]
      for option in tours[problem.row(person)] where option >= 0 { _ = put(option, of: profile, 1, table) }
    }
  }

  /// Nobody at work.
  func clear() {
    for index in 0..<componentCount {
      let component = components[index]
      for interval in 0..<intervals {
        (component.rows + interval * component.rowLength).update(repeating: .zero, count: component.vectors)
        component.cost[interval] = Self.cost(component, interval, overPrice)
      }
      component.memory.update(repeating: .nan, count: component.memoryLength * intervals)
    }
    for place in presenceWanted.indices { presenceGap[place] = presenceWanted[place] }
  }

  /// Cover cost of the whole grid.
  func total() -> Double {
    var sum = unservedCost
    for index in 0..<componentCount {
      for interval in 0..<intervals { sum += Double(components[index].cost[interval]) }
    }
    return sum + presenceCost()
  }

  /// Cost of missing presences.
  func presenceCost() -> Double {
    var sum = 0.0
    for row in 0..<presenceCount {
      for interval in 0..<intervals {
        sum += Double(presencePrice[row] * max(0, presenceGap[row * intervals + interval]))
      }
    }
    return sum
  }

  /// Agents missing and above the requirement in an interval. The caps of the last price level are the whole requirement, and the
  /// last cut holds every group.
  package func shortAndOver(_ index: Int, _ interval: Int) -> (Double, Double) {
    let component = components[index]
    let lastCut = component.cuts - 1
    let people = component.rows + interval * component.rowLength
    let caps = people + component.levels * component.vectors
    var served = Float.infinity
    for cut in 0...lastCut { served = min(served, caps[cut / 4][cut % 4] + people[cut / 4][cut % 4]) }
    let required = caps[lastCut / 4][lastCut % 4]
    return (Double(max(0, required - served)), Double(max(0, people[0][0] - served)))
  }

  @inline(__always)
  private static func least(_ v: SIMD4<Float>) -> Float { min(min(v[0], v[1]), min(v[2], v[3])) }

  /// Cost of an interval as it stands, or with those who come.
  ///
  /// - Parameter coming: adds those who come to a vector of cuts at its place.
  @inline(__always)
  private static func cost(
    _ component: ComponentView, _ interval: Int, _ overPrice: Float,
    coming: (SIMD4<Float>, Int) -> SIMD4<Float> = { people, _ in people }
  ) -> Float {
    let people = component.rows + interval * component.rowLength
    let first = coming(people[0], 0)
    var cost = component.emptyCost[interval] + overPrice * first[0]
    for level in 0..<component.levels {
      let caps = people + (1 + level) * component.vectors
      var least = caps[0] + first
      for vector in 1..<max(1, component.vectors) {
        let sum = coming(caps[vector] + people[vector], vector)
        least.replace(with: sum, where: sum .< least)
      }
      cost -= component.weights[level] * Self.least(least)
    }
    return cost
  }

  /// Change of cost when `units` (at most one full interval either way) of a profile come to an interval.
  @inline(__always)
  func change(_ profile: Int, _ interval: Int, _ units: Int) -> Float {
    let view = profiles[profile]
    var change: Float = 0
    if view.component >= 0 {
      let component = components[view.component]
      let place = interval * component.memoryLength + view.memory + units + self.units
      let known = component.memory[place]
      if known == known {
        change = known
      } else {
        change = computedChange(component, view, interval, Float(units))
        component.memory[place] = change
      }
    }
    if !view.presences.isEmpty { change += presenceChange(view, interval, units) }
    return change
  }

  @inline(never)
  private func computedChange(_ component: ComponentView, _ view: ProfileView, _ interval: Int, _ units: Float) -> Float
  {
    Self.cost(component, interval, overPrice) { $0 + view.indicator[$1] * units } - component.cost[interval]
  }

  /// Change of cost when units of two profiles come to an interval.
  func change(_ profile: Int, _ units: Int, _ other: Int, _ otherUnits: Int, _ interval: Int) -> Float {
    if otherUnits == 0 { return bigChange(profile, interval, units) }
    let (view, second) = (profiles[profile], profiles[other])
    if units == 0 || view.component != second.component || view.component < 0 {
      return bigChange(profile, interval, units) + bigChange(other, interval, otherUnits)
    }
    let component = components[view.component]
    let (own, others) = (Float(units), Float(otherUnits))
    let cost = Self.cost(component, interval, overPrice) {
      $0 + view.indicator[$1] * own + second.indicator[$1] * others
    }
    return cost - component.cost[interval] + presenceChange(view, interval, units)
      + presenceChange(second, interval, otherUnits)
  }

  /// Change of cost for any number of units.
  func bigChange(_ profile: Int, _ interval: Int, _ units: Int) -> Float {
    if units == 0 { return 0 }
    if abs(units) <= self.units { return change(profile, interval, units) }
    let view = profiles[profile]
    let served =
      view.component >= 0 ? computedChange(components[view.component], view, interval, Float(units)) : 0
    return served + presenceChange(view, interval, units)
  }

  private func presenceChange(_ view: ProfileView, _ interval: Int, _ units: Int) -> Float {
    var change: Float = 0
    let share = Float(units) / Float(self.units)
    for list in view.presences {
      let row = presenceLists[list]
      let gap = presenceGap[row * intervals + interval]
      change += presencePrice[row] * (max(0, gap - share) - max(0, gap))
    }
    return change
  }

  /// Brings `units` of a profile to an interval.
  @inline(__always)
  func add(_ profile: Int, _ interval: Int, _ units: Int) {
    let view = profiles[profile]
    if view.component >= 0 {
      let component = components[view.component]
      let people = component.rows + interval * component.rowLength
      for vector in 0..<component.vectors { people[vector] += view.indicator[vector] * Float(units) }
      component.cost[interval] = Self.cost(component, interval, overPrice)
      (component.memory + interval * component.memoryLength).update(repeating: .nan, count: component.memoryLength)
    }
    for list in view.presences {
      presenceGap[presenceLists[list] * intervals + interval] -= Float(units) / Float(self.units)
    }
  }

  /// Adds (1) or takes away (-1) the work of an option; says the change of cost.
  @inline(__always)
  func put(_ option: Int32, of profile: Int, _ sign: Int, _ table: ShiftTable) -> Double {
    var change = 0.0
    table.forEachInterval(of: option) { interval, units in
      change += Double(self.change(profile, interval, units * sign))
      add(profile, interval, units * sign)
    }
    return change
  }

  /// Agent-intervals missing and above the requirement in all, in groups that somebody serves.
  package func shortAndOver() -> (short: Double, over: Double) {
    var (short, over) = (0.0, 0.0)
    for index in 0..<componentCount {
      for interval in 0..<intervals {
        let (missing, idle) = shortAndOver(index, interval)
        short += missing
        over += idle
      }
    }
    return (short, over)
  }
}

extension RosterProblem {
  /// What a roster, shape [people][days], leaves uncovered or has too much of a demand costs where people are shared between groups inside each
  /// interval; presence is left out.
  package func sharedCoverCost(of tours: [Int32], _ demand: IntervalDemand) -> Double {
    let cover = CoverState(CoverModel(demand, problem: self), ShiftTable(self), tours, in: self)
    return max(0, cover.total() - cover.presenceCost())
  }
}

extension RosterCost {
  /// What a roster costs in parts, counted from its tours (shape [people][days]) and the cover that they give.
  init(of tours: [Int32], cover state: borrowing CoverState, fairness: Double, _ judge: TourJudge) {
    self.fairness = fairness
    presence = state.presenceCost()
    cover = max(0, state.total() - presence)
    let problem = judge.problem
    for person in problem.people.indices { own += judge.cost(problem.tour(person, of: tours), person: person) }
  }
}
