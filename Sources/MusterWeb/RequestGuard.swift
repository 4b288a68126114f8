import FlyingFox

/// Who is answered: a browser that knows the address, calls this machine by its own name, and shows our page.
///
/// The token keeps other programs and other users of the machine out. The host's name is looked at because a page elsewhere can make
/// its own name point here, and the origin because a browser sends what a page elsewhere tells it to.
struct RequestGuard {
  /// Random, in the address.
  let token: String
  let port: UInt16

  /// 192 random bits as text that stands in an address.
  static func newToken() -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    var random = SystemRandomNumberGenerator()
    return String((0..<32).map { _ in letters[Int(random.next(upperBound: UInt(letters.count)))] })
  }

  /// What is asked for below the token, for example `api/state`; or why it is not answered.
  func path(of request: HTTPRequest) throws(Refused) -> String {
    guard let host = request.headers[.host], hosts.contains(host.lowercased()) else {
      throw Refused(.misdirectedRequest, "this is not the name of this machine")
    }
    // A web socket is asked for by any page without the browser asking us before.
    guard request.headers[.upgrade] == nil else { throw Refused(.forbidden, "no web sockets here") }
    if let origin = request.headers[HTTPHeader("Origin")], !hosts.contains(where: { origin == "http://\($0)" }) {
      throw Refused(.forbidden, "the request comes from another page")
    }
    if let site = request.headers[HTTPHeader("Sec-Fetch-Site")], site != "same-origin", site != "none" {
      throw Refused(.forbidden, "the request comes from another page")
    }
    let parts = request.path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = parts.first, isToken(String(first)) else { throw Refused(.notFound, "there is nothing here") }
    guard request.method == .GET || request.method == .POST else {
      throw Refused(.methodNotAllowed, "only GET and POST")
    }
    if request.method == .POST { try checkSender(request) }
    return parts.count > 1 ? String(parts[1]) : ""
  }

  /// What changes something is JSON that our own page sent; a form cannot send that, and says where it comes from.
  private func checkSender(_ request: HTTPRequest) throws(Refused) {
    guard request.headers[HTTPHeader("Origin")] != nil else { throw Refused(.forbidden, "no origin is named") }
    let kind = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
    guard kind == "application/json" else { throw Refused(.unsupportedMediaType, "only application/json") }
    guard let length = request.headers[.contentLength].flatMap({ Int($0) }) else {
      throw Refused(.lengthRequired, "the length is missing")
    }
    guard length <= Self.mostBytes else { throw Refused(.payloadTooLarge, "too long") }
  }

  /// Decisions are short.
  static let mostBytes = 1 << 16

  private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

  /// Compares in the same time however much of it is right.
  private func isToken(_ text: String) -> Bool {
    let (own, other) = (Array(token.utf8), Array(text.utf8))
    guard own.count == other.count else { return false }
    return zip(own, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// A request that is not answered.
struct Refused: Error {
  let status: HTTPStatusCode
  let reason: String

  init(_ status: HTTPStatusCode, _ reason: String) {
    self.status = status
    self.reason = reason
  }
}
