import Tours
import Workforce

/// Queues that exactly the same people may take, rostered as one: their requirements add up and no person can tell
/// them apart. An activity is a group of its own.
struct QueueGroups {
  /// Shape [groups], indices of the scenario's queues, increasing; groups in the order of their first queue.
  let queues: [[Int]]
  /// Shape [agents], groups a person serves, primary language first, then the order of the scenario.
  let ofAgent: [[Int]]
  /// Indices of queues that nobody may take.
  let unserved: [Int]

  /// Groups the queues of a scenario.
  ///
  /// - Complexity: O(agents + queues x different sets of languages and skills).
  init(of scenario: Scenario) {
    // People of equal languages and skills serve equal queues.
    struct Ability: Hashable {
      var languages: [String]
      var skills: [String]
    }
    var abilities = Numbering<Ability>()
    var examples: [Agent] = []
    let abilityOf = scenario.agents.map { agent -> Int in
      let ability = abilities.number(Ability(languages: agent.languages, skills: agent.skills))
      if ability == examples.count { examples.append(agent) }
      return ability
    }
    var groups: [[Int]] = []
    var groupOfMembers: [[Bool]: Int] = [:]
    var groupOfQueue = [Int?](repeating: nil, count: scenario.queues.count)
    var unserved: [Int] = []
    for (index, queue) in scenario.queues.enumerated() {
      let members = examples.map { $0.serves(queue) }
      if !members.contains(true) {
        unserved.append(index)
      } else if queue.activity != nil {
        // Whoever does it does nothing beside it, also where the same people take a queue.
        groupOfQueue[index] = groups.count
        groups.append([index])
      } else if let known = groupOfMembers[members] {
        groups[known].append(index)
        groupOfQueue[index] = known
      } else {
        groupOfMembers[members] = groups.count
        groupOfQueue[index] = groups.count
        groups.append([index])
      }
    }
    self.queues = groups
    self.unserved = unserved
    let groupsOf = examples.map { agent in
      let served = Set(
        scenario.queues.indices.filter { agent.serves(scenario.queues[$0]) }.compactMap { groupOfQueue[$0] })
      return served.sorted { a, b in
        (QueueGroups.rank(of: groups[a], for: agent, in: scenario), a)
          < (QueueGroups.rank(of: groups[b], for: agent, in: scenario), b)
      }
    }
    ofAgent = abilityOf.map { groupsOf[$0] }
  }

  /// Place of a group's best language among the languages of a person; 0 is the primary one.
  private static func rank(of group: [Int], for agent: Agent, in scenario: Scenario) -> Int {
    group.compactMap { agent.languages.firstIndex(of: scenario.queues[$0].language) }.min() ?? agent.languages.count
  }
}
