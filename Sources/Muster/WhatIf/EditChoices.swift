import Staffing
import Timeline
import Workforce

/// What may be edited to keep a promise: for each lever ladders of edits, each step further than the one before.
struct EditChoices {
  /// People of one kind that are tried at most, in this order.
  private static let counts = [1, 2, 3, 5, 8]
  /// By how much a queue's goal is set above what is promised, in this order.
  private static let margins = [0, 0.02, 0.05, 0.1]
  /// Minutes taken off the beginning and the end of a day, in this order.
  private static let trims = [(60, 0), (0, 60), (60, 60), (120, 0), (0, 120), (120, 120)]

  private let promise: Promise
  /// Id of the queue that it is about; nil for all.
  private let queue: String?
  private let scenario: Scenario
  private let base: WhatState

  /// Whether the promise asks for more people, not fewer.
  let needsMore: Bool

  init(_ promise: Promise, about queue: String?, in bench: EditBench) {
    self.promise = promise
    self.queue = queue
    scenario = bench.plan.scenario
    base = bench.base
    switch promise.subject {
    case .shortHours: needsMore = !promise.isAtLeast
    case .service, .overHours, .paidHours, .wages, .heads, .mostPerPerson: needsMore = promise.isAtLeast
    }
  }

  /// Ladders of sentences; of each ladder the first step that keeps the promise counts.
  func ladders(of lever: PromiseEdit.Lever) -> [[[String]]] {
    switch lever {
    case .goals: goals
    case .open: openings
    case .people: people
    case .prices: price.map { [[[$0]]] } ?? []
    }
  }

  /// A higher goal sends people to the queue. A lower one would keep a promise by asking for less, so none is looked for.
  private var goals: [[[String]]] {
    guard promise.subject == .service, promise.isAtLeast, let queue,
      let now = scenario.queues.first(where: { $0.id == queue })?.goal.answered
    else { return [] }
    let steps = Self.margins.map { ((promise.value + $0) * 100).rounded(.up) / 100 }.filter { $0 > now && $0 < 1 }
    return [steps.map { ["\(queue) goals \(Share($0).text(decimals: 0))"] }]
  }

  /// Fewer hours a day, or a day closed, of the queue that lacks most; those that lose fewest contacts first.
  private var openings: [[[String]]] {
    let isHelped =
      switch promise.subject {
      case .service, .shortHours: needsMore
      case .paidHours, .wages: !needsMore
      case .overHours, .heads, .mostPerPerson: false
      }
    let short = base.coverage.queues.map { own in own.required.indices.reduce(0) { $0 + own.under($1) } }
    let places = scenario.queues.indices.filter { queue == nil || scenario.queues[$0].id == queue }
    guard isHelped, let place = places.max(by: { short[$0] < short[$1] }), !scenario.queues[place].isDeferred else {
      return []
    }
    let own = scenario.queues[place]
    // As a change of hours counts them: nights with the evening on which they begin.
    let week = own.open.stretches
    var days: [[Range<Int>]: [Weekday]] = [:]
    for day in Weekday.allCases where !week[day.rawValue].isEmpty { days[week[day.rawValue], default: []].append(day) }
    // A queue stays open on some day.
    let openDays = week.count { !$0.isEmpty }
    var edits: [(sentence: String, lost: Double)] = []
    for (hours, days) in days.sorted(by: { $0.value[0].rawValue < $1.value[0].rawValue }) {
      func add(_ left: [Range<Int>], on days: [Weekday]) {
        let text = left.isEmpty ? "closed" : left.map(Self.text).joined(separator: ", ")
        let lost = contacts(of: place, on: days, inside: hours, outside: left)
        edits.append(("\(own.id) open \(Self.text(of: days)) \(text)", lost))
      }
      for (early, late) in Self.trims {
        if let left = Self.trimmed(hours, early: early, late: late) { add(left, on: days) }
      }
      if openDays > 1 { for day in days { add([], on: [day]) } }
    }
    return [edits.sorted { ($0.lost, $0.sentence) < ($1.lost, $1.sentence) }.map { [$0.sentence] }]
  }

  /// Contacts of a queue in the hours of some weekdays, those after midnight included, outside what is left of them.
  private func contacts(
    of place: Int, on days: [Weekday], inside hours: [Range<Int>], outside left: [Range<Int>]
  ) -> Double {
    let zone = scenario.queues[place].open.zone
    let grid = base.requirement.grid
    let evenings = Set(days.map(\.rawValue))
    return grid.indices.reduce(0) { sum, interval in
      let local = zone.local(at: grid.instant(of: interval))
      let today = local.date.weekday.rawValue
      let isLost = [(today, 0), ((today + 6) % 7, 1440)].contains { day, later in
        let minute = local.secondsOfDay / 60 + later
        return evenings.contains(day) && hours.contains { $0.contains(minute) }
          && !left.contains { $0.contains(minute) }
      }
      return isLost ? sum + base.requirement.queues[place].offered[interval] : sum
    }
  }

  /// A day's hours without its ends; nil where there is nothing to take, or the queue never closes.
  private static func trimmed(_ hours: [Range<Int>], early: Int, late: Int) -> [Range<Int>]? {
    guard let first = hours.first, let last = hours.last, first.lowerBound > 0 || last.upperBound != 1440 else {
      return nil
    }
    var ends = hours.map { ($0.lowerBound, $0.upperBound) }
    ends[0].0 += early
    ends[ends.count - 1].1 -= late
    return ends.allSatisfy { $0.0 < $0.1 && $0.0 < 1440 } ? ends.map { $0.0..<$0.1 } : nil
  }

  /// `20:00-02:00`.
  private static func text(_ stretch: Range<Int>) -> String {
    func clock(_ minutes: Int) -> String { TimeOfDay(minutes: minutes > 1440 ? minutes - 1440 : minutes)?.text ?? "" }
    return "\(clock(stretch.lowerBound))-\(clock(stretch.upperBound))"
  }

  /// Weekdays as they are written: `mon-fri`, `sat`.
  private static func text(of days: [Weekday]) -> String {
    var runs: [ClosedRange<Int>] = []
    for day in days.map(\.rawValue).sorted() {
      if let last = runs.last, last.upperBound + 1 == day {
        runs[runs.count - 1] = last.lowerBound...day
      } else {
        runs.append(day...day)
      }
    }
    func name(_ day: Int) -> String { Weekday.allCases[day].abbreviation.lowercased() }
    return runs.map { $0.count == 1 ? name($0.lowerBound) : "\(name($0.lowerBound))-\(name($0.upperBound))" }
      .joined(separator: ",")
  }

  /// So many people more like somebody, or somebody who leaves, for each kind of people.
  private var people: [[[String]]] {
    var kinds: [[String]: [Agent]] = [:]
    for agent in scenario.agents {
      let served = scenario.queues.filter { agent.serves($0) }.map(\.id)
      if needsMore, let queue, !served.contains(queue) { continue }
      kinds[[agent.site, agent.contract] + served, default: []].append(agent)
    }
    return kinds.keys.sorted { $0.description < $1.description }.map { key in
      let alike = kinds[key] ?? []
      return Self.counts.filter { needsMore || $0 <= alike.count }.map { count in
        needsMore ? alike.prefix(1).map { "+\(count) like \($0.id)" } : alike.suffix(count).map { "\($0.id) leaves" }
      }
    }
  }

  /// What shortage or surplus weighs in the search, where that can help.
  var price: String? {
    switch promise.subject {
    case .heads, .mostPerPerson: nil
    case .service, .shortHours: needsMore ? "short prices x 4" : nil
    case .overHours, .paidHours, .wages: needsMore ? nil : "over prices x 4"
    }
  }
}
