import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

/// Opening hours under `change`: the weekdays that are written are replaced, all else stays.
@Suite("Changed opening hours leave the other days as they are")
struct ChangedHoursTests {
  /// The sound scenario with other hours of its phone queue and a change of them.
  private func folder(_ hours: String, _ change: String) -> SampleFolder {
    SampleFolder.sound
      .replacing("mon-fri: 08:00-20:00, sat: 09:00-17:00", with: hours, in: "scenario.yaml")
      .adding("change: { open: { fr-phone: \(change) } }", to: "scenario.yaml")
  }

  /// Hours by weekday, Monday first: `00:00-02:00 20:00-24:00`.
  private func week(_ queue: Queue) -> [String] {
    queue.open.week.map { $0.map { "\($0.start.text)-\($0.end.text)" }.joined(separator: " ") }
  }

  @Test("hours after midnight belong to the weekday on which they begin")
  func nights() throws {
    let night = "00:00-02:00 20:00-24:00"
    let read = try folder("daily: 20:00-02:00", "{ sat: 20:00-22:00 }").read().scenario
    // Friday's night ends on Saturday at 02:00 as before, and nothing of Saturday's is left on Sunday.
    #expect(
      week(read.queues[0]) == Array(repeating: night, count: 5) + ["00:00-02:00 20:00-22:00", "20:00-24:00"])
    // The same edit of the queue itself comes to the same.
    let written = try folder("sun-fri: 20:00-02:00, sat: 20:00-22:00", "{ sat: 20:00-22:00 }").read().scenario
    #expect(week(written.queues[0]) == week(read.queues[0]))
    let later = try folder("daily: 20:00-02:00", "{ sun: 21:00-03:00 }").read().scenario
    #expect(
      week(later.queues[0])
        == ["00:00-03:00 20:00-24:00"] + Array(repeating: night, count: 5) + ["00:00-02:00 21:00-24:00"])
    // A day round the clock is its own, whatever comes before and after it.
    let always = try folder("daily: 24 h", "{ sat: 10:00-12:00 }").read().scenario
    #expect(week(always.queues[0]) == Array(repeating: "00:00-24:00", count: 5) + ["10:00-12:00", "00:00-24:00"])
  }

  @Test("what is said in a sentence and what a variant writes are the same hours")
  func said() throws {
    for (words, written) in [
      ("sat 20:00-22:00", "{ sat: 20:00-22:00 }"), ("fri closed", "{ fri: closed }"),
      ("fri-sat 21:00-03:00", "{ fri-sat: 21:00-03:00 }"), ("holidays closed", "{ holidays: closed }"),
    ] {
      let hours = "daily: 20:00-02:00"
      let region = { (folder: SampleFolder) in
        folder.replacing("    patience: 90 s\n", with: "    patience: 90 s\n    region: FR\n", in: "scenario.yaml")
      }
      let changed = try region(folder(hours, written)).read().scenario
      var scenario = try region(folder(hours, "{ mon: 20:00-02:00 }")).read().scenario
      var problems = ProblemCollector()
      _ = scenario.apply([try ScenarioChange(sentence: "fr-phone open \(words)")], &problems)
      try problems.check()
      #expect(scenario.queues[0].open == changed.queues[0].open, "\(words)")
    }
  }

  @Test("a day is closed, or the holidays are, without further hours")
  func closed() throws {
    let read = try folder("mon-fri: 08:00-18:00", "{ mon: closed }").read()
    #expect(week(read.scenario.queues[0]) == [""] + Array(repeating: "08:00-18:00", count: 4) + ["", ""])
    #expect(read.origins.map(\.value) == ["{ mon: closed }"])
    let holidays = try folder("mon-fri: 08:00-18:00", "{ holidays: closed }")
      .replacing("    patience: 90 s\n", with: "    patience: 90 s\n    region: FR\n", in: "scenario.yaml")
      .read().scenario.queues[0]
    #expect(holidays.open.closesOnHolidays)
    #expect(week(holidays) == Array(repeating: "08:00-18:00", count: 5) + ["", ""])
    let said = try folder("mon-fri: 08:00-18:00", "{}").complaint()
    #expect(said.contains("open has no hours"), "\(said)")
    let never = try folder("mon-fri: 08:00-18:00", "{ monday: closed }").complaint()
    #expect(never.contains("Write mon in its place"), "\(never)")
  }

  @Test("the history is read by the hours as they were")
  func history() throws {
    let plain = try SampleFolder.sound.read().scenario
    let hours = "mon-fri: 08:00-20:00, sat: 09:00-17:00"
    let changed = try folder(hours, "{ mon: closed, sun: 10:00-12:00 }").read().scenario
    #expect(changed.queues[0].openInHistory == plain.queues[0].open)
    #expect(changed.queues[0].open != plain.queues[0].open)
    // One change on top of another, and one that takes it back.
    var problems = ProblemCollector()
    var twice = changed
    _ = twice.apply([try ScenarioChange(sentence: "fr-phone open tue closed")], &problems)
    #expect(twice.queues[0].openInHistory == plain.queues[0].open)
    for sentence in ["fr-phone open mon-fri 08:00-20:00", "fr-phone open sun closed"] {
      _ = twice.apply([try ScenarioChange(sentence: sentence)], &problems)
    }
    try problems.check()
    #expect(twice.queues == plain.queues)
  }

  @Test("another clock is refused, since the hours of the other days would stay on the old one")
  func clock() throws {
    let said = try folder("mon-fri: 08:00-18:00", "{ zone: Europe/London, mon-fri: 08:00-18:00 }").complaint()
    #expect(said.contains("a change of hours has no clock of its own"), "\(said)")
    #expect(said.contains("  next: Leave zone out, or write it under queues: open: { zone: Europe/London }"), "\(said)")
    #expect(said.split(separator: "\n").count == 2, "\(said)")
  }
}
