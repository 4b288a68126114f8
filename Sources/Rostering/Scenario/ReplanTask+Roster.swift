import Timeline
import Tours
import Workforce

extension ReplanTask {
  /// Shifts that did not change are handed on as they were published, also who takes which queues in them as long as nobody
  /// else came or went meanwhile.
  func roster(_ result: Replanning.Result) -> Roster {
    let days = problem.dayCount
    let touched = touchedIntervals(result)
    let grid = task.requirement.grid
    let oldSpells = Dictionary(grouping: published.spells, by: \.agent)
    let oldShifts = Dictionary(grouping: published.shifts, by: { [$0.agent, $0.date.isoText] })
    func isAsTold(_ shift: Shift) -> Bool {
      task.posts == nil && (oldSpells[shift.agent] ?? []).contains { $0.isInside(shift) }
        && !grid.reach(of: shift).contains(where: { touched[$0] })
    }
    let told = task.groups(of: published, tours: task.publishedTours)
    var served = task.groups(serving: result.tours, asTold: told) { person, day in
      if !task.carriedShifts[person].isEmpty { return task.carriedShifts[person].allSatisfy(isAsTold) }
      let date = task.date(day)
      return result.tours[person * days + day] == task.publishedTours[person * days + day]
        && (oldShifts[[problem.people[person].name, date.isoText]] ?? []).allSatisfy(isAsTold)
    }
    if let now = request.now { keepPast(of: &served, asTold: told, before: now) }
    let graves = Dictionary(grouping: published.cancelled, by: { [$0.agent, $0.date.isoText] })
    let absenceDates = scenario.absenceDatesByAgent
    let absent = Set(task.strays.filter { absenceDates[$0.agent]?.contains($0.date) ?? false })
    let strays = task.strays.filter { !absent.contains($0) }
    // Dates of which the problem knows nothing stay as they are, and no work is added to them.
    let strayDays = Set(task.strays.map { [$0.agent, $0.date.isoText] })
    var shifts = strays
    var spells = strays.flatMap { shift in (oldSpells[shift.agent] ?? []).filter { $0.isInside(shift) } }
    var cancelled = absent.map { shift in
      var shift = shift
      shift.sequence += 1
      return shift
    }
    for person in problem.people.indices {
      if !task.carriedShifts[person].isEmpty {
        for shift in task.carriedShifts[person] {
          let own = (oldSpells[shift.agent] ?? []).filter { $0.isInside(shift) }
          spells += isAsTold(shift) ? own : task.spells(of: shift, person: person, groups: served)
        }
        continue
      }
      for day in 0..<days {
        let option = result.tours[person * days + day]
        let key = [problem.people[person].name, task.date(day).isoText]
        let old = oldShifts[key] ?? []
        var dead = graves[key] ?? []
        if strayDays.contains(key) {
          cancelled += dead
          continue
        }
        let isKept = option == task.publishedTours[person * days + day]
        let work = isKept ? old : option == RosterProblem.off ? [] : task.work(person: person, option: option)
        for var shift in work {
          if !isKept {
            let former = (old + dead).filter { $0.ordinal == shift.ordinal }.map(\.sequence).max()
            if let former { shift.sequence = former + 1 }
            dead.removeAll { $0.ordinal == shift.ordinal }
          }
          shifts.append(shift)
          if isKept && work.allSatisfy(isAsTold) {
            spells += (oldSpells[shift.agent] ?? []).filter { $0.isInside(shift) }
          } else {
            spells += task.spells(of: shift, person: person, groups: served)
          }
        }
        if !isKept {
          for var shift in old where !work.contains(where: { $0.ordinal == shift.ordinal }) {
            shift.sequence += 1
            cancelled.append(shift)
          }
        }
        cancelled += dead
      }
    }
    return Roster(
      shifts: shifts, spells: spells, warnings: notes(result), cancelled: cancelled)
  }

  /// What was served before a moment stays as it was told; whoever was on a queue then stays as long as stretches are at least, and goes
  /// to another only where they can stay there as long and the shift has a change left.
  ///
  /// - Parameters:
  ///   - served: shape [people][intervals], as `told` is.
  private func keepPast(of served: inout [Int16], asTold told: [Int16], before now: Instant) {
    guard task.posts == nil, case .intervals(let demand) = problem.demand else { return }
    let grid = task.requirement.grid
    let begun = grid.indices.prefix { grid.instant(of: $0) < now }.count
    guard begun > 0 else { return }
    for (person, someone) in problem.people.enumerated() {
      let row = person * problem.intervalCount
      for place in row..<row + begun where served[place] >= 0 && told[place] >= 0 { served[place] = told[place] }
      let group = served[row + begun - 1]
      guard group >= 0 else { continue }
      let first = served[row..<row + begun].lastIndex { $0 < 0 }.map { $0 + 1 } ?? row
      let end = served[(row + begun)..<row + problem.intervalCount].firstIndex { $0 < 0 } ?? row + problem.intervalCount
      func stretch(from place: Int) -> Range<Int> {
        place..<(served[place..<end].firstIndex { $0 != served[place] } ?? end)
      }
      func isShort(_ stretch: Range<Int>) -> Bool {
        let queues = demand.leastStretches.isEmpty ? 0 : demand.leastStretches[Int(served[stretch.lowerBound])]
        return stretch.count * problem.intervalMinutes < max(someone.leastStretch, queues)
      }
      let begin = served[first..<row + begun].lastIndex { $0 != group }.map { $0 + 1 } ?? first
      var place = row + begun
      while place < end, isShort(begin..<place) {
        served[place] = group
        place += 1
      }
      // Each stretch after it that is left too short, or is one too many, is spent on the same queue.
      while place < end {
        let changes = (first + 1..<end).count { served[$0] != served[$0 - 1] }
        if served[place] == group {
          place += 1
        } else if isShort(stretch(from: place)) || changes > someone.mostChanges {
          let next = stretch(from: place)
          for index in next { served[index] = group }
          place = next.upperBound
        } else {
          break
        }
      }
    }
  }

  /// Shape [grid.count]: whether somebody came or went.
  private func touchedIntervals(_ result: Replanning.Result) -> [Bool] {
    var touched = [Bool](repeating: false, count: problem.intervalCount)
    for change in result.changes {
      for option in [change.before, change.after] where option >= 0 {
        for interval in problem.reach(of: option).clamped(to: touched.indices) { touched[interval] = true }
      }
    }
    return touched
  }
}

extension QueueSpell {
  /// Whether it is a stretch of a shift.
  func isInside(_ shift: Shift) -> Bool {
    agent == shift.agent && shift.start <= start && end <= shift.end
  }
}

extension IntervalGrid {
  /// Intervals of the grid that a shift touches.
  fileprivate func reach(of shift: Shift) -> Range<Int> {
    let first = max(0, floorDivide(shift.start.seconds(since: start), intervalSeconds))
    let last = min(count, floorDivide(shift.end.seconds(since: start) - 1, intervalSeconds) + 1)
    return first..<max(first, last)
  }
}
