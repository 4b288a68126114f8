import Timeline
import Units
import Workforce

/// Reads the sites of a scenario into its draft.
func readSites(_ top: YamlFields, into draft: inout ScenarioDraft) {
  let example = "- { id: barcelona, zone: Europe/Madrid, region: ES }"
  for entry in top.entries("sites", example: example) {
    let keys = ["id", "zone", "region", "shrinkage", "calendar-language"]
    guard let fields = YamlFields(entry, "a site", keys: keys) else {
      draft.siteIds.add(nil)
      continue
    }
    let id = fields.id(among: draft.siteIds, kind: "site", example: "barcelona")
    draft.siteIds.add(id)
    let zone = fields.required("zone", example: "Europe/Madrid", readZone)
    let region = fields.optional("region", example: "ES", anyText)
    let shrinkage = fields["shrinkage"].map(readShrinkage) ?? []
    if let id, let language = fields.optional("calendar-language", example: "fr", anyText) {
      draft.siteCalendarLanguages[id] = language
    }
    if let region { draft.regionSpots.append((region, fields.spot("region"))) }
    if let id, let zone { draft.sites.append(Site(id: id, zone: zone, region: region, shrinkage: shrinkage)) }
  }
}

private func readShrinkage(_ value: YamlValue) -> [ShrinkageCause] {
  guard let fields = YamlFields(value, "shrinkage", keys: [], isExtra: { _ in true }) else { return [] }
  var causes: [ShrinkageCause] = []
  for (name, _, value) in fields.others(than: []) {
    if let cause = readCause(name, value) { causes.append(cause) }
  }
  let isMonthly = causes.contains { !$0.months.isEmpty }
  for (index, month) in monthNames.enumerated() where index == 0 || isMonthly {
    let sum = causes.reduce(0) { $0 + $1.share(inMonth: index + 1) }
    guard sum > Bound.shrinkage.range.upperBound,
      causes.allSatisfy({ Bound.shrinkage.contains($0.share(inMonth: index + 1)) })
    else { continue }
    value.log.add(
      value.spot,
      "shrinkage adds up to \(Share((sum * 1000).rounded() / 1000).plainText)\(isMonthly ? " in \(month)" : ""), which leaves nobody on the queue",
      next: "Lower the shares so that they add up to at most \(Bound.shrinkage.mostText).")
    break
  }
  return causes
}

/// Names of the months as they are written, January first.
/// Months of a year as they are written.
let monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

/// Reads a cause: one share, or `{ usual: 6 %, aug: 3 %, dec: 9 % }`.
func readCause(_ name: String, _ value: YamlValue) -> ShrinkageCause? {
  guard value.node.mapping != nil else {
    return value.read(name, example: "6 %", readLoss).map { ShrinkageCause(name: name, share: $0) }
  }
  guard let fields = YamlFields(value, name, keys: ["usual"] + monthNames) else { return nil }
  guard let usual = fields.required("usual", example: "6 %", readLoss) else { return nil }
  var cause = ShrinkageCause(name: name, share: usual)
  for (index, month) in monthNames.enumerated() {
    cause.months[index + 1] = fields.optional(month, example: "9 %", readLoss)
  }
  return cause
}

private func readLoss(_ text: String) throws(Misreading) -> Double {
  let share = try readShare(text)
  guard Bound.shrinkage.contains(share) else {
    throw Misreading("\(text) leaves nobody on the queue", next: "Write at most \(Bound.shrinkage.mostText).")
  }
  return share
}

/// Reads an IANA zone name.
func readZone(_ text: String) throws(Misreading) -> Zone {
  do {
    return try Zone(named: text)
  } catch {
    throw Misreading(error.message, next: error.next)
  }
}

/// Reads a date.
func readDate(_ text: String) throws(Misreading) -> CivilDate {
  guard let date = CivilDate(iso: text) else {
    throw Misreading(
      "\(text) is not a date of the calendar", next: "Write year, month and day, for example 2026-03-23.")
  }
  guard isInBoundOfDates(date) else {
    throw Misreading("\(text) is not in the years 1970 to 2200", next: "Write \(Bound.dates.advice).")
  }
  return date
}

/// The date that a text of another form can only mean, `28.9.2026`, as we write it.
package func dateMeant(by text: String) -> String? { Rewording.of(text, example: "", readDate) }

extension YamlFields {
  /// Reads the `id` of an entry that must differ from those before it.
  ///
  /// - Parameter read: the rule for what an id may hold.
  func id(
    among taken: KnownIds, kind: String, example: String, read: (String) throws(Misreading) -> String = readId
  ) -> String? {
    required("id", example: example) { text throws(Misreading) in
      let text = try read(text)
      guard !taken.contains(text) else {
        throw Misreading(
          "\(text) is the id of two \(kind)s", next: "Give each \(kind) an id of its own.", isTaken: true)
      }
      return text
    }
  }
}
