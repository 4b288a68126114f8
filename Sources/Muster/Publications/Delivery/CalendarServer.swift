import Publishing
import Tabular

/// A collection of events on a server that speaks CalDAV.
///
/// - Source: RFC 4918 (WebDAV), RFC 4791 (CalDAV), RFC 9110 for conditions.
struct CalendarServer {
  /// Why nothing further can be done.
  struct Failure: Error {
    var words: String
    /// Whether it is the same for everybody, as where a password is wrong.
    var isForAll: Bool
  }

  let client: HTTPClient

  /// The tags of the resources of a collection by name; `nil` where there is no such collection.
  func tags(_ url: String) throws(Failure) -> [String: String]? {
    let answer = client.send(
      "PROPFIND", url, ["Depth: 1", "Content-Type: application/xml; charset=utf-8"],
      Array(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\"><prop><getetag/></prop></propfind>".utf8))
    switch answer.status {
    case 207:
      let found = Multistatus(answer.body)
      return found.isMissing ? nil : found.tags
    case 404, 409, 410: return nil
    default: throw failure(answer)
    }
  }

  /// Makes a collection for events; one that is there stays.
  func make(_ url: String, title: String) throws(Failure) {
    let name = title.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    let answer = client.send(
      "MKCALENDAR", url, ["Content-Type: application/xml; charset=utf-8"],
      Array(
        ("<?xml version=\"1.0\" encoding=\"utf-8\"?><C:mkcalendar xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">"
          + "<set><prop><displayname>\(name)</displayname></prop></set></C:mkcalendar>").utf8))
    if [200, 201, 405].contains(answer.status) { return }
    if answer.status == 409 {
      throw Failure(words: "there is no such place on the server to make calendars in", isForAll: true)
    }
    throw failure(answer)
  }

  /// Makes a collection of everything that is in a calendar, in one request to its own address, where nothing is there yet.
  ///
  /// - Returns: whether the server took it; most want every event by itself.
  func make(_ url: String, of calendar: [UInt8]) throws(Failure) -> Bool {
    let answer = client.send("PUT", url, ["Content-Type: text/calendar; charset=utf-8", "If-None-Match: *"], calendar)
    switch answer.status {
    case 200, 201, 204: return true
    case 400...499 where ![401, 408, 429].contains(answer.status): return false
    case 500, 501: return false
    default: throw failure(answer)
    }
  }

  /// Every event of a collection with its name and tag; none where the server does not say.
  func events(_ url: String) throws(Failure) -> [(name: String, tag: String, bytes: [UInt8])] {
    let answer = client.send(
      "REPORT", url, ["Depth: 1", "Content-Type: application/xml; charset=utf-8"],
      Array(
        ("<?xml version=\"1.0\" encoding=\"utf-8\"?><C:calendar-query xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">"
          + "<prop><getetag/><C:calendar-data/></prop><C:filter><C:comp-filter name=\"VCALENDAR\">"
          + "<C:comp-filter name=\"VEVENT\"/></C:comp-filter></C:filter></C:calendar-query>").utf8))
    switch answer.status {
    case 207:
      let found = Multistatus(answer.body)
      return found.contents.compactMap { name, text in
        found.tags[name].map { (name, $0, Array(text.utf8)) }
      }.sorted { $0.0 < $1.0 }
    case 401, 0, 408, 429, 502...504: throw failure(answer)
    default: return []
    }
  }

  /// Takes away what this run has put to an address that was free.
  func takeBack(_ url: String) { _ = client.send("DELETE", url) }

  /// What became of a change that holds under a condition.
  enum Change {
    /// Done; the new tag, where the server says it.
    case done(tag: String?)
    /// Somebody else changed or made the resource.
    case overtaken
  }

  /// Writes a resource that must be as it was: with a tag, or not there where nil.
  func put(_ url: String, _ bytes: [UInt8], tag: String?) throws(Failure) -> Change {
    let condition = tag.map { "If-Match: \($0)" } ?? "If-None-Match: *"
    let answer = client.send("PUT", url, ["Content-Type: text/calendar; charset=utf-8", condition], bytes)
    switch answer.status {
    case 200, 201, 204: return .done(tag: answer.etag)
    // Servers call the same conflict by different numbers.
    case 409, 412: return .overtaken
    default: throw failure(answer)
    }
  }

  /// Takes a resource away that must have a tag; one that is gone already counts as taken.
  func remove(_ url: String, tag: String) throws(Failure) -> Change {
    let answer = client.send("DELETE", url, ["If-Match: \(tag)"])
    switch answer.status {
    case 200, 202, 204, 404, 410: return .done(tag: nil)
    case 409, 412: return .overtaken
    default: throw failure(answer)
    }
  }

  /// A resource with its tag; `nil` where there is none.
  func resource(_ url: String) throws(Failure) -> (bytes: [UInt8], tag: String?)? {
    let answer = client.send("GET", url)
    switch answer.status {
    case 200: return (answer.body, answer.etag)
    case 404, 410: return nil
    default: throw failure(answer)
    }
  }

  private func failure(_ answer: HTTPClient.Answer) -> Failure {
    switch answer.status {
    case 401: Failure(words: "the server does not take user and password", isForAll: true)
    case 403: Failure(words: "the server does not let this user write there", isForAll: false)
    case 301, 302, 307, 308: Failure(words: "the server sends us to another address: name that one", isForAll: true)
    default: Failure(words: answer.words, isForAll: answer.isOutOfReach || answer.isUntrusted)
    }
  }
}

/// What an event says, as far as whoever keeps it may not write it in another way: servers order and fold lines anew.
enum EventContent {
  private static let names: Set = ["SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "LOCATION"]

  /// A fingerprint of the first event of a calendar.
  static func fingerprint(_ bytes: [UInt8]) -> String {
    var isInside = false
    var found: [String] = []
    for line in unfolded(bytes).split(separator: "\n") {
      if line == "BEGIN:VEVENT" { isInside = true }
      if line == "END:VEVENT" { break }
      guard isInside else { continue }
      let name = line.prefix { $0 != ":" && $0 != ";" }.uppercased()
      guard names.contains(name) else { continue }
      found.append("\(name) \(zone(of: line)) \(value(of: line))")
    }
    return ContentHash.sha256Hex(found.sorted().joined(separator: "\n"))
  }

  /// Identity of the first event of a calendar.
  static func uid(_ bytes: [UInt8]) -> String? {
    unfolded(bytes).split(separator: "\n").first { $0.uppercased().hasPrefix("UID:") }.map { String($0.dropFirst(4)) }
  }

  /// Whether the first event of a calendar is off.
  static func isWithdrawn(_ bytes: [UInt8]) -> Bool {
    unfolded(bytes).split(separator: "\n").contains { $0.uppercased() == "STATUS:CANCELLED" }
  }

  private static func unfolded(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\n ", with: "")
      .replacing("\n\t", with: "")
  }

  /// What follows the first colon outside quotes.
  private static func value(of line: Substring) -> Substring {
    var isQuoted = false
    for place in line.indices {
      if line[place] == "\"" { isQuoted.toggle() }
      if line[place] == ":", !isQuoted { return line[line.index(after: place)...] }
    }
    return ""
  }

  private static func zone(of line: Substring) -> String {
    guard let start = line.range(of: ";TZID=")?.upperBound else { return "" }
    return String(line[start...].prefix { $0 != ":" && $0 != ";" }).replacing("\"", with: "")
  }
}

/// The answer to a question about many resources; no more of XML is understood than it needs.
struct Multistatus {
  /// Tag by the last part of each resource's address.
  private(set) var tags: [String: String] = [:]
  /// Calendar by the last part of each resource's address, where calendars were asked for.
  private(set) var contents: [String: String] = [:]
  /// Whether what was asked about is not there; some servers say so in an answer that is otherwise a success.
  private(set) var isMissing = false

  init(_ bytes: [UInt8]) {
    var href = ""
    var name = ""
    var content = ""
    var isInProperties = false
    let text = Self.withoutSections(String(decoding: bytes, as: UTF8.self))
    for piece in text.split(separator: "<").map(String.init) {
      let parts = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
      let tag = parts[0].split(separator: " ").first.map(String.init) ?? ""
      let isEnd = tag.hasPrefix("/")
      let local = (isEnd ? tag.dropFirst() : tag[...]).split(separator: ":").last.map { $0.lowercased() } ?? ""
      if isEnd {
        if local == "propstat" { isInProperties = false }
        if local == name, local == "href" { href = content }
        if local == name, local == "status", !isInProperties, tags.isEmpty, content.contains(" 404") {
          isMissing = true
        }
        if local == name, local == "getetag", let last = Self.lastPart(of: href) {
          tags[last] = Self.plain(content)
        }
        if local == name, local == "calendar-data", let last = Self.lastPart(of: href) {
          contents[last] = Self.plain(content)
        }
        name = ""
      } else {
        if local == "propstat" { isInProperties = true }
        name = local
        content = parts.count > 1 ? String(parts[1]) : ""
      }
    }
  }

  /// The same with sections of characters that stand for themselves written with entities.
  private static func withoutSections(_ text: String) -> String {
    var parts = text.split(separator: "<![CDATA[", omittingEmptySubsequences: false).map(String.init)
    for place in parts.indices.dropFirst() {
      let halves = parts[place].split(separator: "]]>", maxSplits: 1, omittingEmptySubsequences: false)
      let inside = halves[0].replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      parts[place] = inside + halves.dropFirst().joined()
    }
    return parts.joined()
  }

  /// Text without entities.
  private static func plain(_ text: String) -> String {
    var text = text
    for (entity, character) in [
      ("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&#13;", "\r"), ("&#xD;", "\r"),
      ("&#xd;", "\r"),
      ("&#10;", "\n"), ("&#xA;", "\n"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
    ] {
      text = text.replacing(entity, with: character)
    }
    return String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// The last part of an address; `nil` for that of a collection. Our names hold nothing that addresses write otherwise.
  private static func lastPart(of href: String) -> String? {
    let path = plain(href)
    guard !path.hasSuffix("/") else { return nil }
    return path.split(separator: "/").last.map(String.init)
  }
}
