import Libc

/// What this process has used so far.
enum ProcessUsage {
  /// Seconds that the process has computed, over all cores.
  static func coreSeconds() -> Double {
    let usage = usage()
    let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    return Double(seconds) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
  }

  /// The most memory that it held at once, in megabytes.
  static func peakMegabytes() -> Int {
    #if canImport(Darwin)
      return usage().ru_maxrss / 1_000_000
    #else
      return usage().ru_maxrss / 1_000
    #endif
  }

  private static func usage() -> rusage {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    return usage
  }
}
