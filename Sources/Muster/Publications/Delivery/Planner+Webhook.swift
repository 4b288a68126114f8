import FoundationEssentials
import Publishing
import ScenarioFiles
public import Tabular
import Timeline
import Workforce

/// What telling another program came to.
public struct WebhookReport: Codable, Sendable {
  /// Messages that were taken by this run.
  public var sent: Int
  /// Messages that had been taken before.
  public var known: Int
  /// People whose message was not taken, and why.
  public var failed: [DeliveryReport.Failed]

  /// The report as lines for a terminal.
  public var text: String {
    let before = known > 0 ? ", \(known) were before" : ""
    var lines = ["Webhook: \(sent) \(sent == 1 ? "message" : "messages") taken\(before)."]
    lines += failed.map { "Not told: \($0.agent): \($0.why)" }
    if !failed.isEmpty { lines.append("Run the same again to go on.") }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A program that is told of publications, and the word it knows us by.
public struct Webhook: Sendable {
  let url: String
  let secret: [UInt8]

  /// A program at an address.
  ///
  /// - Parameter secretFile: a file that only its owner may read, with the secret on its only line.
  /// - Throws: `InputError` for an address that is none or would send in the clear, and for a file that others may read.
  public init(_ url: String, secretFile: String) throws(InputError) {
    try ServerAddress.check(url, option: "--webhook")
    let lines = try ServerAddress.privateLines(of: secretFile)
    guard lines.count == 1, lines[0].utf8.count >= 16 else {
      throw InputError(
        Place(file: secretFile), "this is no secret of 16 bytes or more on one line",
        next: "Make one, for example with openssl rand -hex 32.")
    }
    self.url = url
    secret = Array(lines[0].utf8)
  }
}

/// What one person is told, as another program reads it; ids and no names.
private struct WebhookMessage: Encodable {
  struct Event: Encodable {
    var kind: String
    var uid: String
    var sequence: Int
    var status: String
    var date: String
    var site: String
    var start: String
    var end: String
  }

  var key: String
  var publication: Int
  var at: String
  var scenario: String
  var agent: String
  var events: [Event]
}

extension Planner {
  /// Tells a program what the last publication told: a signed message for each person, at least once.
  ///
  /// What was taken is written down after each message. A run that is ended in between sends one message again, with the same key.
  ///
  /// - Parameter timeout: seconds that an answer may take.
  /// - Throws: `InputError` where nothing was published, a file cannot be read or written, or the system has no libcurl.
  public func tell(_ webhook: Webhook, timeout: Int = 30) throws -> WebhookReport {
    var scenario = try read(needsHistory: false).scenario
    return try onShelf { _ in
      let shelf = try PublicationShelf(of: folder)
      guard let told = try ToldState(shelf, for: scenario), let date = Instant(iso: told.latest.at) else {
        throw InputError(
          Place(file: Publication.folderName), "nothing was published yet", next: "Publish with muster publish.")
      }
      scenario = scenario.knowing(sites: told.formerSites)
      guard let client = HTTPClient(nil, timeout: timeout, isCancelled: isCancelled) else {
        throw InputError(
          Place(file: "--webhook"), "this system has no libcurl, which talks to servers",
          next: "Install it, for example apt-get install libcurl4.")
      }
      let former =
        told.latest.number > 1
        ? try shelf.events(of: shelf.publication(told.latest.number - 1)).mapValues(\.version) : [:]
      let options = CalendarOrder(PublishTerms(now: date), told: told, since: nil, for: scenario).currentOptions
      let people = RosterCalendars.told(
        of: told.roster.lasting(after: date), in: scenario, options: options,
        where: { former[$0] != options.version(of: $0, sequence: $1) })
      let path = (folder.hasSuffix("/") ? folder : folder + "/") + "webhook.txt"
      var taken = FileAccess.exists(path) ? String(decoding: try FileAccess.read(path), as: UTF8.self) : ""
      var known = Set(taken.split(whereSeparator: \.isNewline).map(String.init))
      var report = WebhookReport(sent: 0, known: 0, failed: [])
      for person in people {
        let key = ContentHash.sha256Hex("\(webhook.url)\n\(told.latest.number)\n\(told.hash ?? "")\n\(person.agent)")
        if known.contains(key) {
          report.known += 1
          continue
        }
        let body = try message(person.agent, person.events, key, told.latest)
        let answer = client.send(
          "POST", webhook.url,
          [
            "Content-Type: application/json", "Idempotency-Key: \(key)",
            "X-Muster-Signature: sha256=\(ContentHash.hmacHex(body, key: webhook.secret))",
          ], body)
        guard 200..<300 ~= answer.status else {
          report.failed.append(DeliveryReport.Failed(agent: person.agent, why: answer.words))
          continue
        }
        report.sent += 1
        known.insert(key)
        taken += key + "\n"
        try FileAccess.write(Array(taken.utf8), to: path, isPrivate: true)
      }
      return report
    }
  }

  private func message(
    _ agent: String, _ events: [RosterCalendars.ToldEvent], _ key: String, _ publication: Publication
  ) throws -> [UInt8] {
    let message = WebhookMessage(
      key: key, publication: publication.number, at: publication.at, scenario: publication.rosterID, agent: agent,
      events: events.map { event in
        WebhookMessage.Event(
          kind: event.isDuty ? "on-call" : "shift", uid: event.uid, sequence: event.sequence,
          status: event.isCancelled ? "cancelled" : publication.status, date: event.date.isoText, site: event.site,
          start: event.start.isoText, end: event.end.isoText)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(message))
  }
}
