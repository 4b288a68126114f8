import Dispatch
import Libc
import Synchronization

/// Runs independent parts side by side; results come back by index, so the number of threads never shows in them.
public enum Lanes {
  /// The processors of this machine: the most threads that help.
  public static let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// Calls `body` once for each part, on up to `threads` threads (all cores unless said); each call stays on one thread.
  ///
  /// The caller takes parts like every helper. Lanes within a lane get threads of their own: `concurrentPerform` would run
  /// those one after the other. What orders the threads, an atomic counter and the group, is known to the thread sanitizer;
  /// into a lock of the standard library it cannot see.
  public static func run<Result: Sendable>(
    _ count: Int, threads: Int = Lanes.cores, _ body: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    guard threads > 1, count > 1 else { return (0..<count).map(body) }
    // Each part is written by the one thread that took it, and read when all are there.
    nonisolated(unsafe) let results = UnsafeMutablePointer<Result?>.allocate(capacity: count)
    results.initialize(repeating: nil, count: count)
    defer {
      results.deinitialize(count: count)
      results.deallocate()
    }
    let next = Atomic(0)
    let open = DispatchGroup()
    for _ in 0..<count { open.enter() }
    let work: @Sendable () -> Void = {
      while true {
        let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
        // A helper that starts late finds nothing left; nobody waits for it.
        if part >= count { return }
        results[part] = body(part)
        open.leave()
      }
    }
    for helper in 1..<min(threads, count) { DispatchQueue(label: "lane \(helper)").async(execute: work) }
    work()
    open.wait()
    return (0..<count).compactMap { results[$0] }
  }

  /// Two things side by side.
  public static func both<One: Sendable, Other: Sendable>(
    threads: Int = Lanes.cores, _ one: @escaping @Sendable () -> One, _ other: @escaping @Sendable () -> Other
  ) -> (One, Other) {
    guard threads > 1 else { return (one(), other()) }
    // Written by the thread that took it, and read when both are there.
    nonisolated(unsafe) var second: Other?
    let open = DispatchGroup()
    open.enter()
    DispatchQueue(label: "lane").async {
      second = other()
      open.leave()
    }
    let first = one()
    open.wait()
    return (first, second ?? other())
  }
}
