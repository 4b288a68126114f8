import Timeline
import Workforce

/// Which of a contract's shifts one person may work: those of the kind of the week where the contract rotates, and those within
/// the hours in which the person can work.
struct PersonalHours: Hashable {
  let rotation: Rotation?
  let week: Int
  let availability: [Availability]

  init(_ agent: Agent, _ contract: Contract, availability: [Availability]) {
    rotation = contract.rotation
    week = contract.rotation.map { (agent.rotationWeek ?? 0) % max(1, $0.weeks.count) } ?? 0
    // Two people of the same hours are of one kind.
    self.availability = availability.map {
      var hours = $0
      hours.agent = ""
      return hours
    }
  }

  /// Whether every shift of the contract may be worked.
  var isFree: Bool { rotation == nil && availability.isEmpty }

  /// The shifts of a date that may be worked.
  func possible(_ shifts: [PossibleShift], on date: CivilDate, _ contract: Contract, zone: Zone) -> [PossibleShift] {
    let kind = rotation?.kind(on: date, startingIn: week)
    let stretches = availability.stretches(around: date)
    return shifts.filter { shift in
      if let kind, contract.kind(ofStart: shift.localStartMinutes) != kind { return false }
      return availability.isEmpty || shift.parts.allSatisfy { isWithin(stretches, $0, of: shift, zone: zone) }
    }
  }

  /// Whether the clock shows an hour of the stretches throughout a part of a shift.
  private func isWithin(_ stretches: [Range<Int>], _ part: Range<Int>, of shift: PossibleShift, zone: Zone) -> Bool {
    func clock(_ minutes: Int) -> Int {
      let local = zone.local(at: shift.start.advanced(bySeconds: minutes * 60))
      return local.date.days(since: shift.date) * 1440 + local.secondsOfDay / 60
    }
    func holds(_ minutes: Range<Int>) -> Bool {
      stretches.contains { $0.lowerBound <= minutes.lowerBound && minutes.upperBound <= $0.upperBound }
    }
    let first = clock(part.lowerBound)
    if clock(part.upperBound) - first == part.count { return holds(first..<first + part.count) }
    // The clock changes on the way.
    return part.allSatisfy { minute in
      let shown = clock(minute)
      return holds(shown..<shown + 1)
    }
  }
}
