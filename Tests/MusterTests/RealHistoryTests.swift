import Chance
import Foundation
import Testing
import Timeline

/// Plans on data of a real operation where the shared test data are beside the checkout, else on a year like it.
@Suite struct RealHistoryTests {
  static let contracts = """
    contracts:
      - id: full-time
        week: { hours: 40 h, days: 5 }
        shifts: { lengths: [8 h], starts: 07:00-12:30 every 30 min, lunch: 30 min unpaid, breaks: 2 x 15 min paid }
        rest: 11 h
        days-in-a-row: 5
        cost: 21.00 USD/h
      - id: part-time
        week: { hours: 20-24 h, days: 5 }
        shifts: { lengths: [4 h, 6 h], starts: 07:00-16:30 every 30 min, breaks: 1 x 15 min paid }
        rest: 11 h
        days-in-a-row: 5
        cost: 20.00 USD/h
    """

  /// A year of weekdays with about 32,000 calls each, most of them in the late morning and on Mondays, and the holidays.
  private static func writeYear(to folder: URL) throws {
    var generator = SplitMix64(seed: 2003)
    let first = try #require(CivilDate(iso: "2002-10-28"))
    let holidays = ["2002-11-28", "2002-12-25", "2003-01-01", "2003-05-26", "2003-07-04", "2003-09-01"]
    var history = "start,queue,offered\n"
    for day in 0..<362 where day % 7 < 5 {
      let date = first.advanced(byDays: day).isoText
      let weekday = [1.15, 1.02, 0.97, 0.95, 0.91][day % 7] * (holidays.contains(date) ? 0.3 : 1)
      for interval in 0..<28 {
        let shape = 0.55 + 1.0 * exp(-pow((Double(interval) - 8) / 7, 2))
        let calls = 1190 * weekday * shape * Double.random(in: 0.95...1.05, using: &generator)
        let (hour, minute) = (7 + interval / 2, interval % 2 == 0 ? "00" : "30")
        history += "\(date)T\(hour < 10 ? "0" : "")\(hour):\(minute):00,bank-calls,\(Int(calls.rounded()))\n"
      }
    }
    try history.write(to: folder.appending(path: "history.csv"), atomically: true, encoding: .utf8)
    let table = "date,region,name\n" + holidays.map { "\($0),US,Holiday\n" }.joined()
    try table.write(to: folder.appending(path: "holidays.csv"), atomically: true, encoding: .utf8)
  }

  @Test("a year of a bank's calls is planned for twenty people and two weeks")
  func bank() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    if let shared = Command.shared {
      try FileManager.default.copyItem(
        at: shared.appending(path: "data/bank_calls_30min.csv"), to: folder.appending(path: "history.csv"))
      try FileManager.default.copyItem(
        at: shared.appending(path: "data/holidays.csv"), to: folder.appending(path: "holidays.csv"))
    } else {
      try Self.writeYear(to: folder)
    }
    var people = "id,name,site,contract,languages,skills,team,calendar_language,from,to\n"
    for number in 1...20 {
      let contract = number <= 14 ? "full-time" : "part-time"
      people += "P\(number),Person \(number),branch,\(contract),en,phone L1,day,en,,\n"
    }
    try people.write(to: folder.appending(path: "agents.csv"), atomically: true, encoding: .utf8)
    // The bank has hundreds of agents; a handle time of a few seconds scales its calls to twenty.
    try """
    name: Bank calls, November 2003
    horizon: { first: 2003-10-27, weeks: 2, interval: 30 min }   # the US clock change of 26 October lies just before
    history: history.csv
    holidays: holidays.csv
    agents: agents.csv
    queues:
      - id: bank-calls
        language: en
        channel: phone
        open: { zone: America/New_York, mon-fri: 07:00-21:00 }
        region: US
        goal: { answered: 80 %, within: 20 s }
        patience: 120 s
        handle-time: 15 s
    sites:
      - { id: branch, zone: America/New_York, region: US, shrinkage: { absence: 5 % } }
    \(Self.contracts)
    prices: { short: 10, over: 1 }
    """.write(to: folder.appending(path: "scenario.yaml"), atomically: true, encoding: .utf8)

    let plan = try Command.muster("plan", folder.path, "--json")
    #expect(plan.status == 0 || plan.status == 1, "\(plan.errors)")
    struct Summary: Decodable {
      struct Queue: Decodable { var offered: Double; var rosteredHours: Double }
      var queues: [Queue]
      var shifts: Int
    }
    let summary = try JSONDecoder().decode(Summary.self, from: Data(plan.output.utf8))
    // Ten working days of about 32,000 calls.
    #expect(summary.queues[0].offered > 290_000 && summary.queues[0].offered < 370_000)
    #expect(summary.shifts >= 14 * 10 + 6 * 6)
    #expect(summary.queues[0].rosteredHours > 1000)
    let audit = try Command.muster("audit", folder.path)
    #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
  }
}
