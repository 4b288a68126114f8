import Tabular
import Timeline
import Workforce

/// What had begun when a roster was published: it is worked, and stays as it was told.
struct BegunWork {
  /// The moment it is.
  let now: Instant
  let scenario: Scenario

  /// One sentence for each shift and duty that had begun and would not stay as it was told.
  ///
  /// A shift that is running may end at another time that is still to come, and its breaks to come may move. Somebody whose absence is
  /// recorded for the date did not work it.
  func conflicts(from told: Roster, to new: Roster) -> [String] {
    let zones = scenario.zonesBySite
    let people = told.people(unlike: new)
    let (tolds, news) = (told.shifts(of: people), new.shifts(of: people))
    let after = Dictionary(news.map { ($0.name, $0) }) { first, _ in first }
    let before = Dictionary(tolds.map { ($0.name, $0) }) { first, _ in first }
    var sentences: [(String, String)] = []
    for shift in tolds where shift.start < now && scenario.contains(shift.date) {
      guard !isAbsent(shift.agent, shift.date) else { continue }
      let zone = zones[shift.site] ?? .utc
      let what = "\(shift.agent) on \(shift.date.isoText): the shift \(shift.clockText(in: zone)) has begun"
      guard let next = after[shift.name] else {
        sentences.append((what, "\(what) and would fall away"))
        continue
      }
      if !staysWorked(shift, next) { sentences.append((what, "\(what) and would be \(next.clockText(in: zone))")) }
    }
    for shift in news where shift.start < now && before[shift.name] == nil && scenario.contains(shift.date) {
      let zone = zones[shift.site] ?? .utc
      sentences.append(
        (
          shift.agent,
          "\(shift.agent) on \(shift.date.isoText): a new shift \(shift.clockText(in: zone)) would have begun already"
        ))
    }
    return sentences.map(\.1).sorted() + duties(from: told, to: new, zones)
  }

  /// Whether the part of a shift that was worked is the same, and its end is still to come where it moves.
  private func staysWorked(_ old: Shift, _ new: Shift) -> Bool {
    guard old.start == new.start, old.site == new.site else { return false }
    guard old.end == new.end || (old.end > now && new.end >= now) else { return false }
    func worked(_ shift: Shift) -> [Break] { shift.breaks.filter { $0.start < now } }
    return worked(old).map(\.start) == worked(new).map(\.start)
      && zip(worked(old), worked(new)).allSatisfy { $0.end == $1.end || ($0.end > now && $1.end >= now) }
  }

  private func duties(from told: Roster, to new: Roster, _ zones: [String: Zone]) -> [String] {
    let (before, after) = (Set(told.duties.map(\.name)), Set(new.duties.map(\.name)))
    let lost = told.duties.filter { $0.start < now && scenario.contains($0.date) && !after.contains($0.name) }
      .filter { !isAbsent($0.agent, $0.date) }
    let gained = new.duties.filter { $0.start < now && scenario.contains($0.date) && !before.contains($0.name) }
      .filter { duty in
        // Somebody has to take over from who is absent.
        !lost.isEmpty
          || !told.duties.contains {
            ($0.date, $0.site) == (duty.date, duty.site) && $0.skill == duty.skill && isAbsent($0.agent, $0.date)
          }
      }
    return (lost + gained).map { duty in
      "\(duty.agent) on \(duty.date.isoText): the duty on call for \(duty.skill) has begun and would change hands"
    }
  }

  private func isAbsent(_ agent: String, _ date: CivilDate) -> Bool {
    scenario.absences.contains { $0.agent == agent && $0.from <= date && date <= $0.to }
  }
}
