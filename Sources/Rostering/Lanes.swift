import Dispatch
import Synchronization

/// Runs independent parts side by side; results come back by index, so the number of threads never shows in them.
enum Lanes {
  /// Calls `body` once for each part, on up to `threads` threads; each call stays on one thread.
  static func run<Result: Sendable>(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    guard threads > 1, count > 1 else { return (0..<count).map(body) }
    let results = Mutex([Result?](repeating: nil, count: count))
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let part = next.withLock { place in
          defer { place += 1 }
          return place
        }
        if part >= count { return }
        let result = body(part)
        results.withLock { $0[part] = result }
      }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
