import Foundation
import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

@Suite("A first scenario has the hours that the history shows")
struct InitHoursTests {
  /// Rows of half hours in Prague from Monday 6 October 2025 on.
  private struct Made {
    var days = 120
    var zone = "Europe/Prague"
    var queue = "cs-phone"
    /// Contacts of a half hour by weekday and minute; nil where there is no row.
    var offered: (Int, Int) -> Double?
    var hasZeros = true
    var hasOffsets = false
    /// Further rows: days after the first date, minute, contacts.
    var further: [(day: Int, minute: Int, contacts: Int)] = []

    func bytes() throws -> [UInt8] {
      let zone = try Zone(named: zone)
      let first = try #require(CivilDate(iso: "2025-10-06"))
      var state: UInt64 = 97
      func uniform() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / 9_007_199_254_740_992
      }
      var text = "start,queue,offered\n"
      func add(_ date: CivilDate, _ minute: Int, _ count: Int) {
        let local = LocalDateTime(date: date, secondsOfDay: minute * 60)
        guard case .once(let instant) = zone.resolve(local) else { return }
        text += "\(hasOffsets ? zone.isoText(at: instant) : local.isoText),\(queue),\(count)\n"
      }
      for day in 0..<days {
        let date = first.advanced(byDays: day)
        for minute in stride(from: 0, to: 1440, by: 30) {
          if let extra = further.first(where: { $0.day == day && $0.minute == minute }) {
            add(date, minute, extra.contacts)
            continue
          }
          guard let mean = offered(date.weekday.rawValue, minute) else { continue }
          // A Poisson count by counting down.
          var count = 0
          var product = uniform()
          let limit = exp(-mean)
          while product > limit {
            count += 1
            product *= uniform()
          }
          if count > 0 || hasZeros { add(date, minute, count) }
        }
      }
      return Array(text.utf8)
    }

    /// The line of the hours, and the whole file.
    func written(zone other: String? = nil) throws -> (open: String, yaml: String) {
      let files = try ScenarioInit.files(
        history: bytes(), file: "calls.csv", name: "Made", zone: try Zone(named: other ?? zone))
      let yaml = try SampleFolder.text(files, "scenario.yaml")
      let line = try #require(yaml.split(separator: "\n").first { $0.contains("    open: {") })
      let start = try #require(line.range(of: ", ")).upperBound
      let end = try #require(line.range(of: " }")).lowerBound
      // What is written can be read.
      var folder = SampleFolder()
      for file in files { folder.files[file.name] = file.bytes }
      _ = try folder.read()
      return (String(line[start..<end]), yaml)
    }
  }

  @Test("a queue of the night has hours that pass midnight, in its own place and in another") func night() throws {
    let night = Made(offered: { _, minute in minute >= 21 * 60 || minute < 5 * 60 ? 3 : nil }, hasOffsets: true)
    #expect(try night.written().open == "daily: 21:00-05:00")
    #expect(try night.written(zone: "Asia/Kolkata").open == "daily: 01:30-09:30")
    #expect(try night.written(zone: "Asia/Tokyo").open == "daily: 05:00-13:00")
    let weekend = Made(offered: { day, minute in
      (day == 4 || day == 5) && minute >= 22 * 60 || (day == 5 || day == 6) && minute < 4 * 60 ? 2 : nil
    })
    #expect(try weekend.written().open == "fri-sat: 22:00-04:00")
  }

  @Test("a night of few contacts, without rows of 0") func quietNight() throws {
    let night = Made(offered: { _, minute in minute >= 22 * 60 || minute < 6 * 60 ? 0.5 : nil }, hasZeros: false)
    #expect(try night.written().open == "daily: 22:00-06:00")
  }

  @Test("stray contacts open no day and no night, and are named", arguments: [true, false]) func strays(zeros: Bool)
    throws
  {
    let made = Made(
      offered: { day, minute in day < 5 && 480..<1080 ~= minute ? 2 : nil }, hasZeros: zeros,
      further: [(76, 420, 1), (90, 810, 1), (104, 1110, 1), (107, 120, 2)])
    let written = try made.written()
    #expect(written.open == "mon-fri: 08:00-18:00")
    #expect(
      written.yaml.contains(
        "outside these hours, and not counted: 5 contacts on 4 dates of half a year, the last sun 2026-01-04 13:30, "
          + "sun 2026-01-18 18:30, wed 2026-01-21 02:00"))
  }

  @Test("rows of 0 say when a queue of few contacts is open") func zeroRows() throws {
    let made = Made(days: 42, offered: { day, minute in day < 5 && 540..<1020 ~= minute ? 0.06 : nil })
    #expect(try made.written().open == "mon-fri: 09:00-17:00")
    let split = Made(offered: { day, minute in
      day < 6 && (480..<720 ~= minute || day < 5 && 840..<1140 ~= minute) ? 0.1 : nil
    })
    #expect(try split.written().open == #"mon-fri: "08:00-12:00, 14:00-19:00", sat: 08:00-12:00"#)
  }

  @Test("rows of 0 round the clock say nothing") func wholeDays() throws {
    let made = Made(offered: { day, minute in day < 6 && 420..<1200 ~= minute ? 4 : 0 })
    #expect(try made.written().open == "mon-sat: 07:00-20:00")
    let always = Made(offered: { _, minute in 480..<1200 ~= minute ? 9 : 0.4 })
    #expect(try always.written().open == "daily: 24 h")
  }

  @Test("days keep hours of their own") func ownDays() throws {
    let made = Made(offered: { day, minute in
      day < 4 && 480..<1200 ~= minute || day == 4 && 480..<960 ~= minute || day == 5 && 600..<840 ~= minute ? 6 : nil
    })
    #expect(try made.written().open == "mon-thu: 08:00-20:00, fri: 08:00-16:00, sat: 10:00-14:00")
  }

  @Test("email that arrives in certain hours is worked in them") func email() throws {
    var made = Made(offered: { day, minute in day < 5 && 450..<1050 ~= minute ? 3 : nil })
    made.queue = "cs-email"
    #expect(try made.written().open == "mon-fri: 07:30-17:30")
    made.offered = { _, _ in 1 }
    #expect(try made.written().open == "mon-fri: 09:00-18:00")
  }

  @Test("a history without any 0 has the likelier meaning of its gaps written, with both totals") func gaps() throws {
    let few = Made(offered: { day, minute in day < 5 && 480..<1080 ~= minute ? 0.3 : nil }, hasZeros: false)
    let yaml = try few.written().yaml
    #expect(yaml.contains("\nhistory-gaps: zero\n"))
    #expect(yaml.contains("contacts a week if they were quiet"))
    var state: UInt64 = 3
    let many = Made(offered: { day, minute in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return day < 5 && 480..<1080 ~= minute && (state >> 33) % 10 < 7 ? 25 : nil
    })
    #expect(try many.written().yaml.contains("\nhistory-gaps: unknown\n"))
    let whole = Made(offered: { day, minute in day < 5 && 480..<1080 ~= minute ? 0.3 : nil })
    #expect(try whole.written().yaml.contains("history-gaps") == false)
  }
}
