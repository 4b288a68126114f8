import Testing
import Timeline
import Units
import Workforce

@Suite struct ScenarioTests {
  static func scenario(zone name: String, weeks: Int = 1, first: String = "2026-03-23") throws -> Scenario {
    let zone = try Zone(named: name)
    let date = try #require(CivilDate(iso: first))
    let nine = try #require(TimeOfDay("09:00"))
    let seventeen = try #require(TimeOfDay("17:00"))
    var week = Array(repeating: [LocalHours(from: nine, to: seventeen)], count: 7)
    week[6] = []
    let queue = Queue(
      id: "fr-phone", language: "fr", channel: .phone,
      open: OpeningHours(zone: zone, week: week, closesOnHolidays: true),
      goal: ServiceGoal(answered: 0.8, within: .seconds(20)), region: "FR")
    return Scenario(
      name: "test", horizon: Horizon(first: date, weeks: weeks, intervalMinutes: 30), queues: [queue],
      sites: [Site(id: "paris", zone: zone, shrinkage: [ShrinkageCause(name: "absence", share: 0.06)])],
      contracts: [], agents: [],
      holidays: [Holiday(date: try #require(CivilDate(iso: "2026-03-25")), region: "FR", name: "Test day")])
  }

  @Test("the grid of a week with the spring clock change has one hour less") func gridAcrossClockChange() throws {
    let plain = try Self.scenario(zone: "Europe/Paris", first: "2026-03-16")
    let spring = try Self.scenario(zone: "Europe/Paris")
    #expect(plain.grid.count == 336)
    #expect(spring.grid.count == 334)
    #expect(spring.grid.start.isoText == "2026-03-22T23:00:00Z")
  }

  @Test("a zone with an odd offset still gets a grid on whole intervals of UTC") func oddOffset() throws {
    let grid = try Self.scenario(zone: "Asia/Kathmandu").grid
    #expect(grid.start.secondsSinceEpoch % 1800 == 0)
    #expect(grid.count >= 336)
  }

  @Test("a queue takes contacts inside its hours and not on a holiday on which it closes") func opening() throws {
    let scenario = try Self.scenario(zone: "Europe/Paris")
    let queue = scenario.queues[0]
    let holidays = scenario.holidays(in: "FR")
    let open = { (text: String) throws -> Bool in
      scenario.isOpen(queue, at: try #require(Instant(iso: text)), holidays: holidays)
    }
    #expect(try open("2026-03-24T09:00+01:00"))
    #expect(try !open("2026-03-24T08:59+01:00"))
    #expect(try !open("2026-03-24T17:00+01:00"))
    #expect(try !open("2026-03-25T10:00+01:00"))
    #expect(try !open("2026-03-29T10:00+02:00"))
    #expect(try !open("2026-03-31T10:00+02:00"))
  }

  @Test("a window of start times may pass midnight") func startWindow() throws {
    let window = StartWindow(
      from: try #require(TimeOfDay("22:00")), to: try #require(TimeOfDay("01:00")), stepMinutes: 60)
    #expect(window.minutes == [1320, 1380, 0, 60])
  }

  @Test("a person serves a queue with its language, channel and tier") func serves() throws {
    let queue = try Self.scenario(zone: "Europe/Paris").queues[0]
    func agent(_ languages: [String], _ skills: [String]) -> Agent {
      Agent(id: "A1", name: "Ana", site: "paris", contract: "full", languages: languages, skills: skills)
    }
    #expect(agent(["en", "fr"], ["phone", "L1"]).serves(queue))
    #expect(!agent(["en"], ["phone", "L1"]).serves(queue))
    #expect(!agent(["fr"], ["chat", "L1"]).serves(queue))
    #expect(!agent(["fr"], ["phone", "L2"]).serves(queue))
  }
}
