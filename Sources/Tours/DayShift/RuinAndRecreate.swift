import Libc

/// Simulated annealing whose step takes a few people out of a window of days and gives each in turn the cheapest tour for
/// the cover that is left, with some noise on all but the last.
struct RuinAndRecreate {
  var from: Double
  var to: Double
  /// Whether the roster at the end is returned rather than the best seen: to leave a roster that nothing betters.
  var keepsLast = false
  /// The people and days that may change; nil for all.
  var part: Part?

  /// Some people and some days of a roster.
  struct Part: Sendable {
    var people: [Int]
    var days: Range<Int>
  }

  /// Prices at or above this are shortages worth aiming at.
  private static let painfulPrice: Float = 20
  private static let tallestGroup = 4
  /// Steps for each day of each person at most: a few people have few rosters.
  private static let stepsADay = 5_000

  /// Improves `roster` in place until the clock passes `until`; the best roster seen is returned, or the last.
  ///
  /// - Parameter keep: called with each roster that is better than all before.
  func run(
    _ roster: DayShiftRoster, _ workspace: LaneWorkspace, until: Double, keep: (DayShiftRoster) -> Void = { _ in }
  ) -> DayShiftRoster {
    let tables = workspace.tables
    let part = part ?? Part(people: Array(0..<tables.people), days: 0..<tables.days)
    guard !part.people.isEmpty, !part.days.isEmpty else { return roster }
    var present = roster
    var best = roster
    let begin = workspace.clock.used
    let span = max(1e-9, until - begin)
    var temperature = from
    var painful: [Int] = []
    var step = 0
    let steps = Self.stepsADay * part.people.count * part.days.count
    while step < steps {
      if step % 16 == 0 {
        if workspace.clock.isPast(seconds: until) { break }
        let share = max((workspace.clock.used - begin) / span, Double(step) / Double(steps))
        temperature = from * pow(to / from, min(1, share))
      }
      if step % 64 == 0 { painful = painfulCells(present, part.days, tables) }
      step += 1
      let choice = choose(part, workspace, painful)
      guard let change = recreate(choice, &present, workspace) else { continue }
      if change.delta <= 0 || workspace.random.share() < exp(-change.delta / temperature) {
        present.cost += change.delta
        if present.cost < best.cost - 1e-6 {
          best = present
          keep(best)
        }
      } else {
        change.undo(&present, tables)
      }
    }
    return keepsLast ? present : best
  }

  private func painfulCells(_ roster: DayShiftRoster, _ days: Range<Int>, _ tables: DayShiftTables) -> [Int] {
    (days.lowerBound * tables.kinds..<days.upperBound * tables.kinds).filter { cell in
      let gap = roster.cover[cell] - tables.wanted[cell]
      return gap < 0 && tables.under[cell] >= Self.painfulPrice || gap > 0 && tables.over[cell] >= Self.painfulPrice
    }
  }

  private struct Choice {
    var people: [Int]
    var window: Range<Int>
    var noise: Float
  }

  private func choose(_ part: Part, _ workspace: LaneWorkspace, _ painful: [Int]) -> Choice {
    let tables = workspace.tables
    let days = part.days
    let target =
      !painful.isEmpty && workspace.random.share() < 0.7 ? painful[workspace.random.below(painful.count)] : nil
    var length = 7 + workspace.random.below(8)
    if days.count <= 28 && workspace.random.share() < 0.25 { length = days.count }
    let day = target.map { $0 / tables.kinds } ?? days.lowerBound + workspace.random.below(days.count)
    var window = days
    if length < days.count {
      let first = max(days.lowerBound, day - workspace.random.below(length))
      window = first..<min(days.upperBound, first + length)
    }
    let size = min(part.people.count, 1 + workspace.random.below(Self.tallestGroup))
    var people: [Int] = []
    for attempt in 0..<60 where people.count < size {
      let person = part.people[workspace.random.below(part.people.count)]
      if people.contains(person) { continue }
      if let target, people.isEmpty, attempt < 40, !tables.canCover(target, person) { continue }
      people.append(person)
    }
    let draw = workspace.random.share()
    return Choice(people: people, window: window, noise: draw < 0.3 ? 0 : draw < 0.7 ? 2 : draw < 0.9 ? 10 : 40)
  }

  private struct Change {
    var delta: Double
    var people: [Int]
    var window: Range<Int>
    var tours: [Int32]
    var cover: [Int32]

    func undo(_ roster: inout DayShiftRoster, _ tables: DayShiftTables) {
      for (place, count) in cover.enumerated() { roster.cover[window.lowerBound * tables.kinds + place] = count }
      for (place, person) in people.enumerated() {
        for (offset, day) in window.enumerated() {
          roster.tours[person * tables.days + day] = tours[place * window.count + offset]
        }
      }
    }
  }

  /// Gives the chosen people new tours in the window; nil (and nothing changed) when one of them cannot have any.
  private func recreate(_ choice: Choice, _ roster: inout DayShiftRoster, _ workspace: LaneWorkspace) -> Change? {
    let tables = workspace.tables
    let (days, kinds, window) = (tables.days, tables.kinds, choice.window)
    let cells = window.lowerBound * kinds..<window.upperBound * kinds
    var change = Change(
      delta: 0, people: choice.people, window: window, tours: [], cover: Array(roster.cover[cells]))
    var before = 0.0
    for cell in cells { before += tables.cellCost(cell, roster.cover[cell]) }
    for person in choice.people {
      change.tours.append(
        contentsOf: roster.tours[person * days + window.lowerBound..<person * days + window.upperBound])
      roster.count(person, window, -1, tables)
      before += tables.ownCost(roster, person, window)
    }
    var after = 0.0
    for (place, person) in choice.people.enumerated() {
      let noise = place == choice.people.count - 1 ? 0 : choice.noise
      let isFound = workspace.give(person, window, &roster) { _ in
        Float(workspace.random.share()) * (noise > 0 ? noise : 0.01)
      }
      guard isFound else {
        change.undo(&roster, tables)
        return nil
      }
      after += tables.ownCost(roster, person, window)
    }
    for cell in cells { after += tables.cellCost(cell, roster.cover[cell]) }
    change.delta = after - before
    return change
  }
}

extension DayShiftTables {
  /// Whether a person may work a cell at all, as far as kind and day go.
  func canCover(_ cell: Int, _ person: Int) -> Bool {
    mayWork[person * kinds + cell % kinds] && !isOff[person * days + cell / kinds]
  }

  /// What a person's tour costs by itself, in the window when nothing else costs.
  func ownCost(_ roster: DayShiftRoster, _ person: Int, _ window: Range<Int>) -> Double {
    roster.tours.withUnsafeBufferPointer { tours in
      tours.baseAddress.map { ownCost($0 + person * days, person, window) } ?? 0
    }
  }
}
