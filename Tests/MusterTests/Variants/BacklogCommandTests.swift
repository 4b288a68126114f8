import Foundation
import Testing

/// A crisis: what waits, and how long until it is worked off.
@Suite struct BacklogCommandTests {
  struct Report: Decodable {
    struct Way: Decodable {
      var hours: Double?
      var simulatedHours: Double?
    }
    struct Line: Decodable {
      var queue: String
      var contacts: Double
      var asRostered: Way
      var withOvertime: Way
      var overtimeHours: Double
      var overtimeWages: [String: Int]
    }
    var queues: [Line]
    var people: [String]
  }

  /// A queue of mail with people who do nothing else, and overtime on request.
  private func folders(people: Int, overtime: String, answered: String = "90 %") throws -> VariantFolders {
    let folders = try VariantFolders(
      """
      extends: ../base
      queues:
        - id: mail
          language: nl
          channel: email
          open: { zone: Europe/Paris, mon-fri: 08:00-18:00 }
          goal: { answered: \(answered), within: 8 h, clock: business }
          handle-time: 10 min
      flows:
        - { id: letters, kind: customers, to: mail, customers: 1500, per-month: 1 }
      contracts:
        - id: mailers
          week: { hours: 40 h, days: 5 }
          shifts: { lengths: [8 h], starts: 08:00, lunch: 30 min unpaid }
          rest: 11 h
          cost: 15 EUR/h
      \(overtime)
      """)
    var agents =
      "id,name,site,contract,languages,skills\nA1,Ann,lyon,full,fr en,phone L1\nB1,Cai,lyon,half,fr en,phone L1\n"
    for person in 1...people { agents += "M\(person),Mia,lyon,mailers,nl,email L1\n" }
    try agents.write(toFile: folders.variant + "/agents.csv", atomically: true, encoding: .utf8)
    return folders
  }

  /// The command about a table of what waits.
  private func backlog(
    _ folders: VariantFolders, _ rows: String, from: String = "2026-03-24T08:00", isJSON: Bool = false
  ) throws -> Command.Result {
    let left = folders.root.appending(path: "left.csv")
    try "queue,contacts\n\(rows)".write(to: left, atomically: true, encoding: .utf8)
    let words = ["backlog", folders.variant, "--from", from, "--backlog", left.path] + (isJSON ? ["--json"] : [])
    return try Command.run(Command.products.appending(path: "muster").path, words)
  }

  private func report(_ folders: VariantFolders, contacts: Int, from: String) throws -> Report {
    let result = try backlog(folders, "mail,\(contacts)\n", from: from, isJSON: true)
    #expect(result.status < 2, "\(result.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
  }

  @Test(
    "hours to recover by formula and by simulation are within 10 % of each other, with and without overtime",
    arguments: [160, 240])
  func recovery(contacts: Int) throws {
    let folders = try folders(people: 5, overtime: "    overtime: { hours: 10 h }")
    defer { folders.remove() }
    let plan = try Command.muster("plan", folders.variant, "--effort", "quick")
    #expect(plan.status < 2, "\(plan.errors)")
    let line = try #require(try report(folders, contacts: contacts, from: "2026-03-24T08:00").queues.first)
    for way in [line.asRostered, line.withOvertime] {
      let (formula, simulated) = (try #require(way.hours), try #require(way.simulatedHours))
      #expect(abs(formula / simulated - 1) < 0.1, "\(formula) h by formula, \(simulated) h played")
    }
    let (plain, helped) = (try #require(line.asRostered.hours), try #require(line.withOvertime.hours))
    // What is over before the day's work ends needs nobody to stay.
    #expect(contacts == 160 ? helped == plain && plain < 9 : helped < plain)
    #expect((line.overtimeHours > 0) == (helped < plain))
    #expect((line.overtimeWages["EUR"] ?? 0) == Int((line.overtimeHours * 1500).rounded()))
  }

  @Test("where what waits is gone before anybody's overtime would begin, that is what is said of it") func gone() throws
  {
    let folders = try folders(people: 5, overtime: "    overtime: { hours: 10 h }")
    defer { folders.remove() }
    #expect(try Command.muster("plan", folders.variant, "--effort", "quick").status < 2)
    let result = try backlog(folders, "mail,20\n")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Nobody has to stay longer"), "\(result.output)")
  }

  @Test("nobody stays beyond the hours in which they can work") func availability() throws {
    let folders = try folders(people: 5, overtime: "    overtime: { hours: 10 h }")
    defer { folders.remove() }
    try "agent_id,weekdays,from,to\nM1,daily,08:00,16:30\nM2,daily,08:00,17:30\n"
      .write(toFile: folders.variant + "/availability.csv", atomically: true, encoding: .utf8)
    #expect(try Command.muster("plan", folders.variant, "--effort", "quick").status < 2)
    let left = folders.root.appending(path: "left.csv")
    try "queue,contacts\nmail,2000\n".write(to: left, atomically: true, encoding: .utf8)
    let result = try Command.muster(
      "backlog", folders.variant, "--from", "2026-03-24T08:00", "--backlog", left.path, "--replications", "2", "--json")
    let found = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    #expect(found.people == ["M2", "M3", "M4", "M5"])
    // Nine dates from the second on; shifts end at 16:30, mail is worked until 18:00, ten hours a week.
    #expect(found.queues.map(\.overtimeHours) == [49.5])
  }

  @Test("nobody stays into a duty on call") func onCall() throws {
    let duty = "on-call:\n  - { site: lyon, skill: email, days: mon-fri, hours: 17:00-08:00 }"
    var hours: [Double] = []
    for onCall in ["", "\n" + duty] {
      let folders = try folders(people: 5, overtime: "    overtime: { hours: 10 h }" + onCall)
      defer { folders.remove() }
      #expect(try Command.muster("plan", folders.variant, "--effort", "quick").status < 2)
      let result = try backlog(folders, "mail,2000\n", isJSON: true)
      let found = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
      hours.append(found.queues.map(\.overtimeHours).reduce(0, +))
    }
    // Shifts end at 16:30 and mail is worked until 18:00; on each of nine dates one of them stays half an hour and not an hour and a half.
    #expect(hours == [67.5, 58.5])
  }

  @Test("without overtime in the contracts nobody stays, and what is never worked off gives exit status 1")
  func hopeless() throws {
    let folders = try folders(people: 4, overtime: "")
    defer { folders.remove() }
    #expect(try Command.muster("plan", folders.variant, "--effort", "quick").status < 2)
    let result = try backlog(folders, "mail,9000\n")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("not in the plan"))
    #expect(result.output.contains("Nobody may stay longer"))
  }

  @Test(
    "a moment outside the plan, an unknown queue and an empty table are said with what to write",
    arguments: [
      ("2027-03-24T08:00", "mail,5\n", "outside the plan"), ("tomorrow", "mail,5\n", "no date and time"),
      ("2026-03-29T02:30", "mail,5\n", "never happens"), ("2026-03-24T08:00", "mial,5\n", "Did you mean mail?"),
      ("2026-03-24T08:00", "", "no contacts wait"), ("2026-03-24T08:00", "mail,-3\n", "left.csv:2"),
    ])
  func mistakes(from: String, rows: String, hint: String) throws {
    let folders = try folders(people: 4, overtime: "")
    defer { folders.remove() }
    let result = try backlog(folders, rows, from: from)
    #expect(result.status == 2, "\(result.output)")
    #expect(result.errors.contains(hint), "\(result.errors)")
  }

  @Test("on europe-support the page of a crisis shows hours by formula and by simulation within 10 % of each other")
  func page() throws {
    // The page is run by another test, so what it shows is what the command says.
    let page = try String(contentsOf: Command.repository.appending(path: "docs/how-to/crisis.md"), encoding: .utf8)
    let line = try #require(page.split(separator: "\n").last { $0.hasPrefix("en-email ") })
    let cells = line.split(separator: " ").map(String.init)
    try #require(cells.count == 13, "\(line)")
    for (formula, simulated) in [(cells[2], cells[3]), (cells[9], cells[10])] {
      let (one, other) = (try #require(Double(formula)), try #require(Double(simulated)))
      #expect(abs(one / other - 1) < 0.1, "\(line)")
    }
  }
}
