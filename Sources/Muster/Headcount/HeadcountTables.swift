import Headcount
import ScenarioFiles
import Tabular
import Timeline
import Units
import Workforce

/// The tables of a headcount plan. Months by their first date; hours are net hours on the queues, money in the plan's currency.
enum HeadcountTables {
  static let heads = TableDefinition(
    "headcount_heads.csv", stage: "headcount", "one row for each month and class of people",
    columns: [
      month, staffClass, site, .init("contract", .text, "id of the contract"), language, costCentre,
      .init("heads", .number, unit: "people", "heads of the month, expected"),
      .init("starts", .number, unit: "people", "people who start in it"),
      .init("leavers", .number, unit: "people", "heads that left since the month before"),
      .init("moved_in", .number, unit: "people", "heads that came from other classes"),
      .init("moved_out", .number, unit: "people", "heads that went to other classes"),
      .init("in_training", .number, unit: "people", "heads in training for another class"),
      .init("hours", .number, unit: "h", "net hours of their contracts"),
      .init("overtime_hours", .number, unit: "h", "net hours of overtime"),
    ], key: ["month", "class"])

  static let hires = TableDefinition(
    "headcount_hires.csv", stage: "headcount", "one row for each class and month in which people start",
    columns: [
      staffClass, site, .init("languages", .text, "languages they speak, separated by blanks"),
      .init("start", .date, "first date of the month in which they start"),
      .init("sign_by", .date, "latest date to sign them"),
      .init("people", .integer, unit: "people", "how many"),
      .init("intakes", .integer, unit: "", "how many groups start and train together"),
      .init("money", .number, unit: "currency", "hiring and training"),
    ], key: ["class", "start"])

  static let money = TableDefinition(
    "headcount_money.csv", stage: "headcount",
    "one row for each month, class or vendor, queue of a vendor and kind of money; sums of it are the plan's money",
    columns: [
      month, .init("source", .text, "class or vendor"),
      .init(
        "queue", .text, mayBeEmpty: true,
        "queue that a vendor's hours are for; empty for people, unused hours and what tiers take off"),
      .init("kind", .text, words: kinds, "what it is for"),
      .init("site", .text, "site of the class; the vendor's id for a vendor"), language, costCentre,
      .init("amount", .number, unit: "plan's currency", range: -Double.infinity ... .infinity, "money"),
      .init(
        "currency", .text, "currency in which it is paid; wages that change theirs within a month have a row for each"),
      .init(
        "amount_paid", .number, unit: "that currency", range: -Double.infinity ... .infinity,
        "the same at the month's rate"),
    ], key: [])

  static let service = TableDefinition(
    "headcount_service.csv", stage: "headcount", "one row for each month and queue",
    columns: [
      month, .queue, .offered,
      .init("needed_hours", .number, unit: "h", "net hours for the goal, what shifts lose included"),
      .init("own_hours", .number, unit: "h", "net hours of own people on the queue, overtime included"),
      .init("vendor_hours", .number, unit: "h", "net hours of vendors on the queue"),
      .init("short_hours", .number, unit: "h", "net hours missing"),
      .share(
        "expected_service_level", mayBeEmpty: true,
        "share answered within the goal's threshold at the planned volume; empty where nothing is offered"),
      .init(
        "money", .number, unit: "currency",
        "of vendors, and of people by class, in proportion to the hours that those who serve the same give the queue"),
      .init("cost_per_contact", .number, unit: "currency", mayBeEmpty: true, "money over contacts offered"),
      .share(
        "miss_chance", mayBeEmpty: true,
        "chance that the queue lacks more than a hundredth of its hours; empty where the plan was not played"),
    ], key: ["month", "queue"])

  static let loss = TableDefinition(
    "schedule_loss.csv", stage: "headcount",
    "one row for each typical week and queue, rostered to see what shifts lose",
    columns: [
      .init("week", .date, "Monday of the week"), .queue,
      .init("needed_hours", .number, unit: "h", "net hours that the queue needs"),
      .init("rostered_hours", .number, unit: "h", "net hours that a roster with enough people gives it"),
      .init("short_hours", .number, unit: "h", "net hours of the week that stay short all the same"),
      .init(
        "loss", .number, unit: "share", range: 0 ... .infinity,
        "rostered over needed hours of all weeks, less one; 0 at least"),
    ], key: ["week", "queue"])

  static let risk = TableDefinition(
    "headcount_risk.csv", stage: "headcount",
    "one row a month: the plan played on sampled courses of volume and attrition",
    columns: [
      month, .share("miss_chance", "share of the courses in which some queue lacks more than a hundredth of its hours"),
      .init("mean_short_hours", .number, unit: "h", "mean of the net hours short"),
      .init("p80_short_hours", .number, unit: "h", "eightieth percentile of them"),
      .init("p90_short_hours", .number, unit: "h", "ninetieth percentile of them"),
      .init("mean_money", .number, unit: "currency", "mean money"),
      .init("p80_money", .number, unit: "currency", "its eightieth percentile"),
      .init("p90_money", .number, unit: "currency", "its ninetieth percentile"),
    ], key: ["month"])

  static let goals = TableDefinition(
    "headcount_goals.csv", stage: "headcount", "one row a queue: what a point of service costs, the plan solved again",
    columns: [
      .queue, .share("answered", "share answered in time that the goal asks for"),
      .init("hours_more", .number, unit: "h", mayBeEmpty: true, "net hours of all months more with one point more"),
      .init("money_more", .number, unit: "currency", mayBeEmpty: true, "what that costs, short hours at their price"),
      .init(
        "shortage_more", .number, unit: "currency", range: -.infinity ... .infinity, mayBeEmpty: true,
        "of it, what further hours that stay short are taken to cost; below 0 where fewer do"),
      .init("hours_less", .number, unit: "h", mayBeEmpty: true, "net hours less with one point less"),
      .init("money_less", .number, unit: "currency", mayBeEmpty: true, "what that saves"),
    ], key: ["queue"])

  static let limits = TableDefinition(
    "headcount_limits.csv", stage: "headcount", "one row for each limit that binds, the dearest first",
    columns: [
      .init("limit", .text, "its name"),
      .init("kind", .text, words: ["ceiling", "seats", "partner"], "what it limits"),
      .init("unit", .text, "what one more is"),
      .init("saves", .number, unit: "currency", "what one more unit saves, by the dual values of the relaxation"),
      .init("saves_solved_again", .number, unit: "currency", "the same by solving the relaxation with it"),
    ], key: ["kind", "limit"])

  static let hourCosts = TableDefinition(
    "headcount_make_or_buy.csv", stage: "headcount", "one row a language: what a net hour costs, made or bought",
    columns: [
      .init("language", .text, "the language"),
      .init("class", .text, mayBeEmpty: true, "class whose hour is cheapest; empty where nobody is hired for it"),
      .init(
        "own_cost", .number, unit: "currency", mayBeEmpty: true,
        "what its hour costs over the time a head stays, hiring and training included"),
      .init("vendor", .text, mayBeEmpty: true, "vendor whose hour is cheapest; empty where there is none"),
      .init("vendor_cost", .number, unit: "currency", mayBeEmpty: true, "what its hour costs, without its tiers"),
      .init("vendor_hours", .number, unit: "h", "net hours that the plan buys"),
    ], key: ["language"])

  static let all = [
    heads, hires, money, service, loss, risk, goals, limits, hourCosts, training, singlePoints, vendors,
  ]

  static let vendors = TableDefinition(
    "headcount_vendors.csv", stage: "headcount",
    "one row for each vendor, queue and interval that it is to cover: the order to hand over",
    columns: [.init("vendor", .text, "id of the vendor")] + .interval + [
      .init("net_agents", .number, unit: "agents", "net agents on the queue"),
      .init("hours", .number, unit: "h", "net hours; a month's add up to the hours that the plan buys for the queue"),
    ], key: ["vendor", "queue", "start_utc"])

  /// What one vendor is given of `vendors`: its own hours and nobody else's.
  static let handover = TableDefinition(
    "handover/vendor_NAME.csv", stage: "headcount", "one row for each queue and interval that the vendor is to cover",
    columns: .interval + vendors.columns.suffix(2), key: ["queue", "start_utc"])

  static let training = TableDefinition(
    "headcount_training.csv", stage: "headcount",
    "one row for each person and course that lets them take a further queue, the most saved first",
    columns: [
      .agent, .init("course", .text, "language or skill"),
      .init("queues", .text, "further queues, ids separated by `; `"),
      .init("saves_a_month", .number, unit: "currency", "mean of the months, the share who pass counted"),
      .init(
        "by", .text, words: ["plan", "relaxation", "worth"],
        "what says so: the plan made again in whole people with the person trained, as for the first five; the same with fractions of "
          + "people; the worth of hours"),
      .init("cost", .number, unit: "currency", "the course and the working time that it takes"),
      .init("payback_weeks", .number, unit: "weeks", mayBeEmpty: true, "until it has paid; empty where it never does"),
      .init(
        "sole_queues", .text, mayBeEmpty: true, "queues that one person alone may take now, and two with the course"),
      .init(
        "alone_hours", .number, unit: "h a week",
        "hours in which one person at work alone may take the further queues, each counted: those of headcount_single_points.csv"
      ),
      .init(
        "alone_hours_ended", .number, unit: "h a week",
        "of these, hours in which whoever takes the course is at work too; without a roster as many as the contract has"
      ),
    ], key: ["agent_id", "course"])

  static let singlePoints = TableDefinition(
    "headcount_single_points.csv", stage: "headcount",
    "one row for each person and queue that hangs on them, since nobody else at work may take it; the most hours first",
    columns: [
      .agent, .queue, .init("language", .text, "language of the queue"),
      .init("hours_a_week", .number, unit: "h", "hours a week in which the person is alone on it, breaks included"),
      .init("open_hours_a_week", .number, unit: "h", "hours a week that the queue is worked"),
      .init(
        "by", .text, words: ["roster", "skills"],
        "what says so: the roster of the out folder; without one, that nobody else may take the queue at all"),
    ], key: ["agent_id", "queue"])

  private static let kinds = ["wages", "supplements", "charges", "overtime", "partner", "hiring", "training"]
  private static let month = TableDefinition.Column("month", .date, "first date of the month")
  private static let staffClass = TableDefinition.Column("class", .text, "name of the class")
  private static let site = TableDefinition.Column("site", .text, "id of the site")
  private static let language = TableDefinition.Column("language", .text, mayBeEmpty: true, "main language")
  private static let costCentre = TableDefinition.Column("cost_centre", .text, "whose budget")
}

extension HeadcountOutcome {
  /// The tables of the plan.
  func files() -> [OutputFile] {
    [
      headsFile, hiresFile, moneyFile, serviceFile, lossFile, goalsFile, limitsFile, hourCostsFile, trainingFile,
      singlePointsFile,
    ]
      + (model.file.vendors.isEmpty ? [] : vendorFiles) + (riskFile.map { [$0] } ?? [])
  }

  private var riskFile: OutputFile? {
    guard let risk else { return nil }
    var writer = HeadcountTables.risk.writer()
    for (index, month) in risk.months.enumerated() {
      writer.date(starts[index])
      writer.decimal(month.missChance, decimals: 3)
      for value in [month.short.mean, month.short.p80, month.short.p90] { writer.decimal(value, decimals: 3) }
      for value in [month.money.mean, month.money.p80, month.money.p90] { writeMoney(Int(value.rounded()), &writer) }
      writer.endRow()
    }
    return OutputFile(name: HeadcountTables.risk.fileName, bytes: writer.bytes)
  }

  /// Hours by interval of all vendors together, and of each apart to hand over.
  private var vendorFiles: [OutputFile] {
    var all = HeadcountTables.vendors.writer()
    var apart: [OutputFile] = []
    let grid = model.demand.requirement.grid
    let months = MonthIndex(starts)
    for (index, partner) in model.problem.partners.enumerated() {
      var own = HeadcountTables.handover.writer()
      for (place, queue) in partner.queues.enumerated() {
        let zone = model.scenario.queues[queue].open.zone
        let needed = model.demand.requirement.queues[queue].netAgents
        for interval in grid.indices where needed[interval] > 0 {
          let moment = grid.instant(of: interval)
          guard let month = months.month(of: zone.local(at: moment).date) else { continue }
          let hours = model.problem.demands[queue].hours[month]
          let share = hours > 0 ? plan.bought[index][place][month] / hours : 0
          guard share > 1e-9 else { continue }
          let agents = needed[interval] * model.loss[queue] * share
          func writeRow(_ writer: inout TableWriter) {
            writer.text(model.problem.demands[queue].queue)
            writer.start(moment, in: zone)
            writer.integer(grid.intervalSeconds / 60)
            writer.decimal(agents, decimals: 4)
            writer.decimal(agents * Double(grid.intervalSeconds) / 3600, decimals: 4)
            writer.endRow()
          }
          all.text(partner.id)
          writeRow(&all)
          writeRow(&own)
        }
      }
      apart.append(OutputFile(name: "handover/vendor_\(partner.id).csv", bytes: own.bytes))
    }
    return [OutputFile(name: HeadcountTables.vendors.fileName, bytes: all.bytes)] + apart
  }

  private var trainingFile: OutputFile {
    var writer = HeadcountTables.training.writer()
    func ids(_ queues: [Int]) -> String { queues.map { model.scenario.queues[$0].id }.joined(separator: "; ") }
    for value in training.values {
      writer.text(value.agent)
      writer.text(value.subject)
      writer.text(ids(value.queues))
      writeMoney(Int(value.saved.rounded()), &writer)
      writer.text(value.planned != nil ? "plan" : value.solved != nil ? "relaxation" : "worth")
      writeMoney(Int(value.cost.rounded()), &writer)
      if let weeks = value.paybackWeeks { writer.decimal(weeks, decimals: 1) } else { writer.blank() }
      if value.soleQueues.isEmpty { writer.blank() } else { writer.text(ids(value.soleQueues)) }
      writer.decimal(lone.hours(of: value.queues), decimals: 2)
      writer.decimal(lone.hoursEnded(by: value.agent, taking: value.queues), decimals: 2)
      writer.endRow()
    }
    return OutputFile(name: HeadcountTables.training.fileName, bytes: writer.bytes)
  }

  private var singlePointsFile: OutputFile {
    var writer = HeadcountTables.singlePoints.writer()
    for row in lone.rows {
      writer.text(row.agent)
      writer.text(model.scenario.queues[row.queue].id)
      writer.text(model.scenario.queues[row.queue].language)
      writer.decimal(row.hours, decimals: 2)
      writer.decimal(lone.openHours[row.queue], decimals: 2)
      writer.text(lone.isRostered ? "roster" : "skills")
      writer.endRow()
    }
    return OutputFile(name: HeadcountTables.singlePoints.fileName, bytes: writer.bytes)
  }

  private var hourCostsFile: OutputFile {
    var writer = HeadcountTables.hourCosts.writer()
    for cost in hourCosts {
      writer.text(cost.language)
      if let name = cost.staffClass { writer.text(name) } else { writer.blank() }
      if let own = cost.own { writer.decimal(own, decimals: 4) } else { writer.blank() }
      if let vendor = cost.vendor { writer.text(vendor) } else { writer.blank() }
      if let bought = cost.bought { writer.decimal(bought, decimals: 4) } else { writer.blank() }
      writer.decimal(cost.plannedHours, decimals: 3)
      writer.endRow()
    }
    return OutputFile(name: HeadcountTables.hourCosts.fileName, bytes: writer.bytes)
  }

  private var goalsFile: OutputFile {
    var writer = HeadcountTables.goals.writer()
    func hours(_ value: Double?) { if let value { writer.decimal(max(0, value), decimals: 3) } else { writer.blank() } }
    func money(_ value: Double?) {
      if let value { writeMoney(Int(max(0, value).rounded()), &writer) } else { writer.blank() }
    }
    for price in goals.prices {
      writer.text(model.scenario.queues[price.queue].id)
      writer.decimal(price.answered, decimals: 4)
      hours(price.hoursUp)
      money(price.up)
      if let shortage = price.shortageUp { writeMoney(Int(shortage.rounded()), &writer) } else { writer.blank() }
      hours(price.hoursDown)
      money(price.down)
      writer.endRow()
    }
    return OutputFile(name: HeadcountTables.goals.fileName, bytes: writer.bytes)
  }

  private var limitsFile: OutputFile {
    var writer = HeadcountTables.limits.writer()
    for worth in worths {
      writer.text(worth.name)
      writer.text(worth.kind.rawValue)
      writer.text(unit(of: worth))
      writeMoney(Int(max(0, worth.byDual).rounded()), &writer)
      writeMoney(Int(max(0, worth.bySolving).rounded()), &writer)
      writer.endRow()
    }
    return OutputFile(name: HeadcountTables.limits.fileName, bytes: writer.bytes)
  }

  /// What one more of a limit is.
  func unit(of worth: LimitWorth) -> String {
    switch worth.kind {
    case .ceiling: Money(minorUnits: 100_000, currency: currency).wholeText
    case .seats: "seat"
    case .partner: "hour a month"
    }
  }

  private var headsFile: OutputFile {
    var writer = HeadcountTables.heads.writer()
    for month in 0..<model.problem.monthCount {
      for (index, kind) in model.problem.classes.enumerated() {
        let count = plan.heads[index][month]
        writer.date(starts[month])
        writer.text(kind.id)
        writer.text(kind.site)
        writer.text(model.details[index].contract)
        writer.text(kind.language)
        writer.text(kind.costCentre)
        for value in [
          count.heads, count.starts, count.leavers, count.movedIn, count.movedOut, count.inTraining,
        ] { writer.decimal(value, decimals: 10) }
        writer.decimal(count.hours, decimals: 3)
        writer.decimal(count.overtimeHours, decimals: 3)
        writer.endRow()
      }
    }
    return OutputFile(name: HeadcountTables.heads.fileName, bytes: writer.bytes)
  }

  private var hiresFile: OutputFile {
    var writer = HeadcountTables.hires.writer()
    for hire in hires {
      let kind = model.problem.classes[hire.staffClass]
      writer.text(kind.id)
      writer.text(kind.site)
      writer.text(model.details[hire.staffClass].languages.joined(separator: " "))
      writer.date(starts[hire.month])
      writer.date(hire.signBy)
      writer.integer(hire.people)
      writer.integer(hire.intakes)
      writeMoney(hire.cents, &writer)
      writer.endRow()
    }
    return OutputFile(name: HeadcountTables.hires.fileName, bytes: writer.bytes)
  }

  private var moneyFile: OutputFile {
    var writer = HeadcountTables.money.writer()
    for item in plan.money {
      let kind = item.staffClass.map { model.problem.classes[$0] }
      let partner = item.partner.map { model.problem.partners[$0] }
      for (currency, cents) in paid(item) {
        writer.date(starts[item.month])
        writer.text(kind?.id ?? partner?.id ?? "")
        if let queue = item.queue { writer.text(model.problem.demands[queue].queue) } else { writer.blank() }
        writer.text(item.kind.rawValue)
        writer.text(kind?.site ?? partner?.id ?? "")
        writer.text(language(of: item))
        writer.text(kind?.costCentre ?? partner?.costCentre ?? "")
        writeMoney(cents, &writer)
        writer.text(currency)
        let paid = Double(cents) / model.cents(Money(minorUnits: 1, currency: currency), on: starts[item.month])
        writer.decimal(
          paid.rounded() / Money.minorUnits(ofOne: currency), decimals: Money.minorDigits(of: currency))
        writer.endRow()
      }
    }
    return OutputFile(name: HeadcountTables.money.fileName, bytes: writer.bytes)
  }

  private var serviceFile: OutputFile {
    var writer = HeadcountTables.service.writer()
    let (service, moneyByQueue) = (self.service, self.moneyByQueue)
    for month in 0..<model.problem.monthCount {
      let money = moneyByQueue[month]
      for (index, demand) in model.problem.demands.enumerated() {
        writer.date(starts[month])
        writer.text(demand.queue)
        let offered = model.demand.offered[index][month]
        writer.decimal(offered, decimals: 1)
        writer.decimal(demand.hours[month], decimals: 3)
        writer.decimal(plan.own[index][month], decimals: 3)
        writer.decimal(vendorHours(index, month), decimals: 3)
        writer.decimal(plan.short[index][month], decimals: 3)
        if service[index][month].isNaN { writer.blank() } else { writer.decimal(service[index][month], decimals: 4) }
        writeMoney(money[index], &writer)
        if offered > 0 {
          writer.decimal(Double(money[index]) / Money.minorUnits(ofOne: currency) / offered, decimals: 4)
        } else {
          writer.blank()
        }
        if let risk { writer.decimal(risk.missChances[index][month], decimals: 3) } else { writer.blank() }
        writer.endRow()
      }
    }
    return OutputFile(name: HeadcountTables.service.fileName, bytes: writer.bytes)
  }

  private var lossFile: OutputFile {
    var writer = HeadcountTables.loss.writer()
    for week in loss.weeks {
      for (index, demand) in model.problem.demands.enumerated() {
        writer.date(week.monday)
        writer.text(demand.queue)
        writer.decimal(week.needed[index], decimals: 3)
        writer.decimal(week.rostered[index], decimals: 3)
        writer.decimal(week.short[index], decimals: 3)
        writer.decimal(loss.factors[index] - 1, decimals: 4)
        writer.endRow()
      }
    }
    return OutputFile(name: HeadcountTables.loss.fileName, bytes: writer.bytes)
  }

  private func writeMoney(_ cents: Int, _ writer: inout TableWriter) {
    writer.decimal(Double(cents) / Money.minorUnits(ofOne: currency), decimals: Money.minorDigits(of: currency))
  }

  /// An amount by the currencies in which it is paid, to the cent.
  private func paid(_ item: MoneyItem) -> [(currency: String, cents: Int)] {
    let parts = currencies(of: item).parts
    let all = parts.reduce(0) { $0 + $1.cents }
    guard parts.count > 1, all > 0 else { return [(parts.first?.currency ?? currency, item.cents)] }
    var (sum, given) = (0.0, 0)
    return parts.compactMap { part in
      sum += part.cents
      let cents = Int((Double(item.cents) * sum / all).rounded()) - given
      given += cents
      return cents == 0 ? nil : (part.currency, cents)
    }
  }

  /// Currencies of an amount, each with what it weighs in it.
  private func currencies(of item: MoneyItem) -> CentsByCurrency {
    var sums = CentsByCurrency()
    func add(_ money: Money?, times count: Int = 1) {
      if let money { sums.add(model.cents(money, on: starts[item.month]) * Double(count), in: money.currency) }
    }
    guard let index = item.staffClass else {
      add(item.partner.map { model.file.vendors[$0].price(in: starts[item.month]).money })
      return sums
    }
    let details = model.details[index]
    switch (item.kind, item.transfer) {
    case (.hiring, _): add(details.hiring)
    case (.training, let transfer?): add(model.file.transfers[transfer].cost)
    case (.training, nil):
      let signed = item.isSigned ? model.problem.classes[index].signed : nil
      add(details.training, times: (signed?.people ?? plan.starts[index])[item.month])
      add(details.intake, times: (signed?.intakes ?? plan.intakes[index])[item.month])
    default: return details.pay[item.month]
    }
    return sums
  }

  /// Main language of the people, or of the queue that a vendor takes.
  func language(of item: MoneyItem) -> String {
    if let index = item.staffClass { return model.problem.classes[index].language }
    return item.queue.map { model.scenario.queues[$0].language } ?? ""
  }
}
