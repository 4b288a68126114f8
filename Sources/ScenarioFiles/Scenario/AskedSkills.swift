import Tabular
import Workforce

/// Where scenario.yaml asks for a skill at a site.
struct AskedSkill {
  var site: String
  var skill: String
  var spot: Spot
}

extension ScenarioDraft {
  /// Skills that anything asks people for: channels and tiers of queues, what queues and activities need, presence and duties on
  /// call. What posts of shifts ask for stands in their table.
  var askedSkills: [String] {
    let ofContacts = queues.filter { $0.activity == nil }
    return unique(
      ofContacts.flatMap { [$0.channel.rawValue, $0.tier] } + queues.flatMap(\.needs) + skillSpots.map(\.skill))
  }

  /// Warnings about skills that nobody of a site has, and about those of people that nothing asks for and that look like one
  /// that something does.
  ///
  /// - Parameters:
  ///   - agents: everybody.
  ///   - posts: skills that posts of shifts ask for.
  ///   - file: the table of people.
  func skillWarnings(for agents: [Agent], posts: [String], file: String, _ log: FaultLog) -> [InputProblem] {
    var warnings: [InputProblem] = []
    var seen: Set<[String]> = []
    for asked in skillSpots where seen.insert([asked.site, asked.skill]).inserted {
      let there = unique(agents.filter { $0.site == asked.site }.flatMap(\.skills))
      guard !there.contains(asked.skill) else { continue }
      warnings.append(
        InputProblem(
          log.place(asked.spot), "nobody of \(asked.site) has \(asked.skill) among their skills",
          next: nearestAdvice(asked.skill, in: there, kind: "skills there")))
    }
    let asked = unique(askedSkills + posts)
    for skill in unique(agents.flatMap(\.skills)) where skill.count >= shortestMistyped && !asked.contains(skill) {
      let hint = didYouMean(skill, in: asked.filter { $0.count >= shortestMistyped })
      guard !hint.isEmpty else { continue }
      let people = agents.filter { $0.skills.contains(skill) }.map(\.id)
      let named = people.prefix(3).joined(separator: ", ") + (people.count > 3 ? ", ..." : "")
      warnings.append(
        InputProblem(
          Place(file: file),
          "nothing asks for \(skill), a skill of \(people.count) \(people.count == 1 ? "person" : "people") (\(named))",
          next: "Take it out, or leave it where it is meant." + hint))
    }
    return warnings + strangeLanguages(of: agents, file: file)
  }

  /// Warnings about people who only do activities because no queue is in a language of theirs.
  private func strangeLanguages(of agents: [Agent], file: String) -> [InputProblem] {
    let ofContacts = queues.filter { $0.activity == nil }
    let spoken = unique(queues.languages)
    guard !ofContacts.isEmpty else { return [] }
    let strangers = agents.filter { agent in
      !agent.languages.isEmpty && !agent.languages.contains(where: spoken.contains)
        && !ofContacts.contains(where: agent.serves)
    }
    return Dictionary(grouping: strangers, by: { $0.languages.joined(separator: " ") }).sorted { $0.key < $1.key }.map {
      languages, people in
      let named = people.prefix(3).map(\.id).joined(separator: ", ") + (people.count > 3 ? ", ..." : "")
      return InputProblem(
        Place(file: file),
        "no queue is in \(languages), which is all that \(people.count) \(people.count == 1 ? "person speaks" : "people speak") (\(named)): "
          + "only activities are theirs",
        next: "Nothing, if that is meant. The queues speak \(spoken.joined(separator: ", ")).")
    }
  }
}

/// Shorter words differ by so little that each looks like any other: L1 and L2.
private let shortestMistyped = 4
