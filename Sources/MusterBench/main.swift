import Queueing
import Units

/// Deterministic handle: loads spread by 20 % around a size, so that no branch learns one answer by heart.
struct Loads {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  let size: Double

  init(around size: Double) { self.size = size }

  mutating func next() -> Erlangs {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Erlangs(size * (0.9 + 0.2 * Double(state >> 11) / 9_007_199_254_740_992))
  }
}

/// Runs sizings for at least half a second and returns how many it made a second.
func sizingsPerSecond(around size: Double, _ sizing: (Erlangs) throws -> Int) rethrows -> Double {
  var loads = Loads(around: size)
  var checksum = 0
  var made = 0
  var batch = 1
  let clock = ContinuousClock()
  let start = clock.now
  while true {
    for _ in 0..<batch { checksum &+= try sizing(loads.next()) }
    made += batch
    let elapsed = (clock.now - start) / .seconds(1)
    if elapsed > 0.5 {
      precondition(checksum > 0, "sizings give agents")
      return Double(made) / elapsed
    }
    batch *= 2
  }
}

/// A number with the digits that a comparison needs.
func short(_ value: Double) -> String {
  var digits = 1.0
  while value / digits >= 1000 { digits *= 10 }
  return String(Int((value / digits).rounded() * digits))
}

func staffing() throws {
  let handleTime = Seconds.minutes(3)
  let threshold = Seconds(20)
  print("80/20, handle time 180 s, patience 90 s; sizings a second on one core")
  for size in [1.0, 10, 100, 1e3, 1e4, 1e5, 1e6] {
    let c = try sizingsPerSecond(around: size) { load in
      try ErlangC(load: load, handleTime: handleTime).agents(answering: 0.8, within: threshold)
    }
    let a = try sizingsPerSecond(around: size) { load in
      try ErlangA(load: load, handleTime: handleTime, patience: .seconds(90)).agents(answering: 0.8, within: threshold)
    }
    let goals: [Goal] = [.serviceLevel(0.8, within: threshold)]
    let model = try sizingsPerSecond(around: size) { load in
      try QueueModel(load: load, handleTime: handleTime, patience: .seconds(90)).agents(meeting: goals)
    }
    let real = try sizingsPerSecond(around: size) { load in
      let model = try QueueModel(load: load, handleTime: handleTime, patience: .seconds(90))
      return Int(try model.fractionalAgents(meeting: goals))
    }
    print(
      "\(short(size)) erlangs: Erlang C \(short(c)), Erlang A \(short(a)), goals \(short(model)), real-valued \(short(real))"
    )
  }
}

let arguments = CommandLine.arguments.dropFirst()
guard arguments == ["staffing"] else {
  print("usage: MusterBench staffing")
  throw ExitFailure()
}
try staffing()

struct ExitFailure: Error {}
