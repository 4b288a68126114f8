// Hours of work that each volume needs: the forecast is made once, and staffed seven times.
import Muster
import Tabular

let input = try Muster.scenario(at: CommandLine.arguments[1])
let expected = try Muster.forecast(input.scenario, input.history)
let hours = Double(expected.grid.intervalSeconds) / 3600

print("volume,net_hours,gross_hours")
for percent in stride(from: 85, through: 115, by: 5) {
  var busier = expected
  for queue in busier.queues.indices {
    busier.queues[queue].offered = busier.queues[queue].offered.map { $0 * Double(percent) / 100 }
  }
  let requirement = try Muster.staff(input.scenario, busier)
  let sums = [\QueueRequirement.netAgents, \.grossAgents].map { agents in
    requirement.queues.reduce(0) { $0 + $1[keyPath: agents].reduce(0, +) } * hours
  }
  print(percent, sums.map { FixedDecimal.text($0, decimals: 1) }.joined(separator: ","), separator: ",")
}
