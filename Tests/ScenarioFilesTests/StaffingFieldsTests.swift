import ScenarioFiles
import Testing
import Timeline
import Units
import Workforce

@Suite("What a scenario says about staffing is read")
struct StaffingFieldsTests {
  /// The sound scenario with every staffing key in use.
  static var full: SampleFolder {
    SampleFolder.sound
      .replacing(
        "requests: requests.csv", with: "requests: requests.csv\nbacklog: backlog.csv\nplan-for: P80", in: yaml
      )
      .replacing("    patience: 90 s", with: "    patience: 90 s\n    plan-for: mean\n    load: lagged", in: yaml)
      .replacing("concurrency: 3", with: "concurrency: 3\n    handle-times: [300 s, 390 s, 8.5 min]", in: yaml)
      .replacing(
        "    goal: { answered: 90 %, within: 4 h, clock: business }",
        with: "    goal: { answered: 90 %, within: 4 h, clock: business }\n    blend: { with: fr-phone, reserve: 1.5 }",
        in: yaml
      )
      .replacing("absence: 6 %", with: "absence: { usual: 6 %, dec: 9 % }", in: yaml)
      .adding("queue,contacts,arrived,due", to: "backlog.csv")
      .adding("de-email,40,2026-03-20T15:00+01:00,", to: "backlog.csv")
      .adding("de-email,,2026-03-20T16:00,2026-03-23T12:00", to: "backlog.csv")
      .adding("de-email,7.5,,", to: "backlog.csv")
  }

  private static let yaml = "scenario.yaml"

  @Test("every key of staffing")
  func fields() throws {
    let scenario = try Self.full.read().scenario
    #expect(scenario.planFor == .p80)
    #expect(scenario.queues.map(\.planFor) == [.mean, nil, nil])
    #expect(scenario.queues.map(\.loadModel) == [.lagged, .automatic, .automatic])
    #expect(scenario.queues[1].handleTimesAtOnce == [.seconds(300), .seconds(390), .seconds(510)])
    #expect(scenario.queues[2].blend == Blend(with: ["fr-phone"], reserve: 1.5))
    #expect(scenario.sites[0].shrinkage[0] == ShrinkageCause(name: "absence", share: 0.06, months: [12: 0.09]))
    let friday = Instant(secondsSinceEpoch: 1_774_015_200)  // 2026-03-20T14:00Z
    #expect(
      scenario.backlog == [
        BacklogBatch(queue: "de-email", contacts: 40, arrived: friday),
        BacklogBatch(
          queue: "de-email", contacts: 1, arrived: friday.advanced(bySeconds: 3600),
          due: friday.advanced(bySeconds: (2 * 24 + 21) * 3600)),
        BacklogBatch(queue: "de-email", contacts: 7.5),
      ])
  }

  @Test("concurrency follows from the number of handle times") func concurrency() throws {
    let folder = SampleFolder.sound.replacing("concurrency: 3", with: "handle-times: [300 s, 390 s]", in: Self.yaml)
    #expect(try folder.read().scenario.queues[1].concurrency == 2)
  }

  @Test(
    "what cannot be staffed is said with its place",
    arguments: [
      ("concurrency: 3", "concurrency: 0", "concurrency: 0 contacts at once is not possible"),
      ("plan-for: P80", "plan-for: P85", "plan-for: P85 is not among the levels"),
      ("load: lagged", "load: late", "load: late is not among the loads"),
      ("390 s, 8.5 min]", "390 s]", "2 handle times for a concurrency of 3"),
      ("390 s, 8.5 min]", "390 s, 20 min]", "with 3 chats at once a person finishes fewer than with 2"),
      ("blend: { with: fr-phone", "blend: { with: fr-fone", "blend with fr-fone, which is no queue"),
      ("blend: { with: fr-phone", "blend: { with: en-chat", "blend with en-chat, which is not a phone queue"),
      ("reserve: 1.5", "reserve: -1", "reserve: -1 is negative"),
      ("    load: lagged", "    blend: { with: fr-phone }", "blend on a phone queue"),
      ("    load: lagged", "    handle-times: [60 s]", "handle times by contacts at once on a phone queue"),
      ("dec: 9 %", "dec: 98 %", "shrinkage adds up to 101 % in dec, which leaves nobody on the queue"),
      ("dec: 9 %", "dez: 9 %", "absence has no key dez"),
    ])
  func faults(text: String, other: String, what: String) throws {
    let said = try Self.full.replacing(text, with: other, in: Self.yaml).complaint()
    #expect(said.hasPrefix("scenario.yaml:"))
    #expect(said.contains(": \(what)\n  next: "), "\(said)")
    #expect(said.split(separator: "\n").count == 2, "\(said)")
  }

  @Test(
    "a backlog that cannot be is said with its place",
    arguments: [
      ("fr-phone,3,,", "backlog.csv:5, column queue: fr-phone is a phone queue, which keeps no backlog"),
      ("xx,3,,", "backlog.csv:5, column queue: there is no queue xx"),
      ("de-email,-3,,", "backlog.csv:5, column contacts: -3 is less than 0"),
      ("de-email,3,soon,", "backlog.csv:5, column arrived: \"soon\" is not a date and time"),
      ("de-email,3,2026-03-25T08:00,", "backlog.csv:5, column arrived: it arrives after the plan begins"),
      (
        "de-email,3,2026-03-20T08:00,2026-03-19T08:00", "backlog.csv:5, column due: it is due before it arrived"
      ),
    ])
  func backlogFaults(row: String, what: String) throws {
    let said = try Self.full.adding(row, to: "backlog.csv").complaint()
    #expect(said.hasPrefix(what), "\(said)")
    #expect(said.split(separator: "\n").count == 2, "\(said)")
  }
}
