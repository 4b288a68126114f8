import ArgumentParser
import Muster
import ScenarioFiles
import Tabular
import Units

struct ErlangCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erlang",
    abstract: "Answers questions about one queue: agents, volume, handle time, patience or service.",
    discussion: """
      Give two of --volume, --handle-time and --agents; the third is found so that the goals are just met. Give all three \
      and the service is the answer, or with --find patience the patience at which the agents meet the goals. A range of \
      agents gives a curve.

      Examples:
        muster erlang --volume 100 --handle-time '3 min'
        muster erlang --volume 100 --handle-time '3 min' --agents 8-20 --patience '90 s'
        muster erlang --handle-time '3 min' --agents 14 --answered '90 %' --within '10 s'
        muster erlang --volume 100 --handle-time '3 min' --agents 12 --abandoned '8 %' --find patience
        muster erlang --volume 45 --handle-times '5 min, 6.5 min, 8.5 min' --patience '150 s' --within '45 s'

      With --patience the model is Erlang A, without it Erlang C. Service level is the share of all offered contacts that \
      is answered within the threshold. With --concurrency an agent holds several chats at once; --handle-times says how \
      long one takes with 1, 2, ... of them.
      """)

  @Option(help: "Contacts per interval.", transform: contacts)
  var volume: Double?
  @Option(help: "Mean handle time, for example '3 min'.", transform: { try length($0, like: "3 min") })
  var handleTime: Seconds?
  @Option(help: "Net agents: a number, or a range such as 8-20.", transform: agentRange)
  var agents: ClosedRange<Int>?
  @Option(
    help: "Length of the interval the volume is for. (default: 30 min)", transform: { try length($0, like: "30 min") })
  var interval: Seconds = .minutes(30)
  @Option(help: "Share to be answered within the threshold. (default: 80 %)", transform: share)
  var answered: Double = 0.8
  @Option(help: "The threshold. (default: 20 s)", transform: { try length($0, like: "20 s") })
  var within: Seconds = .seconds(20)
  @Option(help: "Chats an agent holds at once. (default: 1, or as many as --handle-times has)")
  var concurrency: Int?
  @Option(help: "Mean handle times with 1, 2, ... chats at once, for example '5 min, 6.5 min'.", transform: chatTimes)
  var handleTimes: ChatTimes?
  @Option(help: "Mean time before a waiting customer hangs up, or 'endless'.", transform: patienceLength)
  var patience: Seconds?
  @Option(help: "Most that may hang up, for example '5 %'.", transform: share)
  var abandoned: Double?
  @Option(help: "Highest occupancy, for example '88 %'.", transform: share)
  var occupancy: Double?
  @Option(help: "Longest mean wait of answered contacts.", transform: { try length($0, like: "20 s") })
  var averageWait: Seconds?
  @Option(help: "Share of those who hang up that call again. (default: 0 %)", transform: share)
  var redials: Double = 0
  @Option(help: "Share of paid time off the queue, to find people. (default: 0 %)", transform: share)
  var shrinkage: Double = 0
  @Option(help: "What to find where everything else is given: patience.")
  var find: Unknown?
  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  /// Handle times by chats at once, one word of the command line.
  struct ChatTimes { var seconds: [Seconds] }

  /// What may be asked for by name.
  enum Unknown: String, ExpressibleByArgument, CaseIterable { case patience }

  func validate() throws {
    if let times = handleTimes?.seconds {
      if handleTime != nil { throw ValidationError("Give --handle-time or --handle-times, not both.") }
      if let concurrency, concurrency != times.count {
        throw ValidationError("--handle-times has \(times.count) times for a --concurrency of \(concurrency).")
      }
    }
    // None at all has an answer of its own.
    if concurrency != 0 { try check(concurrency, "--concurrency", .concurrency) }
    try check(volume, "--volume", .contacts)
    try check(shrinkage, "--shrinkage", .shrinkage)
    try check(agents?.upperBound, "--agents", .agents)
    if handleTimes?.seconds.count ?? 0 > Bound.concurrency.most {
      throw ValidationError("--handle-times has more than \(Bound.concurrency.mostText) times.")
    }
    if let volume, let time = handleTime ?? handleTimes?.seconds.max(), interval.value > 0 {
      try check(volume * time.value / interval.value, "--volume x --handle-time / --interval", .load)
    }
  }

  func run() throws {
    var question = ErlangQuestion(
      volume: volume, handleTime: handleTime, agents: agents, interval: interval, answered: answered, within: within,
      patience: patience, abandonedAtMost: abandoned, occupancyAtMost: occupancy, averageWaitAtMost: averageWait,
      redialShare: redials, shrinkage: shrinkage)
    question.asksForPatience = find == .patience
    question.concurrency = concurrency ?? handleTimes?.seconds.count ?? 1
    question.handleTimesAtOnce = handleTimes?.seconds ?? []
    do {
      let answer = try question.answer()
      if json {
        try Console.writeJSON(answer)
      } else {
        try Console.write(text(of: answer, atOnce: question.concurrency))
      }
      if !answer.rows.contains(where: \.meetsGoal) { throw ExitStatus.goalsMissed }
    } catch let unanswerable as UnanswerableQuestion {
      Console.writeError("muster erlang: \(unanswerable.description)")
      throw ExitStatus.inputWrong
    }
  }

  /// The answer as lines for a terminal.
  private func text(of answer: ErlangAnswer, atOnce: Int) -> String {
    func number(_ value: Double, _ decimals: Int) -> String { FixedDecimal.text(value, decimals: decimals) }
    func percent(_ share: Double) -> String { Share(share).text() }
    var lines = [
      "\(answer.model): \(number(answer.volume, 1)) contacts in \(number(interval.minutes, 0)) min"
        + " x \(number(answer.handleTimeSeconds, 1)) s = \(number(answer.load, 2)) erlangs"
    ]
    switch answer.asked {
    case "agents":
      let least = answer.fractionalAgents.map { " (\(number($0, 3)) before rounding)" } ?? ""
      lines.append("Agents needed: \(answer.wholeAgents ?? 0)\(least)")
      if shrinkage > 0, let first = answer.rows.first {
        lines.append(
          "People needed: \(number(first.grossAgents, 0)), of whom \(number(first.agents, 1)) are on the queue on average "
            + "at \(percent(shrinkage)) shrinkage")
      }
    case "volume": lines.append("Most contacts: \(number(answer.volume, 1)) an interval")
    case "patience":
      let from = number(answer.patienceFromSeconds ?? 0, 1)
      let stretch =
        switch (answer.patienceFromSeconds ?? 0, answer.patienceToSeconds) {
        case (0, nil): "whatever it is"
        case (0, let to?): "up to \(number(to, 1)) s; the row is for none at all"
        case (_, nil): "from \(from) s on; the row is for that"
        case (_, let to?):
          "from \(from) s to \(number(to, 1)) s; the row is for the shortest"
        }
      lines.append("Patience: the goals are met \(stretch)")
    case "handle time": lines.append("Longest handle time: \(number(answer.handleTimeSeconds, 1)) s")
    default: break
    }
    // Of somebody who may hold several, occupancy counts places: two chats of three are 67 %.
    let busy = atOnce > 1 ? "places taken" : "occupancy"
    let header = ["people", "agents", "service", "ASA s", "waits", "hangs up", busy, "goal"]
    func decimals(_ values: [Double]) -> Int { values.allSatisfy { abs($0 - $0.rounded()) < 1e-9 } ? 0 : 1 }
    let peopleDecimals = decimals(answer.rows.map(\.grossAgents))
    let agentDecimals = decimals(answer.rows.map(\.agents))
    let rows = answer.rows.map { row in
      [
        number(row.grossAgents, peopleDecimals), number(row.agents, agentDecimals), percent(row.serviceLevel),
        row.averageWaitSeconds.map { number($0, 1) } ?? (row.abandoned < 1 ? "endless" : "-"),
        percent(row.waitProbability), percent(row.abandoned),
        percent(row.occupancy), row.meetsGoal ? "met" : "missed",
      ]
    }
    return (lines + [""] + TextTable.lines([header] + rows, leftAligned: [])).joined(separator: "\n") + "\n"
  }
}

private func length(_ text: String, like example: String) throws -> Seconds {
  try reading(text, like: example) { text throws(Misreading) in
    // No time at all has an answer of its own.
    try readLength(text).value == 0 ? Seconds(0) : readLength(text, in: .threshold)
  }
}
/// Reads a number of contacts; what may be meant as thousands is asked for.
private func contacts(_ text: String) throws -> Double {
  let groups = text.split(omittingEmptySubsequences: false) { !$0.isNumber }
  let digits = groups.joined()
  let marks = ",.'\u{2019} \u{A0}\u{202F}_"
  let hasOnlyMarks = text.allSatisfy { $0.isNumber || marks.contains($0) }
  let isGrouped =
    hasOnlyMarks && groups.count > 1 && groups.dropFirst().allSatisfy { $0.count == 3 }
    && (1...3).contains(groups[0].count)
    && groups[0] != "0"
  if let value = Double(text), !isGrouped { return value }
  if isGrouped, groups.count > 2 || !text.contains(".") {
    throw ValidationError("\(text) has marks between thousands. Write \(digits).")
  }
  if isGrouped { throw ValidationError("\(text) may be \(digits) or \(groups[0]). Write the one that is meant.") }
  if let value = Double(text.replacing(",", with: ".")) {
    throw ValidationError("\(text) has a comma. Write \(value).")
  }
  throw ValidationError("\(text) is not a number. Write digits only, with a point before decimals.")
}
private func chatTimes(_ text: String) throws -> ErlangCommand.ChatTimes {
  ErlangCommand.ChatTimes(seconds: try text.split(separator: ",").map { try length(trimmed($0), like: "3 min") })
}
private func patienceLength(_ text: String) throws -> Seconds {
  text == "endless" ? .seconds(.infinity) : try length(text, like: "90 s")
}
private func share(_ text: String) throws -> Double {
  try reading(text) { text throws(Misreading) in try readShare(text, in: .share) }
}

/// Reads a value with its unit and turns a misreading into the words of the argument parser.
private func reading<T>(
  _ text: String, like example: String = "", _ read: (String) throws(Misreading) -> T
) throws -> T {
  do throws(Misreading) { return try read(text) } catch {
    throw ValidationError("\(error.what). \(advice(on: text, example: example, error, read))")
  }
}

private func agentRange(_ text: String) throws -> ClosedRange<Int> {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
  switch parts.count {
  case 1: if let only = parts[0], only >= 0 { return only...only }
  case 2:
    if let first = parts[0], let last = parts[1], 0 <= first, first <= last, last - first < 10_000 {
      return first...last
    }
  default: break
  }
  throw ValidationError("'\(text)' is not a number of agents; write 14, or 8-20 for a curve.")
}
