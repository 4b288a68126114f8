import Headcount
import ScenarioFiles
import Tabular
import Timeline
import Units
import Workforce

/// The first month of a headcount plan as a scenario of its own, for `muster plan`.
extension Planner {
  /// Writes it into a folder that does not hold a scenario yet: four weeks from the month's first Monday, with the people who start in
  /// the month, away while they are trained, and without the contacts that vendors take.
  ///
  /// - Returns: sentences about what a roster of it cannot know.
  /// - Throws: `InputError` where the folder holds a scenario, or the text of scenario.yaml cannot be changed.
  func writeFirstMonth(of outcome: HeadcountOutcome, _ input: ScenarioInput, into folder: String) throws -> [String] {
    let start = outcome.starts[0]
    let monday = start.monday < start ? start.monday.advanced(byDays: 7) : start.monday
    let starters = outcome.starters(in: 0, besides: input.scenario.agents)
    let people = starters.map(\.person)
    let training = starters.compactMap { starter -> Leave? in
      let last = start.advanced(byDays: starter.trainingDays - 1)
      return last < monday ? nil : Leave(agent: starter.person.id, from: monday, to: last, kind: "training")
    }
    let bought = outcome.model.problem.demands.indices.compactMap { index -> (queue: String, share: Double)? in
      let (demand, hours) = (outcome.model.problem.demands[index], outcome.vendorHours(index, 0))
      return hours > 0.5 ? (demand.queue, max(0.0001, 1 - hours / max(hours, demand.hours[0]))) : nil
    }
    let whole = ScenarioFolder.files(of: input, from: monday, weeks: 4, adding: people, away: training)
    let shared = ScenarioFolder.files(
      of: input, from: monday, weeks: 4, adding: people, away: training, keeping: bought)
    guard var files = shared ?? whole else {
      throw InputError(
        Place(file: ScenarioFolder.scenarioFile), "the text of horizon cannot be changed",
        next: "Write horizon: { first: ..., weeks: ..., interval: ... } on a line of its own at the left margin.")
    }
    files.append(outcome.model.file.file)
    _ = try ScenarioWriter.write(files.map { ($0.name, $0.bytes) }, into: folder, notes: [])
    if bought.isEmpty { return [] }
    guard shared != nil else {
      let queues = bought.map(\.queue).joined(separator: ", ")
      return ["hours of vendors are not people of \(folder): there \(queues) will be short of them."]
    }
    let taken = bought.map { "\(Share(1 - $0.share).text()) of \($0.queue)" }.joined(separator: ", ")
    return ["contacts that vendors take are left out of \(folder): \(taken)."]
  }
}

extension HeadcountOutcome {
  /// People who start in a month, as agents with ids of their own, and how many days they are trained.
  func starters(in month: Int, besides known: [Agent]) -> [(person: Agent, trainingDays: Int)] {
    var taken = Set(known.map(\.id))
    var people: [(person: Agent, trainingDays: Int)] = []
    var number = 1
    for (index, own) in plan.starts.enumerated() where own[month] > 0 {
      guard let written = model.file.classes.first(where: { $0.id == model.problem.classes[index].id }) else {
        continue
      }
      for _ in 0..<own[month] {
        while taken.contains("H\(number)") { number += 1 }
        let id = "H\(number)"
        taken.insert(id)
        var person = written.person(named: id)
        person.name = "Hire \(number)"
        person.from = starts[month]
        person.costCentre = written.terms.costCentre ?? ""
        people.append((person, Int(written.terms.training.meanDays.rounded(.up))))
      }
    }
    return people
  }
}
