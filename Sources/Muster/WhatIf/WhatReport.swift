import ScenarioFiles
import Tabular
import Units
import Workforce

/// A figure of the plan and what it would become.
public struct WhatFigure: Hashable, Sendable, Encodable {
  /// In the plan.
  public var planned: Double
  /// By the estimate.
  public var estimate: Double
  /// Lower end of the band.
  public var low: Double
  /// Upper end of the band.
  public var high: Double
  /// In the whole plan of the changed scenario, where it was made.
  public var inPlan: Double?

  init(
    _ planned: Double, _ estimate: Double, half: Double, above: Double? = nil, lowest: Double = .infinity,
    most: Double = .infinity
  ) {
    self.planned = planned
    self.estimate = min(most, max(0, estimate))
    low = max(0, min(self.estimate - half, lowest))
    high = min(most, self.estimate + (above ?? half))
  }

  /// Whether the whole plan is inside the band; `nil` where none was made.
  public var isInside: Bool? { inPlan.map { $0 >= low - 1e-9 && $0 <= high + 1e-9 } }
}

/// What some changes would do to a plan.
public struct WhatReport: Hashable, Sendable, Encodable {
  /// One queue.
  public struct Queue: Hashable, Sendable, Encodable {
    /// Id of the queue.
    public var queue: String
    /// Share within the threshold; `nil` where nothing is offered before or after.
    public var service: WhatFigure?
    /// Net hours below the requirement.
    public var shortHours: WhatFigure
    /// Net hours that are required.
    public var requiredHours: WhatFigure
  }

  /// The changes as they were said.
  public var changes: [String]
  /// Every value that they change, with what it was.
  public var values: [String]
  /// Share within the thresholds over all contacts.
  public var service: WhatFigure
  /// Net hours below the requirement, all queues.
  public var shortHours: WhatFigure
  /// Wages by currency, in whole units of it.
  public var wages: [String: WhatFigure]
  /// In the order of the scenario.
  public var queues: [Queue]

  /// The three figures of a plan are inside their bands; `nil` where no whole plan was made.
  public var isInside: Bool? {
    let parts = [service.isInside, shortHours.isInside] + wages.values.map(\.isInside)
    return parts.contains(nil) ? nil : parts.allSatisfy { $0 == true }
  }

  init(_ estimate: WhatEstimate, changes: [String], values: [String]) {
    self.changes = changes
    self.values = values
    let (base, changed) = (estimate.base, estimate.changed)
    let hours = Double(base.requirement.grid.intervalSeconds) / 3600
    let before = base.scenario.queues.indices.map { queue in
      let (own, needed) = (base.coverage.queues[queue], base.requirement.queues[queue])
      return (
        contacts: needed.offered.reduce(0, +), service: WhatEstimate.service(own.serviceLevel, needed.offered),
        required: own.required.reduce(0, +) * hours,
        short: own.required.indices.reduce(0) { $0 + own.under($1) } * hours
      )
    }
    let over = base.scenario.queues.indices.reduce(0.0) { sum, queue in
      let own = base.coverage.queues[queue]
      return sum + own.required.indices.reduce(0) { $0 + own.over($1) } * hours
    }
    func sum<Row>(_ rows: [Row], _ part: (Row) -> Double) -> Double { rows.reduce(0) { $0 + part($1) } }
    let planned = sum(before, \.short)
    let waiting = before.indices.reduce(0) { base.scenario.queues[$1].isDeferred ? $0 + before[$1].short : $0 }
    let band = WhatBand(shortHours: planned, waitingHours: waiting, overHours: over)
    let program = sum(estimate.queues, \.programShortHours)
    let more = sum(estimate.queues, \.shortHoursMore)
    let change = band.settled(shortHours: planned, program: program, change: more) - planned
    let settled = zip(before, estimate.queues).enumerated().map { index, pair -> (service: Double?, short: Double) in
      let (was, then) = pair
      let isDeferred = base.scenario.queues[index].isDeferred
      let service = was.service.flatMap { old in
        then.service.map { old + band.settled(service: $0 - old, isDeferred: isDeferred) }
      }
      let short = band.settled(
        shortHours: was.short, program: then.programShortHours, change: then.shortHoursMore)
      return (service, short - was.short)
    }
    queues = before.indices.map { index in
      let (was, then) = (before[index], settled[index])
      let isDeferred = base.scenario.queues[index].isDeferred
      let service = was.service.flatMap { old in
        then.service.map {
          WhatFigure(old, $0, half: band.service(of: $0, change: $0 - old, isDeferred: isDeferred), most: 1)
        }
      }
      return Queue(
        queue: base.scenario.queues[index].id, service: service,
        shortHours: WhatFigure(
          was.short, was.short + then.short, half: band.shortHours(of: was.short, change: then.short)),
        requiredHours: WhatFigure(was.required, estimate.queues[index].requiredHours, half: 0))
    }
    let people = estimate.people.map { people in
      func change(_ more: Double) -> Double {
        band.settled(shortHours: planned, program: program, change: more) - planned
      }
      return min(change(people.placed), change(people.without) + band.leastMore(come: people.come, gone: people.gone))
    }
    // Work that waits can be done at other hours: what such a queue needs less may all come off what it is short of.
    let freed = zip(before, zip(estimate.queues, settled)).enumerated().reduce(0.0) { sum, pair in
      let (was, (then, own)) = pair.element
      guard base.scenario.queues[pair.offset].isDeferred else { return sum }
      return sum + max(0, min(was.short, was.required - then.requiredHours) + min(0, own.short))
    }
    let lowest = min(change, people ?? change) - freed
    shortHours = WhatFigure(
      planned, planned + change, half: band.shortHours(change: change),
      above: band.shortHoursAbove(change: change, program: more),
      lowest: planned + lowest - band.shortHoursBelow(change: lowest))
    func mean(_ rows: [(contacts: Double, service: Double?)]) -> Double {
      let told = rows.filter { $0.service != nil }
      return sum(told) { $0.contacts * ($0.service ?? 0) } / max(1e-9, sum(told, \.contacts))
    }
    let level = (
      before: mean(before.map { ($0.contacts, $0.service) }),
      after: mean(zip(estimate.queues, settled).map { ($0.contacts, $1.service) })
    )
    let contacts = max(1e-9, sum(before, \.contacts))
    let goals = before.indices.reduce(0.0) { sum, index in
      let goal = (base.scenario.queues[index].goal.answered, changed.scenario.queues[index].goal.answered)
      return sum + before[index].contacts / contacts * (goal.1 - goal.0)
    }
    // Where many are over, a search makes up for what is short, and yet fewer or more are on the queue: the formula's whole change is
    // as likely as the part of it that is counted.
    let whole = mean(
      estimate.queues.indices.map { index in
        let isDeferred = base.scenario.queues[index].isDeferred
        return (
          estimate.queues[index].contacts, isDeferred ? settled[index].service : estimate.queues[index].service
        )
      })
    let (beyond, chance) = (whole - level.after, band.service(change: 0))
    let half = band.service(change: level.after - level.before)
    let further = band.service(goals: goals)
    service = WhatFigure(
      level.before, level.after, half: max(half, chance - beyond) + (goals < 0 ? further : 0),
      above: max(half, chance + beyond) + (goals > 0 ? further : 0), most: 1)
    let required = zip(before, estimate.queues).reduce(0.0) { $0 + $1.1.requiredHours - $1.0.required }
    wages = WhatMoney.wages(from: base, to: changed, short: change, required: required, band: band)
  }

  /// The report as lines for a terminal.
  public var text: String {
    var lines = ["What if \(changes.joined(separator: ", "))?", ""]
    let hasPlan = isInside != nil
    func cells(_ figure: WhatFigure, _ shown: (Double) -> String) -> [String] {
      let last = figure.inPlan.map { [shown($0) + (figure.isInside == false ? " *" : "")] } ?? []
      return [shown(figure.planned), shown(figure.estimate), "\(shown(figure.low)) to \(shown(figure.high))"]
        + (hasPlan ? last : [])
    }
    func percent(_ share: Double) -> String { Share(share).text() }
    func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: 1) }
    func whole(_ value: Double) -> String { FixedDecimal.text(value, decimals: 0) }
    let head = ["in the plan", "then", "between"] + (hasPlan ? ["planned again"] : [])
    var rows = [[""] + head]
    rows.append(["answered in time"] + cells(service, percent))
    rows.append(["hours short"] + cells(shortHours, number))
    for (currency, figure) in wages.sorted(by: { $0.key < $1.key }) {
      rows.append(["wages, \(currency)"] + cells(figure, whole))
    }
    lines += TextTable.lines(rows, leftAligned: [0])
    let moved = queues.filter { queue in
      let level = queue.service.map { abs($0.estimate - $0.planned) } ?? 0
      return level >= 0.0005 || abs(queue.shortHours.estimate - queue.shortHours.planned) >= 0.05
        || abs(queue.requiredHours.estimate - queue.requiredHours.planned) >= 0.05
    }
    if !moved.isEmpty {
      var table = [["queue", "required h", "then", "service", "then", "between", "short h", "then", "between"]]
      for queue in moved {
        let level =
          queue.service.map {
            [percent($0.planned), percent($0.estimate), "\(percent($0.low)) to \(percent($0.high))"]
          } ?? ["-", "-", "-"]
        let short = queue.shortHours
        table.append(
          [queue.queue, number(queue.requiredHours.planned), number(queue.requiredHours.estimate)] + level + [
            number(short.planned), number(short.estimate), "\(number(short.low)) to \(number(short.high))",
          ])
      }
      lines += [""] + TextTable.lines(table, leftAligned: [0])
      if moved.count < queues.count {
        lines.append("Other queues stay as they are, within what a search leaves to chance.")
      }
    }
    lines.append("")
    if values.contains(where: { $0.hasPrefix("prices.") }) {
      lines.append("What prices change only a search tells: no figure here knows them.")
    }
    switch isInside {
    case nil: lines.append("An estimate from the last plan; --plan makes the whole plan and writes both down.")
    case true?: lines.append("The whole plan is inside the band.")
    case false?: lines.append("The whole plan is outside the band where a * stands.")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
