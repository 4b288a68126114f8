// Expected contacts day by day, from a table of what happened: `start,queue,offered`.
import Muster
import ScenarioFiles
import Tabular

let path = CommandLine.arguments.dropFirst().first ?? "history.csv"
let history = try ScenarioFolder.readBareHistory(FileAccess.read(path), file: path, zone: .utc).history
let last = history.series.compactMap(\.starts.last).max().map { Zone.utc.local(at: $0).date }

let scenario = Scenario(
  name: "next week", horizon: Horizon(first: last!.monday.advanced(byDays: 7), weeks: 1, intervalMinutes: 30),
  queues: history.series.map {
    Queue(
      id: $0.queue, language: "en", channel: .phone, open: .always(zone: .utc),
      goal: ServiceGoal(answered: 0.8, within: .seconds(20)))
  },
  sites: [], contracts: [], agents: [])

for queue in try Muster.forecast(scenario, history).queues {
  for day in queue.days {
    print(queue.queue, day.date, Int(day.offered.rounded()), "from", Int(day.p10), "to", Int(day.p90))
  }
}
