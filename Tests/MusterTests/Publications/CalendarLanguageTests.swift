import Foundation
import Publishing
import Testing

/// Which language people's calendars are in, who has none, and what is left of their leave, by the built command.
@Suite struct CalendarLanguageTests {
  @Test(
    "the person's own language counts first, then the site's, then the scenario's; a missing one is named with the nearest"
  )
  func chosen() throws {
    let yaml = TinyScenario.yaml.replacing(
      "{ id: paris, zone: Europe/Paris }",
      with: "{ id: paris, zone: Europe/Paris, calendar-language: fr }\n  - { id: porto, zone: Europe/Lisbon }"
    ).replacing("name: Tiny", with: "name: Tiny\ncalendar-language: pt\nleave: leave.csv")
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = folder.appending(path: "plan")
    try Data(yaml.utf8).write(to: plan.appending(path: "scenario.yaml"))
    try Data(
      """
      id,name,site,contract,languages,skills,calendar_language,leave_days
      p1,Ana,paris,full,en,phone,de,3
      p2,Bo,paris,full,en,phone,,
      p3,Cy,porto,full,en,phone,,20
      p4,Di,porto,full,en,phone,sk,1

      """.utf8
    ).write(to: plan.appending(path: "agents.csv"))
    try Data("agent,from,to,kind\np3,2026-03-02,2026-03-08,vacation\np4,2026-03-04,2026-03-05,vacation\n".utf8)
      .write(to: plan.appending(path: "leave.csv"))
    let check = try Command.shell("muster check plan", in: folder)
    #expect(
      check.output.contains("calendars have no words in \"sk\", the calendar language of 1 person (p4)"),
      "\(check.output)")
    #expect(check.output.contains("Write cs as calendar_language, which is nearest"), "\(check.output)")
    #expect(!check.output.contains("\"pt\"") && !check.output.contains("\"fr\""))
    #expect(try Command.shell("muster plan plan --effort quick", in: folder).status <= 1)
    for (person, title) in [("p1", "Dienstplan: Ana"), ("p2", "Planning"), ("p3", "Turnos: Cy"), ("p4", "Shifts: Di")] {
      let text = try String(contentsOf: plan.appending(path: "out/calendars/people/\(person).ics"), encoding: .utf8)
      #expect(text.contains("NAME:\(title)"), "\(person): \(text.prefix(300))")
    }
    // A week of leave costs the five days that are worked in it.
    let lines = try String(contentsOf: plan.appending(path: "out/hours.csv"), encoding: .utf8)
      .components(separatedBy: "\r\n").map { $0.components(separatedBy: ",") }
    let column = try #require(lines[0].firstIndex(of: "leave_balance_days"))
    #expect(lines.dropFirst().filter { $0.count > column }.map { $0[column] } == ["3", "", "15", "-1"])
    #expect(lines[0].contains("period_balance_minutes"))
    let wrong = plan.appending(path: "agents.csv")
    try FileManager.default.copyItem(at: wrong, to: plan.appending(path: "staff.csv"))
    try Data(yaml.replacing("agents: agents.csv", with: "agents: staff.csv").utf8)
      .write(to: plan.appending(path: "scenario.yaml"))
    let named = try Command.shell("muster check plan", in: folder).output
    #expect(named.contains("staff.csv: calendars have no words in \"sk\""), "\(named)")
    try Data(yaml.utf8).write(to: plan.appending(path: "scenario.yaml"))
    try Data(String(contentsOf: wrong, encoding: .utf8).replacing(",de,3", with: ",de,many").utf8).write(to: wrong)
    #expect(try Command.shell("muster check plan", in: folder).output.contains("many is no number of days"))
  }

  @Test(
    "the nearest language",
    arguments: [
      ("zh-TW", "zh-Hans"), ("sk", "cs"), ("be-BY", "uk"), ("GL", "pt"), ("pt-AO", "pt"), ("tlh", "en"), ("", "en"),
    ])
  func nearest(tag: String, language: String) {
    #expect(RosterCalendars.nearestLanguage(to: tag) == language)
    #expect(RosterCalendars.languages.contains(language))
    #expect(RosterCalendars.hasLanguage(tag) == (tag == "pt-AO"))
  }
}
