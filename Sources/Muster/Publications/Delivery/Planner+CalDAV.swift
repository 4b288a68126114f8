import CHTTP
import Publishing
import ScenarioFiles
public import Tabular
public import Timeline
import Workforce

/// What bringing calendars onto a server came to.
public struct DeliveryReport: Codable, Sendable {
  /// Somebody whose calendar could not be brought up to date.
  public struct Failed: Codable, Hashable, Sendable {
    /// Id of the person.
    public var agent: String
    /// Why.
    public var why: String
  }

  /// The address of the collections.
  public var url: String
  /// People whose collections are up to date.
  public var people: Int
  /// Events written.
  public var written: Int
  /// Events taken away.
  public var removed: Int
  /// What somebody else changed there and was left alone, as sentences.
  public var foreign: [String]
  /// People who were not told.
  public var failed: [Failed]

  /// Whether everybody's collection is as it should be.
  public var isWhole: Bool { failed.isEmpty && foreign.isEmpty }

  /// The report as lines for a terminal.
  public var text: String {
    var lines = [
      "Server: \(people) \(people == 1 ? "calendar" : "calendars") up to date at \(url), \(written) events written, "
        + "\(removed) taken away."
    ]
    lines += foreign.map { "Left alone: \($0)" }
    lines += failed.map { "Not told: \($0.agent): \($0.why)" }
    if !failed.isEmpty { lines.append("Run the same again to go on; what was written is not written twice.") }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A server that keeps calendars, and who writes there.
public struct CalendarHome: Sendable {
  let url: String
  let credentials: Credentials?

  /// A place below which everybody has a collection.
  ///
  /// - Throws: `InputError` for an address that is none, that would send a password in the clear, or that holds one.
  public init(_ url: String, _ credentials: Credentials?) throws(InputError) {
    try ServerAddress.check(url, option: "--caldav")
    guard !url.contains("?") else {
      throw InputError(
        Place(file: "--caldav"), "this is no address of a folder",
        next: "Write for example https://example.org/dav/planner/.")
    }
    self.url = url.hasSuffix("/") ? url : url + "/"
    self.credentials = credentials
  }
}

extension Credentials {
  /// Reads a file with the user on its first line and the password on its second.
  ///
  /// - Throws: `InputError` where others may read it, or it has no two lines. Nothing of it is in any message.
  public init(file: String) throws(InputError) {
    let lines = try ServerAddress.privateLines(of: file)
    guard lines.count == 2 else {
      throw InputError(
        Place(file: file), "this is not a user and a password",
        next: "Write the user on line 1, the password on line 2.")
    }
    self.init(user: lines[0], password: lines[1])
  }
}

extension Planner {
  /// Brings everybody's collection on a server up to what people were told.
  ///
  /// - Parameter timeout: seconds that an answer may take.
  /// - Throws: `InputError` where nothing was published, a file cannot be read or written, or the system has no libcurl.
  public func deliver(to home: CalendarHome, now: Instant, timeout: Int = 30) throws -> DeliveryReport {
    var scenario = try read(needsHistory: false).scenario
    return try onShelf { _ in
      guard let told = try ToldState(PublicationShelf(of: folder), for: scenario) else {
        throw InputError(
          Place(file: Publication.folderName), "nothing was published yet", next: "Publish with muster publish.")
      }
      scenario = scenario.knowing(sites: told.formerSites)
      guard let client = HTTPClient(home.credentials, timeout: timeout, isCancelled: isCancelled) else {
        throw InputError(
          Place(file: "--caldav"), "this system has no libcurl, which talks to servers",
          next: "Install it, for example apt-get install libcurl4.")
      }
      let order = CalendarOrder(PublishTerms(now: now), told: told, since: nil, for: scenario)
      let carried = told.roster.keeping { !scenario.contains($0) }.lasting(after: now)
      let roster = order.withoutPast(told.roster.keeping(scenario.contains).joined(with: carried))
      let people = RosterCalendars.resources(of: roster, in: scenario, options: order.currentOptions)
      let records = try recordsFolder(of: home)
      var report = DeliveryReport(url: home.url, people: 0, written: 0, removed: 0, foreign: [], failed: [])
      var stop: String?
      var takesCollections = true
      for person in people {
        if isCancelled() { stop = stop ?? "the run was ended" }
        if let stop {
          report.failed.append(DeliveryReport.Failed(agent: person.owner, why: stop))
          continue
        }
        var delivery = CollectionDelivery(
          CalendarServer(client: client), url: "\(home.url)\(person.name)/", person,
          try DeliveredEvents("\(records)/\(person.name).csv"), now: now, takesCollections: takesCollections)
        do {
          try delivery.run()
          report.people += 1
        } catch let failure as CalendarServer.Failure {
          report.failed.append(DeliveryReport.Failed(agent: person.owner, why: failure.words))
          if failure.isForAll { stop = failure.words }
        }
        takesCollections = delivery.takesCollections
        report.written += delivery.outcome.written
        report.removed += delivery.outcome.removed
        report.foreign += delivery.outcome.foreign
      }
      return report
    }
  }

  /// Where is kept what was put onto a server: a folder of the scenario for each address.
  private func recordsFolder(of home: CalendarHome) throws(InputError) -> String {
    let base = (folder.hasSuffix("/") ? folder : folder + "/") + "caldav"
    let place = "\(base)/\(ContentHash.sha256Hex(home.url).prefix(12))"
    for path in [base, place] { try FileAccess.makeFolder(path) }
    return place
  }
}
