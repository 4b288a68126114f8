import Foundation
import Muster
import Publishing
import Rostering
import ScenarioFiles
import Testing

/// The chain as a library: the same figures as the command's, as values.
@Suite struct LibraryTests {
  @Test("a plan in memory is the plan of the folder", arguments: PlanTests.examples)
  func plan(name: String) throws {
    let folder = try PlanTests.copy(name)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let search = SearchSettings(effort: .quick)
    let input = try Muster.scenario(at: folder.path)
    let plan = try Muster.plan(input, search: search)
    let written = try Planner(folder: folder.path, search: search).plan()
    #expect(plan.summary == written.summary)

    let staged = try Muster.forecast(input.scenario, input.history)
    #expect(staged.queues == plan.forecast.queues)
    let requirement = try Muster.staff(input.scenario, staged)
    #expect(requirement == plan.requirement)
    #expect(Muster.roster(input.scenario, requirement, search: search) == plan.roster)

    let calendars = URL(filePath: written.folder).appending(path: "calendars")
    let people = Muster.publish(plan).prefix(input.scenario.agents.count)
    #expect(people.map(\.owner) == input.scenario.agents.map(\.id))
    for calendar in people {
      let file = calendars.appending(path: "people").appending(path: calendar.name)
      #expect(try Data(contentsOf: file) == Data(calendar.bytes), "\(calendar.name) differs")
    }
  }

  @Test("after a sick call the mended roster asks nothing of who is absent, and names every change")
  func replan() throws {
    let folder = try PlanTests.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let plan = try Muster.plan(Muster.scenario(at: folder.path), search: SearchSettings(effort: .quick))
    let shift = try #require(plan.roster.shifts.first { $0.date == plan.scenario.horizon.first.advanced(byDays: 3) })
    let absence = Leave(agent: shift.agent, from: shift.date, to: shift.date, kind: "sick")
    let outcome = Muster.replan(plan, ReplanRequest(from: shift.date, absences: [absence]))
    #expect(!outcome.roster.shifts.contains { $0.agent == shift.agent && $0.date == shift.date })
    #expect(outcome.changes.contains { $0.agent == shift.agent && $0.date == shift.date })
    let untold = Set(plan.roster.shifts.map { [$0.agent, $0.date.isoText] })
      .symmetricDifference(outcome.roster.shifts.map { [$0.agent, $0.date.isoText] })
      .subtracting(outcome.changes.map { [$0.agent, $0.date.isoText] })
    #expect(untold.isEmpty)
  }

  @Test("the programs of the library's page are the files that are built")
  func page() throws {
    let page = try String(
      contentsOf: Command.repository.appending(path: "docs/how-to/use-the-library.md"), encoding: .utf8)
    let shown = page.matches(of: /```swift\n((?:.|\n)*?)```/).map { String($0.1) }
    let folder = Command.repository.appending(path: "docs/examples")
    let programs = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
    let texts = try programs.map {
      try String(contentsOf: folder.appending(path: $0).appending(path: "main.swift"), encoding: .utf8)
    }
    #expect(Set(shown) == Set(texts))
    #expect(texts.allSatisfy { $0.split(separator: "\n", omittingEmptySubsequences: false).count <= 41 })
  }
}

/// What `make install` puts beside the command.
@Suite struct ManualTests {
  @Test("the manual page names every command with every option of its help")
  func manual() throws {
    let page = try Command.muster("manual")
    #expect(page.status == 0, "\(page.errors)")
    let sections = page.output.components(separatedBy: "\n.SS ").dropFirst()
    let help = try Command.muster("--help").output
    for command in help.matches(of: #/^  ([a-z][a-z-]*)  +[A-Z]/#.anchorsMatchLineEndings()).map({ String($0.1) })
    where command != "help" {
      let section = try #require(sections.first { $0.hasPrefix(command + "\n") }, "\(command) is not in the manual")
      let told = try Command.muster(command, "--help").output
      for option in told.matches(of: #/^  (?:-[a-z], )?--([a-z-]+)/#.anchorsMatchLineEndings()).map({ String($0.1) }) {
        #expect(
          section.contains("\\-\\-\(option)\\fR") || ["help", "version"].contains(option),
          "\(command) --\(option) is not in the manual")
      }
    }
    #expect(sections.count > 20)
  }
}
