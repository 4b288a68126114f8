import FoundationEssentials
import Lanes
import Publishing
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// What people were told at a moment: a numbered record in the scenario's folder `published`, never changed again.
///
/// The record is a folder `0001`, `0002`, ... of tables; this is its `publication.json`. Each one names the hash of the one before, so
/// that a record that was exchanged is noticed.
public struct Publication: Codable, Hashable, Sendable {
  /// The form of records that this version writes and reads.
  static let currentForm = 1

  /// The form of the record.
  var form = Publication.currentForm
  /// 1 for the first of a scenario.
  public var number: Int
  /// When it was made, ISO 8601 in UTC.
  public var at: String
  /// When people were told, where a dry run had saved it before; nil where that is when it was made.
  public var sentAt: String?
  /// Who made it, as they call themselves.
  public var by: String
  /// Why, in the words of whoever made it.
  public var note: String
  /// The number of the publication whose state it brings back; `nil` for one that goes on from the one before.
  public var bringsBack: Int?
  /// First date of the horizon, ISO 8601.
  public var first: String
  /// Last date of the horizon.
  public var last: String
  /// Title of the scenario.
  public var scenario: String
  /// What identities of events are formed from; kept for good, whatever the scenario is called later.
  public var rosterID: String
  /// Domain of the identities.
  public var namespace: String
  /// How times are written in calendars: `automatic`, `utc` or `zoned`.
  public var times: String
  /// Whether people can rely on it: `confirmed` or `tentative`.
  public var status: String
  /// Minutes before a shift at which calendars remind people; `nil` for none.
  public var alarmMinutes: Int?
  /// Which whole days calendars show, `leave` and `off`; `nil` for none.
  public var allDay: [String]?
  /// Version of the time zone data that was used.
  public var timeZoneData: String
  /// Shifts that are worked by it.
  public var shifts: Int
  /// Those of them on dates of the horizon; nil in records of earlier versions.
  var shiftsOfDates: Int?
  /// Duties on call that are held by it.
  public var duties: Int
  /// Dates of people that are not as they were in the publication before.
  public var changes: Int
  /// People whom they belong to.
  public var people: Int
  /// SHA-256 of `publication.json` of the one before; `nil` for the first.
  public var before: String?
  /// SHA-256 of the draft it was made from.
  public var source: String
  /// SHA-256 by name of every other file of the record.
  public var files: [String: String]

  /// The name of the file.
  static let fileName = "publication.json"
  /// Name of the folder that holds all records.
  static let folderName = "published"

  /// Name of a record's folder.
  static func folder(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The record's JSON with sorted keys.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    // Encoding plain strings and numbers cannot fail.
    return [UInt8]((try? encoder.encode(self)) ?? Data()) + [UInt8(ascii: "\n")]
  }

  /// The horizon's dates.
  var dates: ClosedRange<CivilDate>? {
    guard let first = CivilDate(iso: first), let last = CivilDate(iso: last), first <= last else { return nil }
    return first...last
  }

  /// When people were told.
  var toldAt: String { sentAt ?? at }

  /// For example `publication 3 of 2026-03-01T09:00:00Z by ann`.
  var title: String { "publication \(number) of \(toldAt)" + (by.isEmpty ? "" : " by \(by)") }
}

/// The folder `published` of a scenario: its publications in order.
struct PublicationShelf {
  /// Path of the folder as the planner would write it.
  let path: String
  /// All publications, the first first.
  let publications: [Publication]
  /// SHA-256 of `publication.json` of the last.
  let lastHash: String?

  /// The last one.
  var latest: Publication? { publications.last }

  /// Reads every `publication.json`.
  ///
  /// - Throws: `InputError` where one cannot be read, or does not follow from the one before.
  init(of folder: String) throws(InputError) {
    path = (folder.hasSuffix("/") ? folder : folder + "/") + Publication.folderName
    var found: [Publication] = []
    var hash: String?
    let names = FileAccess.list(path).filter { $0.count >= 4 && $0.utf8.allSatisfy { 48...57 ~= $0 } }
    for (number, name) in names.compactMap({ name in Int(name).map { ($0, name) } }).sorted(by: { $0.0 < $1.0 }) {
      let file = "\(path)/\(name)/\(Publication.fileName)"
      // A folder without it is what a run that was ended midway leaves until the next one.
      guard FileAccess.exists(file) else { continue }
      let bytes = try FileAccess.read(file)
      guard let publication = try? JSONDecoder().decode(Publication.self, from: Data(bytes)),
        publication.form == Publication.currentForm, publication.number == number, publication.dates != nil
      else {
        guard bytes.withUnsafeBufferPointer(MergeConflict.lines).isEmpty else { throw Self.toldTwice(file, number) }
        throw InputError(
          Place(file: file), "this is no record of a publication that this version can read",
          next: "Put the file back as it was, for example from git; records are never edited.")
      }
      guard publication.before == hash, number == found.count + 1 else {
        throw InputError(
          Place(file: file),
          number == found.count + 1
            ? "it does not follow from the publication before, which was changed since"
            : "publication \(found.count + 1) is missing before it",
          next: "Put the folder back as it was, for example from git; records are never edited.")
      }
      hash = ContentHash.sha256Hex(bytes)
      found.append(publication)
    }
    publications = found
    lastHash = hash
  }

  /// Both sides of a git merge told people something under one number, and git has put the two records into each other.
  private static func toldTwice(_ file: String, _ number: Int) -> InputError {
    InputError(
      Place(file: file), "both sides of a git merge have a publication \(number)",
      next: "Take the folders published and out whole from one side, for example git checkout --ours published out, "
        + "then make the other side's changes again and publish them.")
  }

  /// The publication of a number.
  ///
  /// - Throws: `InputError` that names those there are.
  func publication(_ number: Int) throws(InputError) -> Publication {
    if let found = publications.first(where: { $0.number == number }) { return found }
    let known = publications.isEmpty ? "nothing was published yet" : "publications go from 1 to \(publications.count)"
    throw InputError(
      Place(file: path), "there is no publication \(number)",
      next: publications.isEmpty ? "Publish first: muster publish." : "Name one that is there: \(known).")
  }

  /// A file of a record; `nil` where the record has none of that name.
  ///
  /// - Throws: `InputError` where it is not as it was published.
  func file(_ name: String, of publication: Publication) throws(InputError) -> InputFile? {
    guard let hash = publication.files[name] else { return nil }
    let path = "\(path)/\(Publication.folder(publication.number))/\(name)"
    let bytes = try FileAccess.read(path)
    guard ContentHash.sha256Hex(bytes) == hash else {
      throw InputError(
        Place(file: path), "this was changed after it was published",
        next: "Put it back as it was, for example from git; to change what people were told, publish anew.")
    }
    return InputFile(name: path, bytes: bytes)
  }

  /// What a publication told, by the moments it was told with, whatever has become of its zones since.
  func roster(
    of publication: Publication, for scenario: Scenario, believing believed: BelievedTimes = .moments
  ) throws(InputError) -> Roster { try work(of: publication, for: scenario, believing: believed).roster }

  /// The same, and the sites of it that the scenario no longer has, with their clocks.
  ///
  /// A record outlives what the scenario has: a queue that is no more is left out of what people take, and a shift at a site that is no
  /// more is at the person's own where that has the same clock, for then it is called otherwise now.
  func work(
    of publication: Publication, for scenario: Scenario, believing believed: BelievedTimes = .moments
  ) throws(InputError) -> (roster: Roster, formerSites: [Site]) {
    guard let table = try file(RosterTable.fileName, of: publication) else { return (Roster(shifts: []), []) }
    let gone = try file(RosterTable.cancelledFileName, of: publication)
    let calls = try file(OnCallTable.fileName, of: publication)
    let known = [table, gone, calls].compactMap(\.self).reduce(scenario) {
      $0.knowing(agentsAndSitesOf: $1.bytes)
    }
    let (worked, served) = Lanes.both {
      Result { () throws(InputError) in
        try RosterTable.read(
          table.bytes, file: table.name, breaks: try file(BreaksTable.fileName, of: publication), for: known,
          believing: believed
        ).shifts
      }
    } _: {
      Result { () throws(InputError) in
        guard let assignments = try file(AssignmentsTable.fileName, of: publication) else { return [QueueSpell]() }
        return try AssignmentsTable.readTold(
          assignments.bytes, file: assignments.name, for: known, believing: believed)
      }
    }
    let shifts = try worked.get()
    var cancelled: [Shift] = []
    if let gone {
      cancelled =
        try RosterTable.read(
          gone.bytes, file: gone.name, breaks: try file(BreaksTable.cancelledFileName, of: publication), for: known,
          believing: believed
        ).shifts
    }
    let spells = try served.get()
    var roster = Roster(shifts: shifts, spells: spells, cancelled: cancelled)
    if let calls {
      (roster.duties, roster.cancelledDuties) = try OnCallTable.read(
        calls.bytes, file: calls.name, for: known, believing: believed)
    }
    let formerSites = Array(known.sites.dropFirst(scenario.sites.count))
    if !formerSites.isEmpty { roster.bringHome(from: formerSites, in: scenario) }
    return (roster, formerSites)
  }

  /// Who was absent at short notice by a publication.
  func absences(of publication: Publication, for scenario: Scenario) throws(InputError) -> [Leave] {
    guard let table = try file(AbsencesTable.fileName, of: publication) else { return [] }
    return try AbsencesTable.read(table.bytes, file: table.name, for: scenario.knowing(agentsOf: table.bytes))
  }

  /// Every event of a publication.
  func identities(of publication: Publication) throws(InputError) -> [IdentitiesTable.Entry] {
    guard let table = try file(IdentitiesTable.fileName, of: publication) else { return [] }
    return try IdentitiesTable.read(table.bytes, file: table.name)
  }

  /// What calendars said of every event of a publication, by identity.
  func events(of publication: Publication) throws(InputError) -> [String: ToldEvent] {
    Dictionary(try identities(of: publication).map { ($0.uid, $0.told) }) { $0.sequence > $1.sequence ? $0 : $1 }
  }

  /// Why somebody's date changed, by the publications after one up to another; by person and date.
  func reasons(after first: Int, upTo last: Int) throws(InputError) -> [ReasonsTable.Entry] {
    var entries: [ReasonsTable.Entry] = []
    for publication in publications where first < publication.number && publication.number <= last {
      guard let table = try file(ReasonsTable.fileName, of: publication) else { continue }
      entries += try ReasonsTable.read(table.bytes, file: table.name)
    }
    return entries
  }
}

extension Roster {
  /// Says the person's site of shifts at sites that are no more, where both have one clock.
  mutating func bringHome(from former: [Site], in scenario: Scenario) {
    let (clocks, people) = (Dictionary(former.map { ($0.id, $0.zone.name) }) { first, _ in first }, scenario.agentsById)
    func home(of shift: Shift) -> String? {
      guard let clock = clocks[shift.site], let own = people[shift.agent].flatMap({ scenario.site($0.site) }),
        own.zone.name == clock
      else { return nil }
      return own.id
    }
    for place in shifts.indices { shifts[place].site = home(of: shifts[place]) ?? shifts[place].site }
    for place in cancelled.indices { cancelled[place].site = home(of: cancelled[place]) ?? cancelled[place].site }
  }
}
