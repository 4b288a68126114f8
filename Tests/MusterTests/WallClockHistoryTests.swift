import Forecasting
import Muster
import Tabular
import Testing
import Timeline

@Suite struct WallClockHistoryTests {
  private func read(_ text: String, zone: Zone? = nil) throws(InputError) -> WallClockHistory {
    try WallClockHistory(table: Table.read(bytes: Array(text.utf8), file: "history.csv"), zone: zone)
  }

  @Test("local starts are read per queue and in order of time") func local() throws {
    let history = try read(
      """
      start,queue,offered,aht_seconds
      2026-03-02T09:30:00,b,4,200
      2026-03-02T09:00:00,a,3.5,
      2026-03-02T09:00:00,b,2,180
      """)
    #expect(history.series.map(\.queue) == ["b", "a"])
    #expect(history.series[0].starts.map(\.clockText) == ["09:00", "09:30"])
    #expect(history.series[0].offered == [2, 4])
  }

  @Test("both passes of a repeated hour are added up where their offsets are written") func repeatedHour() throws {
    let history = try read(
      """
      start,queue,offered
      2025-10-26T02:00+02:00,a,3
      2025-10-26T02:00+01:00,a,4
      """)
    #expect(history.series[0].offered == [7])
  }

  @Test("a bad start, a negative count, a second row and an empty file are problems with line and column")
  func problems() throws {
    do {
      _ = try read(
        """
        start,queue,offered
        yesterday,a,3
        2026-03-02T09:00,a,-1
        2026-03-02T09:30,a,1
        2026-03-02T09:30,a,2
        """)
      Issue.record("a faulty table was read")
    } catch {
      #expect(error.problems.map { $0.place.line } == [2, 3, 5])
      #expect(error.problems[0].message.contains("yesterday"))
    }
    #expect(throws: InputError.self) { try read("start,queue,offered\n") }
    #expect(throws: InputError.self) { try read("begin,queue,offered\n2026-03-02T09:00,a,1\n") }
  }
}
