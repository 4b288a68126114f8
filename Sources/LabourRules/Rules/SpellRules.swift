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
    LabourRule("least-stretch", "Whoever changes queues in a shift stays on each as long as contract and queue ask.") {
      record in
      record.wholeShifts.flatMap { whole -> [Finding] in
        guard changes(in: whole, record) > 0 else { return [] }
        return whole.parts.flatMap { part -> [Finding] in
          let own = stretches(of: part, record)
          return own.enumerated().compactMap { place, stretch in
            let queues = stretch.queues.filter(record.queues.indices.contains).map { record.queues[$0] }
            let least = 60 * max(record.contract.leastStretch, queues.compactMap(\.leastStretch).max() ?? 0)
            let length = stretch.end.seconds(since: stretch.start)
            let isLast = place == own.count - 1
            if length >= least || isLast && record.isCutShort(part.shift) { return nil }
            return finding(
              stretch, record,
              "on \(queues.map(\.id).joined(separator: ", ")) for \(lengthText(seconds: length)), "
                + differenceText(seconds: length, wanted: least))
          }
        }
      }
    },
    LabourRule("queue-changes", "A shift has at most the contract's number of changes of queue.") { record in
      guard let most = record.contract.mostQueueChanges else { return [] }
      return record.wholeShifts.compactMap { whole in
        let count = changes(in: whole, record)
        guard count > most else { return nil }
        return Finding(whole.date, "has \(countText(count, "change")) of queue, \(count - most) more than \(most)")
      }
    },
  ]

  /// What a shift in one piece, or one part of a split shift, is spent on: spells that follow each other on the same queues are one
  /// stretch.
  private static func stretches(of part: WorkedShift, _ record: WorkRecord) -> [QueueSpell] {
    var stretches: [QueueSpell] = []
    for spell in record.spells where part.shift.start <= spell.start && spell.end <= part.shift.end {
      if let last = stretches.last, Set(last.queues) == Set(spell.queues) {
        stretches[stretches.count - 1].end = spell.end
      } else {
        stretches.append(spell)
      }
    }
    return stretches
  }

  /// Changes of queue in a shift, over the gap of a split one too.
  private static func changes(in whole: WholeShift, _ record: WorkRecord) -> Int {
    let all = whole.parts.flatMap { stretches(of: $0, record) }
    return zip(all, all.dropFirst()).count { Set($0.queues) != Set($1.queues) }
  }

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
