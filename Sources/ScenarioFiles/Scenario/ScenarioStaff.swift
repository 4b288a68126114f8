package import Tabular
package import Timeline
package import Workforce

/// What a scenario says that people can be, and where its tables of people are: all that an import of people needs, also where
/// there are no people yet.
package struct ScenarioStaff: Sendable {
  package let queues: [Queue]
  /// Skills that anything asks people for: queues, activities, presence, duties on call, and posts of shifts.
  package let skills: [String]
  /// Whether people are wanted by date and shift, so that nobody has to serve a queue.
  package let demandsShifts: Bool
  package let sites: [String]
  package let contracts: [String]
  /// Minutes a week by contract.
  package let contractWeeks: [String: ClosedRange<Int>]
  /// Paths below the folder of the tables of people and of leave; nil where the scenario names none.
  package let agentsFile: String?
  package let leaveFile: String?
  /// The folders that a variant extends, the nearest first.
  package let bases: [String]
  private let draft: ScenarioDraft

  /// Reads a scenario.yaml without the tables it names, but for the skills that posts of shifts ask for.
  ///
  /// - Throws: `InputError` with every fault of it.
  package init(folder: String) throws(InputError) {
    let posts: [String]
    (draft, bases, posts) = try ScenarioFolder.draft(of: folder)
    queues = draft.queues
    skills = unique(draft.askedSkills + posts)
    demandsShifts = draft.demandsShifts
    sites = draft.siteIds.names
    contracts = draft.contractIds.names
    contractWeeks = Dictionary(
      draft.contracts.map { ($0.id, $0.weekLeastMinutes...max($0.weekLeastMinutes, $0.weekMostMinutes)) }
    ) { first, _ in first }
    agentsFile = draft.tables["agents"]?.path
    leaveFile = draft.tables["leave"]?.path
  }

  /// Whether somebody serves a queue of the scenario; where people are wanted by shift anybody may be.
  package func serves(_ agent: Agent) -> Bool { demandsShifts || queues.contains(where: agent.serves) }

  /// The tier that somebody has who has none of the scenario's; nil where tiers say nothing or one is among the skills.
  package func tierAdded(to skills: some Collection<String>) -> String? {
    demandsShifts || skills.isEmpty || !Set(queues.map(\.tier)).isDisjoint(with: skills) ? nil : "L1"
  }

  /// Reads a table of people as the scenario does.
  ///
  /// - Throws: `InputError` with every problem of the table.
  package func agents(_ bytes: [UInt8], file: String) throws(InputError) -> [Agent] {
    var problems = ProblemCollector()
    let (agents, _) = readAgents(bytes, file: file, draft, queues: queues, &problems)
    try problems.check()
    return agents
  }

  /// The clock of somebody's site; nil where the scenario has no such site.
  package func zone(of agent: Agent) -> Zone? { draft.sites.first { $0.id == agent.site }?.zone }

  /// Reads a table of leave as the scenario does.
  ///
  /// - Throws: `InputError` with every problem of the table.
  package func leave(_ bytes: [UInt8], file: String, of agents: [Agent]) throws(InputError) -> [Leave] {
    var problems = ProblemCollector()
    let leave = readLeave(bytes, file: file, agents: NameIndex("agent", agents.map(\.id)), &problems)
    try problems.check()
    return leave
  }
}
