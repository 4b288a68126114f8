import FoundationEssentials
import Libc
import Muster
import Synchronization
import Tabular

/// What the command says and where: results on standard output, problems and progress on standard error.
enum Console {
  /// Standard output took no more: it is closed, or its disk is full.
  struct OutputFailure: Error {
    /// The system's words.
    var reason: String
  }

  /// Claims standard input, output and error where they are closed, so that no file opened later takes the place of one
  /// and is written to instead.
  static func claimStandardFiles() {
    for file in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(file, F_GETFD) < 0 {
      // For reading only: writing to it still fails and is told. Opening takes the lowest number that is free.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Writes lines to standard output; text of files in them cannot steer the terminal.
  ///
  /// - Throws: `OutputFailure` when it takes no more.
  static func write(_ text: String) throws {
    try writeRaw(shown(text, keepsLines: true))
  }

  /// Writes to standard error, with a line end.
  static func writeError(_ text: String) {
    let text = shown(text, keepsLines: true)
    _ = write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
  }

  /// Writes to standard error without a line end.
  static func writeErrorPart(_ text: String) {
    _ = write(text, to: STDERR_FILENO)
  }

  /// Writes a value as JSON with sorted keys.
  static func writeJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try writeRaw(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
  }

  private static func writeRaw(_ text: String) throws {
    let failure = write(text, to: STDOUT_FILENO)
    if failure != 0 { throw OutputFailure(reason: String(cString: strerror(failure))) }
  }

  /// Whether somebody watches standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal that standard output goes to; 100 where it goes elsewhere.
  static var width: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 100
    }
    return Int(size.ws_col)
  }

  /// Returns 0 or the system's error number.
  private static func write(_ text: String, to file: Int32) -> Int32 {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Libc.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      bytes = bytes.dropFirst(count)
    }
    return 0
  }
}

/// One line on standard error that tells what a run does now; silent when nobody watches.
final class ProgressLine: Sendable {
  private let began = ContinuousClock.now
  private let isShown = Console.isWatched
  private let stage = Mutex<Stage?>(nil)
  /// The best of what the search has told so far: the lowest cost, the highest bound and the furthest share.
  private let search = Mutex((cost: Double.infinity, bound: Double?.none, share: 0.0))

  /// Shows an event.
  func show(_ event: ProgressEvent) {
    if case .waiting(let holder, let limit) = event {
      return Console.writeError("muster: another run changes the out folder: \(holder). Waiting up to \(limit) for it.")
    }
    guard isShown else { return }
    switch event {
    case .waiting: break
    case .began(let next):
      finish()
      stage.withLock { $0 = next }
      draw("\(next.rawValue) ...")
    case .search(let cost, let bound, let share):
      let best = search.withLock { best in
        best.cost = min(best.cost, cost)
        best.bound = [best.bound, bound].compactMap { $0 }.max()
        best.share = max(best.share, share)
        return best
      }
      let floor = best.bound.map { ", bound \(Int($0.rounded()))" } ?? ""
      draw("roster: best \(Int(best.cost.rounded()))\(floor), \(Int(best.share * 100)) % of the effort")
    }
  }

  /// Leaves the last stage's line standing.
  func finish() {
    guard isShown, let done = stage.withLock({ $0 }) else { return }
    draw("\(done.rawValue) done")
    Console.writeError("")
  }

  private func draw(_ text: String) {
    let elapsed = ContinuousClock.now - began
    let tenths = Int(elapsed.components.seconds * 10 + elapsed.components.attoseconds / 100_000_000_000_000_000)
    Console.writeErrorPart("\r\u{1B}[K\(tenths / 10).\(tenths % 10) s  \(text)")
  }
}

/// Ctrl-C: the first asks a run to stop with what it has, the second ends the process at once.
enum Interruption {
  private static let wasAsked = Atomic<Bool>(false)

  /// Starts listening.
  static func listen() {
    // Whoever started this process may not have wanted to hear of the key, and that is handed down.
    var key = sigset_t()
    sigemptyset(&key)
    sigaddset(&key, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &key, nil)
    signal(SIGINT) { _ in
      if Interruption.wasAsked.exchange(true, ordering: .relaxed) { _exit(130) }
    }
  }

  /// Whether Ctrl-C was pressed.
  static var isAsked: Bool { wasAsked.load(ordering: .relaxed) }
}
