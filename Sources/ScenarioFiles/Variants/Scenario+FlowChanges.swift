import Timeline
import Workforce

extension Scenario {
  /// Changes shares of the demand network; what the history holds stays as it was read.
  ///
  /// On dates only a bot can change, and only to nothing: it is out of order then.
  mutating func changeFlows(_ number: NumberChange, _ change: ScenarioChange) throws(Misreading) -> [Origin] {
    let names = flows.arrows.map(\.id) + flows.bots.map(\.id)
    let meant = Set(names.filter { fits($0, change.target) })
    guard !meant.isEmpty else {
      throw Misreading("there is no such flow", next: nearestAdvice(change.target, in: names, kind: "flows"))
    }
    var origins: [Origin] = []
    func changed(_ share: Double) throws(Misreading) -> Double {
      let after = number.applied(to: share)
      try checkBound(after, change.text, .share)
      return after
    }
    func note(_ id: String, _ part: String, _ after: Double, _ before: Double) {
      guard after != before else { return }
      origins.append(
        Origin("flows.\(id).\(part)", Share(after).plainText, at: change.place, for: Share(before).plainText))
    }
    let hasDates = change.from != nil || change.to != nil
    for index in flows.arrows.indices where meant.contains(flows.arrows[index].id) {
      if hasDates {
        throw Misreading("\(change.text) has dates", next: "Leave them out: shares hold for the whole plan.")
      }
      let before = flows.arrows[index].share
      flows.arrows[index].share = try changed(before)
      note(flows.arrows[index].id, "share", flows.arrows[index].share, before)
    }
    for index in flows.bots.indices where meant.contains(flows.bots[index].id) {
      let bot = flows.bots[index]
      if hasDates {
        guard try changed(bot.containment) == 0 else {
          throw Misreading("\(change.text) has dates", next: "On dates a bot can only be off: write 0 % on a date.")
        }
        flows.bots[index].outages = merged(bot.outages, with: dates(of: change, on: bot.queue))
        origins.append(Origin("flows.\(bot.id).outages", change.text, at: change.place))
      } else {
        flows.bots[index].containment = try changed(bot.containment)
        note(bot.id, "containment", flows.bots[index].containment, bot.containment)
      }
    }
    if let fault = flows.fault { throw fault }
    return origins
  }

  /// The dates of a change on the clock of a queue.
  private func dates(of change: ScenarioChange, on queue: String) -> Range<Instant> {
    let zone = queues.first { $0.id == queue }?.open.zone ?? .utc
    let first = zone.startOfDay(max(horizon.first, change.from ?? horizon.first))
    let last = change.to ?? horizon.first.advanced(byDays: horizon.dayCount - 1)
    return first..<max(first, zone.startOfDay(last.advanced(byDays: 1)))
  }

  private func merged(_ outages: [Range<Instant>], with more: Range<Instant>) -> [Range<Instant>] {
    var merged: [Range<Instant>] = []
    for outage in (outages + [more]).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, outage.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, outage.upperBound)
      } else {
        merged.append(outage)
      }
    }
    return merged
  }
}
