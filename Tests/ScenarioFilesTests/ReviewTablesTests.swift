import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

@Suite struct ReviewTablesTests {
  private func scenario() throws -> Scenario {
    let zone = try Zone(named: "Europe/Paris")
    let queues = ["fr-phone", "fr-chat"].map { id in
      Queue(
        id: id, language: "fr", channel: .phone, open: .always(zone: zone),
        goal: ServiceGoal(answered: 0.8, within: .seconds(20)))
    }
    return Scenario(
      name: "test",
      horizon: Horizon(first: try #require(CivilDate(iso: "2026-03-02")), weeks: 1, intervalMinutes: 30),
      queues: queues, sites: [], contracts: [], agents: [])
  }

  private func problems(_ body: () throws(InputError) -> Void) -> [InputProblem] {
    do {
      try body()
      return []
    } catch {
      return error.problems
    }
  }

  @Test("flags read back as they were written, decisions included") func flags() throws {
    let scenario = try scenario()
    let start = try #require(Instant(iso: "2025-11-05T09:00Z"))
    let flags = [
      HistoryFlag(
        queue: "fr-phone", start: start, end: start.advanced(bySeconds: 7200), kind: .outage, before: 0, after: 412.25,
        reason: "0 contacts, \"far\" too few", decision: .open),
      HistoryFlag(
        queue: "fr-chat", start: start, end: start.advanced(bySeconds: 1800), kind: .spike, before: 90, after: 12.5,
        reason: "why", decision: .discard),
    ]
    let bytes = FlagsTable.write(flags, for: scenario)
    #expect(String(decoding: bytes, as: UTF8.self).contains("fr-phone,2025-11-05 09:00:00Z,2025-11-05 11:00:00Z,"))
    #expect(try FlagsTable.read(bytes, for: scenario) == flags)
  }

  @Test("every fault of a review is a problem with its line") func faults() throws {
    let scenario = try scenario()
    let text = """
      queue,start,end,kind,before,after,why,decision
      nobody,2025-11-05T09:00Z,2025-11-05T10:00Z,outage,0,1,,
      fr-phone,noon,2025-11-05T10:00Z,outage,0,1,,
      fr-phone,2025-11-05T11:00Z,2025-11-05T10:00Z,outage,0,1,,
      fr-phone,2025-11-05T09:00Z,2025-11-05T10:00Z,fire,0,1,,
      fr-phone,2025-11-05T09:00Z,2025-11-05T10:00Z,outage,0,1,,maybe
      """
    let found = problems { () throws(InputError) in _ = try FlagsTable.read(Array(text.utf8), for: scenario) }
    #expect(found.map(\.place.line) == [2, 3, 4, 5, 6])
    #expect(found[4].next.contains("discard"))
  }

  @Test("contacts of the past are decided about once; levels lie beside them") func decidedOnce() throws {
    let scenario = try scenario()
    let text = """
      queue,start,end,kind,before,after,why,decision
      fr-phone,2026-02-10,2026-02-10,spike,750,153,,accept
      fr-phone,2026-02-10,2026-02-10,spike,750,153,,accept
      fr-phone,2026-02-10T09:00,2026-02-10T10:00,outage,0,20,,reject
      fr-phone,2026-02-10T09:00,2026-02-10T10:00,outage,0,20,,
      fr-phone,2026-02-11,2026-02-11,spike,750,153,,discard
      fr-chat,2026-02-10,2026-02-10,spike,750,153,,discard
      fr-phone,2026-02-02,2026-02-28,level,100,200,,discard
      fr-phone,2026-02-09,2026-02-28,level,100,200,,reject
      fr-phone,2026-02-09,2026-02-15,level,100,200,,accept
      """
    let found = problems { () throws(InputError) in _ = try FlagsTable.read(Array(text.utf8), for: scenario) }
    #expect(found.map(\.place.line) == [3, 4, 10])
    #expect(found.allSatisfy { $0.place.columnName == "decision" })
    #expect(found[0].message.contains("accept on line 2"))
    let sound = text.split(separator: "\n").enumerated().filter { ![2, 3, 9].contains($0.offset) }.map(\.element)
    #expect(try FlagsTable.read(Array(sound.joined(separator: "\n").utf8), for: scenario).count == 6)
  }

  @Test("a time without offset is on the queue's clock, and a date is the whole day") func localTimes() throws {
    let scenario = try scenario()
    let text = """
      queue,start,end,offered,author,note
      fr-phone,2026-03-29,2026-03-29,5,Mia,the clocks go forward
      fr-phone,2026-03-03T08:00,2026-03-03T09:00,5,Mia,
      fr-phone,2026-03-29T02:30,2026-03-29T09:00,5,Mia,
      """
    let found = problems { () throws(InputError) in _ = try OverridesTable.read(Array(text.utf8), for: scenario) }
    #expect(found.map(\.place.line) == [4])
    let sound = text.split(separator: "\n").dropLast().joined(separator: "\n")
    let overrides = try OverridesTable.read(Array(sound.utf8), for: scenario)
    #expect(overrides[0].end.seconds(since: overrides[0].start) == 23 * 3600)
    #expect(overrides[1].start == Instant(iso: "2026-03-03T08:00+01:00"))
  }

  @Test("rows of queues that are gone are left out of the results' flags, and known to be lost") func goneQueues()
    throws
  {
    let scenario = try scenario()
    let header = "queue,start,end,kind,before,after,why,decision\n"
    let known = "fr-chat,2025-11-05T09:00Z,2025-11-05T10:00Z,outage,0,1,,accept\n"
    let gone = known.replacing("fr-chat", with: "old")
    let all = Array((header + known + gone).utf8)
    #expect(try FlagsTable.read(all, for: scenario, ignoresOtherQueues: true).map(\.queue) == ["fr-chat"])
    #expect(!FlagsTable.isCarried(all, for: scenario))
    #expect(FlagsTable.isCarried(Array((header + known).utf8), for: scenario))
  }

  @Test("an override has contacts or a factor, and an author") func overrides() throws {
    let scenario = try scenario()
    let good = """
      queue,start,end,offered,factor,author,note
      fr-phone,2026-03-03T00:00+01:00,2026-03-04T00:00+01:00,5000,,Mia,TV spot
      fr-chat,2026-03-03T00:00+01:00,2026-03-04T00:00+01:00,,1.2,Mia,
      """
    let overrides = try OverridesTable.read(Array(good.utf8), for: scenario)
    #expect(overrides.map(\.figure) == [.total(5000), .factor(1.2)])
    #expect(overrides.map(\.author) == ["Mia", "Mia"])
    let bad = """
      queue,start,end,offered,factor,author,note
      fr-phone,2026-03-03T00:00+01:00,2026-03-04T00:00+01:00,5000,2,Mia,
      fr-phone,2026-03-03T00:00+01:00,2026-03-04T00:00+01:00,,,Mia,
      fr-phone,2026-03-03T00:00+01:00,2026-03-04T00:00+01:00,5,,,
      """
    let found = problems { () throws(InputError) in _ = try OverridesTable.read(Array(bad.utf8), for: scenario) }
    #expect(found.map(\.place.line) == [2, 3, 4])
    // What a spreadsheet makes of three thousand, and shares that are no factors.
    let figures = ["3.000,", "\"3,000\",", ",20 %", ",-10 %"]
    let written = figures.enumerated().map { "fr-phone,2026-03-0\($0 + 2),2026-03-0\($0 + 2),\($1),Mia,\n" }.joined()
    let odd = "queue,start,end,offered,factor,author,note\n" + written
    #expect(
      problems { () throws(InputError) in _ = try OverridesTable.read(Array(odd.utf8), for: scenario) }.map(\.next) == [
        "Write 3000, or 3.", "Write 3000 if the comma stands between thousands, 3 if before decimals.",
        "Write 1.2 for 20 % more, or 0.2 for 20 % of the contacts.", "Write 0.9 for 10 % fewer.",
      ])
  }

  @Test("contacts of a stretch are said once, factors may lie over each other") func contactsOnce() throws {
    let text = """
      queue,start,end,offered,factor,author,note
      fr-phone,2026-03-02,2026-03-06,500,,Mia,
      fr-phone,2026-03-06,2026-03-08,600,,Ben,
      fr-phone,2026-03-03T10:00,2026-03-03T12:00,,2,Ben,
      fr-phone,2026-03-07,2026-03-08,600,,Ben,
      fr-chat,2026-03-02,2026-03-08,,1.1,Mia,
      fr-chat,2026-03-06,2026-03-06,,0.5,Mia,
      fr-chat,2026-03-06,2026-03-06,90,,Mia,
      """
    let scenario = try scenario()
    let found = problems { () throws(InputError) in _ = try OverridesTable.read(Array(text.utf8), for: scenario) }
    #expect(found.map(\.place.line) == [3, 4, 8])
    #expect(found.map(\.place.columnName) == ["offered", "factor", "offered"])
    #expect(found[1].message == "queue fr-phone has 500 contacts for a part of this stretch on line 2 already")
    #expect(found[2].message == "queue fr-chat has a factor of 1.10 for a part of this stretch on line 6 already")
  }

  @Test("a donor is another queue, once") func donors() throws {
    let scenario = try scenario()
    let donors = try DonorsTable.read(
      Array("queue,donor,contacts_per_day\nfr-chat,fr-phone,120\n".utf8), for: scenario)
    #expect(donors == [Donor(queue: "fr-chat", donor: "fr-phone", contactsPerDay: 120)])
    let bad = "queue,donor\nfr-chat,fr-chat\nfr-chat,fr-phone\nfr-chat,fr-phone\n"
    let found = problems { () throws(InputError) in _ = try DonorsTable.read(Array(bad.utf8), for: scenario) }
    #expect(found.map(\.place.line) == [2, 4])
  }
}
