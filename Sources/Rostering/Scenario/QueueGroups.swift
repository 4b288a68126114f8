import Workforce

/// Queues that exactly the same people may take, rostered as one: their requirements add up and no person can tell
/// them apart.
struct QueueGroups {
  /// Shape [groups], indices of the scenario's queues, increasing; groups in the order of their first queue.
  let queues: [[Int]]
  /// Shape [agents], groups a person serves, primary language first, then the order of the scenario.
  let ofAgent: [[Int]]
  /// Indices of queues that nobody may take.
  let unserved: [Int]

  /// Groups the queues of a scenario.
  ///
  /// - Complexity: O(agents + queues x kinds), a kind being people of the same languages and skills.
  init(of scenario: Scenario) {
    var kindOf: [[[String]]: Int] = [:]
    var kinds: [Agent] = []
    let kindOfAgent = scenario.agents.map { agent in
      let key = [agent.languages, agent.skills]
      if let known = kindOf[key] { return known }
      kindOf[key] = kinds.count
      kinds.append(agent)
      return kinds.count - 1
    }
    var groups: [[Int]] = []
    var groupOfMembers: [[Bool]: Int] = [:]
    var groupOfQueue = [Int?](repeating: nil, count: scenario.queues.count)
    var unserved: [Int] = []
    for (index, queue) in scenario.queues.enumerated() {
      let members = kinds.map { $0.serves(queue) }
      if !members.contains(true) {
        unserved.append(index)
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
    let ofKind = kinds.map { agent in
      let served = Set(
        scenario.queues.indices.filter { agent.serves(scenario.queues[$0]) }.compactMap { groupOfQueue[$0] })
      return served.sorted { a, b in
        (QueueGroups.rank(of: groups[a], for: agent, in: scenario), a)
          < (QueueGroups.rank(of: groups[b], for: agent, in: scenario), b)
      }
    }
    self.ofAgent = kindOfAgent.map { ofKind[$0] }
  }

  /// Place of a group's best language among the languages of a person; 0 is the primary one.
  private static func rank(of group: [Int], for agent: Agent, in scenario: Scenario) -> Int {
    group.compactMap { agent.languages.firstIndex(of: scenario.queues[$0].language) }.min() ?? agent.languages.count
  }
}
