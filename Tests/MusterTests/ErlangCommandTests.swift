import Foundation
import Muster
import Testing
import Units

/// The calculator as planners use it: every quantity asked for, and every odd input a right result or a sentence.
@Suite struct ErlangCommandTests {
  private static func run(_ line: String) throws -> Command.Result {
    try Command.shell("muster erlang \(line)", in: Command.repository)
  }

  private static func answer(_ line: String) throws -> [String: Any] {
    let result = try run(line + " --json")
    #expect(result.status <= 1, "\(line): \(result.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test("any of volume, handle time, agents and patience is found from the others and the goal") func roundTrip() throws
  {
    let question = ErlangQuestion(volume: 100, handleTime: .minutes(3), agents: 13...13, patience: .seconds(90))
    let level = try #require(try question.answer().rows.first?.serviceLevel)
    var back = question
    back.answered = level
    back.agents = nil
    #expect(try back.answer().rows.map(\.agents) == [13])
    back = question
    back.answered = level
    back.volume = nil
    #expect(abs(try back.answer().volume - 100) < 1e-6)
    back = question
    back.answered = level
    back.handleTime = nil
    #expect(abs(try back.answer().handleTimeSeconds - 180) < 1e-6)
    back = question
    back.answered = level
    back.patience = nil
    back.asksForPatience = true
    let answer = try back.answer()
    let from = try #require(answer.patienceFromSeconds)
    let to = answer.patienceToSeconds ?? .infinity
    #expect(abs(from - 90) < 1e-4 || abs(to - 90) < 1e-4, "\(from) to \(to)")
  }

  @Test("eleven agents for ten erlangs keep hang-ups below 8 % if callers are patient enough, and just so")
  func patience() throws {
    let line = "--volume 100 --handle-time '3 min' --agents 11 --answered '60 %' --abandoned '8 %' --find patience"
    let answer = try Self.answer(line)
    // Numbers are rounded to twelve digits, in the text and nowhere else.
    let text = try Self.run(line + " --json").output
    let numbers = text.matches(of: /[0-9]+\.[0-9]+/).map(\.output)
    #expect(numbers.count > 5)
    for number in numbers { #expect(number.filter { $0 != "." }.drop { $0 == "0" }.count <= 12, "\(number)") }
    let from = try #require(answer["patienceFromSeconds"] as? Double)
    let row = try #require((answer["rows"] as? [[String: Any]])?.first)
    #expect(abs(try #require(row["abandoned"] as? Double) - 0.08) < 1e-9)
    let given = try Self.answer(
      "--volume 100 --handle-time '3 min' --agents 11 --patience '\(Int(from) + 1) s' --answered '60 %'")
    let abandoned = try #require((given["rows"] as? [[String: Any]])?.first?["abandoned"] as? Double)
    #expect(abandoned < 0.08 && abandoned > 0.079)
    #expect(try Self.run(line).output.contains("Patience: the goals are met from 204.7 s to 551.4 s;"))
  }

  @Test(
    "a volume with a mark between thousands is told how to be written, and one that could be either is a question",
    arguments: [
      ("1,200", "1,200 has marks between thousands. Write 1200."),
      ("1 200", "1 200 has marks between thousands. Write 1200."),
      ("1.200.000", "1.200.000 has marks between thousands. Write 1200000."),
      ("1.200", "1.200 may be 1200 or 1. Write the one that is meant."), ("12,5", "12,5 has a comma. Write 12.5."),
      ("many", "many is not a number."),
    ])
  func volumes(text: String, advice: String) throws {
    let run = try Command.muster("erlang", "--volume", text, "--handle-time", "3 min")
    #expect(run.status == 2 && run.errors.contains(advice), "\(run.errors)")
  }

  @Test("a volume with decimals is read") func decimals() throws {
    #expect(try Command.muster("erlang", "--volume", "0.125", "--handle-time", "3 min").status == 0)
    #expect(try Command.muster("erlang", "--volume", "12.5", "--handle-time", "3 min").status == 0)
  }

  @Test("a curve of agents goes one by one, and says from where on the goal is met") func curve() throws {
    let rows = try #require(
      try Self.answer("--volume 100 --handle-time '3 min' --agents 8-20")["rows"] as? [[String: Any]])
    #expect(rows.compactMap { $0["agents"] as? Int } == Array(8...20))
    #expect(rows.compactMap { $0["meetsGoal"] as? Bool } == (8...20).map { $0 >= 14 })
    #expect(rows.first?["averageWaitSeconds"] == nil, "below the load the wait never ends")
  }

  @Test(
    "every row says which people give which service: whole people, the share of them who are on the queue, and what these give",
    arguments: [30, 12, 45])
  func people(percent: Int) throws {
    let line = "--volume 130 --handle-time '4 min' --patience '2 min' --shrinkage '\(percent) %'"
    let answer = try Self.answer(line)
    let exact = try #require(answer["fractionalAgents"] as? Double)
    let rows = try #require(answer["rows"] as? [[String: Any]])
    let present = 1 - Double(percent) / 100
    for row in rows {
      let people = try #require(row["grossAgents"] as? Double)
      let agents = try #require(row["agents"] as? Double)
      #expect(people == people.rounded() && abs(agents - people * present) < 1e-9)
      // What so many whole agents give is known for the numbers around; service grows with the agents.
      let around = try Self.answer(
        "--volume 130 --handle-time '4 min' --patience '2 min' --agents \(Int(agents))-\(Int(agents) + 1)")
      let levels = try #require(around["rows"] as? [[String: Any]]).compactMap { $0["serviceLevel"] as? Double }
      let level = try #require(row["serviceLevel"] as? Double)
      #expect(levels[0] - 1e-12 <= level && level < levels[1] && level >= 0.8)
      #expect(row["meetsGoal"] as? Bool == true)
    }
    let fewest = try #require(rows.first?["grossAgents"] as? Double)
    #expect((fewest - 1) * present < exact, "one person fewer misses the goal")
    #expect(rows.count <= 2 && rows.last?["grossAgents"] as? Double == (exact.rounded(.up) / present).rounded(.up))
  }

  @Test("19 people at 30 % shrinkage are 13.3 agents, and given agents show how many people they take") func rounding()
    throws
  {
    let found = try Self.run("--volume 100 --handle-time '3 min' --shrinkage '30 %'").output
    #expect(found.contains("Agents needed: 14 (13.037 before rounding)"))
    #expect(found.contains("People needed: 19, of whom 13.3 are on the queue on average at 30.0 % shrinkage"))
    #expect(found.contains("    19    13.3   82.9 %") && found.contains("    20    14.0   88.8 %"))
    let given = try Self.run("--volume 100 --handle-time '3 min' --shrinkage '30 %' --agents 13-14").output
    #expect(given.contains("  18.6      13   79.6 %") && given.contains("  20.0      14   88.8 %"))
  }

  @Test("chats are slower the more of them an agent holds") func chats() throws {
    let chats = "--volume 90 --interval '60 min' --patience '150 s' --within '45 s' --agents 5"
    let times = try Self.answer(chats + " --handle-times '300 s, 390 s, 510 s'")
    let level = try #require((times["rows"] as? [[String: Any]])?.first?["serviceLevel"] as? Double)
    #expect(abs(level - 0.919) < 1e-3)
    let places = try Self.answer(chats + " --handle-time '510 s' --concurrency 3")
    let lower = try #require((places["rows"] as? [[String: Any]])?.first?["serviceLevel"] as? Double)
    #expect(abs(lower - 0.864) < 1e-3)
    // A chain that knows how many chats each of six agents holds: 98.6 % answered in time, 0.72 % hang up.
    let six = "--volume 45 --patience '150 s' --within '45 s' --agents 6 --handle-times '300 s, 390 s, 510 s'"
    let row = try #require((try Self.answer(six)["rows"] as? [[String: Any]])?.first)
    let (served, left) = (try #require(row["serviceLevel"] as? Double), try #require(row["abandoned"] as? Double))
    #expect(abs(served - 0.9858) < 3e-3 && abs(left - 0.0072) < 1e-3, "\(served) \(left)")
    let screen = try Self.run(six).output
    #expect(
      screen.hasPrefix("Erlang A with 3 at once: ") && screen.contains("places taken") && !screen.contains("occupancy"))
  }

  @Test(
    "odd input gives a right result",
    arguments: [
      // Nobody answers: nobody is served, and with patience everybody hangs up.
      ("--volume 10 --handle-time '3 min' --agents 0", 1, ["0.0 %", "endless", "missed"]),
      ("--volume 10 --handle-time '3 min' --agents 0 --patience '60 s'", 1, ["0.0 %", "100.0 %", "missed"]),
      // No patience at all: whoever cannot be answered at once is gone (Erlang B of 10 erlangs, 13 agents: 8.43 %).
      ("--volume 100 --handle-time '3 min' --agents 13 --patience '0 s'", 0, ["91.6 %", "8.4 %", "met"]),
      // Endless patience is Erlang C: 14 agents answer 88.8 %.
      ("--volume 100 --handle-time '3 min' --agents 14 --patience endless", 0, ["Erlang C", "88.8 %", "met"]),
      // Three days are waited by nobody: 11 agents for 10 erlangs answer all.
      ("--volume 100 --handle-time '3 min' --within '3 d'", 0, ["Agents needed: 11", "100.0 %"]),
      // Contacts of 40 days in half hours: 1920 erlangs a contact.
      ("--volume 1 --handle-time '40 d'", 0, ["1920.00 erlangs", "Agents needed: 1967"]),
      // What some agents achieve is told even where nobody can achieve the goal.
      ("--volume 100 --handle-time '3 min' --agents 14 --answered '100 %'", 1, ["88.8 %", "missed"]),
      ("--volume 0 --handle-time '3 min'", 0, ["Agents needed: 0"]),
    ])
  func right(line: String, status: Int, says: [String]) throws {
    let result = try Self.run(line)
    #expect(Int(result.status) == status, "\(result.output)\(result.errors)")
    for text in says { #expect(result.output.contains(text), "\(line) does not say \(text): \(result.output)") }
  }

  @Test(
    "input without an answer ends with exit status 2 and a sentence that says why",
    arguments: [
      (
        "--volume 100 --handle-time '3 min' --answered '100 %'",
        "all of them can be busy at once, and then someone waits"
      ),
      (
        "--volume 100 --handle-time '3 min' --answered '100 %' --patience '60 s'",
        "all of them can be busy at once, and someone may hang up"
      ),
      ("--volume 100 --handle-time '3 min' --abandoned '0 %' --patience '60 s'", "someone may hang up"),
      ("--volume 100 --handle-time '3 min' --occupancy '0 %'", "any load keeps them busy"),
      ("--handle-time '3 min' --agents 0", "0 agents answer nobody"),
      ("--volume 100 --agents 0", "0 agents answer nobody"),
      ("--volume 100 --handle-time '3 min' --concurrency 0", "0 contacts at once; an agent must hold at least 1"),
      ("--volume 100 --handle-time '0 s'", "a handle time of 0.0 seconds"),
      ("--volume 100 --handle-time '3 min' --interval '0 s'", "an interval of 0 s holds no contacts"),
      ("--volume 100", "give two of volume, handle time and agents"),
      ("--volume 100 --handle-time '3 min' --find patience", "one number of agents"),
      ("--volume 100 --handle-time '3 min' --agents 3 --find patience", "no patience lets 3 agents meet the goals"),
      (
        "--volume 100 --handle-time '3 min' --agents 11 --abandoned '8 %' --find patience",
        "10.7 s, where 14.5 % hang up"
      ),
      ("--volume 100 --handle-times '5 min, 20 min' --agents 9", "with 2 contacts at once an agent finishes fewer"),
      ("--volume 100 --handle-times '5 min, 6 min' --concurrency 3", "2 times for a --concurrency of 3"),
      ("--volume=-1 --handle-time '3 min'", "--volume"),
      ("--volume 100 --handle-time '3 min' --shrinkage '100 %'", "--shrinkage needs from 0 % to 99 %"),
    ])
  func sentence(line: String, says: String) throws {
    let result = try Self.run(line)
    #expect(result.status == 2, "\(line): \(result.output)")
    #expect(result.errors.contains(says), "\(line): \(result.errors)")
    #expect(result.output.isEmpty)
  }
}
