import Foundation
import LinearProgram
import Testing

/// The part of Williams' manpower planning problem that a headcount plan can say, said in a scenario: a hundredth of its people, a month
/// for a year, and money for a month that is in proportion to its prices of one too many. Redundancies, downgrading and short time it
/// cannot say; whoever lacks is short at a price.
@Suite struct ManpowerScenarioTests {
  private struct Grade {
    var name: String
    var people: Int
    /// People needed in each month.
    var needs: [Int]
    var leavingFirst: Double
    var leavingLater: Double
    var recruits: Int
    /// Cents an hour.
    var pay: Int
  }

  private static let grades = [
    Grade(
      name: "hand", people: 20, needs: [10, 5, 0], leavingFirst: 0.25, leavingLater: 0.1, recruits: 5, pay: 1500),
    Grade(
      name: "craft", people: 15, needs: [14, 20, 25], leavingFirst: 0.2, leavingLater: 0.05, recruits: 8, pay: 2000),
    Grade(
      name: "master", people: 10, needs: [10, 15, 20], leavingFirst: 0.1, leavingLater: 0.05, recruits: 5, pay: 3000),
  ]
  /// From, to, EUR for each, most a month.
  private static let changes = [(from: 0, to: 1, cost: 400, most: 2), (from: 1, to: 2, cost: 500, most: 10)]
  private static let passing = 0.95
  private static let months = [("2026-04", 30), ("2026-05", 31), ("2026-06", 30)]
  /// EUR for an hour short.
  private static let short = 45

  private static func paidHours(_ month: Int) -> Double { 40 * Double(months[month].1) / 7 }

  /// A scenario whose queues want what the grades need: customers are as many as make so many hours of ten minutes each.
  private static func write(_ folder: URL) throws {
    let queues = grades.map {
      "  - { id: \($0.name)-work, language: en, channel: back-office, needs: \($0.name), handle-time: 600 s, "
        + "open: { zone: UTC, mon-sun: 08:00-20:00 }, goal: { answered: 80 %, within: 48 h } }\n"
    }
    let flows = grades.map { grade in
      let dates = months.indices.map { month in
        // A head works 40 h in seven days; a contact takes a sixth of an hour.
        let customers = FixedPoint.text(Double(grade.needs[month]) * 40 / 7 * 6 * 30.4375)
        return "\(months[month].0)-01: \(customers), \(months[month].0)-\(months[month].1): \(customers)"
      }
      return "  - { id: \(grade.name)s, kind: customers, to: \(grade.name)-work, per-month: 1, "
        + "customers: { \(dates.joined(separator: ", ")) } }\n"
    }
    let contracts = grades.map {
      "  - { id: \($0.name), week: { hours: 40 h, days: 5 }, "
        + "shifts: { lengths: [8 h], starts: 08:00-12:00 every 60 min, lunch: none }, cost: \($0.pay / 100) EUR/h }\n"
    }
    let classes = grades.map {
      "  - { id: \($0.name), site: works, contract: \($0.name), languages: [en], skills: [back-office, L1, \($0.name)], "
        + "lead: 0 d, attrition: [\(Int(100 * $0.leavingFirst)) %, \(Int(100 * $0.leavingLater)) %], "
        + "intake: { size: 1-\($0.recruits) } }\n"
    }
    let transfers = changes.map {
      "  - { from: \(grades[$0.from].name), to: \(grades[$0.to].name), pass: 95 %, cost: \($0.cost) EUR, a-month: \($0.most) }\n"
    }
    let people = grades.flatMap { grade in
      (1...grade.people).map {
        "\(grade.name)\($0),\(grade.name) \($0),works,\(grade.name),en,back-office L1 \(grade.name)\n"
      }
    }
    // The same every day, so that a week's work lies evenly on its days.
    let days = (23...29).flatMap { day in
      grades.flatMap { grade in
        ["08:00", "09:00"].map { "2026-03-\(day)T\($0)Z,\(grade.name)-work,6,6,0,3600\n" }
      }
    }
    let files = [
      "scenario.yaml": "name: Three grades\nhorizon: { first: 2026-04-01, weeks: 1, interval: 60 min }\n"
        + "history: history.csv\nagents: agents.csv\nqueues:\n\(queues.joined())sites: [{ id: works, zone: UTC }]\n"
        + "contracts:\n\(contracts.joined())flows:\n\(flows.joined())",
      "agents.csv": "id,name,site,contract,languages,skills\n\(people.joined())",
      "history.csv": "start,queue,offered,handled,abandoned,handle_seconds_total\n\(days.joined())",
      "headcount.yaml": "months: 3\ncurrency: EUR\nshort: \(short) EUR/h\nclasses:\n\(classes.joined())"
        + "transfers:\n\(transfers.joined())",
      "losses.csv": "week,queue,needed_hours,rostered_hours,short_hours\n"
        + grades.map { "2026-04-06,\($0.name)-work,100,100,0\n" }.joined(),
    ]
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
  }

  /// The months one after the other: fresh people and those of more than a month, of whom alone people are retrained; recruits and
  /// retrained people are whole.
  ///
  /// - Parameters:
  ///   - hours: hours wanted of each grade by month.
  ///   - work: hours of a head of each grade by month.
  private static func monthByMonth(hours: [[Double]], work: [[Double]]) throws -> Double {
    typealias Variable = LinearProgram.Variable
    var program = LinearProgram()
    var before: [(fresh: Variable, settled: Variable)] = []
    for month in months.indices {
      let pay = grades.map { Double($0.pay) / 100 * paidHours(month) }
      let fresh = zip(grades, pay).map { program.integer(in: 0...Double($0.recruits), cost: $1) }
      let settled = pay.map { program.continuous(cost: $0) }
      let retrained = changes.map { program.integer(in: 0...Double($0.most), cost: Double($0.cost)) }
      for (index, grade) in grades.enumerated() {
        var terms: [(Variable, Double)] = [(settled[index], 1)]
        for (change, people) in zip(changes, retrained) {
          if change.from == index { terms.append((people, passing)) }
          if change.to == index { terms.append((people, -passing)) }
        }
        if month > 0 {
          terms.append((before[index].fresh, grade.leavingFirst - 1))
          terms.append((before[index].settled, grade.leavingLater - 1))
        }
        program.constrain(terms, equals: month == 0 ? Double(grade.people) : 0)
        let need = hours[index][month]
        let near = program.continuous(in: 0...0.1 * need, cost: Double(short))
        let far = program.continuous(cost: 2 * Double(short))
        let own = work[index][month]
        program.constrain([(fresh[index], own), (settled[index], own), (near, 1), (far, 1)], in: need ... .infinity)
      }
      before = zip(fresh, settled).map { ($0, $1) }
    }
    let answer = try program.solve()
    #expect(answer.proof == .optimal)
    return answer.objective
  }

  @Test("the plan of three grades costs what the months written one after the other cost") func leastCost() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.write(folder)
    struct Report: Decodable {
      var money: Double
      var shortage: Double
      var gap: Double
    }
    let run = try Command.run(
      Command.products.appending(path: "muster").path,
      ["headcount", folder.path, "--json", "--paths", "0", "--losses", folder.appending(path: "losses.csv").path])
    try #require(run.status == 0, "\(run.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    let service = try NumbersTests.Table(folder.appending(path: "out/headcount_service.csv")).rows
    let hours = try Self.grades.map { grade in
      try service.filter { $0["queue"] == "\(grade.name)-work" }.map { try #require(Double($0["needed_hours"] ?? "")) }
    }
    // Weeks that lie in two months blur what is needed a little, and chance in what comes asks for some more.
    for (grade, own) in zip(Self.grades, hours) {
      for month in Self.months.indices {
        let needed = Double(grade.needs[month]) * Self.paidHours(month)
        #expect(abs(own[month] - needed) <= 0.06 * needed + 60, "\(grade.name) \(month): \(own[month]), \(needed)")
      }
    }
    let heads = try NumbersTests.Table(folder.appending(path: "out/headcount_heads.csv")).rows
    // Weeks that lie in two months are worked where their work is; with work in all months, these hold what contracts do.
    let work = try Self.grades.map { grade in
      try heads.filter { $0["class"] == grade.name }.map { row in
        try #require(Double(row["hours"] ?? "")) / #require(Double(row["heads"] ?? ""))
      }
    }
    for (grade, own) in zip(Self.grades, work) where grade.needs.allSatisfy({ $0 > 0 }) {
      let paid = Self.months.indices.reduce(0) { $0 + Self.paidHours($1) }
      #expect(abs(own.reduce(0, +) / paid - 1) < 0.05, "\(own)")
    }
    let expected = try Self.monthByMonth(hours: hours, work: work)
    #expect(abs(report.money + report.shortage - expected) <= report.gap * expected + 0.5, "\(report), \(expected)")
    #expect(heads.contains { $0["class"] == "master" && $0["moved_in"] != "0.0000000000" })
  }
}

/// A number with two decimals, as tables of scenarios have them.
private enum FixedPoint {
  static func text(_ value: Double) -> String { String(format: "%.2f", value) }
}
