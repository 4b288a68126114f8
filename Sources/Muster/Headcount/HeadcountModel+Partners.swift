import Headcount
import ScenarioFiles
import Timeline
import Units
import Workforce

/// What vendors and transfers of headcount.yaml are in the problem.
extension HeadcountModel {
  mutating func addPartners() {
    for vendor in file.vendors {
      let queues = vendor.queues.compactMap { id in scenario.queues.firstIndex { $0.id == id } }
      let net = vendor.productive
      let billed = vendor.unit == .hour ? [] : queues.map { unitsAnHour(vendor.unit, on: $0) }
      let price = queues.indices.map { place in
        (0..<demand.monthCount).map { month -> Double in
          let unit = cents(vendor.price(in: starts[month]).money, on: starts[month]) / 1000 * (1 + vendor.bonus)
          return vendor.unit == .hour ? unit / net : unit * billed[place][month]
        }
      }
      // What a tier counts has the share of an hour that is on the queue behind it where hours are billed.
      let counted = vendor.unit == .hour ? net : 1
      let allHours = queues.reduce(0.0) { $0 + (problem.demands[$1].hours.max() ?? 0) }
      let noticed = (0..<demand.monthCount).first { vendor.notice.before(starts[$0]) >= scenario.horizon.first }
      func committed(_ month: CivilDate) -> Double { vendor.least(in: month)?.value ?? 0 }
      // Hours of each month that hold what is owed of units, on the queue where an hour has the fewest of them.
      let fewest = (0..<demand.monthCount).map { month in billed.map { $0[month] }.filter { $0 > 0 }.min() ?? 1 }
      let least = starts.dropLast().map { vendor.leastIsBilled ? 0 : committed($0) * net }
      let most = (0..<demand.monthCount).map { month in
        let owed = vendor.leastIsBilled ? committed(starts[month]) / fewest[month] : least[month]
        if month < (noticed ?? .max) { return owed }
        return vendor.most(in: starts[month]).map { max(owed, $0 * net) } ?? allHours + owed
      }
      var partner =
        Partner(
          id: vendor.id, costCentre: vendor.costCentre, queues: queues, price: price,
          tiers: vendor.tiers.map { tier in
            Partner.Tier(
              from: tier.from * counted,
              rebate: MonthlyCents(
                starts.dropLast().map {
                  let (price, factor) = vendor.price(in: $0)
                  let less = cents(price, on: $0) - cents(tier.price, on: $0) * factor
                  return less / 1000 * (1 + vendor.bonus) / counted
                }))
          }, least: least, most: most, growth: vendor.growth.map { $0 * net },
          before: vendor.leastIsBilled ? 0 : committed(starts[0].advanced(byDays: -1).firstOfMonth) * net,
          missedShare: (vendor.bonus + vendor.malus) / (1 + vendor.bonus), bonus: vendor.bonus)
      partner.billed = billed
      if vendor.leastIsBilled { partner.leastBilled = starts.dropLast().map(committed) }
      partner.firstOrder = noticed ?? demand.monthCount
      problem.partners.append(partner)
    }
  }

  /// Units billed of a net hour on a queue, by month; what an hour has of them in a month without hours, it has as in the others.
  private func unitsAnHour(_ unit: HeadcountFile.PriceUnit, on queue: Int) -> [Double] {
    let units = (0..<demand.monthCount).map { month in
      unit == .minute ? 60 * demand.workHours[queue][month] : plannedContacts(queue, month)
    }
    let hours = problem.demands[queue].hours
    let all = hours.reduce(0, +)
    let usual = all > 0 ? units.reduce(0, +) / all : unit == .minute ? 60 : 0
    return zip(units, hours).map { units, hours in hours > 0 ? units / hours : usual }
  }

  private func plannedContacts(_ queue: Int, _ month: Int) -> Double {
    demand.offered[queue][month] * demand.planned[queue][month]
  }

  mutating func addTransfers() {
    for transfer in file.transfers {
      guard let from = problem.classes.firstIndex(where: { $0.id == transfer.from }),
        let to = problem.classes.firstIndex(where: { $0.id == transfer.to })
      else { continue }
      problem.transfers.append(
        Transfer(
          from: from, to: to, months: transfer.months, passing: transfer.passing,
          cost: monthly(transfer.cost), mostAMonth: transfer.mostAMonth))
    }
  }
}
