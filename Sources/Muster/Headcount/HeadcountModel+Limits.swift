import Headcount
import ScenarioFiles
import Tabular
import Timeline
import Units
import Workforce

/// Limits of headcount.yaml: seats, and ceilings of money with what is committed below them.
extension HeadcountModel {
  /// Every row of the seats with its months, up to the next of its site.
  func seatLimits() -> [SeatLimit] {
    file.seats.compactMap { row in
      let rows = file.seats.filter { $0.site == row.site }
      let next = rows.compactMap(\.from).filter { later in row.from.map { $0 < later } ?? true }.min()
      let months = (0..<demand.monthCount).filter { month in
        starts[month] >= row.from ?? starts[month] && next.map { starts[month] < $0 } ?? true
      }
      guard let first = months.first, let last = months.last else { return nil }
      let from = rows.count > 1 ? " from \(monthText(starts[first]))" : ""
      var limit = SeatLimit(name: "seats of \(row.site)\(from)", site: row.site, most: row.most)
      limit.months = first..<last + 1
      return limit
    }
  }

  mutating func addCeilings(_ problems: inout ProblemCollector) {
    for written in file.ceilings {
      let months = MonthIndex(starts)
      guard let from = months.month(of: written.from), let to = months.month(of: written.to) else { continue }
      let most = Int(cents(written.most, on: written.from).rounded())
      let range = from..<to + 1
      if let whole = written.shortened {
        let months = from == to ? monthText(written.from) : "\(monthText(written.from)) to \(monthText(written.to))"
        notes.append(
          "ceiling \(written.name) counts \(months), the months of \(whole) that are planned: take off what the others cost."
        )
      }
      problem.ceilings.append(
        Ceiling(name: written.name, months: range, costCentre: written.costCentre, most: most))
      check(most, range, written.costCentre, written.place, &problems)
    }
  }

  /// A ceiling that what is committed already breaks is a fault of the file.
  func check(
    _ most: Int, _ months: Range<Int>, _ centre: String?, _ place: Place, _ problems: inout ProblemCollector
  ) {
    var partners = 0.0
    var owed: [String] = []
    for (partner, vendor) in zip(problem.partners, file.vendors) where centre == nil || partner.costCentre == centre {
      let own = months.reduce(0) { $0 + partner.leastCents(in: $1) }
      guard own > 0 else { continue }
      partners += own
      // The line that asks for the most of it.
      let step = months.compactMap { vendor.least(in: starts[$0]) }.max { $0.value < $1.value }
      owed.append("\(vendor.id) by \(step?.place ?? vendor.place)")
    }
    let people = presentCost(months, centre)
    guard partners + people > Double(most) + 0.5 else { return }
    let unit = Money.minorUnits(ofOne: file.currency)
    // Upwards, so that what is advised is enough; half a cent is let pass above.
    func atLeast(_ cents: Double) -> String { amount(((cents - 0.5) / unit).rounded(.up) * unit) }
    let parts =
      (partners > 0 ? ["vendors are owed \(atLeast(partners)) (\(owed.joined(separator: ", ")))"] : [])
      + (people > 0 ? ["people who are there cost \(atLeast(people))"] : [])
    problems.add(
      place,
      "the ceiling of \(amount(Double(most))) is below what is committed: \(parts.joined(separator: " and "))",
      next: "Write at least \(atLeast(partners + people))"
        + (partners > 0 ? ", or lower the vendor's least." : "."))
  }

  /// Cents that people who are there cost, attrition counted.
  private func presentCost(_ months: Range<Int>, _ centre: String?) -> Double {
    var sum = 0.0
    for kind in problem.classes where centre == nil || kind.costCentre == centre {
      for cohort in kind.present {
        let heads = kind.heads(of: cohort, monthCount: demand.monthCount)
        for month in months { sum += heads[month] * kind.pay[month].total }
      }
      for month in months { sum += kind.signed?.cents(in: month) ?? 0 }
    }
    return sum
  }
}
