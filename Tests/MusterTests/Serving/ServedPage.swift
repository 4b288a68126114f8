import Foundation
import Testing

/// A running `muster serve`, asked as a browser and as others would ask it.
final class ServedPage {
  /// What came back.
  struct Reply {
    var status: Int
    var headers: [String: String]
    var body: String

    /// The body as JSON.
    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:]
    }
  }

  /// Nobody answered.
  struct Gone: Error {}

  let process = Process()
  let address: String
  let port: UInt16
  let token: String
  private let place: URL

  /// Starts it and waits for its address.
  init(_ arguments: [String]) throws {
    place = try Command.temporaryFolder()
    let (output, errors) = (place.appending(path: "output"), place.appending(path: "errors"))
    for file in [output, errors] { try Data().write(to: file) }
    process.executableURL = Command.products.appending(path: "muster")
    process.arguments = ["serve"] + arguments + ["--json"]
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try Command.start(process)
    var text = ""
    while process.isRunning, !text.contains("}") {
      usleep(20_000)
      text = try String(contentsOf: output, encoding: .utf8)
    }
    let told = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let said = try String(contentsOf: errors, encoding: .utf8)
    address = try #require(told?["address"] as? String, "\(said)")
    let url = try #require(URL(string: address))
    port = UInt16(try #require(url.port))
    token = url.lastPathComponent
  }

  /// Ends it by its own signal; its exit status.
  @discardableResult func end(_ signal: Int32 = SIGINT) -> Int32 {
    if process.isRunning { kill(process.processIdentifier, signal) }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: place)
    return process.terminationStatus
  }

  var origin: String { "http://127.0.0.1:\(port)" }

  /// What is below the token.
  func get(_ path: String) throws -> Reply { try ask("GET", "/\(token)/\(path)") }

  /// JSON as the page sends it.
  func post(_ path: String, _ body: [String: Any]) throws -> Reply {
    let data = try JSONSerialization.data(withJSONObject: body)
    return try ask(
      "POST", "/\(token)/\(path)", ["Content-Type": "application/json", "Origin": origin],
      String(decoding: data, as: UTF8.self))
  }

  /// Any request, by hand: one connection, everything said.
  func ask(
    _ method: String, _ path: String, _ headers: [String: String] = [:], _ body: String = ""
  ) throws -> Reply {
    var all = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
    if method == "POST" { all["Content-Length"] = String(body.utf8.count) }
    all.merge(headers) { $1 }
    let lines = all.filter { !$0.value.isEmpty }.map { "\($0.key): \($0.value)\r\n" }.sorted().joined()
    let bytes = try exchange(Array("\(method) \(path) HTTP/1.1\r\n\(lines)\r\n\(body)".utf8))
    let text = String(decoding: bytes, as: UTF8.self)
    guard let parts = text.firstRange(of: "\r\n\r\n") else { throw Gone() }
    let head = text[..<parts.lowerBound].components(separatedBy: "\r\n")
    let pairs = head.dropFirst().map {
      $0.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return Reply(
      status: Int(head[0].split(separator: " ")[1]) ?? 0,
      headers: Dictionary(pairs.map { ($0[0].lowercased(), $0.count > 1 ? $0[1] : "") }) { $1 },
      body: String(text[parts.upperBound...]))
  }

  private func exchange(_ request: [UInt8]) throws -> [UInt8] {
    #if os(Linux)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      // A server that is gone is an answer, not a signal: MSG_NOSIGNAL.
      let flags: Int32 = 0x4000
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
      let flags: Int32 = 0
    #endif
    defer { close(descriptor) }
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isConnected = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw Gone() }
    var wait = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var rest = request[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, flags) }
      guard count > 0 else { throw Gone() }
      rest = rest.dropFirst(count)
    }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count <= 0 { return answer }
      answer += chunk[..<count]
      if Self.isWhole(answer) { return answer }
    }
  }

  /// Whether an answer has the bytes that its head says: a server may keep the connection for the next question.
  private static func isWhole(_ answer: [UInt8]) -> Bool {
    guard let end = answer.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
    let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self).lowercased()
    guard let line = head.components(separatedBy: "\r\n").first(where: { $0.hasPrefix("content-length:") }),
      let length = Int(line.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces))
    else { return false }
    return answer.count - end.upperBound >= length
  }

  /// SHA-256 of a file that the page shows.
  func hash(_ file: String) throws -> String {
    let files = try get("api/state").json["files"] as? [String: String]
    return files?[file] ?? ""
  }

  /// Begins long work and waits for its end.
  func work(_ asked: [String: Any]) throws -> [String: Any] {
    var state = try post("api/job", asked)
    try #require(state.status == 200, "\(state.body)")
    while state.json["isDone"] as? Bool != true {
      usleep(50_000)
      state = try get("api/job")
    }
    return state.json
  }
}
