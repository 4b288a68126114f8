import Foundation
import Testing

/// Five people on three queues and a headcount.yaml with every key it has, so that a year is planned in a second.
enum TinyBudget {
  static let yaml = """
    name: Tiny budget
    horizon: { first: 2026-03-02, weeks: 1, interval: 60 min }
    history: history.csv
    agents: agents.csv
    holidays: holidays.csv
    queues:
      - id: en-phone
        language: en
        channel: phone
        tier: L1
        open: { zone: Europe/Lisbon, mon-fri: 09:00-17:00 }
        region: PT
        goal: { answered: 80 %, within: 20 s }
      - id: fr-phone
        language: fr
        channel: phone
        tier: L1
        open: { zone: Europe/Lisbon, mon-fri: 09:00-17:00 }
        region: PT
        goal: { answered: 80 %, within: 30 s }
      - id: en-l2
        language: en
        channel: phone
        tier: L2
        open: { zone: Europe/Lisbon, mon-fri: 09:00-17:00 }
        region: PT
        goal: { answered: 75 %, within: 60 s }
    sites:
      - { id: lisbon, zone: Europe/Lisbon, region: PT }
      - { id: paris, zone: Europe/Paris, region: FR }
    contracts:
      - { id: lisbon-full, week: { hours: 40 h, days: 5 }, shifts: { lengths: [8 h], starts: 09:00-09:00 every 60 min }, cost: 12 EUR/h }
      - { id: paris-full, week: { hours: 35 h, days: 5 }, shifts: { lengths: [7 h], starts: 10:00-11:00 every 60 min }, cost: 24 EUR/h }

    """

  static let agents = """
    id,name,site,contract,languages,skills,team
    L1,Ana Reis,lisbon,lisbon-full,en,phone L1,one
    L2,Rui Mota,lisbon,lisbon-full,en,phone L1,one
    L3,Eva Luz,lisbon,lisbon-full,fr en,phone L1,one
    L4,Ivo Sá,lisbon,lisbon-full,en,phone L1 L2,one
    P1,Léa Roy,paris,paris-full,fr en,phone L1,two

    """

  static let holidays = """
    date,region,name
    2026-01-01,PT,Ano Novo
    2026-01-01,FR,Jour de l’an
    2026-04-03,PT,Sexta-Feira Santa
    2026-04-06,FR,Lundi de Pâques

    """

  static let headcount = """
    # A plan of a year for a handful of people: every key that headcount.yaml has.
    months: 12
    currency: EUR
    short: 45 EUR/h
    usual:
      lead: 2 months
      training: { length: 3 weeks, cost: 600 EUR }
      ramp: [60 %, 85 %]
      attrition: [6 %, 4 %, 3 %]
      leave: { usual: 7 %, aug: 16 % }
      hiring: 1400 EUR
      intake: { size: 1-8 }
      charges: 28 %
      supplements: { night: 25 %, sunday: 50 % }
      overtime: { most: 4 %, price: 140 % }
    classes:
      - { site: lisbon, contract: lisbon-full, languages: [en], lead: 6 weeks, charges: 24 % }
      - { site: lisbon, contract: lisbon-full, languages: [fr, en], lead: 6 weeks, intake: { size: 1-6, cost: 900 EUR } }
      - { site: lisbon, contract: lisbon-full, languages: [en], skills: [phone, L1, L2], lead: 3 months, hiring: 3000 EUR }
      - { site: paris, contract: paris-full, languages: [fr, en], charges: 42 %, wages: [{ from: 2027-01-01, pay: 25.40 EUR/h }] }
    vendors:
      - id: atlas
        queues: [en-phone]
        price: 26 EUR/h
        tiers: [{ from: 60 h, price: 24 EUR/h }]
        least: 10 h
        most: 120 h
        notice: 1 month
        growth: 30 h
        productive: 82 %
    transfers:
      - { from: lisbon-full:en, to: lisbon-full:en:L2, training: 2 months, pass: 80 %, cost: 900 EUR, a-month: 1 }
    courses:
      - { language: fr, length: 6 weeks, cost: 1500 EUR, pass: 75 % }
      - { skill: L2, length: 4 weeks, cost: 900 EUR, pass: 80 % }
    seats: [{ site: lisbon, most: 12 }]
    ceilings:
      - { year: 2026, most: 400k EUR }

    """

  /// Thirteen weeks of working days, somewhat busier at some hours and dates.
  static var history: String {
    var rows = "start,queue,offered,handled,abandoned,handle_seconds_total\n"
    for (month, days) in [("2025-12", 31), ("2026-01", 31), ("2026-02", 28)] {
      // 1 December 2025 is a Monday, 1 January a Thursday, 1 February a Sunday.
      let monday = month == "2025-12" ? 1 : month == "2026-01" ? 5 : 2
      for day in 1...days where (day - monday + 35) % 7 < 5 {
        for hour in 9...16 {
          for (queue, usual, seconds) in [("en-phone", 9, 240), ("fr-phone", 7, 260), ("en-l2", 3, 420)] {
            let count = usual + (hour * 7 + day * 3) % 4
            let start = "\(month)-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00+00:00"
            rows += "\(start),\(queue),\(count),\(count),0,\(count * seconds)\n"
          }
        }
      }
    }
    return rows
  }

  /// A new folder that holds it; the caller removes the folder it lies in.
  static func temporary() throws -> URL {
    let folder = try Command.temporaryFolder().appending(path: "budget")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in [
      ("scenario.yaml", yaml), ("agents.csv", agents), ("holidays.csv", holidays), ("headcount.yaml", headcount),
      ("history.csv", history),
    ] {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return folder
  }

  /// One of fewer months, without courses, whose worth takes longest to work out, and with texts of its files replaced.
  ///
  /// - Parameters:
  ///   - first: the first month planned; nil for the month after the horizon.
  ///   - keys: further lists of headcount.yaml that are left out.
  static func temporary(
    months: Int, from first: String? = nil, without keys: [String] = [],
    _ changes: [(file: String, old: String, new: String)] = []
  ) throws -> URL {
    let folder = try temporary()
    let file = folder.appending(path: "headcount.yaml")
    var isLeftOut = false
    let kept = headcount.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if !line.hasPrefix(" ") { isLeftOut = (keys + ["courses"]).contains { line.hasPrefix("\($0):") } }
      return !isLeftOut
    }
    try Data(kept.joined(separator: "\n").utf8).write(to: file)
    let start = first.map { "first: \($0)\n" } ?? ""
    for change in [("headcount.yaml", "months: 12", "\(start)months: \(months)")] + changes {
      let url = folder.appending(path: change.0)
      let text = try String(contentsOf: url, encoding: .utf8)
      try #require(text.contains(change.1), "\(change.1)")
      try Data(text.replacing(change.1, with: change.2).utf8).write(to: url)
    }
    return folder
  }

  /// Removes a folder that holds it, and the one it lies in.
  static func remove(_ folder: URL) { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
}
