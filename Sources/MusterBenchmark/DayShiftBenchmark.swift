import ArgumentParser
import Libc
import LinearProgram
import Rostering
import Tours

/// Solves one instance and writes its roster.
struct DayShiftBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "muster-benchmark",
    abstract: "Rosters for public benchmark instances, by the engines of muster.",
    discussion: "Example: muster-benchmark Instance8.txt --seconds 60 --out roster.csv")

  /// What the seconds count.
  enum Clock: String, ExpressibleByArgument, CaseIterable {
    case wall, effort
  }

  @Argument(help: "A shift24 instance (.txt).") var instance: String
  @Option(help: "How long to search.") var seconds = 60.0
  @Option(help: "Where the roster is written.") var out: String
  @Option(help: "Seed of all random choices.") var seed: UInt64 = 1
  @Option(help: "Threads to use.") var threads = 2
  @Option(help: "What the seconds count: wall time, or counted effort (repeatable).")
  var clock = Clock.wall
  @Flag(help: "Print each phase and each better roster.") var verbose = false

  func run() throws {
    let text = try readText(instance)
    let shift24: Shift24
    do {
      shift24 = try Shift24(text)
    } catch {
      throw ValidationError("\(instance): \(error)")
    }
    var engine = DayShiftEngine()
    engine.seed = seed
    engine.threads = threads
    switch clock {
    case .wall: engine.budget = .wallSeconds(seconds)
    case .effort: engine.budget = .effort(seconds)
    }
    if verbose {
      let seconds = seconds
      engine.onProgress = { progress in
        let line =
          "\(decimal(progress.share * seconds, 1)) s  \(progress.stage): cost \(decimal(progress.cost, 1)), "
          + "bound \(decimal(progress.bound ?? -.infinity, 1))\n"
        _ = line.withCString { write(2, $0, strlen($0)) }
      }
    }
    let start = time(CLOCK_MONOTONIC)
    let answer: RosterSolution
    do {
      answer = try engine.solve(shift24.problem)
    } catch {
      throw ValidationError("\(instance): no tour obeys the rules of \(shift24.problem.people[error.person].name)")
    }
    let wall = time(CLOCK_MONOTONIC) - start
    try writeText(shift24.table(answer.tours), to: out)
    print(
      "cost=\(decimal(answer.cost.total, 0)) bound=\(answer.bound.isFinite ? decimal(answer.bound, 2) : "none") "
        + "proof=\(answer.proof == .optimal ? "optimal" : "feasible") wall=\(decimal(wall, 1)) "
        + "cpu=\(decimal(time(CLOCK_PROCESS_CPUTIME_ID), 1)) solver=\"\(Solver.version)\"")
    for fault in answer.faults { print("note: \(fault)") }
  }
}

/// A number with fixed decimals.
func decimal(_ value: Double, _ places: Int) -> String {
  guard value.isFinite else { return "none" }
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let whole = Int((abs(value) * scale).rounded())
  let sign = value < 0 && whole > 0 ? "-" : ""
  guard places > 0 else { return sign + String(whole) }
  let fraction = String(whole % Int(scale))
  return sign + "\(whole / Int(scale))." + String(repeating: "0", count: places - fraction.count) + fraction
}

private func time(_ clock: clockid_t) -> Double {
  var now = timespec()
  clock_gettime(clock, &now)
  return Double(now.tv_sec) + 1e-9 * Double(now.tv_nsec)
}

private func readText(_ path: String) throws -> String {
  guard let file = fopen(path, "rb") else { throw ValidationError("cannot open \(path)") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
  return String(decoding: bytes, as: UTF8.self)
}

private func writeText(_ text: String, to path: String) throws {
  guard let file = fopen(path, "wb") else { throw ValidationError("cannot write \(path)") }
  defer { fclose(file) }
  let bytes = Array(text.utf8)
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw ValidationError("cannot write \(path)") }
}
