import ScenarioFiles
import Testing
import Timeline
import Workforce

@Suite("Activities beside queues are read")
struct ActivityFieldsTests {
  private static let hours = "open: { mon-fri: 09:00-17:00 }"

  /// The sound scenario with activities, one a line.
  private func folder(_ activities: String...) -> SampleFolder {
    let lines = activities.map { "  - { \($0) }\n" }.joined()
    return SampleFolder.sound.replacing("sites:\n", with: "activities:\n\(lines)sites:\n", in: "scenario.yaml")
  }

  @Test("they come behind the queues, with who may do them, how much, how long at least and what it is worth")
  func fields() throws {
    let read = try folder(
      "id: claims, hours: 7 h 30 min a day, \(Self.hours), least-stretch: 90 min, most: 2, needs: [phone, chat], price: 4",
      "id: letters, people: 2, open: { zone: Europe/Paris, mon: 09:00-12:00 }, language: de"
    ).read()
    let scenario = read.scenario
    #expect(scenario.queues.map(\.id) == ["fr-phone", "en-chat", "de-email", "claims", "letters"])
    let (claims, letters) = (scenario.queues[3], scenario.queues[4])
    #expect(claims.activity == Activity(.minutes(450, .day), most: 2, price: 4))
    #expect(claims.leastStretch == 90)
    #expect(claims.activity?.description == "7 h 30 min a day")
    #expect(claims.open.zone.name == "Europe/Madrid")
    #expect(letters.activity == Activity(.people(2)))
    #expect(scenario.agents.map { $0.serves(claims) } == [true, false, false], "skills alone decide")
    #expect(
      scenario.agents.map { $0.serves(letters) } == [false, true, false], "where a language is said it is needed")
    #expect(
      scenario.assumptions.contains(
        "Activity claims: its hours are on the clock of Europe/Madrid, the first site's."))
    #expect(!scenario.assumptions.contains { $0.hasPrefix("Activity letters: its hours") })
    // No contacts reach them, and nobody is told that their history is missing.
    let noon = try #require(Instant(iso: "2026-03-23T11:00:00Z"))
    #expect(!scenario.isOpen(claims, at: noon, holidays: [:]))
    #expect(scenario.isWorked(claims, at: noon, holidays: [:]))
    #expect(!read.warnings.contains { "\($0)".contains("claims") })
  }

  @Test(
    "what is wrong is said with what would be right",
    arguments: [
      ("id: claims, \(hours)", "the activity says not how much is wanted"),
      ("id: claims, hours: 6 h a day, people: 1, \(hours)", "hours and people of one activity"),
      ("id: claims, hours: 6 h, \(hours)", "hours: 6 h says not of what time"),
      ("id: claims, hours: 6 h a month, \(hours)", "hours: 6 h a month says not of what time"),
      ("id: claims, hours: 30 min a day, \(hours)", "hours: 30 min a day is less than one stretch of 60 min"),
      ("id: claims, hours: 100 min a day, \(hours)", "hours: 100 min a day is no whole number of intervals of 30 min"),
      ("id: claims, people: 1, most: 2, \(hours)", "most says nothing beside people"),
      ("id: claims, people: 0, \(hours)", "people: 0 is out of range"),
      ("id: claims, people: 1", "an activity has no open"),
      ("id: claims, people: 1, goal: 80 %, \(hours)", "an activity has no key goal"),
      ("id: fr-phone, people: 1, \(hours)", "fr-phone is the id of two queues"),
    ])
  func faults(activity: String, what: String) throws {
    let said = try folder(activity).complaint()
    #expect(said.hasPrefix("scenario.yaml:"))
    #expect(said.contains(": \(what)"), "\(said)")
    #expect(said.split(separator: "\n").count == 2, "\(said)")
  }

  @Test("contacts of an activity are a mistake, in the history and in a flow")
  func contacts() throws {
    let sound = folder("id: claims, people: 1, \(Self.hours)")
    let rows = try sound.adding("2026-03-02T08:00+01:00,claims,3,3,,1800", to: "history.csv").complaint()
    #expect(rows.hasPrefix("history.csv: claims has rows and is an activity"), "\(rows)")
    let flow = try sound.replacing(
      "sites:\n", with: "flows: [{ id: up, kind: escalation, from: fr-phone, to: claims, share: 5 % }]\nsites:\n",
      in: "scenario.yaml"
    ).complaint()
    #expect(flow.contains("to: claims is an activity, which no contacts reach\n  next: Name a queue."), "\(flow)")
  }

  @Test("changes of contacts and promises of service of an activity are mistakes, and a pattern means queues alone")
  func changesAndPromises() throws {
    let sound = folder("id: claims, people: 1, \(Self.hours)")
    func with(_ lines: String) -> SampleFolder {
      sound.replacing("sites:\n", with: "\(lines)\nsites:\n", in: "scenario.yaml")
    }
    for change in ["volume: { claims: x 1.2 }", "handle-time: { claims: +20 % }", "goals: { claims: 85 % }"] {
      let said = try with("change: { \(change) }").complaint()
      #expect(said.contains("claims is an activity, which has no contacts\n  next: Change its hours"), "\(said)")
    }
    let read = try with("change: { volume: { \"*\": x 1.2 } }").read()
    #expect(read.scenario.demandChanges.map(\.queue) == ["fr-phone", "en-chat", "de-email"])
    let promise = try with("promises: [claims service >= 80 %]").complaint()
    #expect(promise.contains("claims is an activity, which no customer waits for"), "\(promise)")
    #expect(try with("promises: [hours short in claims <= 1 h a week]").read().scenario.promises.count == 1)
  }
}
