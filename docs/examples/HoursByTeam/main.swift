// An export of one's own: paid hours and wages of a quick plan by team and week, as a table for the ledger.
import Muster
import Tabular

let input = try Muster.scenario(at: CommandLine.arguments[1])
let plan = try Muster.plan(input, search: SearchSettings(effort: .quick))
let people = Dictionary(uniqueKeysWithValues: plan.scenario.agents.map { ($0.id, $0) })
let contracts = Dictionary(uniqueKeysWithValues: plan.scenario.contracts.map { ($0.id, $0) })

struct Line { var minutes = 0, wages: [String: Double] = [:] }
var ledger: [String: Line] = [:]
for shift in plan.roster.shifts {
  guard let person = people[shift.agent], let contract = contracts[person.contract] else { continue }
  let price = contract.costPerHour(on: shift.date)
  let key = "\(shift.date.monday.isoText),\(person.team.isEmpty ? person.site : person.team)"
  ledger[key, default: Line()].minutes += shift.paidMinutes
  ledger[key, default: Line()].wages[price.currency, default: 0] += Double(price.minorUnits * shift.paidMinutes) / 6000
}

print("week,team,paid_hours,wages,currency")
for (key, line) in ledger.sorted(by: { $0.key < $1.key }) {
  for (currency, amount) in line.wages.sorted(by: { $0.key < $1.key }) {
    let figures = [Double(line.minutes) / 60, amount].map { FixedDecimal.text($0, decimals: 2) }
    print(key, figures.joined(separator: ","), currency, separator: ",")
  }
}
