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
    default: Failure(words: answer.words, isForAll: false)
    }
  }
}

/// What an event says, as far as whoever keeps it may not write it in another way: servers order and fold lines anew.
enum EventContent {
  private static let names: Set = ["SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "LOCATION"]

  /// A fingerprint of the first event of a calendar.
  static func fingerprint(_ bytes: [UInt8]) -> String {
    var text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    text = text.replacing("\n ", with: "").replacing("\n\t", with: "")
    var isInside = false
    var found: [String] = []
    for line in text.split(separator: "\n") {
      if line == "BEGIN:VEVENT" { isInside = true }
      if line == "END:VEVENT" { break }
      guard isInside else { continue }
      let name = line.prefix { $0 != ":" && $0 != ";" }.uppercased()
      guard names.contains(name) else { continue }
      found.append("\(name) \(zone(of: line)) \(value(of: line))")
    }
    return ContentHash.sha256Hex(found.sorted().joined(separator: "\n"))
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
  /// Whether what was asked about is not there; some servers say so in an answer that is otherwise a success.
  private(set) var isMissing = false

  init(_ bytes: [UInt8]) {
    var href = ""
    var name = ""
    var content = ""
    var isInProperties = false
    for piece in String(decoding: bytes, as: UTF8.self).split(separator: "<").map(String.init) {
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
        name = ""
      } else {
        if local == "propstat" { isInProperties = true }
        name = local
        content = parts.count > 1 ? String(parts[1]) : ""
      }
    }
  }

  /// Text without entities.
  private static func plain(_ text: String) -> String {
    var text = text
    for (entity, character) in [("&quot;", "\""), ("&#34;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
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
