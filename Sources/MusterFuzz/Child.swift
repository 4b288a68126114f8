import Libc

/// A program that was run to its end, or stopped for taking too long.
struct Child {
  /// Its exit status; nil where a signal ended it.
  var status: Int32?
  /// The signal that ended it.
  var signal: Int32?
  var wasSlow = false
  /// Processor seconds it took.
  var seconds = 0.0
  /// Most memory it had at once, in bytes.
  var memory = 0
  /// What it wrote to standard output and standard error together.
  var output: [UInt8] = []

  /// Processor seconds of this process so far.
  static var secondsOfThisProcess: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Most memory that this process had at once, in bytes.
  static var memoryOfThisProcess: Int {
    var usage = rusage()
    // 0 asks for the process itself; the name of it has another type on each system.
    getrusage(0, &usage)
    return Int(usage.ru_maxrss) * 1024
  }

  /// Runs a program with its output in a file.
  ///
  /// - Parameters:
  ///   - log: the file that takes what it writes.
  ///   - seconds: processor seconds above which it was slow. It is stopped after ten times as many on the clock, which tells one that
  ///     hangs from one whose machine has much else to do.
  init(_ program: String, _ arguments: [String], log: String, seconds most: Double) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    argv.append(nil)
    defer { for text in argv { free(text) } }
    var process = pid_t()
    guard posix_spawn(&process, program, &actions, nil, argv, nil) == 0 else { return }
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(10 * most))
    var wait = Int32()
    var usage = rusage()
    while wait4(process, &wait, WNOHANG, &usage) == 0 {
      if clock.now > end, !wasSlow {
        wasSlow = true
        kill(process, SIGKILL)
      }
      usleep(1_000)
    }
    seconds = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    if seconds > most { wasSlow = true }
    if wait & 0x7F == 0 { status = wait >> 8 & 0xFF } else { signal = wait & 0x7F }
    memory = Int(usage.ru_maxrss) * 1024
    if let file = fopen(log, "rb") {
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while output.count < 1 << 22 {
        let count = fread(&chunk, 1, chunk.count, file)
        if count == 0 { break }
        output += chunk[..<count]
      }
      fclose(file)
    }
  }
}
