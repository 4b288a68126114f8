import Publishing
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// What stays of shifts when the rules of their zone change after they were told.
public enum KeptTimes: String, CaseIterable, Hashable, Sendable {
  /// What the clock on the wall shows; the moments move.
  case wall
  /// The moments; the clock on the wall shows another time.
  case instant

  /// Which times of a table say so.
  var believed: BelievedTimes { self == .wall ? .clocksAsTold : .moments }
}

/// Shifts and duties of tables that were written under other rules of a zone: their moments and what their clocks show no longer agree.
struct ZoneChange {
  /// One shift or duty read both ways.
  struct Moved<Work> {
    var byMoment: Work
    /// `nil` where the clock jumps over all of it.
    var byClock: Work?
  }

  /// By person and time.
  private let shifts: [Moved<Shift>]
  private let duties: [Moved<OnCallDuty>]
  /// What was withdrawn: it stays where it was told, and its clock shows another time.
  private let withdrawn: [Moved<Shift>]
  private let withdrawnDuties: [Moved<OnCallDuty>]
  /// Version of the data with which the tables were written.
  private let before: String
  private let scenario: Scenario

  /// Compares two readings of the same tables.
  init(_ moments: Roster, _ clocks: Roster, before: String, in scenario: Scenario) {
    func moved<Work>(
      _ moments: [Work], _ clocks: [Work], name: (Work) -> [String], times: (Work) -> [Instant]
    ) -> [Moved<Work>] {
      let shown = Dictionary(clocks.map { (name($0), $0) }) { first, _ in first }
      return moments.compactMap { work in
        let other = shown[name(work)]
        return other.map(times) == times(work) ? nil : Moved(byMoment: work, byClock: other)
      }
    }
    func shifts(_ moments: [Shift], _ clocks: [Shift]) -> [Moved<Shift>] {
      moved(moments, clocks, name: \.name) { shift in
        [shift.start, shift.end] + shift.breaks.flatMap { [$0.start, $0.end] }
      }
    }
    func duties(_ moments: [OnCallDuty], _ clocks: [OnCallDuty]) -> [Moved<OnCallDuty>] {
      moved(moments, clocks, name: \.name, times: { [$0.start, $0.end] })
    }
    self.shifts = shifts(moments.shifts, clocks.shifts)
    self.duties = duties(moments.duties, clocks.duties)
    withdrawn = shifts(moments.cancelled, clocks.cancelled)
    withdrawnDuties = duties(moments.cancelledDuties, clocks.cancelledDuties)
    self.before = before
    self.scenario = scenario
  }

  /// Whether nothing can mean two times.
  var isEmpty: Bool { shifts.isEmpty && duties.isEmpty && withdrawn.isEmpty && withdrawnDuties.isEmpty }

  /// One sentence a shift or duty that is held.
  var sentences: [String] {
    func sentence(
      _ who: String, _ date: CivilDate, _ site: String, _ text: (Zone) -> (clock: String?, moment: String)
    ) -> String {
      let zone = scenario.site(site)?.zone ?? .utc
      let (clock, moment) = text(zone)
      let kept = clock.map { "by the clock it stays \($0)" } ?? "the clock jumps over all of it"
      return "\(who) on \(date.isoText): \(kept), and the moments told are \(moment) by the rules of \(zone.name) today"
    }
    return shifts.map { moved in
      sentence(moved.byMoment.agent, moved.byMoment.date, moved.byMoment.site) {
        (moved.byClock?.clockText(in: $0), moved.byMoment.clockText(in: $0))
      }
    }
      + duties.map { moved in
        sentence("\(moved.byMoment.agent), on call", moved.byMoment.date, moved.byMoment.site) {
          (moved.byClock?.clockText(in: $0), moved.byMoment.clockText(in: $0))
        }
      }
  }

  /// What is said instead of a problem for each cell.
  func refusal(_ file: String) -> InputError {
    let sites = (shifts + withdrawn).map(\.byMoment.site) + (duties + withdrawnDuties).map(\.byMoment.site)
    let zones = Set(sites.compactMap { scenario.site($0)?.zone.name }).sorted().joined(separator: ", ")
    let counts = [
      (shifts.count, "shift", "shifts"), (duties.count, "duty on call", "duties on call"),
      (withdrawn.count + withdrawnDuties.count, "withdrawn entry", "withdrawn entries"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    let other = before == Zone.dataVersion() ? ", or a site was given another clock" : ""
    return InputError(
      Place(file: file),
      "the rules of \(zones) changed since it was written (time zone data \(before), now \(Zone.dataVersion()))\(other), and "
        + "\(counts.joined(separator: ", ")) can mean two times" + (sentences.first.map { "; the first: \($0)" } ?? ""),
      next:
        "Publish with --keep wall, so that clocks show what was told, or with --keep instant, so that the moments stay."
    )
  }

  /// A reading of the draft in which those count as changed of which calendars say something else although their moments are the same:
  /// clocks show another time.
  func kept(_ times: KeptTimes, _ roster: Roster) -> Roster {
    var roster = roster
    func raise<Work: Hashable>(_ works: inout [Work], _ moved: [Moved<Work>], _ sequence: WritableKeyPath<Work, Int>) {
      let moved = Set(moved.map(\.byMoment))
      for place in works.indices where moved.contains(works[place]) { works[place][keyPath: sequence] += 1 }
    }
    if times == .instant {
      raise(&roster.shifts, shifts, \.sequence)
      raise(&roster.duties, duties, \.sequence)
    }
    raise(&roster.cancelled, withdrawn, \.sequence)
    raise(&roster.cancelledDuties, withdrawnDuties, \.sequence)
    return roster
  }
}

extension Planner {
  /// How the draft of the output folder reads under the rules of today; `nil` where somebody edited it, or it cannot be read.
  func zoneChange(for scenario: Scenario) -> ZoneChange? {
    guard let manifest = Manifest.read(from: output).manifest,
      isAsWritten(RosterTable.fileName, with: [RosterTable.cancelledFileName, OnCallTable.fileName], by: manifest),
      let moments = try? readRoster(for: scenario, from: nil, believing: .moments),
      var clocks = try? readRoster(for: scenario, from: nil, believing: .clocksAsTold),
      let withdrawn = try? readCancelled(for: scenario, believing: .clocksAsTold),
      let duties = try? readDuties(for: scenario, believing: .clocksAsTold)
    else { return nil }
    (clocks.cancelled, clocks.cancelledDuties) = (withdrawn, duties.cancelled)
    return ZoneChange(moments, clocks, before: manifest.timeZoneData, in: scenario)
  }

  /// What `check` says of shifts that were told and mean two times today, and of tables that were written under other rules.
  func zoneWarnings(for scenario: Scenario) -> [InputProblem] {
    toldWarnings(for: scenario) + tableWarnings(for: scenario)
  }

  private func tableWarnings(for scenario: Scenario) -> [InputProblem] {
    guard let manifest = Manifest.read(from: output).manifest, manifest.timeZoneData != Zone.dataVersion() else {
      return []
    }
    func warning(_ name: String, _ stage: String, isOfOtherRules: Bool?) -> InputProblem? {
      guard isOfOtherRules == true else { return nil }
      return InputProblem(
        Place(file: shownName(name)),
        "the rules of a zone changed since it was written (time zone data \(manifest.timeZoneData), now "
          + "\(Zone.dataVersion())); what clocks show counts, for customers go by them",
        next: "Run muster \(stage) to write it anew.")
    }
    let forecast = try? forecastOfToday(for: scenario)
    let requirement = try? requirementOfToday(for: scenario)
    return [
      warning(ForecastTable.fileName, "forecast", isOfOtherRules: forecast?.isOfOtherRules),
      warning(RequirementTable.fileName, "staff", isOfOtherRules: requirement?.isOfOtherRules),
    ].compactMap { $0 }
  }

  private func toldWarnings(for scenario: Scenario) -> [InputProblem] {
    guard let shelf = try? PublicationShelf(of: folder), let latest = shelf.latest,
      latest.timeZoneData != Zone.dataVersion(),
      let moments = try? shelf.roster(of: latest, for: scenario),
      let clocks = try? shelf.roster(of: latest, for: scenario, believing: .clocksAsTold)
    else { return [] }
    let change = ZoneChange(moments, clocks, before: latest.timeZoneData, in: scenario)
    return change.sentences.prefix(20).map {
      InputProblem(
        Place(file: "\(shelf.path)/\(Publication.folder(latest.number))/\(RosterTable.fileName)"), $0,
        next: "Publish with --keep wall or --keep instant.")
    }
  }
}
