import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Units
import Workforce

extension Planner {
  /// The containment from which a bot pays, and what the roster of the output folder can lose of it; nothing is written.
  ///
  /// - Throws: `InputError` for faults of the input or terms, or where the scenario has no such bot.
  public func breakEven(_ terms: BreakEvenTerms) throws -> BreakEvenReport {
    let input = try read()
    try input.scenario.checkQueues(to: "answer")
    let price = try terms.thousandfoldPrice()
    let bot = try terms.bot(in: input.scenario)
    let isForeign = input.scenario.contracts.contains { $0.costPerHour.currency != price.currency }
    let rates = try (isForeign ? headcountFolder(input) : nil).map {
      try ScenarioFolder.readHeadcount($0, for: input.scenario)
    }
    let bench = try BreakEvenBench(run: try runInput(input), bot: bot, price: price, terms: terms, rates: rates)
    report(.began(.staffing))
    try bench.checkCurrencies()
    let planned = try bench.point(bot.containment)
    let (turn, around) = try bench.turn(isCancelled: { try stopIfCancelled() })
    var made = BreakEvenReport(
      bot: bot.id, queue: bot.queue, currency: price.currency, planned: planned, breakEven: turn, around: around,
      hours: [])
    // Without a plan there is only the money.
    if FileAccess.exists("\(output)/\(RosterTable.fileName)") {
      made.hours = try reading { try hours(input.scenario, bot, bench) }
    }
    return made
  }

  private func hours(_ scenario: Scenario, _ bot: Bot, _ bench: BreakEvenBench) throws -> [BreakEvenReport.Hour] {
    var scenario = scenario
    scenario.absences = try readAbsences(for: scenario)
    let plan = Plan(
      scenario: scenario, forecast: try readForecast(for: scenario), requirement: try readRequirement(for: scenario),
      roster: try readRoster(for: scenario),
      coverage: Coverage(grid: scenario.grid, queues: []))
    return ContainmentLoss(plan, bot).hours()
  }
}

/// What a scenario costs at some containment of a bot.
struct BreakEvenBench {
  private let memo = StageMemo()
  private let run: RunInput
  private let bot: Bot
  /// Of a thousand conversations.
  private let price: Money
  private let terms: BreakEvenTerms
  /// What says how currencies are exchanged; nil where nothing does.
  private let rates: HeadcountFile?
  /// Staffing cost without the bot.
  private var without = 0.0
  /// Contacts that come to the bot while it is not out of order.
  private let contacts: Double
  private let scale: Double

  init(run: RunInput, bot: Bot, price: Money, terms: BreakEvenTerms, rates: HeadcountFile?) throws {
    self.rates = rates
    self.run = run
    self.bot = bot
    self.price = price
    self.terms = terms
    scale = Money.minorUnits(ofOne: price.currency)
    let grid = run.scenario.grid
    contacts = memo.network(run).courses.reduce(0) { sum, course in
      guard course.kind == .arrival && course.to == bot.id else { return sum }
      return course.left.enumerated().reduce(sum) { sum, come in
        let start = grid.instant(of: come.offset)
        return sum + come.element
          * bot.workingShare(from: start, to: start.advanced(bySeconds: grid.intervalSeconds))
      }
    }
    without = cost(try figures(0))
  }

  /// What a coin of a currency is in coins of the price, on the first date; nil where no rate says.
  private func worth(of currency: String) -> Double? {
    if currency == price.currency { return 1 }
    let date = run.scenario.horizon.first
    guard let own = rates?.rate(of: currency, on: date), let other = rates?.rate(of: price.currency, on: date) else {
      return nil
    }
    return own / other * scale / Money.minorUnits(ofOne: currency)
  }

  /// What the bot saves is money of one currency; people whose pay it changes in one without a rate would be left out.
  func checkCurrencies() throws {
    let (plain, with) = (try figures(0).cells, try figures(0.5).cells)
    var others: Set<String> = []
    for key in Set(plain.keys).union(with.keys) {
      guard case .staffingCost(let currency) = key.measure, worth(of: currency) == nil else { continue }
      if plain[key] ?? 0 != with[key] ?? 0 { others.insert(currency) }
    }
    guard !others.isEmpty else { return }
    let names = others.sorted().joined(separator: " and ")
    throw InputError(
      Place(file: "--price"),
      "the price is in \(price.currency), and the people behind \(bot.id) are also paid in \(names): "
        + "sums of several currencies are none",
      next: "Write rates of both in \(HeadcountFile.fileName), from \(run.scenario.horizon.first) or before.")
  }

  /// Money of a containment.
  ///
  /// Contacts that remain take longer the more the easy ones are kept: the bot's factor holds at the containment of the scenario,
  /// and in proportion at others.
  func point(_ containment: Double) throws -> BreakEvenReport.Point {
    let with = try figures(containment)
    let conversations = contacts * (1 + terms.induced)
    let hours = conversations * containment * terms.reviewSeconds / 3600
    let paid = conversations * (terms.paysKeptAlone ? containment : 1)
    return BreakEvenReport.Point(
      containment: containment, without: without, staffing: cost(with),
      conversations: paid * Double(price.minorUnits) / 1000 / scale, review: hours * hourPrice(with))
  }

  /// Where the saving turns, to a twentieth of a point, and what one point below and above come to.
  func turn(isCancelled: () throws -> Void) throws -> (Double?, [BreakEvenReport.Point]) {
    var (low, high) = (0.0005, 0.9995)
    let ends = [try point(low), try point(high)]
    guard (ends[0].saving > 0) != (ends[1].saving > 0) else { return (nil, ends) }
    while high - low > 0.0005 {
      try isCancelled()
      let middle = (low + high) / 2
      if (try point(middle).saving > 0) == (ends[1].saving > 0) { high = middle } else { low = middle }
    }
    let turn = (low + high) / 2
    return (turn, [try point(max(0, turn - 0.01)), try point(min(1, turn + 0.01))])
  }

  private func figures(_ containment: Double) throws -> Figures {
    var changed = run
    if let index = changed.scenario.flows.bots.firstIndex(where: { $0.id == bot.id }) {
      changed.scenario.flows.bots[index].containment = containment
      if bot.containment > 0 {
        changed.scenario.flows.bots[index].handleTimeFactor =
          1 + (bot.handleTimeFactor - 1) * containment / bot.containment
      }
    }
    if containment > 0, terms.induced > 0 {
      changed.scenario.demandChanges.append(DemandChange(.volume, of: bot.queue, by: 1 + terms.induced))
    }
    let forecast = try memo.forecast(changed)
    return Figures(
      try memo.requirement(for: forecast, in: changed.scenario, hasPools: false), in: changed.scenario)
  }

  private func cost(_ figures: Figures) -> Double { money(figures) { _ in true } / scale }

  /// Staffing cost of some cells, in coins of the price.
  private func money(_ figures: Figures, of isMeant: (Cell) -> Bool) -> Double {
    // Whole coins by currency first, so that the order of the cells does not show.
    var sums: [String: Int] = [:]
    for (key, value) in figures.cells where isMeant(key) {
      if case .staffingCost(let currency) = key.measure { sums[currency, default: 0] += value }
    }
    return sums.sorted { $0.key < $1.key }.reduce(0) { $0 + Double($1.value) * (worth(of: $1.key) ?? 0) }
  }

  /// What an hour of the queue's people costs.
  private func hourPrice(_ figures: Figures) -> Double {
    func isOwn(_ key: Cell) -> Bool { key.id == bot.queue && key.scope == .queue }
    let hours =
      Double(figures.cells.reduce(0) { isOwn($1.key) && $1.key.measure == .grossHours ? $0 + $1.value : $0 }) / 10_000
    if hours > 0 { return money(figures, of: isOwn) / scale / hours }
    let prices = run.scenario.agents.compactMap { run.scenario.contract($0.contract)?.costPerHour }
      .compactMap { pay in worth(of: pay.currency).map { Double(pay.minorUnits) * $0 / scale } }
    return prices.isEmpty ? 0 : prices.reduce(0, +) / Double(prices.count)
  }
}
