import ArgumentParser
import FoundationEssentials
import Libc
import Muster
import MusterWeb
import Synchronization

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serves the plan as a page to work on, to this machine alone.",
    discussion: """
      Example: muster serve my-plan

      Prints an address for the browser of this machine; nobody can guess it, and pages from elsewhere get no answer. What is \
      decided on the page goes into the same files of the scenario folder that you would edit, row by row, and can be undone \
      there. Ctrl-C ends it.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments

  @Option(help: "The port of the address; 0 is one that is free.")
  var port = 0

  @Option(help: "Language of the page, a BCP 47 tag such as de or pt-BR.")
  var language = "en"

  @Flag(inversion: .prefixedNo, help: "Whether people's names are shown, not their ids alone.")
  var names = true

  func validate() throws {
    if !(0...65_535 ~= port) { throw ValidationError("--port needs a whole number from 0 to 65535.") }
    if !ReportRequest.hasLanguage(language) {
      throw ValidationError(ReportRequest.refusal(of: language))
    }
  }

  /// What is printed once the page is there.
  private struct Address: Encodable {
    var address: String
    var process: Int32
  }

  func run() throws {
    Interruption.listen()
    // A browser that goes away in the middle of an answer is no fault.
    signal(SIGPIPE, SIG_IGN)
    let server = PageServer(
      folder: scenario.folder, output: scenario.out, taking: writing.terms,
      ServingTerms(port: UInt16(port), language: language, showsNames: names))
    let (asJSON, ended) = (scenario.json, Ended())
    // Faults of the files are told here, where somebody looks, before there is a page.
    _ = try scenario.planner(writing: writing).planner.page(ReportRequest(language: language))
    let serving = Task.detached {
      do {
        try await server.run { address in
          do {
            if asJSON {
              try Console.writeJSON(Address(address: address, process: getpid()))
            } else {
              try Console.write("\(address)\nOpen it in a browser of this machine; Ctrl-C ends it.\n")
            }
          } catch { ended.put(error) }
        }
        ended.put(nil)
      } catch { ended.put(error) }
    }
    while !Interruption.isAsked, !ended.isOver { usleep(50_000) }
    serving.cancel()
    while !ended.isOver { usleep(10_000) }
    if let error = ended.error { throw error }
  }
}

/// Whether serving is over, and why.
private final class Ended: Sendable {
  private let state = Mutex<(isOver: Bool, error: (any Error)?)>((false, nil))

  var isOver: Bool { state.withLock { $0.isOver } }
  var error: (any Error)? { state.withLock { $0.error } }

  func put(_ error: (any Error)?) {
    state.withLock { $0 = (true, $0.error ?? error) }
  }
}
