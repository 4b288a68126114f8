import Lanes
import Rostering
import Tours

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Mends a published roster of a call-centre instance after sick calls, and says what changed and how long it took.
enum ReplanBenchmark {
  /// What the command line asks for.
  private struct Options {
    var roster = "roster.csv"
    var out: String?
    var sick: [String] = []
    var day: Int?
    var price = 20.0
    var mostOthers = 3

    /// nil when an option is unknown or its value is not a number.
    init?(_ words: [String]) {
      var rest = words[...]
      while let word = rest.popFirst() {
        guard let value = rest.popFirst() else { return nil }
        switch word {
        case "--roster": roster = value
        case "--out": out = value
        case "--sick": sick.append(value)
        case "--day", "--at-most":
          guard let number = Int(value) else { return nil }
          if word == "--day" { day = number } else { mostOthers = number }
        case "--price":
          guard let number = Double(value) else { return nil }
          price = number
        default: return nil
        }
      }
    }
  }

  /// Mends, prints one line for each change and one for the whole; says the exit status.
  static func run(_ words: [String]) -> Int32 {
    guard let path = words.first, let options = Options(Array(words.dropFirst())), let day = options.day else {
      print(
        "usage: muster-benchmark replan INSTANCE.json --roster ROSTER.csv --sick AGENT --day D [--price 20] [--at-most 3]"
          + " [--out ROSTER.csv]")
      return 2
    }
    do {
      let centre = try CallCentre([UInt8](try Data(contentsOf: URL(filePath: path))))
      let text = String(decoding: try Data(contentsOf: URL(filePath: options.roster)), as: UTF8.self)
      let clock = Stopwatch()
      let processor = Stopwatch.processorSeconds
      try mend(centre, centre.tours(of: text), options, day, clock, processor)
    } catch {
      print("\(path): \(error)")
      return 2
    }
    return 0
  }

  private static func mend(
    _ centre: CallCentre, _ tours: [Int32], _ options: Options, _ day: Int, _ clock: Stopwatch, _ processor: Double
  ) throws {
    let problem = centre.problem
    guard case .intervals(let demand) = problem.demand else { return }
    guard (0..<problem.dayCount).contains(day) else {
      throw CallCentre.Unreadable(description: "there is no day \(day) among \(problem.dayCount)")
    }
    var disturbance = Replanning.Disturbance(
      published: tours, firstOpenDay: day, priceOfChange: options.price, mostOthers: options.mostOthers, in: problem)
    for name in options.sick {
      guard let person = problem.people.firstIndex(where: { $0.name == name }) else {
        throw CallCentre.Unreadable(description: "there is no agent \(name)")
      }
      disturbance.isAbsent[person * problem.dayCount + day] = true
    }
    let result = Replanning(problem, demand: demand).mend(disturbance)
    let wall = clock.seconds
    for change in result.changes {
      print(
        "\(problem.people[change.person].name) day \(change.day): \(shift(change.before, problem)) becomes "
          + "\(shift(change.after, problem)) (\(change.cause))")
    }
    for help in result.help {
      print("\(problem.people[help.person].name) saves \(round(help.saves)) for \(round(help.price))")
    }
    print(
      "disturbed=\(round(result.disturbed.total)) "
        + "mended=\(round(result.mended.total)) price=\(round(result.priceOfChanges)) others=\(result.help.count) "
        + "candidates=\(result.candidates) people=\(result.candidatePeople) open=\(result.open) "
        + "wall=\(round(wall)) cpu=\(round(Stopwatch.processorSeconds - processor))")
    if let out = options.out { try Data(centre.table(result.tours).utf8).write(to: URL(filePath: out)) }
  }

  private static func shift(_ option: Int32, _ problem: RosterProblem) -> String {
    guard option >= 0 else { return "off" }
    let option = problem.options[Int(option)]
    return "\(option.localStart / 60):\(option.localStart % 60 < 10 ? "0" : "")\(option.localStart % 60) "
      + "for \(option.paid) min"
  }

  private static func round(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
