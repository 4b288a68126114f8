import Examples
import Foundation
import ScenarioFiles
import Testing
import Timeline
import Workforce

@Suite("Example scenarios as the reader sees them")
struct ScenarioReadingTests {
  @Test("an example reads without a problem or a warning", arguments: Example.all.map(\.name))
  func reads(name: String) throws {
    let input = try ScenarioFolder.read(Repository.folder.appending(path: "scenarios/\(name)").path)
    #expect(input.warnings.isEmpty, "\(input.warnings)")
    #expect(input.scenario.assumptions.isEmpty, "\(input.scenario.assumptions)")
    #expect(input.scenario.agents.count == (name == "europe-support" ? 60 : 45))
    #expect(input.history.series.allSatisfy { !$0.starts.isEmpty && $0.intervalSeconds == 1800 })
  }

  @Test("history has a row for every open interval but the few it lost", arguments: Example.all.map(\.name))
  func openIntervals(name: String) throws {
    let input = try ScenarioFolder.read(Repository.folder.appending(path: "scenarios/\(name)").path)
    for (queue, series) in zip(input.scenario.queues, input.history.series) {
      let holidays = input.scenario.holidays(in: queue.region)
      let first = try #require(series.starts.first)
      let last = try #require(series.starts.last)
      let rows = Set(series.starts)
      var open = 0
      var closed: [String] = []
      var instant = first
      while instant <= last {
        let isHoliday = queue.open.closesOnHolidays && holidays[queue.open.zone.local(at: instant).date] != nil
        // Email arrives day and night; its hours say when it is worked.
        let isOpen = queue.channel == .email || (queue.open.isOpen(at: instant) && !isHoliday)
        if isOpen { open += 1 } else if rows.contains(instant) { closed.append(queue.open.zone.isoText(at: instant)) }
        instant = instant.advanced(bySeconds: 1800)
      }
      #expect(closed.isEmpty, "\(queue.id) has \(closed.count) rows while it is closed: \(closed.prefix(3))")
      let lost = open - rows.count
      #expect(lost >= 18 && lost <= 150, "\(queue.id) lost \(lost) of \(open) intervals")
    }
  }

  @Test("at most eight groups of people serve the queues", arguments: Example.all.map(\.name))
  func groups(name: String) throws {
    let scenario = try ScenarioFolder.read(Repository.folder.appending(path: "scenarios/\(name)").path).scenario
    let groups = scenario.queues.map { queue in scenario.agents.filter { $0.serves(queue) }.map(\.id) }
    #expect(groups.allSatisfy { $0.count >= 4 })
    #expect(Set(groups).count <= 8)
  }
}
