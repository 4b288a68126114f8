import Libc

/// Elapsed wall seconds since it was made; only for time limits and reports.
package struct Stopwatch: Sendable {
  private let start = ContinuousClock.now

  /// Starts now.
  package init() {}

  /// Wall seconds since the start.
  package var seconds: Double {
    let elapsed = ContinuousClock.now - start
    let (seconds, attoseconds) = elapsed.components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// Processor seconds that the whole process has used so far.
  package static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
