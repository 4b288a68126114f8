import LabourRules
import Publishing
import Rostering
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// The publications of a scenario, as a list.
public struct PublicationHistory: Encodable, Sendable {
  /// The first first.
  public var publications: [Publication]

  /// The list as lines for a terminal.
  public var text: String {
    guard !publications.isEmpty else { return "Nothing was published yet.\n" }
    let rows = publications.map { one in
      // The first of its dates tells shifts; later ones tell changes, or nobody anything where calendars alone differ.
      let isFirst = one.number == 1 || one.changes == 0 && one.people > 0
      let (number, noun) = isFirst ? (one.shiftsOfDates ?? one.shifts, "shift") : (one.changes, "change")
      let told = "\(number) \(noun)\(number == 1 ? "" : "s")"
      let note = [one.bringsBack.map { "state of \($0)" } ?? "", one.note].filter { !$0.isEmpty }.joined(
        separator: "; ")
      return [
        String(one.number), one.toldAt, one.by, "\(one.first) to \(one.last)", told,
        "\(one.people) \(one.people == 1 ? "person" : "people")", note,
      ]
    }
    return TextTable.lines(
      [["no", "at", "by", "dates", "told", "to", "note"]] + rows, leftAligned: [1, 2, 3, 4, 5, 6]
    ).joined(separator: "\n") + "\n"
  }
}

/// What is different for people between two publications, or between one and the draft.
public struct PublicationDiff: Encodable, Sendable {
  /// Number of the earlier one.
  public var from: Int
  /// Number of the later one; nil for the draft in the output folder.
  public var to: Int?
  /// By person and date.
  public var changes: [RosterDifference.Change]
  /// First and last date of which both speak, empty where there is none; nil where they speak of the same dates.
  var dates: [String]?

  /// The difference as lines for a terminal.
  public var text: String {
    let second = to.map { "publication \($0)" } ?? "the draft"
    if dates?.isEmpty == true { return "Publication \(from) and \(second) have no date in common.\n" }
    let names = "publication \(from) to \(second)" + (dates.map { ", on \($0[0]) to \($0[1]) of both" } ?? "")
    guard !changes.isEmpty else { return "Nothing differs from \(names).\n" }
    let people = Set(changes.map(\.agent)).count
    let count =
      "\(changes.count) \(changes.count == 1 ? "change" : "changes") for \(people) \(people == 1 ? "person" : "people")"
    return (["From \(names): \(count).", ""] + RosterDifference.lines(of: changes)).joined(separator: "\n") + "\n"
  }
}

extension Planner {
  /// Every publication of the scenario.
  ///
  /// - Throws: `InputError` where a record cannot be read.
  public func history() throws -> PublicationHistory {
    // A folder that is no scenario has no history either, and says so.
    _ = try read(needsHistory: false)
    return PublicationHistory(publications: try shelf().publications)
  }

  /// What changed for whom between two publications, and why.
  ///
  /// - Parameters:
  ///   - first: the earlier one; the last but one when nil, or the last where there is a second.
  ///   - second: the later one; the draft in the output folder when nil and `first` is given or nothing else is there.
  /// - Throws: `InputError` where there is no such publication or a file cannot be read.
  public func diff(from first: Int?, to second: Int?) throws -> PublicationDiff {
    var scenario = try read(needsHistory: false).scenario
    let shelf = try shelf()
    guard let latest = shelf.latest else { throw Planner.nothingPublished(shelf) }
    let old = try shelf.publication(first ?? latest.number)
    let (before, formerSites) = try shelf.work(of: old, for: scenario)
    scenario = scenario.knowing(sites: formerSites)
    if let second {
      let new = try shelf.publication(second)
      scenario.absences = try shelf.absences(of: new, for: scenario)
      let (after, sites) = try shelf.work(of: new, for: scenario)
      scenario = scenario.knowing(sites: sites)
      let reasons = try shelf.reasons(after: min(old.number, new.number), upTo: max(old.number, new.number))
      let difference = RosterDifference(from: before.common(old, new), to: after.common(old, new), in: scenario) {
        ReasonsTable.why($0, $1, in: reasons, scenario)
      }
      return PublicationDiff(
        from: old.number, to: new.number, changes: difference.changes, dates: old.datesShared(with: new))
    }
    return try reading {
      scenario.absences = try readAbsences(for: scenario)
      let draft = try readRoster(for: scenario)
      let reasons = try shelf.reasons(after: old.number, upTo: latest.number) + draftReasons()
      let difference = RosterDifference(from: before.keeping(scenario.contains), to: draft, in: scenario) {
        ReasonsTable.why($0, $1, in: reasons, scenario)
      }
      return PublicationDiff(from: old.number, to: nil, changes: difference.changes)
    }
  }

  /// Publishes the state of an earlier publication as a new one: what has begun stays as it was told last, and whoever is away by now
  /// stays away. A state that breaks rules which what was told last keeps is not published unless that is allowed.
  ///
  /// The draft of the output folder is that state then; the one before is kept as a revision.
  ///
  /// - Throws: `InputError` where there is no such publication, or as `publish`.
  public func rollback(to number: Int, _ terms: PublishTerms) throws -> PublishReport {
    let input = try read(needsHistory: false)
    return try changing(as: "rollback", reading: Planner.rosterFiles) { results in
      try onShelf { folder in
        let prepared = try preparedRollback(to: number, terms, input)
        try stopIfCancelled()
        guard prepared.report.broken.isEmpty || terms.allowsFaults else {
          var report = prepared.report
          report.isDryRun = true
          return report
        }
        return try carryOut(prepared, into: results, folder)
      }
    }
  }

  private func preparedRollback(
    to number: Int, _ terms: PublishTerms, _ input: ScenarioInput
  ) throws -> PreparedPublication {
    let shelf = try PublicationShelf(of: folder)
    var scenario = input.scenario
    guard let told = try ToldState(shelf, for: scenario) else { throw Planner.nothingPublished(shelf) }
    let wanted = try shelf.publication(number)
    guard let dates = wanted.dates, scenario.horizon.dates.contains(where: dates.contains) else {
      throw InputError(
        Place(file: shelf.path),
        "publication \(number) speaks of \(wanted.first) to \(wanted.last), and the plan does not",
        next: "Set horizon in scenario.yaml to dates of that publication.")
    }
    let spoken = told.roster.keeping(scenario.contains)
    let (state, sites) = try shelf.work(of: wanted, for: scenario)
    let old = state.keeping { input.scenario.contains($0) && dates.contains($0) }
    scenario = scenario.knowing(sites: told.formerSites + sites)
    let today = scenario.sites.map { $0.zone.local(at: terms.now).date }.min() ?? scenario.horizon.first
    // Absences to come are those of the earlier state, as far as it speaks of their dates.
    func comesBack(_ absence: Leave) -> Bool {
      absence.from > today && dates.contains(absence.from) && input.scenario.contains(absence.from)
    }
    scenario.absences =
      told.absences.filter { !comesBack($0) }
      + (try shelf.absences(of: wanted, for: scenario).filter { comesBack($0) })
    let earlier = EarlierState(of: old, over: spoken, on: dates, at: terms.now, in: scenario)
    var roster = earlier.roster
    roster.takeOver(roster.duties, from: spoken)
    // The old sequences are those of the old state; only what was told since counts.
    for place in roster.shifts.indices { roster.shifts[place].sequence = 0 }
    roster.takeOver(shiftsOf: spoken)
    var prepared = try prepared(
      roster, spoken: spoken, told: told, shelf, terms, input, scenario,
      reasons: RosterDifference.entries(
        from: spoken, to: roster, in: scenario, command: "rollback", reason: "as in publication \(number)"),
      bringsBack: number, isDraftMade: true)
    prepared.replacesDraft = true
    // An absence that only the draft knows goes with it.
    let drafted = try readAbsences(for: scenario).filter { !told.absences.contains($0) }
    prepared.report.warnings =
      earlier.notes + (told.absences + drafted).filter { !scenario.absences.contains($0) }.map(\.takenBack)
    if isRequirementOfOtherDates(scenario) {
      prepared.outdated = [CoverageTable.fileName, CostTable.fileName, SharesTable.fileName]
      prepared.report.warnings.append(
        "\(RequirementTable.fileName) is of other dates, so nothing says who is needed; run muster forecast and muster staff "
          + "before the roster is mended")
    }
    var present = input.scenario
    present.absences = told.absences
    prepared.report.broken = Set(Audit.violations(of: roster, in: scenario)).subtracting(
      Audit.violations(of: spoken, in: present)
    ).sorted().map(\.sentence)
    if FileAccess.exists(shownName(RosterTable.fileName)) { prepared.results += try keptRevision(nextRevision()) }
    return prepared
  }

  static func nothingPublished(_ shelf: PublicationShelf) -> InputError {
    InputError(Place(file: shelf.path), "nothing was published yet", next: "Publish first: muster publish.")
  }
}

extension Publication {
  /// First and last date of which another one speaks too; nil where it speaks of the same dates.
  fileprivate func datesShared(with other: Publication) -> [String]? {
    if (first, last) == (other.first, other.last) { return nil }
    let dates = [max(first, other.first), min(last, other.last)]
    return dates[0] <= dates[1] ? dates : []
  }
}

extension Leave {
  /// Says that an absence to come is none of the earlier state.
  fileprivate var takenBack: String {
    "the absence of \(agent) from \(from.isoText) to \(to.isoText) (\(kind)) was recorded since and is taken back; where it "
      + "holds, record it again with muster replan --sick"
  }
}

extension Roster {
  /// What lies on dates of which both publications speak.
  fileprivate func common(_ one: Publication, _ other: Publication) -> Roster {
    keeping { date in (one.dates?.contains(date) ?? true) && (other.dates?.contains(date) ?? true) }
  }
}
