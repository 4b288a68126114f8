import Workforce

/// Reads who should be at which site while it is open; the sites must be there already.
func readPresences(_ top: YamlFields, into draft: inout ScenarioDraft) {
  guard top.has("presence") else { return }
  let example = "- { site: lisbon, skill: L2, people: 1, open: { mon-fri: 08:00-20:00 } }"
  for entry in top.entries("presence", example: example) {
    guard let fields = YamlFields(entry, "a presence", keys: ["site", "skill", "people", "open"]) else { continue }
    let names = draft.siteIds.names
    let site = fields.required("site", example: "lisbon") { text throws(Misreading) in
      guard names.contains(text) else {
        throw Misreading("there is no site \(text)", next: nearestAdvice(text, in: names, kind: "sites"))
      }
      return text
    }
    let skill = fields.required("skill", example: "L2", anyText)
    let people = fields.optional("people", example: "1") { text throws(Misreading) in
      let people = try readWhole(text)
      guard 1...1000 ~= people else { throw Misreading("\(text) is out of range", next: "Write 1 to 1000.") }
      return people
    }
    let zone = draft.sites.first { $0.id == site }?.zone
    let open = fields.need("open", example: "{ mon-fri: 08:00-20:00 }").flatMap { readOpening($0, usualZone: zone) }
    guard let site, let skill, let open else { continue }
    draft.presences.append(PresenceRule(site: site, skill: skill, people: people ?? 1, open: open))
  }
}
