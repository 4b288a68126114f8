import Testing
import Timeline

@Suite("Interval grids")
struct IntervalGridTests {
  @Test("a grid finds the interval of every instant in it and none outside")
  func lookUp() throws {
    let grid = IntervalGrid(start: try instant("2026-03-29T00:00:00Z"), intervalSeconds: 1800, count: 4)
    #expect(grid.range == grid.start..<grid.end)
    #expect(try grid.end == instant("2026-03-29T02:00:00Z"))
    for index in grid.indices {
      #expect(grid.index(containing: grid.instant(of: index)) == index)
      #expect(grid.index(containing: grid.instant(of: index).advanced(bySeconds: 1799)) == index)
    }
    #expect(grid.index(containing: grid.start.advanced(bySeconds: -1)) == nil)
    #expect(grid.index(containing: grid.end) == nil)
  }

  @Test("a grid of no intervals is harmless")
  func empty() throws {
    let grid = IntervalGrid(start: try instant("2026-03-29T00:00:00Z"), intervalSeconds: 1800, count: 0)
    #expect(grid.range.isEmpty)
    #expect(grid.index(containing: grid.start) == nil)
    #expect(IntervalGrid(from: grid.start, to: grid.start.advanced(bySeconds: -5), intervalSeconds: 900).count == 0)
  }

  @Test(
    "dates across a clock change have the intervals that elapse",
    arguments: [
      ("Europe/Berlin", "2026-03-23", "2026-03-29", 7 * 48 - 2),
      ("Europe/Berlin", "2026-10-19", "2026-10-25", 7 * 48 + 2),
      ("Asia/Kathmandu", "2026-03-23", "2026-03-29", 7 * 48), ("Australia/Lord_Howe", "2026-10-04", "2026-10-04", 47),
      ("Europe/Berlin", "2026-03-23", "2026-04-19", 28 * 48 - 2),
    ])
  func covering(name: String, first: String, last: String, count: Int) throws {
    let zone = try Zone(named: name)
    let grid = IntervalGrid(covering: try date(first)...date(last), in: zone, intervalSeconds: 1800)
    #expect(grid.count == count)
    #expect(try zone.local(at: grid.start) == local("\(first)T00:00"))
    #expect(try zone.local(at: grid.end).date == date(last).advanced(byDays: 1))
  }

  @Test("hourly intervals reach beyond a day of 23 and a half hours")
  func uneven() throws {
    let zone = try Zone(named: "Australia/Lord_Howe")
    let day = try date("2026-10-04")
    let grid = IntervalGrid(covering: day...day, in: zone, intervalSeconds: 3600)
    #expect(grid.count == 24)
    #expect(grid.end.seconds(since: zone.startOfDay(day.advanced(byDays: 1))) == 1800)
  }
}
