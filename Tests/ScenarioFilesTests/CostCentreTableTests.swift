import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

/// Hours and money by whose budget they come from.
@Suite struct CostCentreTableTests {
  private static func folder(_ centres: [String]) -> SampleFolder {
    var folder = SampleFolder.sound
    let people = [
      "A0001,Ana,barcelona,full-time,fr en,phone chat L1", "A0002,Bea,barcelona,part-time,de;en,email|chat|L1",
      "A0003,Chloé,paris,full-time,fr,phone L1",
    ]
    folder["agents.csv"] =
      "id,name,site,contract,languages,skills,cost_centre\n"
      + zip(people, centres).map { "\($0),\($1)\n" }.joined()
    return folder
  }

  private static func shift(_ agent: String, _ date: String, minutes: Int) throws -> Shift {
    let date = try #require(CivilDate(iso: date))
    let start = try Zone(named: "Europe/Madrid").startOfDay(date).advanced(bySeconds: 9 * 3600)
    return Shift(
      agent: agent, date: date, site: agent == "A0003" ? "paris" : "barcelona", start: start,
      end: start.advanced(bySeconds: minutes * 60), paidMinutes: minutes, breaks: [])
  }

  @Test("people of several sites share a budget, months are apart, and whoever has none is in the site's")
  func byHand() throws {
    let scenario = try Self.folder(["care-7", "", "care-7"]).read().scenario
    #expect(CostCentreTable.isWanted(for: scenario))
    let roster = Roster(shifts: [
      try Self.shift("A0001", "2026-03-30", minutes: 480), try Self.shift("A0001", "2026-04-01", minutes: 485),
      try Self.shift("A0002", "2026-03-31", minutes: 241), try Self.shift("A0003", "2026-03-31", minutes: 450),
    ])
    // 16.00 x 241 / 60 = 64.27; 18.50 x 480 / 60 + 18.50 x 450 / 60 = 148.00 + 138.75; 18.50 x 485 / 60 = 149.54.
    #expect(
      String(decoding: CostCentreTable.write(roster, for: scenario), as: UTF8.self).split(separator: "\r\n") == [
        "cost_centre,month,currency,people,shifts,paid_minutes,money", "barcelona,2026-03-01,EUR,1,1,241,64.27",
        "care-7,2026-03-01,EUR,2,2,930,286.75", "care-7,2026-04-01,EUR,1,1,485,149.54",
      ])
  }

  @Test("what rounding takes from one month the next one gets, so that the months add up to the wages of the plan")
  func roundingByMonth() throws {
    let scenario = try Self.folder(["", "", ""]).read().scenario
    // 16.00 x 241 / 60 = 64.27 twice, and 16.00 x 482 / 60 = 128.53.
    let shifts = [
      try Self.shift("A0002", "2026-03-31", minutes: 241), try Self.shift("A0002", "2026-04-01", minutes: 241),
    ]
    #expect(scenario.wages(of: shifts) == ["EUR": 12_853])
    let rows = String(decoding: CostCentreTable.write(Roster(shifts: shifts), for: scenario), as: UTF8.self)
      .split(separator: "\r\n").dropFirst()
    #expect(rows == ["barcelona,2026-03-01,EUR,1,1,241,64.27", "barcelona,2026-04-01,EUR,1,1,241,64.26"])
  }

  @Test("where nobody has a cost centre there is nothing to tell") func nobody() throws {
    #expect(!CostCentreTable.isWanted(for: try Self.folder(["", "", ""]).read().scenario))
  }

  @Test("a cost centre is an id, and anything else is told with its line") func badName() {
    var problems = ""
    do { _ = try Self.folder(["care 7", "x", ""]).read() } catch { problems = "\(error)" }
    #expect(problems.contains("agents.csv:2, column cost_centre"), "\(problems)")
  }
}
