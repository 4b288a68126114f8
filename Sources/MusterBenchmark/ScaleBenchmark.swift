import Libc
import Muster
import Tabular

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Whole commands on scenarios of 300 to 10,000 people: processor seconds, peak memory, cost, and how they grow.
///
/// Each command is a process of its own, so that its seconds and memory are those that a user pays.
enum ScaleBenchmark {
  /// What the command line asks for.
  private struct Options {
    var people = [300, 1_000, 3_000, 10_000]
    /// Builds by what they are called in the table.
    var builds: [(name: String, path: String)] = []
    var folder = "/tmp/muster-scale"
    var effort = "quick"

    /// nil when an option is unknown or its value makes no sense.
    init?(_ words: [String]) {
      var rest = words[...]
      while let word = rest.popFirst() {
        guard let value = rest.popFirst() else { return nil }
        switch word {
        case "--people":
          people = value.split(separator: ",").compactMap { Int($0) }
          if people.isEmpty || people.contains(where: { !(1...99_999 ~= $0) }) { return nil }
        case "--muster": builds.insert(("this build", value), at: 0)
        case "--base": builds.append(("base", value))
        case "--folder": folder = value
        case "--effort": effort = value
        default: return nil
        }
      }
    }
  }

  /// What one process used.
  struct Use {
    /// Of processor.
    var seconds: Double
    /// On the clock.
    var wall: Double
    var megabytes: Int
    var status: Int32
  }

  /// The part of a manifest that says what a roster costs.
  private struct Manifest: Decodable {
    struct Roster: Decodable {
      var cost: Double
      var bound: Double
    }
    var roster: Roster?
  }

  private static let stages = ["forecast", "staff", "roster", "publish"]

  static func run(_ words: [String]) -> Int32 {
    guard var options = Options(words) else {
      print(
        "usage: muster-benchmark scale [--people 300,1000,3000,10000] [--muster PATH] [--base PATH] [--effort quick]"
          + " [--folder FOLDER]")
      return 2
    }
    if !options.builds.contains(where: { $0.name == "this build" }) {
      let own = CommandLine.arguments[0]
      let parent = own.lastIndex(of: "/").map { own[..<$0] } ?? "."
      options.builds.insert(("this build", parent + "/muster"), at: 0)
    }
    print("| people | build | \(stages.map { "\($0): s, MB" }.joined(separator: " | ")) | cost | bound |")
    print("| --- | --- |\(String(repeating: " --- |", count: stages.count + 2))")
    var isWhole = true
    for build in options.builds {
      var before: (people: Int, uses: [Use])?
      for people in options.people {
        do {
          let uses = try measure(people, build.path, options)
          isWhole = isWhole && uses.allSatisfy { $0.status <= 1 }
          print(row(people, build.name, uses, roster(options.folder, people)))
          if let before { print(growth(before, (people, uses))) }
          before = (people, uses)
        } catch {
          print("\(people) people: \(error)")
          return 2
        }
        fflush(nil)
      }
    }
    return isWhole ? 0 : 1
  }

  /// Makes the scenario and runs the stages on it, one after the other.
  private static func measure(_ people: Int, _ muster: String, _ options: Options) throws -> [Use] {
    let folder = "\(options.folder)/\(people)"
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in try ScaleScenario(people: people).files() {
      try Data(file.bytes).write(to: URL(filePath: "\(folder)/\(file.name)"))
    }
    // What an earlier measurement published would forbid this one to plan.
    for made in ["out", "published"] { try? manager.removeItem(atPath: "\(folder)/\(made)") }
    return try stages.map { stage in
      try use([muster, stage, folder] + (stage == "roster" ? ["--effort", options.effort] : []))
    }
  }

  /// Runs a command with its output thrown away.
  static func use(_ words: [String]) throws -> Use {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { arguments.forEach { free($0) } }
    arguments.append(nil)
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var process = pid_t()
    let clock = ContinuousClock.now
    let failure = posix_spawn(&process, words[0], &actions, nil, arguments, environ)
    guard failure == 0 else { throw InputError(Place(file: words[0]), "it cannot be run", next: "Build it first.") }
    var status: Int32 = 0
    var usage = rusage()
    wait4(process, &status, 0, &usage)
    let wall = ContinuousClock.now - clock
    let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    let parts = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    #if canImport(Glibc)
      let megabytes = usage.ru_maxrss / 1_000
    #else
      let megabytes = usage.ru_maxrss / 1_000_000
    #endif
    // A signal in the low bits, else the exit status above them.
    return Use(
      seconds: seconds + parts / 1e6, wall: wall / .seconds(1), megabytes: megabytes,
      status: status & 0x7f == 0 ? status >> 8 : 128)
  }

  private static func roster(_ folder: String, _ people: Int) -> Manifest.Roster? {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(people)/out/manifest.json") else { return nil }
    return try? JSONDecoder().decode(Manifest.self, from: data).roster
  }

  private static func row(_ people: Int, _ build: String, _ uses: [Use], _ roster: Manifest.Roster?) -> String {
    let cells = uses.map { use in
      use.status <= 1
        ? "\(FixedDecimal.text(use.seconds, decimals: 1)), \(use.megabytes)" : "failed with \(use.status)"
    }
    let points = [roster?.cost, roster?.bound].map { $0.map { FixedDecimal.text($0, decimals: 0) } ?? "-" }
    return "| \(people) | \(build) | \((cells + points).joined(separator: " | ")) |"
  }

  /// By which power of people seconds and memory of each stage grew from one size to the next.
  private static func growth(_ small: (people: Int, uses: [Use]), _ large: (people: Int, uses: [Use])) -> String {
    let times = log(Double(large.people) / Double(small.people))
    let cells = zip(small.uses, large.uses).map { one, next in
      let powers = [
        next.seconds / max(one.seconds, 1e-3), Double(next.megabytes) / Double(max(one.megabytes, 1)),
      ].map { log($0) / times }
      return powers.map { FixedDecimal.text($0, decimals: 2) }.joined(separator: ", ")
    }
    return "| | growth | \(cells.joined(separator: " | ")) | | |"
  }
}
