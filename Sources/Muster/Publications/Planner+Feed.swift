import Publishing
import ScenarioFiles
import Tabular
public import Timeline
import Workforce

/// What bringing a feed up to date came to.
public struct FeedReport: Codable, Sendable {
  /// The folder that a web server serves.
  public var folder: String
  /// Calendars in it.
  public var calendars: Int
  /// Those that were new or not as they were.
  public var written: Int
  /// Those that are served no longer.
  public var removed: Int
  /// The file of the addresses.
  public var addresses: String

  /// The report as a line for a terminal.
  public var text: String {
    "Feed: \(calendars) \(calendars == 1 ? "calendar" : "calendars") in \(folder), \(written) written, \(removed) taken "
      + "away. Who has which address is in \(addresses): give everybody theirs alone.\n"
  }
}

extension Planner {
  /// Brings a folder that a web server serves up to what people were told: a calendar for everybody, under a name that nobody
  /// guesses and that stays until it is revoked.
  ///
  /// A file that is as it was is not touched, so that a server's `ETag` and `Last-Modified` stay. Files of other names are left alone.
  ///
  /// - Parameters:
  ///   - place: the folder; made where it is missing.
  ///   - revoked: people and teams whose addresses go; they get others.
  ///   - now: withdrawn shifts are shown until they are past.
  /// - Throws: `InputError` where nothing was published, somebody revoked is not known, or a file cannot be read or written.
  public func feed(into place: String, revoking revoked: [String] = [], now: Instant) throws -> FeedReport {
    var scenario = try read(needsHistory: false).scenario
    try checkServable(place)
    return try onShelf { _ in
      guard let told = try ToldState(PublicationShelf(of: folder), for: scenario) else {
        throw InputError(
          Place(file: Publication.folderName), "nothing was published yet", next: "Publish with muster publish.")
      }
      scenario = scenario.knowing(sites: told.formerSites)
      let order = CalendarOrder(PublishTerms(now: now), told: told, since: nil, for: scenario)
      let carried = told.roster.keeping { !scenario.contains($0) }.lasting(after: now)
      let calendars = order.subscriptions(
        of: told.roster.keeping(scenario.contains).joined(with: carried), in: scenario)
      let file = (folder.hasSuffix("/") ? folder : folder + "/") + FeedTable.fileName
      let known = FileAccess.exists(file) ? try FeedTable.read(FileAccess.read(file), file: file) : []
      var feed = CalendarFeed(known)
      for owner in revoked { try feed.revoke(owner) }
      var generator = SystemRandomNumberGenerator()
      let names = calendars.map { feed.address(of: $0.file.owner, kind: $0.kind, using: &generator) }
      try FileAccess.makeFolder(place)
      // Addresses first: a run that is ended from here on is brought to its end by the next one.
      if feed.addresses != known { try FileAccess.write(FeedTable.write(feed.addresses), to: file, isPrivate: true) }
      var report = FeedReport(folder: place, calendars: calendars.count, written: 0, removed: 0, addresses: file)
      let served = Set(names)
      for entry in feed.addresses where !served.contains(entry.address) {
        let path = "\(place)/\(entry.address).ics"
        guard Disk.exists(path) else { continue }
        FileAccess.remove(path)
        report.removed += 1
      }
      for (name, calendar) in zip(names, calendars) {
        let (path, bytes) = ("\(place)/\(name).ics", calendar.file.bytes)
        if case .file(let hash) = Disk.content(of: path), hash == ContentHash.sha256Hex(bytes) { continue }
        try FileAccess.write(bytes, to: path)
        report.written += 1
      }
      // Servers that list folders would tell all names.
      let index = "\(place)/index.html"
      if !Disk.exists(index) { try FileAccess.write([], to: index) }
      return report
    }
  }

  /// Refuses folders whose other files nobody wants served.
  private func checkServable(_ place: String) throws(InputError) {
    for own in [folder, output, "\(folder)/\(Publication.folderName)"]
    // The point behind the name looks through a link.
    where Disk.isSameFile("\(place)/.", "\(own)/.") {
      throw InputError(
        Place(file: "--feed \(place)"), "this folder holds what nobody but planners should read",
        next: "Name a folder of its own for the web server.")
    }
  }
}

/// Who is served under which name.
struct CalendarFeed {
  private struct Owner: Hashable {
    var kind: String
    var name: String
  }

  private(set) var addresses: [FeedAddress]
  private var current: [Owner: String]

  init(_ addresses: [FeedAddress]) {
    self.addresses = addresses
    current = Dictionary(
      addresses.filter { !$0.isWithdrawn }.map { (Owner(kind: $0.kind, name: $0.owner), $0.address) }
    ) { first, _ in first }
  }

  /// Withdraws the addresses of a person or team.
  mutating func revoke(_ owner: String) throws(InputError) {
    let places = addresses.indices.filter { addresses[$0].owner == owner && !addresses[$0].isWithdrawn }
    guard !places.isEmpty else {
      throw InputError(
        Place(file: "--revoke"), "\(quoted(owner)) has no address in \(FeedTable.fileName)",
        next: "Name a person's id or a team that is in it." + didYouMean(owner, in: addresses.map(\.owner)))
    }
    for place in places {
      addresses[place].isWithdrawn = true
      current[Owner(kind: addresses[place].kind, name: owner)] = nil
    }
  }

  /// The address of a calendar; one is drawn where there is none.
  mutating func address(of owner: String, kind: String, using generator: inout some RandomNumberGenerator) -> String {
    let key = Owner(kind: kind, name: owner)
    if let known = current[key] { return known }
    let halves = (0..<2).map { _ in
      let digits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    let drawn = halves.joined()
    addresses.append(FeedAddress(kind: kind, owner: owner, address: drawn))
    current[key] = drawn
    return drawn
  }
}

extension CalendarOrder {
  /// The calendars that people subscribe to, with the folder of each.
  func subscriptions(of roster: Roster, in scenario: Scenario) -> [(kind: String, file: CalendarFile)] {
    let roster = withoutPast(roster)
    let options = currentOptions
    let shifts = RosterCalendars.perPersonAndTeam(of: roster, in: scenario, options: options)
    return shifts.people.map { ("people", $0) } + shifts.teams.map { ("teams", $0) }
      + RosterCalendars.onCall(of: roster, in: scenario, options: options).map { ("on-call", $0) }
      + RosterCalendars.freeDays(in: scenario, options: options).map { (Self.freeDaysFolder, $0) }
  }
}
