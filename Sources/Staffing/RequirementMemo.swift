import Synchronization
import Units
import Workforce

/// Agents of live queues that were worked out before: a queue with the same goals, contacts and handle times needs the same again.
///
/// A class, because runs side by side share it. What a change does not touch is then looked up, not computed.
public final class RequirementMemo: Sendable {
  /// What sizing reads of a queue and its forecast.
  struct Key: Hashable {
    let goal: ServiceGoal
    let patience: Seconds?
    let concurrency: Int
    let handleTimesAtOnce: [Seconds]
    let isConcurrent: Bool
    let load: LoadModel
    let intervalSeconds: Double
    /// Two hashes of different mixing over contacts, handle times and open intervals, 128 bits together.
    let print: [UInt64]

    init(_ queue: Queue, _ expected: QueueForecast, intervalSeconds: Double) {
      goal = queue.goal
      patience = queue.patience
      concurrency = queue.concurrency
      handleTimesAtOnce = queue.handleTimesAtOnce
      isConcurrent = queue.isConcurrent
      load = queue.loadModel
      self.intervalSeconds = intervalSeconds
      var one: UInt64 = 0x9E37_79B9_7F4A_7C15
      var other: UInt64 = 0xC2B2_AE3D_27D4_EB4F
      func add(_ bits: UInt64) {
        one = (one ^ bits) &* 0xBF58_476D_1CE4_E5B9
        one ^= one >> 31
        other = (other &+ bits) &* 0x94D0_49BB_1331_11EB
        other ^= other >> 29
      }
      for interval in expected.offered.indices {
        add(expected.offered[interval].bitPattern)
        add(expected.averageHandleTime[interval].bitPattern ^ (expected.isOpen[interval] ? 1 : 0))
      }
      print = [one, other, UInt64(expected.offered.count)]
    }
  }

  /// More than this is not kept, so that memory stays bounded however many runs there are.
  private static let most = 2_000

  private let known = Mutex<[Key: (net: [Double], warnings: [String])]>([:])

  /// Nothing known yet.
  public init() {}

  func netAgents(
    _ key: Key, _ compute: () -> (net: [Double], warnings: [String])
  ) -> (net: [Double], warnings: [String]) {
    if let found = known.withLock({ $0[key] }) { return found }
    let made = compute()
    known.withLock {
      if $0.count >= Self.most { $0.removeAll(keepingCapacity: true) }
      $0[key] = made
    }
    return made
  }
}
