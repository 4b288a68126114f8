import LinearProgram

/// The choice among pinned and changed tours as an integer program with the exact cost of cover.
///
/// For each changed tour a variable of 0 or 1; at most one a person. The cost of an interval is that of `CoverModel`,
///
///     cost of nobody + over * people - sum over price levels of weight * served,
///     served <= caps of S + people who serve a group outside S, for every set S,
///
/// written as a change against the roster without any of them. A set that no choice can make the least is left out, and where one
/// is left, its row is folded into the costs: so only the intervals that a choice really bends have rows.
struct ReplanProgram {
  /// A tour that somebody could have instead of their present one.
  struct Candidate {
    var person: Int
    var tour: [Int32]
    /// Own cost and price of changes, less those of the present tour.
    var cost: Double
    /// Units of work against the present tour, by interval, increasing.
    var work: [(interval: Int, units: Int)]
  }

  /// Which candidates are taken.
  struct Choice {
    var taken: [Int]
    var isProven: Bool
    var fault: SolverFault?
  }

  /// Nodes of branch and bound; programs here need a few dozen.
  static let nodeLimit = 4_000

  let candidates: [Candidate]
  let mustMove: Set<Int>
  /// People who do not count towards `mostOthers`.
  let isFree: (Int) -> Bool
  let mostOthers: Int

  /// Solves against a state that holds the present tours.
  func solve(_ state: borrowing ReplanState) -> Choice {
    guard !candidates.isEmpty else { return Choice(taken: [], isProven: true, fault: nil) }
    var costs = candidates.map(\.cost)
    var rows: [Row] = []
    addCoverRows(state, &costs, &rows)
    addPresenceRows(state, &rows)

    var program = LinearProgram()
    let take = costs.map { program.binary(cost: $0) }
    let byPerson = Dictionary(grouping: candidates.indices, by: { candidates[$0].person }).sorted { $0.key < $1.key }
    for (person, own) in byPerson {
      program.constrain(own.map { (take[$0], 1.0) }, in: (mustMove.contains(person) ? 1.0 : 0.0)...1)
    }
    let others = candidates.indices.filter { !isFree(candidates[$0].person) }
    program.constrain(others.map { (take[$0], 1.0) }, in: 0...Double(max(0, mostOthers)))
    for row in rows {
      let slack = program.continuous(in: row.range, cost: row.price)
      for limit in row.limits {
        program.constrain(
          [(slack, 1.0)] + limit.terms.map { (take[$0.candidate], -$0.amount) }, in: limit.range)
      }
    }
    var options = SolveOptions(nodeLimit: Self.nodeLimit)
    options.absoluteGap = 1e-6
    do {
      let answer = try program.solve(options)
      guard answer.hasPoint else { return Choice(taken: [], isProven: false, fault: nil) }
      return Choice(
        taken: candidates.indices.filter { answer[take[$0]] > 0.5 }, isProven: answer.proof == .optimal, fault: nil)
    } catch {
      return Choice(taken: [], isProven: false, fault: error)
    }
  }

  // MARK: - Rows

  private struct Term {
    var candidate: Int
    var amount: Double
  }

  /// variable - sum of amount * candidate inside the range.
  private struct Limit {
    var terms: [Term]
    var range: ClosedRange<Double>
  }

  /// A variable of its own price and what limits it.
  private struct Row {
    var price: Double
    var range: ClosedRange<Double>
    var limits: [Limit]
  }

  /// Work of candidates by interval, and their place.
  private func byInterval() -> [(interval: Int, work: [(candidate: Int, units: Int)])] {
    var lists: [Int: [(candidate: Int, units: Int)]] = [:]
    for (place, candidate) in candidates.enumerated() {
      for entry in candidate.work where entry.units != 0 {
        lists[entry.interval, default: []].append((place, entry.units))
      }
    }
    return lists.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Most that a set of terms can add up to when at most one candidate a person and few people are taken.
  private func reach(_ terms: [Term]) -> (drop: Double, rise: Double) {
    var most: [Int: (drop: Double, rise: Double)] = [:]
    for term in terms {
      let person = candidates[term.candidate].person
      let known = most[person] ?? (0, 0)
      most[person] = (min(known.drop, term.amount), max(known.rise, term.amount))
    }
    let free = most.keys.count { isFree($0) }
    let count = max(0, mostOthers) + free
    let drops = most.values.map(\.drop).sorted().prefix(count)
    let rises = most.values.map(\.rise).sorted(by: >).prefix(count)
    return (drops.reduce(0, +), rises.reduce(0, +))
  }

  private func profile(_ candidate: Int, _ model: CoverModel) -> CoverModel.Profile {
    model.profiles[model.profileOf[candidates[candidate].person]]
  }

  private func addCoverRows(_ state: borrowing ReplanState, _ costs: inout [Double], _ rows: inout [Row]) {
    let model = state.model
    let units = Double(state.problem.unitsPerInterval)
    for (interval, work) in byInterval() {
      for (index, component) in model.components.enumerated() {
        let present = work.filter { profile($0.candidate, model).component == index }
        guard !present.isEmpty else { continue }
        let groups = present.map { profile($0.candidate, model).groups }
        let amounts = present.map { entry in
          Double(entry.units) / units * Double(profile(entry.candidate, model).productivity)
        }
        for (place, entry) in present.enumerated() {
          costs[entry.candidate] += Double(model.overPrice) * amounts[place]
        }
        let width = component.vectors * 4
        for (level, weight) in component.weights.enumerated() where weight != 0 {
          var limits: [(level: Double, terms: [Term], drop: Double, rise: Double)] = []
          for (place, cut) in component.cuts.enumerated() {
            let caps = component.caps[(interval * component.weights.count + level) * width + place]
            let terms = present.indices.filter { groups[$0] & ~cut != 0 }.map {
              Term(candidate: present[$0].candidate, amount: amounts[$0])
            }
            let (drop, rise) = reach(terms)
            limits.append((Double(caps) + state.people(index, interval, cut: place), terms, drop, rise))
          }
          let least = limits.map { $0.level + $0.rise }.min() ?? 0
          let binding = limits.filter { $0.level + $0.drop <= least + 1e-9 }
          if binding.count == 1 {
            for term in binding[0].terms { costs[term.candidate] -= Double(weight) * term.amount }
          } else {
            // Served people as a change against the present, so that numbers stay small.
            let now = limits.map(\.level).min() ?? 0
            rows.append(
              Row(
                price: -Double(weight), range: -Double.infinity ... .infinity,
                limits: binding.map { Limit(terms: $0.terms, range: -Double.infinity...($0.level - now)) }))
          }
        }
      }
    }
  }

  /// Missing supervisors and the like: missing >= wanted - present.
  private func addPresenceRows(_ state: borrowing ReplanState, _ rows: inout [Row]) {
    let model = state.model
    guard !model.presences.isEmpty else { return }
    let units = Double(state.problem.unitsPerInterval)
    for (interval, work) in byInterval() {
      for (row, presence) in model.presences.enumerated() where presence.wanted[interval] > 0 {
        let terms = work.filter { profile($0.candidate, model).presences.contains(row) }.map {
          Term(candidate: $0.candidate, amount: -Double($0.units) / units)
        }
        guard !terms.isEmpty else { continue }
        let gap = state.presenceGap(row, interval)
        rows.append(
          Row(
            price: presence.price, range: 0 ... .infinity,
            limits: [Limit(terms: terms, range: gap ... .infinity)]))
      }
    }
  }
}

extension ReplanState {
  /// Productive people who serve a group outside a cut, as the roster stands.
  func people(_ component: Int, _ interval: Int, cut: Int) -> Double {
    let view = cover.components[component]
    return Double((view.rows + interval * view.rowLength)[cut / 4][cut % 4])
  }

  /// People of a presence row that are missing, below 0 where there are more than wanted.
  func presenceGap(_ row: Int, _ interval: Int) -> Double {
    Double(cover.presenceGap[row * problem.intervalCount + interval])
  }
}
