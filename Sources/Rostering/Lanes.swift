import Dispatch
import Synchronization

/// Runs independent parts side by side; results come back by index, so the number of threads never shows in them.
enum Lanes {
  /// Calls `body` once for each part, on up to `threads` threads; each call stays on one thread.
  ///
  /// The caller takes parts like every helper. Lanes within a lane get threads of their own: `concurrentPerform` would run
  /// those one after the other.
  static func run<Result: Sendable>(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    guard threads > 1, count > 1 else { return (0..<count).map(body) }
    let results = Mutex([Result?](repeating: nil, count: count))
    let next = Mutex(0)
    let open = DispatchGroup()
    for _ in 0..<count { open.enter() }
    let work: @Sendable () -> Void = {
      while true {
        let part = next.withLock { place in
          defer { place += 1 }
          return place
        }
        // A helper that starts late finds nothing left; nobody waits for it.
        if part >= count { return }
        let result = body(part)
        results.withLock { $0[part] = result }
        open.leave()
      }
    }
    for helper in 1..<min(threads, count) { DispatchQueue(label: "lane \(helper)").async(execute: work) }
    work()
    open.wait()
    return results.withLock { $0.compactMap(\.self) }
  }
}
