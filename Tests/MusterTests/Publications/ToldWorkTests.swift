import Foundation
import Testing

/// What was told outlives what changes after it: queues and sites that go, months that follow, hours that are over, by the built command.
@Suite struct ToldWorkTests {
  /// Two queues, one of which only some people take, and a second site with another clock.
  private static let yaml = TinyScenario.yaml.replacing(
    "sites:\n",
    with: """
        - id: calls
          language: fr
          channel: phone
          open: { zone: Europe/Paris, mon-fri: 09:00-17:00 }
          goal: { answered: 80 %, within: 20 s }
      sites:
        - { id: porto, zone: Europe/Lisbon }

      """)

  private static let people = """
    id,name,site,contract,languages,skills,team
    p1,Ana,paris,full,en,phone,team
    p2,Bo,paris,full,en fr,phone,team
    p3,Cy,paris,full,en fr,phone,team
    p4,Di,porto,full,en fr,phone,team

    """

  /// A plan of these people, with contacts of both queues.
  ///
  /// - Parameter onOneQueue: whether everybody was told the queue `phone` alone on Monday.
  private func life(_ yaml: String = yaml, onOneQueue: Bool = false) throws -> LifeOfRoster {
    let life = try LifeOfRoster()
    let plan = life.folder.appending(path: "plan")
    try Data(yaml.utf8).write(to: plan.appending(path: "scenario.yaml"))
    try Data(Self.people.utf8).write(to: plan.appending(path: "agents.csv"))
    let history = plan.appending(path: "history.csv")
    let lines = try String(contentsOf: history, encoding: .utf8).split(separator: "\n").map(String.init)
    let calls = lines.dropFirst().map { $0.replacing(",phone,", with: ",calls,") }
    try Data((lines + calls).joined(separator: "\n").utf8).write(to: history)
    #expect(try life.muster("plan plan --effort quick").status <= 1)
    if onOneQueue { try change("/ 2026-03-02 08\\|,2026-03-02 /s/calls/phone/", life, in: "out/assignments.csv") }
    try life.publish(at: "2026-02-27T12:00")
    return life
  }

  private func change(_ edit: String, _ life: LifeOfRoster, in file: String = "scenario.yaml") throws {
    #expect(try Command.shell("sed -i '\(edit)' plan/\(file)", in: life.folder).status == 0)
  }

  /// Points of cost.csv together.
  private func cost(_ life: LifeOfRoster) throws -> Double {
    try life.rows("out/cost.csv").reduce(0) { $0 + (Double($1["points"] ?? "") ?? .nan) }
  }

  @Test("a queue and a site that the next month no longer has leave what people were told as it was")
  func goneQueueAndSite() throws {
    let life = try life()
    defer { life.remove() }
    let before = try life.events("people")
    // In the week that follows one queue and one site are no more, and the other site is called otherwise.
    for edit in [
      "s/first: 2026-03-02/first: 2026-03-09/", "/id: calls/,/goal/d", "/id: porto/d", "s/id: paris/id: lyon/",
    ] { try change(edit, life) }
    try change("/,calls,/d", life, in: "history.csv")
    try change("s/,paris,/,lyon,/; /^p4,/d", life, in: "agents.csv")
    let plan = try life.muster("plan plan --effort quick")
    #expect(plan.status <= 1 && !plan.output.contains("cannot be read whole"), "\(plan.output)\(plan.errors)")
    let told = try life.publish(at: "2026-03-03T12:00")
    #expect(told.contains("Publication 2: "), "\(told)")
    let after = try life.events("people")
    let coming = before.filter { ($0.value["DTSTART"] ?? "") > "20260303T12" && $0.value["FILE"] != "p4.ics" }
    #expect(!coming.isEmpty)
    for (uid, event) in coming {
      let now = try #require(after[uid])
      #expect(now["DTSTART"] == event["DTSTART"] && now["STATUS"] == "CONFIRMED" && now["LOCATION"] == "lyon")
    }
    // Whoever went with their site keeps their hours on its clock.
    let left = before.filter { ($0.value["DTSTART"] ?? "") > "20260303T12" && $0.value["FILE"] == "p4.ics" }
    #expect(left.allSatisfy { after[$0.key]?["DTSTART"] == $0.value["DTSTART"] }, "\(left)")
    let records = try life.rows("published/0002/roster.csv").filter { $0["agent_id"] == "p4" }
    #expect(records.allSatisfy { $0["zone"] == "Europe/Lisbon" }, "\(records)")
    #expect(try life.muster("diff plan 1 2").status == 0)
    #expect(try life.muster("history plan").status == 0)
    #expect(try life.publish(at: "2026-03-03T12:05").contains("Nothing to publish"))
  }

  @Test("tables that were written for other dates are no plan of these: one sentence says of which they are")
  func otherDates() throws {
    let life = try life()
    defer { life.remove() }
    try change("s/first: 2026-03-02/first: 2026-03-16/", life)
    let before = try Command.contents(of: life.out)
    for line in [
      "roster plan --effort quick", "simulate plan", "report plan", "show plan --coverage", "kpis plan",
      "what plan \"phone volume x 1.1\"", "staff plan",
    ] {
      let result = try life.muster(line)
      #expect(result.status == 2, "\(line): \(result.output)")
      #expect(result.errors.contains("and the plan is of 2026-03-16 to 2026-03-22"), "\(line): \(result.errors)")
      #expect(result.errors.split(separator: "\n").count <= 4, "\(line): \(result.errors)")
    }
    // A plan that was made longer is of no demand in the weeks that nobody forecast.
    try change("s/first: 2026-03-16/first: 2026-03-02/; s/weeks: 1/weeks: 2/", life)
    for line in ["roster plan --effort quick", "simulate plan", "kpis plan", "staff plan", "show plan --coverage"] {
      let result = try life.muster(line)
      #expect(result.status == 2, "\(line): \(result.output)")
      #expect(result.errors.contains("and the plan is of 2026-03-02 to 2026-03-15"), "\(line): \(result.errors)")
    }
    #expect(try Command.contents(of: life.out) == before)
    try change("s/first: 2026-03-02/first: 2026-03-16/; s/weeks: 2/weeks: 1/", life)
    let workbook = try life.muster("export plan --xlsx roster.xlsx")
    #expect(workbook.status == 2 && workbook.errors.contains("the roster is of 2026-03-02"), "\(workbook.errors)")
    #expect(try Command.contents(of: life.out) == before)
  }

  @Test("a state of an earlier month comes back without the requirement of the next one, which stays as it is")
  func earlierMonth() throws {
    let life = try life()
    defer { life.remove() }
    try change("s/first: 2026-03-02/first: 2026-03-16/", life)
    #expect(try life.muster("plan plan --effort quick").status <= 1)
    try life.publish(at: "2026-02-28T12:00")
    let requirement = try Data(contentsOf: life.out.appending(path: "requirement.csv"))
    try change("s/first: 2026-03-16/first: 2026-03-02/", life)
    let back = try life.muster("rollback plan 1 --at 2026-02-28T13:00 --by ann")
    #expect(back.status == 0, "\(back.errors)")
    #expect(back.output.contains("run muster forecast and muster staff"), "\(back.output)")
    #expect(try Data(contentsOf: life.out.appending(path: "requirement.csv")) == requirement)
    for table in ["coverage.csv", "cost.csv"] { #expect(try life.rows("out/\(table)").isEmpty) }
    let early = try life.muster("replan plan --sick p2 --on 2026-03-03")
    #expect(early.status == 2 && early.errors.contains("it is of 2026-03-16"), "\(early.errors)")
    #expect(try life.muster("forecast plan").status == 0 && life.muster("staff plan").status == 0)
    #expect(try life.muster("replan plan --sick p2 --on 2026-03-03").status <= 1)
    let short = try life.rows("out/coverage.csv").compactMap { Double($0["required_agents"] ?? "") }.reduce(0, +)
    #expect(short > 10, "nobody is needed")
  }

  @Test("who goes home in the middle of a day changes nobody's queues of the hours before")
  func queuesOfThePast() throws {
    let life = try life(onOneQueue: true)
    defer { life.remove() }
    func past() throws -> Set<String> {
      var told: Set<String> = []
      for row in try life.rows("out/assignments.csv") {
        let (start, end) = (row["start_utc"] ?? "", row["end_utc"] ?? "")
        for hour in 7..<12 where start < "2026-03-02 \(hour < 9 ? "0" : "")\(hour + 1):00" {
          let from = "2026-03-02 \(hour < 10 ? "0" : "")\(hour):30"
          if start < from, from < end { told.insert("\(row["agent_id"] ?? "") \(hour) \(row["queues"] ?? "")") }
        }
      }
      return told
    }
    let before = try past()
    #expect(before.count > 8 && before.allSatisfy { $0.hasSuffix("phone") }, "\(before)")
    #expect(try life.muster("replan plan --sick p2 --on 2026-03-02 --at 2026-03-02T13:00").status <= 1)
    #expect(try past() == before)
    // What is still to come may be served otherwise.
    let rest = try life.rows("out/assignments.csv").filter { ($0["end_utc"] ?? "").hasPrefix("2026-03-02 1") }
    #expect(rest.contains { $0["queues"] == "calls" }, "\(rest)")
  }

  @Test("a plan anew costs what its roster costs with the queues that were told before its date")
  func costOfPlansAnew() throws {
    let life = try life(onOneQueue: true)
    defer { life.remove() }
    #expect(try life.muster("plan plan --effort quick --redraft 2026-03-04").status <= 1)
    let planned = try cost(life)
    let shift = try #require(try life.rows("out/roster.csv").last { ($0["date"] ?? "") > "2026-03-03" })
    let moved = try life.muster(
      "move plan \(shift["agent_id"] ?? "") --on \(shift["date"] ?? "") --to 11:00 --allow-faults --dry-run "
        + "--at 2026-02-27T12:00")
    let before = try #require(moved.output.split(separator: "\n").first { $0.hasPrefix("Cost: ") })
    #expect(before.hasPrefix("Cost: \(String(format: "%.1f", planned)) points before"), "\(planned): \(before)")
  }

  @Test("whoever left with a duty on call is told that it is off")
  func dutyOfALeaver() throws {
    let yaml = Self.yaml + "on-call:\n  - { site: porto, skill: phone, days: daily, hours: 20:00-22:00 }\n"
    let life = try life(yaml)
    defer { life.remove() }
    #expect(try life.rows("out/oncall.csv").contains { $0["agent_id"] == "p4" })
    try change("/^p4,/d", life, in: "agents.csv")
    #expect(try life.muster("plan plan --effort quick --redraft 2026-03-02").status <= 1)
    try life.publish(at: "2026-02-28T12:00")
    let duties = try life.events("on-call").values.filter { $0["FILE"]?.hasPrefix("p4") ?? false }
    #expect(!duties.isEmpty && duties.allSatisfy { $0["STATUS"] == "CANCELLED" }, "\(duties)")
    // Somebody unknown who holds one is a mistake as before.
    try change("s/,cancelled,/,held,/", life, in: "out/oncall.csv")
    let wrong = try life.muster("audit plan")
    #expect(wrong.status == 2 && wrong.errors.contains("there is no agent p4"), "\(wrong.errors)")
  }

  @Test("whoever publishes is named in the record also where the environment says no user")
  func publisher() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let done = try Command.shell("env -u USER muster publish plan --at 2026-02-27T12:00", in: life.folder)
    #expect(done.status == 0, "\(done.errors)")
    let record = try Data(contentsOf: life.published.appending(path: "0001/publication.json"))
    let content = try #require(try JSONSerialization.jsonObject(with: record) as? [String: Any])
    #expect((content["by"] as? String)?.isEmpty == false, "\(content["by"] ?? "")")
  }
}
