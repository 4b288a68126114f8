import CHTTP
import Libc

/// Who is asked for, and with what word; never printed.
public struct Credentials: Sendable {
  let user: String
  let password: String

  /// Both.
  public init(user: String, password: String) {
    self.user = user
    self.password = password
  }
}

/// Asks a server, again where it is busy or out of reach.
///
/// A class, because it keeps its connection and ends it once.
final class HTTPClient {
  /// What a server answered.
  struct Answer {
    /// 0 where there was no answer.
    var status: Int
    var body: [UInt8]
    var etag: String?
    /// Why there was no answer.
    var error: String
    /// Whether the server could not be reached at all.
    var isOutOfReach = false
    /// Whether the server could not prove that it is who it says.
    var isUntrusted = false

    /// For people: the status, or why there was none.
    var words: String {
      if isUntrusted { return "the server cannot prove who it is, so nothing was sent to it: \(error)" }
      return status == 0 ? error : "the server answered \(status)"
    }
    /// Whether the same may be answered otherwise a little later.
    fileprivate var isPassing: Bool { [0, 408, 429, 500, 502, 503, 504].contains(status) && !isUntrusted }
  }

  private let session: UnsafeMutableRawPointer
  private let isCancelled: () -> Bool

  /// How often a request is sent at most, and how long is waited before the second time, in microseconds; twice as long each time.
  private static let mostAttempts = 4
  private static let firstWait = 250_000
  /// No server is waited for longer, whatever it asks for; in seconds.
  private static let longestWait = 30

  /// `nil` where the system has no libcurl.
  init?(_ credentials: Credentials?, timeout: Int, isCancelled: @escaping () -> Bool) {
    guard let session = muster_http_open(credentials?.user, credentials?.password, timeout) else { return nil }
    self.session = session
    self.isCancelled = isCancelled
  }

  deinit { muster_http_close(session) }

  /// Sends a request until it is answered for good, or often enough.
  func send(_ method: String, _ url: String, _ headers: [String] = [], _ body: [UInt8]? = nil) -> Answer {
    var wait = Self.firstWait
    for attempt in 1... {
      let (answer, asked) = once(method, url, headers, body)
      if !answer.isPassing || attempt == Self.mostAttempts || isCancelled() { return answer }
      usleep(UInt32(asked.map { min($0, Self.longestWait) * 1_000_000 } ?? wait))
      wait *= 2
    }
    return Answer(status: 0, body: [], error: "not asked")
  }

  private func once(
    _ method: String, _ url: String, _ headers: [String], _ body: [UInt8]?
  ) -> (answer: Answer, wait: Int?) {
    var answer = muster_http_answer()
    var lines: [UnsafePointer<CChar>?] = headers.map { UnsafePointer(strdup($0)) } + [nil]
    defer { for line in lines { free(UnsafeMutablePointer(mutating: line)) } }
    if let body {
      // An address even for nothing: a request with an empty body has one.
      (body + [0]).withUnsafeBytes {
        muster_http_send(session, method, url, &lines, $0.baseAddress, body.count, &answer)
      }
    } else {
      muster_http_send(session, method, url, &lines, nil, 0, &answer)
    }
    defer { muster_http_free(&answer) }
    let bytes = UnsafeBufferPointer(start: answer.body, count: answer.length).map { UInt8(bitPattern: $0) }
    let error = withUnsafeBytes(of: &answer.error) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return (
      Answer(
        status: Int(answer.status), body: bytes, etag: answer.etag.map { String(cString: $0) }, error: error,
        isOutOfReach: answer.is_out_of_reach != 0, isUntrusted: answer.is_untrusted != 0),
      answer.retry_after >= 0 ? Int(answer.retry_after) : nil
    )
  }
}
