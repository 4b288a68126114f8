import Foundation
import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

@Suite("Open intervals without a row are quiet or unknown, as the scenario says")
struct HistoryGapsTests {
  /// A scenario folder whose phone queue has half hours from 8 to 20, Monday to Friday, in Paris, over 20 weeks.
  private func folder(
    _ decision: String?, mean: Double = 0.4, skips: (Int) -> Bool = { _ in false }, kept: (Double) -> Bool = { $0 > 0 }
  ) throws -> SampleFolder {
    var folder = SampleFolder.sound
    if let decision {
      folder = folder.replacing(
        "history: history.csv", with: "history: history.csv\nhistory-gaps: \(decision)", in: "scenario.yaml")
    }
    folder = folder.replacing(
      "mon-fri: 08:00-20:00, sat: 09:00-17:00", with: "mon-fri: 08:00-20:00", in: "scenario.yaml")
    let first = try #require(CivilDate(iso: "2025-11-03"))
    var state: UInt64 = 12
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    var text = "start,queue,offered\n"
    for day in 0..<140 where day % 7 < 5 && !skips(day) {
      for minute in stride(from: 480, to: 1200, by: 30) {
        var count = 0.0
        var product = uniform()
        while product > exp(-mean) {
          count += 1
          product *= uniform()
        }
        guard kept(count) else { continue }
        let start = LocalDateTime(date: first.advanced(byDays: day), secondsOfDay: minute * 60)
        text += "\(start.isoText),fr-phone,\(Int(count))\n"
      }
    }
    folder["history.csv"] = text
    return folder
  }

  private func phone(_ input: ScenarioInput) throws -> ContactHistory.Series {
    try #require(input.history.series.first { $0.queue == "fr-phone" })
  }

  @Test("zero gives every open interval a row, unknown none, and neither says more") func decided() throws {
    let zero = try folder("zero").read()
    let series = try phone(zero)
    // Nothing is known after the last row of the file.
    #expect((100 * 24 - 12...100 * 24).contains(series.starts.count))
    #expect(series.starts == series.starts.sorted())
    #expect(zero.notes == [])
    #expect(zero.scenario.historyGaps == .zero)
    let unknown = try folder("unknown").read()
    #expect(try phone(unknown).offered.contains(0) == false)
    #expect(unknown.notes == [])
    #expect(try phone(unknown).offered.reduce(0, +) == series.offered.reduce(0, +))
  }

  @Test("undecided, both totals are said and the likelier is taken") func undecided() throws {
    let few = try folder(nil).read()
    #expect(few.notes.count == 1)
    let note = try #require(few.notes.first)
    let total = try phone(few).offered.reduce(0, +) * 7 / 138
    #expect(note.hasPrefix("Queue fr-phone: no row of the history has 0 contacts, and 6"))
    #expect(
      note.contains("\(FixedDecimal.text(total, decimals: total < 100 ? 1 : 0)) contacts a week if those were quiet"))
    #expect(note.contains("Taken as quiet; write history-gaps: zero or history-gaps: unknown"))
    #expect(try phone(few).starts.count > 100 * 24 - 12)
    // Twenty contacts an interval are never none by chance.
    var draw: UInt64 = 77
    let many = try folder(
      nil, mean: 20,
      kept: { _ in
        draw = draw &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (draw >> 33) % 10 < 7
      }
    ).read()
    #expect(try #require(many.notes.first).contains("Taken as not recorded"))
    #expect(try phone(many).offered.contains(0) == false)
  }

  @Test("a history with rows of 0, or with nearly all its rows, is no question") func noQuestion() throws {
    #expect(try folder(nil, kept: { _ in true }).read().notes == [])
    #expect(try folder(nil, mean: 4).read().notes == [])
  }

  @Test("a stretch too long to have been quiet stays unknown and is named") func holes() throws {
    let input = try folder("zero", skips: { 56..<70 ~= $0 }).read()
    let series = try phone(input)
    #expect((90 * 24 - 40...90 * 24).contains(series.starts.count))
    let date = try #require(CivilDate(iso: "2026-01-05"))
    let zone = try Zone(named: "Europe/Paris")
    #expect(series.starts.contains { zone.local(at: $0).date == date } == false)
    #expect(input.notes.count == 1)
    #expect(try #require(input.notes.first).contains("too long to have been quiet; they count as not recorded"))
  }

  @Test("other words are a mistake") func mistyped() throws {
    #expect(try folder("nothing").complaint().contains("nothing is not among the meanings"))
  }
}
