// What one more agent is worth: 180 calls an hour of four minutes, and callers who wait two minutes.
import Queueing
import Tabular
import Units

let queue = ErlangA(load: Erlangs(180.0 * 240 / 3600), handleTime: .minutes(4), patience: .minutes(2))

print("agents  in 20 s  hung up  occupied")
for agents in 9...16 {
  let share = [
    queue.serviceLevel(agents: agents, within: .seconds(20)), queue.abandonment(agents: agents),
    queue.occupancy(agents: Double(agents)),
  ]
  print(agents, share.map { FixedDecimal.text($0 * 100, decimals: 1) + " %" }.joined(separator: "  "), separator: "  ")
}
