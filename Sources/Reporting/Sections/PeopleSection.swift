import Timeline
import Workforce

/// One row a person: hours, unpopular work, requests and leave.
struct PeopleSection {
  let model: ReportModel

  func write(to page: inout Markup) {
    guard model.content.roster != nil else { return }
    let (phrases, forms, scenario) = (model.phrases, model.forms, model.scenario)
    let ledger = Dictionary(model.content.ledger.map { ($0.agent, $0) }) { first, _ in first }
    let hasLedger = !ledger.isEmpty
    let hasRequests = !scenario.requests.isEmpty
    let requests = Dictionary(grouping: scenario.requests, by: \.agent)
    var table = TableMarkup(name: "people", caption: phrases.people, isWide: true)
    table.head(
      [
        .init(phrases.person, "agent_id"), .init(phrases.team, "team"), .init(phrases.site, "site"),
        .init(phrases.contract, "contract"), .init(phrases.shift, "shifts", isNumber: true),
        .init(phrases.hours, "paid_hours", isNumber: true),
      ])
    if hasLedger {
      table.head([
        .init(phrases.nights, "nights", isNumber: true), .init(phrases.weekends, "weekends", isNumber: true),
        .init(phrases.lateEnds, "late_ends", isNumber: true),
      ])
    }
    if hasRequests {
      table.head([
        .init(phrases.granted, "requests_granted", isNumber: true),
        .init(phrases.refused, "requests_refused", isNumber: true),
      ])
    }
    table.head([.init(phrases.leaveDays, "leave_days", isNumber: true)])
    for (person, agent) in scenario.agents.enumerated() {
      table.beginRow("data-p=\"\(person)\"")
      table.person(model.name(of: person), id: agent.id)
      for words in [agent.team, agent.site, agent.contract] { table.text(words) }
      table.count(model.shifts[person].count)
      table.number(Double(model.shifts[person].reduce(0) { $0 + $1.paidMinutes }) / 60, decimals: 1, forms)
      if hasLedger {
        let entry = ledger[agent.id] ?? LedgerEntry(agent: agent.id)
        for count in [entry.nights, entry.weekends, entry.lateEnds] { table.count(count) }
      }
      if hasRequests {
        let mine = (requests[agent.id] ?? []).filter { scenario.contains($0.date) }
        let granted = mine.count { isGranted($0, person) }
        table.count(granted)
        table.count(mine.count - granted)
      }
      table.count(model.away[person].count)
    }
    page.raw("<section id=\"people\" class=\"part\">")
    page.element("h2", phrases.people)
    page.raw(table.finished() + "</section>")
  }

  /// Whether the roster does what somebody asked for.
  private func isGranted(_ request: Request, _ person: Int) -> Bool {
    let first = model.shifts[person].filter { $0.date == request.date }.min { $0.start < $1.start }
    return request.wish.isGranted(byStartAt: first.map { model.zone(of: person).local(at: $0.start).minutesOfDay })
  }
}

extension TableMarkup {
  /// The person of a row: the name to look at, the id to copy.
  fileprivate mutating func person(_ name: String, id: String) { rowName(isolated(name), raw: id) }

  /// A whole number.
  fileprivate mutating func count(_ value: Int) { text(String(value), raw: String(value), isNumber: true) }
}
