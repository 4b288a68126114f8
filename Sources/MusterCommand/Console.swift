import Dispatch
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
    try writeRaw(String(decoding: JSONNumbers.rounded(try encoder.encode(value)), as: UTF8.self) + "\n")
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

/// What a run does now, on standard error: one line that is drawn over where somebody watches, lines of text where they were asked for,
/// and nothing otherwise.
///
/// A stage that takes less than a second leaves no line.
final class ProgressLine: Sendable {
  /// The stage and the best of what its search has told: the lowest cost, the highest bound and the furthest share.
  private struct State {
    var stage: Stage?
    var since = ContinuousClock.now
    var told = ContinuousClock.now
    var cost = Double.infinity
    var bound: Double?
    var share = 0.0
  }

  private let began = ContinuousClock.now
  private let isDrawn = Console.isWatched
  private let isShown: Bool
  private let state = Mutex(State())
  /// Between two lines of text of one stage.
  private static let pause = Duration.seconds(5)

  /// - Parameter isAsked: whether lines are wanted although nobody watches.
  init(isAsked: Bool = false) {
    isShown = isDrawn || isAsked
    if isDrawn { tick() }
  }

  /// Shows an event.
  func show(_ event: ProgressEvent) {
    switch event {
    case .waiting(let holder, let limit):
      Console.writeError("muster: another run changes the out folder: \(holder). Waiting up to \(limit) for it.")
    case .began(let next):
      finish()
      state.withLock { $0 = State(stage: next) }
      if isDrawn { draw() }
    case .search(let cost, let bound, let share):
      let isDue = state.withLock { state in
        state.cost = min(state.cost, cost)
        state.bound = [state.bound, bound].compactMap { $0 }.max()
        state.share = max(state.share, share)
        guard ContinuousClock.now - state.told >= Self.pause else { return false }
        state.told = .now
        return true
      }
      if isDrawn { draw() } else if isShown, isDue { tell(line) }
    }
  }

  /// Leaves the line of a stage that took a while; says whether it came to its end.
  func finish() {
    let done = state.withLock { state in
      defer { state.stage = nil }
      return state
    }
    guard isShown, let stage = done.stage else { return }
    guard ContinuousClock.now - done.since >= .seconds(1) else {
      if isDrawn { Console.writeErrorPart("\r\u{1B}[K") }
      return
    }
    let end = Interruption.isAsked ? "stopped early" : "done"
    let text = "\(elapsed)  \(stage.rawValue) \(end)\(Self.found(done))"
    if isDrawn { Console.writeErrorPart("\r\u{1B}[K") }
    tell(text)
  }

  /// The clock goes on where a stage has nothing to tell.
  private func tick() {
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(500)) { [weak self] in
      guard let self else { return }
      if self.state.withLock({ $0.stage != nil }) { self.draw() }
      self.tick()
    }
  }

  private var line: String {
    let now = state.withLock { $0 }
    guard let stage = now.stage else { return "" }
    let share =
      now.share > 0 ? ", \(Share((now.share * 100).rounded(.down) / 100).text(decimals: 0)) of the effort" : ""
    return "\(elapsed)  \(stage.rawValue)\(Self.found(now))\(share) ..."
  }

  private static func found(_ state: State) -> String {
    guard state.cost.isFinite else { return "" }
    let bound = state.bound.map { ", bound \(Int($0.rounded()))" } ?? ""
    return ": best \(Int(state.cost.rounded()))\(bound)"
  }

  private var elapsed: String {
    let tenths = Int((ContinuousClock.now - began) / .milliseconds(100))
    return "\(tenths / 10).\(tenths % 10) s"
  }

  private func draw() { Console.writeErrorPart("\r\u{1B}[K\(line)") }

  private func tell(_ text: String) { Console.writeError(text) }
}

/// Ctrl-C or a request to terminate: the first asks a run to stop with what it has, the second ends the process at once.
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
    // `timeout`, batch systems and containers end a run by this one.
    signal(SIGTERM) { _ in
      if Interruption.wasAsked.exchange(true, ordering: .relaxed) { _exit(143) }
    }
  }

  /// Whether Ctrl-C was pressed, or the run was asked to terminate.
  static var isAsked: Bool { wasAsked.load(ordering: .relaxed) }
}
