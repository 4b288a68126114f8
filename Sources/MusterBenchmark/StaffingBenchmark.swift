import Chance
import Queueing
import Units

/// Sizings and simulated contacts a second of processor time: what one core needs, whoever else uses the machine.
enum StaffingBenchmark {
  /// Prints every figure.
  static func run() throws -> Int32 {
    try sizings()
    try year()
    try play()
    return 0
  }

  /// Runs sizings for at least half a second and returns how many it made a second.
  private static func sizingsPerSecond(around size: Double, _ sizing: (Erlangs) throws -> Int) rethrows -> Double {
    var loads = Loads(around: size)
    var agents = 0
    var made = 0
    var batch = 1
    let start = ProcessUsage.coreSeconds()
    while true {
      for _ in 0..<batch { agents &+= try sizing(loads.next()) }
      made += batch
      let used = ProcessUsage.coreSeconds() - start
      if used > 0.5 {
        precondition(agents > 0, "sizings give agents")
        return Double(made) / used
      }
      batch *= 2
    }
  }

  /// Three digits, padded.
  private static func short(_ value: Double) -> String {
    var unit = 1.0
    while value / unit >= 1000 { unit *= 10 }
    let text = String(Int((value / unit).rounded() * unit))
    return String(repeating: " ", count: max(0, 10 - text.count)) + text
  }

  static let handleTime = Seconds.minutes(3)
  static let patience = Seconds(90)
  static let threshold = Seconds(20)
  static let goals: [Goal] = [.serviceLevel(0.8, within: threshold)]

  /// Sizings a second for queues of all sizes.
  static func sizings() throws {
    print("sizings a second of processor time: 80 % in 20 s, handle time 180 s, patience 90 s")
    print("   erlangs   Erlang C   Erlang A  real-valued A")
    for size in [1.0, 10, 100, 1e3, 1e4, 1e5, 1e6] {
      let c = try sizingsPerSecond(around: size) { load in
        try ErlangC(load: load, handleTime: handleTime).agents(answering: 0.8, within: threshold)
      }
      let a = try sizingsPerSecond(around: size) { load in
        try QueueModel(load: load, handleTime: handleTime, patience: patience).agents(meeting: goals)
      }
      let real = try sizingsPerSecond(around: size) { load in
        let queue = try QueueModel(load: load, handleTime: handleTime, patience: patience)
        return Int(try queue.fractionalAgents(meeting: goals))
      }
      print("\(short(size)) \(short(c)) \(short(a))     \(short(real))")
    }
  }

  /// A year of 50 queues in quarter hours, with loads from 0 to 60 erlangs.
  static func year() throws {
    var loads = Loads(around: 1)
    var agents = 0
    let start = ProcessUsage.coreSeconds()
    for quarterHour in 0..<(50 * 365 * 96) {
      let load = Erlangs(loads.next().value * Double(quarterHour % 61))
      agents &+= try QueueModel(load: load, handleTime: handleTime, patience: patience).agents(meeting: goals)
    }
    let used = ((ProcessUsage.coreSeconds() - start) * 100).rounded() / 100
    print("a year of 50 queues in quarter hours, \(50 * 365 * 96) Erlang A sizings: \(used) s, \(agents) agents in all")
  }

  /// Contacts a second of a centre with three languages and two bilingual teams.
  static func play() throws {
    func line(_ perHour: Double, _ routes: [Int]) -> ContactCentre.Line {
      .init(arrivals: .constant(perHour / 3600), patience: .seconds(120), threshold: threshold, routes: routes)
    }
    func team(_ queues: [Int], _ people: Int) -> ContactCentre.Team {
      .init(
        skills: queues.map { .init(queue: $0, handleTime: .seconds(320)) }, staffing: [(.seconds(0), people)])
    }
    let centre = ContactCentre(
      queues: [line(120, [0, 3, 4]), line(50, [1, 3]), line(40, [2, 4])],
      teams: [team([0], 8), team([1], 3), team([2], 3), team([1, 0], 4), team([2, 0], 3)], horizon: .hours(100))
    let start = ProcessUsage.coreSeconds()
    let result = try Simulator(centre, seed: 1).run(replications: 100)
    let rate = result.contacts / (ProcessUsage.coreSeconds() - start)
    print("simulated contacts a second of processor time, 3 queues and 5 teams:", short(rate))
  }
}

/// Loads spread by a tenth around a size, so that no branch learns one answer by heart.
private struct Loads {
  private var random = SplitMix64(seed: 1)
  let size: Double

  init(around size: Double) { self.size = size }

  mutating func next() -> Erlangs {
    Erlangs(size * (0.9 + 0.2 * random.share()))
  }
}
