import Timeline
import Workforce

extension LabourRule {
  /// Who takes which queues when.
  static let spellRules = [
    LabourRule("spell-span", "A spell ends after it starts and names at least one queue.") { record in
      record.spells.compactMap { spell in
        if spell.end <= spell.start { return finding(spell, record, "that does not end after it starts") }
        return spell.queues.isEmpty ? finding(spell, record, "without a queue") : nil
      }
    },
    LabourRule("spell-inside", "A spell lies inside one shift of the person.") { record in
      record.spells.compactMap { spell in
        let isInside = record.allShifts.contains { $0.shift.start <= spell.start && spell.end <= $0.shift.end }
        return isInside ? nil : finding(spell, record, "outside their shifts")
      }
    },
    LabourRule("spell-queue", "A person takes contacts only of queues they have language and skills for.") { record in
      record.spells.flatMap { spell in
        spell.queues.compactMap { index in
          guard record.queues.indices.contains(index) else {
            return finding(spell, record, "on queue number \(index), which the scenario does not have")
          }
          let queue = record.queues[index]
          return mayServe(record.agent, queue)
            ? nil : finding(spell, record, "on \(queue.id), which they may not serve")
        }
      }
    },
    LabourRule("spell-overlap", "Nobody takes contacts in two spells at once.") { record in
      var latestEnd: Instant?
      return record.spells.compactMap { spell in
        defer { latestEnd = max(spell.end, latestEnd ?? spell.end) }
        guard let end = latestEnd, spell.start < end, spell.start < spell.end else { return nil }
        let shared = min(end, spell.end).seconds(since: spell.start)
        return finding(spell, record, "that overlaps another by \(lengthText(seconds: shared))")
      }
    },
  ]

  /// Language, channel, tier and every further need of the queue; an activity has no channel and no tier, and not always a language.
  private static func mayServe(_ agent: Agent, _ queue: Queue) -> Bool {
    if queue.activity != nil {
      let speaks = queue.language.isEmpty || agent.languages.contains(queue.language)
      return speaks && Set(queue.needs).isSubset(of: agent.skills)
    }
    let needs = [queue.channel.rawValue, queue.tier] + queue.needs
    return agent.languages.contains(queue.language) && needs.allSatisfy { agent.skills.contains($0) }
  }

  private static func finding(_ spell: QueueSpell, _ record: WorkRecord, _ text: String) -> Finding {
    let host = record.allShifts.first { $0.shift.start <= spell.start && spell.start < $0.shift.end }
    let local = (host?.zone ?? record.homeZone).local(at: spell.start)
    return Finding(host?.shift.date ?? local.date, "has a spell at \(local.clockText) \(text)")
  }
}
