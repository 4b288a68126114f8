import Examples
import Testing
import Timeline

@Suite("Made-up histories")
struct HistoryTests {
  @Test("rows go by time without doubles, cover more than a year, and add up", arguments: Example.all.map(\.name))
  func rowsAreSound(name: String) throws {
    let rows = try #require(Made.rows[name])
    #expect(rows.count > 70_000)
    let first = try #require(rows.first)
    let last = try #require(rows.last)
    #expect(last.instant.seconds(since: first.instant) > 366 * 86_400)
    var seen: Set<String> = []
    var previous = first.instant
    for row in rows {
      #expect(row.instant >= previous && row.instant.secondsSinceEpoch % 1800 == 0)
      #expect(row.handled + row.abandoned == row.offered && row.handled >= 0 && row.abandoned >= 0)
      if let seconds = row.handleSeconds { #expect((row.handled == 0) == (seconds == 0)) }
      #expect(seen.insert("\(row.instant.secondsSinceEpoch) \(row.queue)").inserted)
      previous = row.instant
    }
  }

  @Test("Mondays are the busiest days, and nobody writes to a closed desk")
  func weekdays() throws {
    let byDay = totals("europe-support", "fr-phone")
    func mean(_ weekday: Weekday) -> Double {
      let days = byDay.filter { CivilDate(iso: $0.key)?.weekday == weekday }.map(\.value)
      return days.isEmpty ? 0 : Double(days.reduce(0, +)) / Double(days.count)
    }
    #expect(mean(.monday) > 1.05 * mean(.wednesday))
    #expect(mean(.saturday) < 0.45 * mean(.wednesday) && mean(.saturday) > 0)
    #expect(byDay.keys.allSatisfy { CivilDate(iso: $0)?.weekday != .sunday })
  }

  @Test("a desk that closes on a holiday has no row that day and more contacts on the next")
  func surge() throws {
    var after = 0
    var ordinary = 0.0
    for queue in ["de-phone", "fr-phone"] {
      let byDay = totals("europe-support", queue)
      // Easter Monday and Whit Monday, the Tuesdays after them, and the Tuesdays around those.
      #expect(byDay["2025-04-21"] == nil && byDay["2025-06-09"] == nil)
      after += byDay["2025-04-22", default: 0] + byDay["2025-06-10", default: 0]
      let around = ["2025-04-15", "2025-04-29", "2025-06-03", "2025-06-17"].map { byDay[$0, default: 0] }
      ordinary += Double(around.reduce(0, +)) / 2
    }
    #expect(Double(after) > 1.12 * ordinary)
  }

  @Test("an open desk is quieter on a holiday")
  func openHoliday() throws {
    let byDay = totals("europe-support", "en-phone")
    let monday = try #require(byDay["2025-05-05"])
    let ordinary = ["2025-04-28", "2025-05-19", "2025-06-02"].compactMap { byDay[$0] }
    #expect(Double(monday) < 0.75 * Double(ordinary.reduce(0, +)) / Double(ordinary.count))
  }

  @Test("the first working day of a month is busier than the days in its middle")
  func monthTurn() {
    let byDay = totals("europe-support", "fr-phone")
    // Tuesdays to Fridays only, so that the weekday does not decide.
    let turns = ["2025-04-01", "2025-07-01", "2025-08-01", "2025-10-01", "2026-01-02"].compactMap { byDay[$0] }
    let middles = ["2025-04-08", "2025-07-15", "2025-08-22", "2025-10-15", "2026-01-16"].compactMap { byDay[$0] }
    #expect(turns.count == 5 && middles.count == 5)
    #expect(turns.reduce(0, +) > middles.reduce(0, +))
  }

  @Test("the outage brings more contacts and many hang up")
  func outage() throws {
    let rows = try #require(Made.rows["europe-support"]).filter { $0.queue == "en-phone" && $0.clock == "11:00" }
    let bad = try #require(rows.first { $0.date == "2025-11-18" })
    let good = try #require(rows.first { $0.date == "2025-11-11" })
    #expect(bad.offered > 2 * good.offered)
    #expect(Double(bad.abandoned) > 0.12 * Double(bad.offered))
  }

  @Test("days that were not recorded are absent, never zero")
  func gaps() throws {
    let rows = try #require(Made.rows["europe-support"])
    #expect(!rows.contains { $0.date == "2025-07-03" })
    #expect(rows.filter { $0.date == "2025-07-04" }.allSatisfy { $0.clock >= "12:00" })
    #expect(!rows.contains { $0.date == "2025-10-22" && $0.queue == "de-phone" })
    #expect(rows.contains { $0.date == "2025-10-22" && $0.queue == "fr-phone" })
  }

  @Test("a day whose contacts were not timed has counts and no handle time")
  func untimed() throws {
    let rows = try #require(Made.rows["europe-support"])
    let day = rows.filter { $0.handleSeconds == nil }
    #expect(day.count == 24 && day.allSatisfy { $0.queue == "en-chat" && $0.date == "2025-08-12" })
    #expect(day.reduce(0) { $0 + $1.offered } > 100)
  }

  @Test("a desk that never closes has an hour twice in autumn and an hour less in spring, told apart by the offset")
  func clockChanges() throws {
    let rows = try #require(Made.rows["follow-the-sun"]).filter { $0.queue == "en-phone" }
    let autumn = rows.filter { $0.date == "2025-11-02" }
    #expect(autumn.count == 50)
    #expect(
      autumn.filter { $0.clock == "01:00" }.map(\.start) == ["2025-11-02T01:00-04:00", "2025-11-02T01:00-05:00"])
    let spring = rows.filter { $0.date == "2025-03-09" }
    #expect(spring.count == 46 && !spring.contains { $0.clock.hasPrefix("02") })
  }

  @Test("counts vary more than Poisson ones do")
  func overdispersion() {
    let counts = totals("follow-the-sun", "en-phone").filter { CivilDate(iso: $0.key)?.weekday == .wednesday }
      .map { Double($0.value) }
    let mean = counts.reduce(0, +) / Double(counts.count)
    let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(counts.count - 1)
    #expect(counts.count > 50 && variance > 2 * mean)
  }

  @Test("contacts take longer at night than before noon")
  func handleTimeByHour() throws {
    let rows = try #require(Made.rows["follow-the-sun"]).filter { $0.queue == "en-phone" }
    func average(_ hour: String) -> Double {
      let some = rows.filter { $0.clock.hasPrefix(hour) }
      return Double(some.reduce(0) { $0 + ($1.handleSeconds ?? 0) }) / Double(some.reduce(0) { $0 + $1.handled })
    }
    #expect(average("03") > 1.1 * average("10"))
  }

  /// Contacts offered per local date.
  private func totals(_ example: String, _ queue: String) -> [String: Int] {
    var totals: [String: Int] = [:]
    for row in Made.rows[example] ?? [] where row.queue == queue { totals[row.date, default: 0] += row.offered }
    return totals
  }
}
