import Timeline
import Workforce

/// Which of a contract's shifts one person may work: those of the kind of the week where the contract rotates, those within
/// the hours in which the person can work, and those beside duties on call that stay.
struct PersonalHours: Hashable {
  let rotation: Rotation?
  let week: Int
  let availability: [Availability]
  /// From the first moment of each duty on call to the first after it.
  let onCall: [Range<Instant>]

  init(_ agent: Agent, _ contract: Contract, availability: [Availability], duties: [OnCallDuty]) {
    onCall = duties.map { $0.start..<$0.end }
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
  var isFree: Bool { rotation == nil && availability.isEmpty && onCall.isEmpty }

  /// The shifts of a date that may be worked.
  func possible(_ shifts: [PossibleShift], on date: CivilDate, _ contract: Contract, zone: Zone) -> [PossibleShift] {
    let kind = rotation?.kind(on: date, startingIn: week)
    let hours = availability.isEmpty ? nil : availability.hours(around: date, in: zone)
    return shifts.filter { shift in
      if let kind, contract.kind(ofStart: shift.localStartMinutes) != kind { return false }
      return shift.parts.allSatisfy { part in
        let start = shift.start.advanced(bySeconds: part.lowerBound * 60)
        let end = shift.start.advanced(bySeconds: part.upperBound * 60)
        return hours?.hold(from: start, to: end) ?? true && !onCall.contains { $0.overlaps(start..<end) }
      }
    }
  }
}
