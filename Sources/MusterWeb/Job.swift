import Foundation
import Muster
import Synchronization
import Tabular

/// One piece of long work, on a thread of its own: where it is, what it has, and what came of it.
final class Job: Sendable {
  /// What the page is shown.
  struct State: Encodable, Sendable {
    var number: Int
    var kind: String
    var stage = ""
    var seconds = 0.0
    /// Best cost and bound in points, and the share of the effort that is spent.
    var cost: Double?
    var bound: Double?
    var share: Double?
    var isDone = false
    var wasStopped = false
    /// Why nothing came of it.
    var failure: Failure?
    var replan: ReplanReport?
    var publication: PublishReport?
    /// Lines of a plan.
    var text: String?
  }

  private let began = ContinuousClock.now
  private let state: Mutex<State>
  private let isStopped = Atomic(false)

  init(_ kind: String, number: Int) { state = Mutex(State(number: number, kind: kind)) }

  /// Where it is now.
  var now: State {
    state.withLock { state in
      if !state.isDone { state.seconds = (ContinuousClock.now - began) / .seconds(1) }
      return state
    }
  }

  /// Asks it to end.
  func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Asked by the run.
  var isCancelled: @Sendable () -> Bool { { self.isStopped.load(ordering: .relaxed) } }

  /// Told by the run.
  var report: @Sendable (ProgressEvent) -> Void {
    { event in
      self.state.withLock { state in
        switch event {
        case .began(let stage): state.stage = stage.rawValue
        case .search(let cost, let bound, let share):
          state.cost = min(state.cost ?? .infinity, cost)
          state.bound = [state.bound, bound].compactMap { $0 }.max()
          state.share = max(state.share ?? 0, share)
        case .waiting(let holder, _): state.stage = holder
        }
      }
    }
  }

  /// Runs work on a thread of its own and returns when it is over.
  ///
  /// - Parameter work: what it returns goes into the state.
  func run(_ work: @escaping @Sendable () throws -> @Sendable (inout State) -> Void) async {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let thread = Thread {
        let result = Result { try work() }
        self.state.withLock { state in
          state.seconds = (ContinuousClock.now - self.began) / .seconds(1)
          switch result {
          case .success(let fill): fill(&state)
          case .failure(is Interrupted): state.wasStopped = true
          case .failure(let error): state.failure = Failure(of: error)
          }
          state.isDone = true
        }
        continuation.resume()
      }
      // As much as the main thread has.
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}
