import Timeline
import Workforce

/// The way back from the engine's answer to shifts.
extension RosterTask {
  /// The work that an option of a person stands for: one shift, the two parts of a split one, or the several of a published
  /// date.
  func work(person: Int, option: Int32) -> [Shift] {
    if !carriedShifts[person].isEmpty { return carriedShifts[person] }
    if let published = publishedWork[PersonalOption(person: person, option: option)] { return published }
    return work(option, of: agent(of: person))
  }

  /// The work that an option of a menu stands for.
  func work(_ option: Int32, of agent: Agent) -> [Shift] { Self.work(shifts[Int(option)], of: agent) }

  /// A possible shift as one that somebody works.
  static func work(_ possible: PossibleShift, of agent: Agent) -> [Shift] {
    let parts = possible.parts
    return parts.enumerated().map { ordinal, part in
      let pauses = possible.layout.pauses.filter { parts.count == 1 || part.contains($0.start) }
      let unpaid = pauses.reduce(0) { $0 + ($1.isPaid ? 0 : $1.minutes) }
      return Shift(
        agent: agent.id, date: possible.date, ordinal: ordinal, site: agent.site,
        start: possible.start.advanced(bySeconds: part.lowerBound * 60),
        end: possible.start.advanced(bySeconds: part.upperBound * 60),
        paidMinutes: parts.count == 1 ? possible.paidMinutes : part.count - unpaid,
        breaks: pauses.map { $0.taken(from: possible.start) })
    }
  }
}
