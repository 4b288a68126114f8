package import Tabular
import Timeline
import Units
package import Workforce

extension Scenario {
  /// Does what changes say, one after the other.
  ///
  /// Nothing is half done: where a change names nobody, lies outside the horizon or leads to a value that could not be written in a
  /// file, it is reported with the nearest names and left out.
  ///
  /// - Parameter reachesAhead: whether changes may begin behind the horizon, as plans of the months ahead reach there.
  /// - Returns: every value that differs, with the one before.
  package mutating func apply(
    _ changes: [ScenarioChange], reachesAhead: Bool = false, _ problems: inout ProblemCollector
  ) -> [Origin] {
    var origins: [Origin] = []
    for change in changes {
      do throws(Misreading) {
        try check(change, reachesAhead: reachesAhead)
        origins += try apply(change)
      } catch {
        problems.add(change.place, "\(change.kind.rawValue) \(change.target): \(error.what)", next: error.next)
      }
    }
    return origins
  }

  /// Holds the dates of a change against the horizon.
  private func check(_ change: ScenarioChange, reachesAhead: Bool) throws(Misreading) {
    let last = horizon.first.advanced(byDays: horizon.dayCount - 1)
    let next = "Write dates from \(horizon.first) to \(last)."
    if let from = change.from, from > last, !reachesAhead {
      throw Misreading("\(from) is behind the horizon", next: next)
    }
    if let to = change.to, to < horizon.first { throw Misreading("\(to) is before the horizon", next: next) }
  }

  private mutating func apply(_ change: ScenarioChange) throws(Misreading) -> [Origin] {
    switch change.action {
    case .number(let number):
      switch change.kind {
      case .volume: return try changeDemand(.volume, number, change)
      case .handleTime: return try changeDemand(.handleTime, number, change)
      case .shrinkage: return try changeShrinkage(number, change)
      case .wages: return try changeWages(change)
      case .prices: return try changePrice(number, change)
      case .flows: return try changeFlows(number, change)
      case .people, .goals, .open: return []
      }
    case .price: return try changeWages(change)
    case .goal(let goal): return try changeGoals(goal, change)
    case .hours(let hours): return try changeHours(hours, change)
    case .add(let count): return try addPeople(count, change)
    case .remove: return try removePeople(change)
    }
  }

  /// Notes on changes that begin behind the horizon, as meant for the months ahead or after a slip in the year.
  func changesAhead(_ changes: [ScenarioChange]) -> [String] {
    let last = horizon.first.advanced(byDays: horizon.dayCount - 1)
    return changes.filter { $0.from.map { $0 > last } ?? false }.map { change in
      "\(change.place.file)\(change.place.line.map { ":\($0)" } ?? ""): \(change.kind.rawValue) \(change.target) \(change.text) begins behind the horizon, which ends on \(last): "
        + "muster outlook and muster headcount count it, a roster does not."
    }
  }

  /// Indices of the entries that a change means.
  private func places(
    _ change: ScenarioChange, in names: [String], _ kind: String
  ) throws(Misreading) -> [Int] {
    let meant = names.indices.filter { fits(names[$0], change.target) }
    guard meant.isEmpty else { return meant }
    throw Misreading("there is no such \(kind)", next: nearestAdvice(change.target, in: names, kind: kind + "s"))
  }

  /// Indices of the queues that a change means; activities have no contacts, and so nothing of this to change.
  private func queuesWithContacts(_ change: ScenarioChange) throws(Misreading) -> [Int] {
    let meant = try places(change, in: queues.map(\.id), "queue")
    let found = meant.filter { queues[$0].activity == nil }
    if found.isEmpty, let first = meant.first {
      throw Misreading(
        "\(queues[first].id) is an activity, which has no contacts",
        next: "Change its hours or people in activities; a variant may say them anew.")
    }
    return found
  }

  private mutating func changeDemand(
    _ kind: DemandChange.Kind, _ number: NumberChange, _ change: ScenarioChange
  ) throws(Misreading) -> [Origin] {
    let factor = number.applied(to: 1)
    try checkBound(factor, change.text, .factor)
    if kind == .handleTime, factor <= 0 {
      throw Misreading("\(change.text) leaves no handle time", next: "Write a factor above 0.")
    }
    var origins: [Origin] = []
    for index in try queuesWithContacts(change) {
      let id = queues[index].id
      let isWhole = change.from.map { $0 <= horizon.first } ?? true && change.to == nil
      if kind == .handleTime, !queues[index].handleTimesAtOnce.isEmpty {
        guard isWhole else {
          throw Misreading(
            "queue \(id) has handle-times by chats at once, which hold for the whole plan",
            next: "Leave the dates out.")
        }
        queues[index].handleTimesAtOnce = queues[index].handleTimesAtOnce.map { Seconds($0.value * factor) }
      }
      demandChanges.append(DemandChange(kind, of: id, by: factor, from: change.from, to: change.to))
      if factor != 1 { origins.append(Origin("queues.\(id).\(kind.rawValue)", change.text, at: change.place)) }
    }
    return origins
  }

  private mutating func changeShrinkage(
    _ number: NumberChange, _ change: ScenarioChange
  ) throws(Misreading) -> [Origin] {
    let names = sites.flatMap { site in site.shrinkage.map { "\(site.id).\($0.name)" } }
    let meant = Set(try places(change, in: names, "shrinkage cause").map { names[$0] })
    var origins: [Origin] = []
    for site in sites.indices {
      for cause in sites[site].shrinkage.indices {
        let path = "\(sites[site].id).\(sites[site].shrinkage[cause].name)"
        guard meant.contains(path) else { continue }
        let before = sites[site].shrinkage[cause]
        let after = ShrinkageCause(
          name: before.name, share: number.applied(to: before.share),
          months: before.months.mapValues { number.applied(to: $0) })
        for share in [after.share] + after.months.values.sorted() where share < 0 {
          throw Misreading("\(path) would be \(Share(share).plainText)", next: "Leave at least 0 %.")
        }
        sites[site].shrinkage[cause] = after
        if after != before {
          origins.append(
            Origin("sites.\(path)", Share(after.share).plainText, at: change.place, for: Share(before.share).plainText))
        }
      }
      for month in 1...12 where !Bound.shrinkage.contains(1 - sites[site].productiveShare(inMonth: month)) {
        throw Misreading(
          "shrinkage of \(sites[site].id) adds up to \(Share(1 - sites[site].productiveShare(inMonth: month)).plainText)",
          next: "Stay at most at \(Bound.shrinkage.mostText).")
      }
    }
    return origins
  }

  private mutating func changeWages(_ change: ScenarioChange) throws(Misreading) -> [Origin] {
    if change.to != nil { throw Misreading("\(change.text) has an end", next: "Write from alone: wages stay.") }
    var origins: [Origin] = []
    for index in try places(change, in: contracts.map(\.id), "contract") {
      let start = max(change.from ?? horizon.first, horizon.first)
      func changed(_ price: Money) throws(Misreading) -> Money {
        switch change.action {
        case .price(let money):
          guard money.currency == price.currency else {
            throw Misreading(
              "\(contracts[index].id) is paid in \(price.currency)", next: "Write a price in \(price.currency).")
          }
          return money
        case .number(let number):
          let units = number.applied(to: Double(price.minorUnits)).rounded()
          try checkBound(units / Money.minorUnits(ofOne: price.currency), change.text, .pay)
          return Money(minorUnits: Int(units), currency: price.currency)
        default: return price
        }
      }
      let before = contracts[index].costPerHour(on: start)
      if start <= horizon.first {
        contracts[index].costPerHour = try changed(contracts[index].costPerHour)
        for raise in contracts[index].raises.indices {
          contracts[index].raises[raise].costPerHour = try changed(contracts[index].raises[raise].costPerHour)
        }
      } else {
        let raise = Raise(from: start, costPerHour: try changed(before))
        for later in contracts[index].raises.indices where contracts[index].raises[later].from > start {
          contracts[index].raises[later].costPerHour = try changed(contracts[index].raises[later].costPerHour)
        }
        contracts[index].raises.removeAll { $0.from == start }
        contracts[index].raises.append(raise)
        contracts[index].raises.sort { $0.from < $1.from }
      }
      let after = contracts[index].costPerHour(on: start)
      if after != before {
        let dates = change.from.map { " from \($0)" } ?? ""
        origins.append(
          Origin(
            "contracts.\(contracts[index].id).cost", hourlyPriceText(after) + dates, at: change.place,
            for: hourlyPriceText(before)))
      }
    }
    return origins
  }

  private mutating func changePrice(
    _ number: NumberChange, _ change: ScenarioChange
  ) throws(Misreading) -> [Origin] {
    let keys: [(name: String, path: WritableKeyPath<Prices, Double>)] = [
      ("short", \.short), ("over", \.over), ("change", \.change), ("presence", \.presence), ("fairness", \.fairness),
      ("overtime", \.overtime), ("start", \.start), ("split", \.split), ("queue-change", \.queueChange),
      ("single-day-off", \.singleDayOff),
    ]
    var origins: [Origin] = []
    for index in try places(change, in: keys.map(\.name), "price") {
      let before = prices[keyPath: keys[index].path]
      let after = number.applied(to: before)
      try checkBound(after, change.text, .points)
      prices[keyPath: keys[index].path] = after
      if after != before {
        origins.append(
          Origin("prices.\(keys[index].name)", plainText(after), at: change.place, for: plainText(before)))
      }
    }
    return origins
  }

  private mutating func changeGoals(
    _ goal: ScenarioChange.Goal, _ change: ScenarioChange
  ) throws(Misreading) -> [Origin] {
    var origins: [Origin] = []
    for index in try queuesWithContacts(change) {
      let before = queues[index].goal
      var after = before
      if let answered = goal.answered { after.answered = answered.applied(to: before.answered) }
      after.within = goal.within ?? after.within
      after.abandonedAtMost = goal.abandoned ?? after.abandonedAtMost
      after.occupancyAtMost = goal.occupancy ?? after.occupancyAtMost
      for share in [after.answered, after.abandonedAtMost ?? 1, after.occupancyAtMost ?? 1]
      where share <= 0 || share > 1 {
        throw Misreading(
          "the goal of \(queues[index].id) would be \(Share(share).plainText)",
          next: "Stay above 0 % and at most at 100 %."
        )
      }
      queues[index].goal = after
      if after != before {
        origins.append(
          Origin("queues.\(queues[index].id).goal", goalText(after), at: change.place, for: goalText(before)))
      }
    }
    return origins
  }

  private mutating func changeHours(
    _ hours: ScenarioChange.Hours, _ change: ScenarioChange
  ) throws(Misreading) -> [Origin] {
    var origins: [Origin] = []
    for index in try places(change, in: queues.map(\.id), "queue") {
      let before = queues[index].open
      var after = before
      after.closesOnHolidays = hours.closesOnHolidays ?? before.closesOnHolidays
      var week = before.stretches
      for day in hours.days { week[day.rawValue] = hours.week[day.rawValue] }
      after.week = [[LocalHours]](repeating: [], count: 7)
      for (day, ranges) in week.enumerated() {
        for range in ranges {
          guard let start = TimeOfDay(minutes: range.lowerBound),
            let end = TimeOfDay(minutes: min(range.upperBound, 1440))
          else { continue }
          if start < end { after.week[day].append(LocalHours(from: start, to: end)) }
          // What passes midnight goes on under the next weekday.
          if range.upperBound > 1440, let rest = TimeOfDay(minutes: range.upperBound - 1440) {
            after.week[(day + 1) % 7].append(LocalHours(from: .midnight, to: rest))
          }
        }
      }
      for day in after.week.indices {
        after.week[day].sort { $0.start < $1.start }
        for (one, other) in zip(after.week[day], after.week[day].dropFirst()) where other.start < one.end {
          throw Misreading(
            "two stretches of \(queues[index].id) overlap on \(Weekday.allCases[day].abbreviation)",
            next: "Write stretches that do not touch each other.")
        }
      }
      if after.closesOnHolidays, queues[index].region == nil {
        throw Misreading("queue \(queues[index].id) has no region whose holidays could close it", next: "Add region.")
      }
      let first = queues[index].openInHistory
      queues[index].open = after
      queues[index].openBefore = first == after ? nil : first
      if after != before {
        origins.append(Origin("queues.\(queues[index].id).open", change.text, at: change.place))
      }
    }
    guard queues.contains(where: { $0.open.week.contains { !$0.isEmpty } }) else {
      throw Misreading("no queue would be open any more", next: "Leave one of them open.")
    }
    return origins
  }

  private mutating func addPeople(_ count: Int, _ change: ScenarioChange) throws(Misreading) -> [Origin] {
    let ids = agents.map(\.id)
    guard let model = agents.first(where: { $0.id == change.target }) else {
      throw Misreading("there is no such person", next: nearestAdvice(change.target, in: ids, kind: "people"))
    }
    try checkBound(Double(ids.count + count), change.text, .people)
    var taken = Set(ids)
    var number = 1
    let past = ledger.first { $0.agent == model.id }
    let weeks = contract(model.contract)?.rotation?.weeks.count
    for place in 0..<count {
      while taken.contains("\(model.id)-\(number)") { number += 1 }
      var person = model
      person.id = "\(model.id)-\(number)"
      person.name = "\(person.id) (new)"
      person.from = change.from
      person.to = change.to
      // New people are spread over a rotation as those of the table are.
      if let weeks { person.rotationWeek = ((model.rotationWeek ?? 0) + place + 1) % weeks }
      // With no past of their own they would get all that colleagues did before.
      if let past {
        ledger.append(
          LedgerEntry(agent: person.id, nights: past.nights, weekends: past.weekends, lateEnds: past.lateEnds))
      }
      taken.insert(person.id)
      agents.append(person)
    }
    return count > 0 ? [Origin("people", "\(count) more like \(model.id)" + datesText(change), at: change.place)] : []
  }

  private mutating func removePeople(_ change: ScenarioChange) throws(Misreading) -> [Origin] {
    let meant = Set(try places(change, in: agents.map(\.id), "person").map { agents[$0].id })
    let first = change.from ?? horizon.first
    if first <= horizon.first, change.to == nil {
      agents.removeAll { meant.contains($0.id) }
      leave.removeAll { meant.contains($0.agent) }
      absences.removeAll { meant.contains($0.agent) }
      requests.removeAll { meant.contains($0.agent) }
      fixedShifts.removeAll { meant.contains($0.agent) }
      worked.removeAll { meant.contains($0.agent) }
      ledger.removeAll { meant.contains($0.agent) }
    } else if let last = change.to {
      for id in meant.sorted() { leave.append(Leave(agent: id, from: first, to: last, kind: "away")) }
    } else {
      for index in agents.indices where meant.contains(agents[index].id) {
        agents[index].to = min(agents[index].to ?? first, first.advanced(byDays: -1))
      }
      requests.removeAll { meant.contains($0.agent) && $0.date >= first }
      fixedShifts.removeAll { meant.contains($0.agent) && $0.date >= first }
    }
    guard agents.contains(where: { $0.to.map { $0 >= horizon.first } ?? true }) else {
      throw Misreading("nobody would be left", next: "Leave somebody.")
    }
    return [Origin("people", "without \(meant.sorted().joined(separator: ", "))" + datesText(change), at: change.place)]
  }

  private func datesText(_ change: ScenarioChange) -> String {
    (change.from.map { " from \($0)" } ?? "") + (change.to.map { " to \($0)" } ?? "")
  }
}

extension OpeningHours {
  /// Minutes of the day on which a stretch begins, at most 2880; shape [7], Monday first.
  ///
  /// `week` is cut at midnight. A stretch that ends there and one that begins there on the next weekday are one that passes
  /// midnight, unless a day is round the clock or both together are longer than a day.
  package var stretches: [[Range<Int>]] {
    var stretches = week.map { $0.map { $0.start.minutes..<$0.end.minutes } }
    for day in week.indices {
      let next = (day + 1) % 7
      guard let evening = week[day].last, let morning = week[next].first, evening.end.minutes == 1440,
        morning.start.minutes == 0, morning.end.minutes < evening.start.minutes
      else { continue }
      stretches[next].removeFirst()
      let last = stretches[day].count - 1
      stretches[day][last] = evening.start.minutes..<1440 + morning.end.minutes
    }
    return stretches
  }
}

private func goalText(_ goal: ServiceGoal) -> String {
  var text = "\(Share(goal.answered).plainText) in \(plainText(goal.within.value)) s"
  if let most = goal.abandonedAtMost { text += ", at most \(Share(most).plainText) hang up" }
  if let most = goal.occupancyAtMost { text += ", occupancy at most \(Share(most).plainText)" }
  return text
}
