public import Muster
import FlyingFox
import FlyingSocks
import Foundation
import Tabular

/// How a page is served.
public struct ServingTerms: Hashable, Sendable {
  /// The port; 0 for one that is free.
  public var port: UInt16
  /// BCP 47 tag of the page's language, where the address names none.
  public var language: String
  /// Whether people's names are shown, not their ids alone.
  public var showsNames: Bool

  /// Terms; a free port, English, with names unless said otherwise.
  public init(port: UInt16 = 0, language: String = "en", showsNames: Bool = true) {
    self.port = port
    self.language = language
    self.showsNames = showsNames
  }
}

/// Serves the page of a scenario to this machine alone.
public struct PageServer: Sendable {
  private let room: DeskRoom
  private let terms: ServingTerms

  /// A server for a scenario folder.
  public init(folder: String, output: String? = nil, taking: OutputTerms = OutputTerms(), _ terms: ServingTerms) {
    room = DeskRoom(folder: folder, output: output, taking: taking, showsNames: terms.showsNames)
    self.terms = terms
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter began: told the address once there is one.
  /// - Throws: `InputError` where the port is taken.
  public func run(began: @Sendable (String) -> Void) async throws {
    let listener: Socket
    let port: UInt16
    do {
      listener = try Socket(domain: Int32(AF_INET))
      try listener.setValue(true, for: .localAddressReuse)
      try listener.bind(to: sockaddr_in.inet(ip4: "127.0.0.1", port: terms.port))
      guard case .ip4(_, let given) = try listener.sockname() else { return }
      port = given
    } catch {
      throw InputError(
        Place(file: "--port"), "port \(terms.port) cannot be had: \(error)",
        next: "Name another port, or none for one that is free.")
    }
    try listener.close()
    let guarded = RequestGuard(token: RequestGuard.newToken(), port: port)
    let routes = Routes(room: room, guarded: guarded, language: terms.language)
    let server = HTTPServer(
      address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), timeout: 600, logger: .disabled,
      handler: ClosureHTTPHandler { try await routes.answer($0) })
    let serving = Task { try await server.run() }
    try await server.waitUntilListening()
    began("http://127.0.0.1:\(port)/\(guarded.token)/")
    while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(100)) }
    await room.stop()
    await server.stop(timeout: 2)
    serving.cancel()
  }
}
