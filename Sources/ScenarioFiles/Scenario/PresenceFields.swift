import Timeline
import Workforce

/// Reads who should be at which site while it is open; the sites must be there already.
func readPresences(_ top: YamlFields, into draft: inout ScenarioDraft) {
  guard top.has("presence") else { return }
  let example = "- { site: lisbon, skill: L2, people: 1, open: { mon-fri: 08:00-20:00 } }"
  for entry in top.entries("presence", example: example) {
    guard let fields = YamlFields(entry, "a presence", keys: ["site", "skill", "people", "open"]) else { continue }
    let site = readSite(fields, draft)
    let skill = fields.required("skill", example: "L2", anyText)
    let people = fields.optional("people", example: "1") { text throws(Misreading) in
      let people = try readWhole(text)
      guard 1...1000 ~= people else { throw Misreading("\(text) is out of range", next: "Write 1 to 1000.") }
      return people
    }
    let zone = draft.sites.first { $0.id == site }?.zone
    let open = fields.need("open", example: "{ mon-fri: 08:00-20:00 }").flatMap { readOpening($0, usualZone: zone) }
    guard let site, let skill, let open else { continue }
    draft.skillSpots.append(AskedSkill(site: site, skill: skill, spot: fields.spot("skill")))
    draft.presences.append(PresenceRule(site: site, skill: skill, people: people ?? 1, open: open))
  }
}

/// Reads when somebody must be reachable outside their shifts; the sites must be there already.
func readOnCall(_ top: YamlFields, into draft: inout ScenarioDraft) {
  guard top.has("on-call") else { return }
  let example = "- { site: lisbon, skill: L2, days: daily, hours: 20:00-08:00 }"
  for entry in top.entries("on-call", example: example) {
    guard let fields = YamlFields(entry, "a duty on call", keys: ["site", "skill", "days", "hours"]) else { continue }
    let site = readSite(fields, draft)
    let skill = fields.required("skill", example: "L2", anyText)
    let days = fields.optional("days", example: "mon-fri") { text throws(Misreading) in
      guard let days = readWeekdays(text) else {
        throw Misreading("\(text) names no weekdays", next: "Write daily, mon-fri, or sat, sun.")
      }
      return days
    }
    let hours = fields.required("hours", example: "20:00-08:00") { text throws(Misreading) in
      let ranges = try readDayHours(text)
      guard ranges.count == 1, let range = ranges.first, let start = TimeOfDay(minutes: range.lowerBound),
        let end = TimeOfDay(minutes: range.upperBound > 1440 ? range.upperBound - 1440 : range.upperBound)
      else { throw Misreading("\(text) is not one stretch of hours", next: "Write for example 20:00-08:00.") }
      return (start: start, end: end)
    }
    guard let site, let skill, let hours else { continue }
    draft.skillSpots.append(AskedSkill(site: site, skill: skill, spot: fields.spot("skill")))
    draft.onCall.append(
      OnCallRule(
        site: site, skill: skill, weekdays: days ?? Weekday.allCases, start: hours.start, end: hours.end))
  }
}

private func readSite(_ fields: YamlFields, _ draft: ScenarioDraft) -> String? {
  let names = draft.siteIds.names
  return fields.required("site", example: "lisbon") { text throws(Misreading) in
    guard names.contains(text) else {
      throw Misreading("there is no site \(text)", next: nearestAdvice(text, in: names, kind: "sites"))
    }
    return text
  }
}
