import Libc

/// How a run ends, thrown by commands and turned into the exit status of the process.
enum ExitStatus: Int32, Error {
  case done = 0
  case goalsMissed = 1
  case inputWrong = 2
  case ourFault = 3
  case interrupted = 130

  /// Ends the process.
  func exit() -> Never {
    Libc.exit(rawValue)
  }
}
