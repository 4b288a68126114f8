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
  var believed: BelievedTimes { self == .wall ? .clocks : .moments }
}

/// Shifts of a table that was written under other rules of a zone: their moments and what their clocks show no longer agree.
struct ZoneChange {
  /// One shift read both ways.
  struct Moved {
    var byMoment: Shift
    var byClock: Shift
  }

  /// By person and time.
  var shifts: [Moved]
  /// Version of the data with which the table was written.
  var before: String
  let scenario: Scenario

  /// Compares two readings of the same table.
  init(_ moments: Roster, _ clocks: Roster, before: String, in scenario: Scenario) {
    func key(_ shift: Shift) -> [String] { [shift.agent, shift.date.isoText, String(shift.ordinal)] }
    let shown = Dictionary(clocks.shifts.map { (key($0), $0) }) { first, _ in first }
    shifts = moments.shifts.compactMap { shift in
      guard let other = shown[key(shift)], (other.start, other.end) != (shift.start, shift.end) else { return nil }
      return Moved(byMoment: shift, byClock: other)
    }
    self.before = before
    self.scenario = scenario
  }

  /// One sentence a shift.
  var sentences: [String] {
    shifts.map { moved in
      let zone = scenario.site(moved.byMoment.site)?.zone ?? .utc
      return
        "\(moved.byMoment.agent) on \(moved.byMoment.date.isoText): told \(moved.byClock.clockText(in: zone)), and the same moments are "
        + "\(moved.byMoment.clockText(in: zone)) by the rules of \(zone.name) today"
    }
  }

  /// What is said instead of a problem for each cell.
  func refusal(_ file: String) -> InputError {
    let zones = Set(shifts.compactMap { scenario.site($0.byMoment.site)?.zone.name }).sorted().joined(separator: ", ")
    return InputError(
      Place(file: file),
      "the rules of \(zones) changed since it was written (time zone data \(before), now \(Zone.dataVersion())), and "
        + "\(shifts.count) \(shifts.count == 1 ? "shift" : "shifts") can mean two times; the first: \(sentences.first ?? "")",
      next:
        "Publish with --keep wall, so that clocks show what was told, or with --keep instant, so that the moments stay."
    )
  }

  /// A reading of the draft in which those shifts count as changed.
  func kept(_ times: KeptTimes, _ roster: Roster) -> Roster {
    guard times == .instant else { return roster }
    // The moments are the same, so nothing else would tell people that their clocks show another time.
    let moved = Set(shifts.map(\.byMoment))
    var roster = roster
    for place in roster.shifts.indices where moved.contains(roster.shifts[place]) { roster.shifts[place].sequence += 1 }
    return roster
  }
}

extension Planner {
  /// How the draft of the output folder reads under the rules of today; `nil` where somebody edited it, or it cannot be read.
  ///
  /// Muster writes moments and clocks that agree, so in a table as it wrote it they can differ for one reason alone.
  func zoneChange(for scenario: Scenario) -> ZoneChange? {
    guard let manifest = Manifest.read(from: output).manifest,
      let hash = manifest.outputs[RosterTable.fileName],
      Disk.content(of: "\(output)/\(RosterTable.fileName)") == .file(hash: hash),
      let moments = try? readRoster(for: scenario, from: nil, believing: .moments),
      let clocks = try? readRoster(for: scenario, from: nil, believing: .clocks)
    else { return nil }
    return ZoneChange(moments, clocks, before: manifest.timeZoneData, in: scenario)
  }

  /// What `check` says of shifts that were told and mean two times today.
  func zoneWarnings(for scenario: Scenario) -> [InputProblem] {
    guard let shelf = try? PublicationShelf(of: folder), let latest = shelf.latest,
      latest.timeZoneData != Zone.dataVersion(),
      let moments = try? shelf.roster(of: latest, for: scenario),
      let clocks = try? shelf.roster(of: latest, for: scenario, believing: .clocks)
    else { return [] }
    let change = ZoneChange(moments, clocks, before: latest.timeZoneData, in: scenario)
    return change.sentences.prefix(20).map {
      InputProblem(
        Place(file: "\(shelf.path)/\(Publication.folder(latest.number))/\(RosterTable.fileName)"), $0,
        next: "Publish with --keep wall or --keep instant.")
    }
  }
}
