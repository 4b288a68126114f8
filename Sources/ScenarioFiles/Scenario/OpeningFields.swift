import Timeline
import Workforce

/// Reads a group such as `{ zone: Europe/Paris, mon-fri: 08:00-20:00, sat: 09:00-17:00, holidays: closed }`.
///
/// Weekdays left out are closed. Hours that pass midnight are cut there and go on under the next weekday.
///
/// - Parameter usualZone: the clock where the group names none; an assumption about it is the caller's to record.
func readOpening(_ value: YamlValue, usualZone: Zone?) -> OpeningHours? {
  let fixed = ["zone", "holidays"]
  guard
    let fields = YamlFields(
      value, "open", keys: fixed + ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon-fri", "daily"],
      isExtra: { readWeekdays($0) != nil }, reword: Rewording.weekdays)
  else { return nil }
  let zone = fields.has("zone") ? fields.optional("zone", example: "Europe/Paris", readZone) : usualZone
  let closesOnHolidays = fields.optional("holidays", example: "closed", readHolidayWord)
  guard let week = readWeek(fields.others(than: fixed)) else { return nil }
  if week.allSatisfy(\.isEmpty), !fields.hasMisspeltKey {
    value.log.add(value.spot, "open has no hours", next: "Add for example mon-fri: 08:00-20:00, or daily: 24 h.")
  }
  guard let zone else { return nil }
  return OpeningHours(zone: zone, week: week, closesOnHolidays: closesOnHolidays ?? false)
}

/// Reads what becomes of holidays: whether the queue closes on them.
func readHolidayWord(_ text: String) throws(Misreading) -> Bool {
  switch text.lowercased() {
  case "closed": return true
  case "open": return false
  default: throw Misreading("\(text) is neither open nor closed", next: "Write holidays: closed, or leave it out.")
  }
}

/// Hours of the weekdays that are written, in minutes of the day on which they begin (at most 2880); nil after a fault.
func readDays(_ entries: [(key: String, spot: Spot, value: YamlValue)]) -> [Weekday: [Range<Int>]]? {
  var minutes: [Weekday: [Range<Int>]] = [:]
  var writtenAs: [Weekday: String] = [:]
  var isSound = true
  for (key, spot, value) in entries {
    guard let hours = value.read(key, example: "08:00-20:00", readDayHours) else {
      isSound = false
      continue
    }
    for day in readWeekdays(key) ?? [] {
      if let earlier = writtenAs[day] {
        value.log.add(
          spot, "\(day.abbreviation) is written twice: in \(earlier) and in \(key)",
          next: "Write each weekday once, two stretches as 08:00-12:00, 13:00-18:00.")
        isSound = false
      }
      writtenAs[day] = key
      minutes[day, default: []] += hours
    }
  }
  return isSound ? minutes : nil
}

/// Hours by weekday, Monday first; nil after a fault.
private func readWeek(_ entries: [(key: String, spot: Spot, value: YamlValue)]) -> [[LocalHours]]? {
  guard let days = readDays(entries) else { return nil }
  var minutes = [[Range<Int>]](repeating: [], count: 7)
  for day in Weekday.allCases {
    for range in days[day] ?? [] {
      minutes[day.rawValue].append(range.clamped(to: 0..<1440))
      let afterMidnight = range.clamped(to: 1440..<2880)
      if !afterMidnight.isEmpty {
        minutes[(day.rawValue + 1) % 7].append(afterMidnight.lowerBound - 1440..<afterMidnight.upperBound - 1440)
      }
    }
  }
  var isSound = true
  for day in Weekday.allCases {
    minutes[day.rawValue].sort { $0.lowerBound < $1.lowerBound }
    for (one, other) in zip(minutes[day.rawValue], minutes[day.rawValue].dropFirst()) where one.overlaps(other) {
      let place = entries.first { readWeekdays($0.key)?.contains(day) == true } ?? entries.first
      place?.value.log.add(
        place?.value.spot ?? .start, "two stretches overlap on \(day.abbreviation)",
        next: "Write stretches that do not touch each other; hours after midnight belong to the next day.")
      isSound = false
    }
  }
  guard isSound else { return nil }
  return minutes.map { ranges in
    ranges.compactMap { range in
      guard let start = TimeOfDay(minutes: range.lowerBound), let end = TimeOfDay(minutes: range.upperBound) else {
        return nil
      }
      return LocalHours(from: start, to: end)
    }
  }
}
