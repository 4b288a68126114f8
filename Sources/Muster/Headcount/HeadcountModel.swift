import Headcount
import LinearProgram
import ScenarioFiles
import Tabular
import Timeline
import Units
import Workforce

/// A headcount problem made from a scenario, and what its parts are called.
struct HeadcountModel: Sendable {
  /// A class of people beside what the problem knows of it.
  struct ClassDetails: Sendable {
    var contract: String
    var languages: [String]
    var lead: HeadcountFile.Span
    /// Shape [months]: cents of an hour's pay.
    var pay: [CentsByCurrency]
    /// Amounts that are paid once; nil where there are none.
    var hiring: Money?
    var training: Money?
    var intake: Money?
  }

  let file: HeadcountFile
  private(set) var scenario: Scenario
  let demand: MonthlyDemand
  let loss: [Double]
  private(set) var problem: HeadcountProblem
  private(set) var details: [ClassDetails] = []
  private(set) var notes: [String] = []

  /// Work of some queues at a site, as shifts of a contract reach it.
  private struct SharedWork: Hashable {
    var queues: [Int]
    var site: String
    var contract: String
  }

  /// What was worked out already: problems with one person changed share it.
  private var timesOfWork: [SharedWork: TimeOfWork] = [:]
  private var reached: [HoursReached.Key: HoursReached] = [:]

  private var starts: [CivilDate] { demand.starts }

  /// - Parameters:
  ///   - loss: rostered over needed hours by queue.
  ///   - signsFrom: first date on which people may be signed.
  /// - Throws: `InputError` with everything of headcount.yaml that cannot be, with the places.
  init(
    _ file: HeadcountFile, _ scenario: Scenario, _ demand: MonthlyDemand, loss: [Double], signsFrom: CivilDate,
    isFrozen: Bool
  ) throws(InputError) {
    self.file = file
    self.scenario = scenario
    self.demand = demand
    self.loss = loss
    problem = HeadcountProblem(monthCount: demand.monthCount, demands: [], classes: [])
    var problems = ProblemCollector()
    checkMonths(&problems)
    if starts[0] < scenario.horizon.first {
      notes.append(
        "contacts of \(monthText(starts[0])) are those from \(scenario.horizon.first) on, and people and money are of the whole month: "
          + "begin with \(monthText(scenario.horizon.firstFullMonth)) for months that compare.")
    }
    for (queue, level) in zip(scenario.queues, file.queueLevels) where level != file.planFor {
      notes.append("\(queue.id) is planned for \(level == .mean ? "the mean" : level.rawValue), as its plan-for says.")
    }
    let short = cents(file.short, on: starts[0])
    problem.demands = scenario.queues.enumerated().map { index, queue in
      HourDemand(queue: queue.id, hours: demand.hours[index].map { $0 * loss[index] }, shortPrice: short)
    }
    addClasses(signsFrom: signsFrom, isFrozen: isFrozen, &problems)
    let unreached = addParts()
    notes += unreached
    addPartners()
    addTransfers()
    problem.seats = seatLimits()
    addCeilings(&problems)
    try problems.check()
  }

  // MARK: - Money

  /// Cents of the plan's currency that an amount is on a date.
  func cents(_ money: Money, on date: CivilDate) -> Double {
    let rate = file.rate(of: money.currency, on: date) ?? 1
    let (own, plan) = (Money.minorUnits(ofOne: money.currency), Money.minorUnits(ofOne: file.currency))
    return Double(money.minorUnits) * rate * (plan >= own ? plan / own : 1 / (own / plan))
  }

  /// Cents of an amount that is paid once, by the month in which that is; nothing without one.
  private func monthly(_ money: Money?) -> MonthlyCents {
    MonthlyCents(money.map { money in starts.dropLast().map { cents(money, on: $0) } } ?? [])
  }

  // MARK: - Months

  private func checkMonths(_ problems: inout ProblemCollector) {
    for month in 0..<demand.monthCount where demand.hours.allSatisfy({ $0[month] <= 0 }) {
      problems.add(
        file.place, "no queue has an opening hour with contacts in \(monthText(starts[month]))",
        next: "Plan fewer months, or look at the opening hours and holidays of the queues in scenario.yaml.")
    }
  }

  // MARK: - People

  /// Agents who have site, contract and queues in common.
  private struct Kind: Hashable {
    var site: String
    var contract: String
    var queues: [Int]
  }

  private mutating func addClasses(signsFrom: CivilDate, isFrozen: Bool, _ problems: inout ProblemCollector) {
    var people: [Kind: [Agent]] = [:]
    var order: [Kind] = []
    for agent in scenario.agents {
      let kind = Kind(site: agent.site, contract: agent.contract, queues: served(agent))
      if people[kind] == nil { order.append(kind) }
      people[kind, default: []].append(agent)
    }
    var taken = Set(file.classes.map(\.id))
    for written in file.classes {
      let kind = Kind(
        site: written.site, contract: written.contract, queues: served(written.person(named: written.id)))
      add(
        written.id, kind, languages: written.languages, terms: written.terms,
        people: people.removeValue(forKey: kind) ?? [],
        place: written.place, signsFrom: signsFrom, isFrozen: isFrozen, &problems)
    }
    for kind in order {
      guard let agents = people[kind], let first = agents.first else { continue }
      let tiers = first.skills.filter { skill in scenario.queues.contains { $0.tier == skill } }
      var id = HeadcountFile.name(contract: kind.contract, languages: first.languages, tiers: tiers)
      if taken.contains(id) { id += "@\(kind.site)" }
      let base = id
      var number = 2
      while taken.contains(id) { (id, number) = ("\(base).\(number)", number + 1) }
      taken.insert(id)
      add(
        id, kind, languages: first.languages, terms: termsOfNoClass(kind), people: agents, place: nil,
        signsFrom: signsFrom,
        isFrozen: isFrozen, &problems)
    }
  }

  /// Terms of people who are in no class of the file: those of the class with their site and contract that shares the most queues
  /// with them, the first of several; the usual ones where there is none.
  private func termsOfNoClass(_ kind: Kind) -> HeadcountFile.Terms {
    var best: (shared: Int, terms: HeadcountFile.Terms)?
    for (index, written) in file.classes.enumerated()
    where written.site == kind.site && written.contract == kind.contract {
      let shared = problem.classes[index].queues.count { kind.queues.contains($0) }
      if best.map({ shared > $0.shared }) ?? true { best = (shared, written.terms) }
    }
    return best?.terms ?? file.usual
  }

  /// Index of the class that an agent is counted in.
  func staffClass(of agent: Agent) -> Int? {
    let queues = served(agent)
    return problem.classes.indices.first {
      problem.classes[$0].site == agent.site && details[$0].contract == agent.contract
        && problem.classes[$0].queues == queues
    }
  }

  /// The problem with one of the scenario's people changed, as a plan of that scenario has it at the same losses of shifts.
  func problem(changing agent: Agent) -> HeadcountProblem {
    var other = self
    other.scenario.agents = scenario.agents.map { $0.id == agent.id ? agent : $0 }
    (other.problem.classes, other.details) = ([], [])
    var problems = ProblemCollector()
    other.addClasses(signsFrom: scenario.horizon.first, isFrozen: true, &problems)
    // Who may be signed when, and what was announced, is of classes of the file, which are the same.
    for index in file.classes.indices { other.problem.classes[index].hiring = problem.classes[index].hiring }
    _ = other.addParts()
    return other.problem
  }

  private func served(_ agent: Agent) -> [Int] { scenario.queues.indices.filter { agent.serves(scenario.queues[$0]) } }

  private mutating func add(
    _ id: String, _ kind: Kind, languages: [String], terms: HeadcountFile.Terms, people: [Agent], place: Place?,
    signsFrom: CivilDate, isFrozen: Bool, _ problems: inout ProblemCollector
  ) {
    guard let site = scenario.site(kind.site), let contract = scenario.contract(kind.contract) else { return }
    let shared = SharedWork(queues: kind.queues, site: kind.site, contract: kind.contract)
    let time = timesOfWork[shared] ?? TimeOfWork(kind.queues, site, contract, demand)
    timesOfWork[shared] = time
    let weekHours = contract.meanWeekMinutes / 60
    let worked = time.hours(of: contract)
    var pay: [StaffClass.Pay] = []
    var hours: [Double] = []
    var hourPrices: [Double] = []
    var paidHours: [CentsByCurrency] = []
    for month in 0..<demand.monthCount {
      let days = Double(starts[month + 1].days(since: starts[month]))
      let paid = weekHours * days / 7
      let paidHour = meanHour(of: terms, contract, in: month)
      paidHours.append(paidHour)
      let hour = paidHour.parts.reduce(0) { $0 + $1.cents }
      let wages = hour * paid
      let supplements = wages * time.supplements(month, terms.supplements)
      pay.append(StaffClass.Pay(wages: wages, supplements: supplements, charges: (wages + supplements) * terms.charges))
      let calendarMonth = starts[month].month
      let reaching = contract.productiveShareOfPaidTime * site.productiveShare(inMonth: calendarMonth)
      hours.append(worked[month] * reaching * (1 - (terms.leave[calendarMonth] ?? 0)))
      hourPrices.append(hour * terms.overtimePay * (1 + terms.charges) / max(reaching, 0.01))
    }
    var hiring: StaffClass.Hiring?
    if let place {
      func earliestStart(signedFrom date: CivilDate) -> Int? {
        (0..<demand.monthCount).first { terms.lead.before(starts[$0]) >= date }
      }
      if let earliest = earliestStart(signedFrom: signsFrom) {
        hiring = StaffClass.Hiring(
          earliest: earliest, lead: earliestStart(signedFrom: scenario.horizon.first), size: terms.size,
          intakesAMonth: terms.intakesAMonth,
          costAPerson: monthly(terms.hiring),
          trainingAPerson: monthly(terms.trainingCost),
          costAnIntake: monthly(terms.intakeCost))
        hiring?.closed = Set(
          (0..<demand.monthCount).filter { !terms.intakeMonths.contains(starts[$0].month) })
      } else if !isFrozen {
        problems.add(
          place, "whoever is signed for class \(id) on \(signsFrom) starts after the last month of the plan",
          next: "Shorten lead, or plan more months.")
      }
    }
    problem.classes.append(
      StaffClass(
        id: id, site: kind.site, language: languages.first ?? "", costCentre: terms.costCentre ?? kind.site,
        queues: kind.queues, present: cohorts(of: people), attrition: terms.attrition, ramp: ramp(terms), hours: hours,
        pay: pay, hiring: hiring,
        overtime: terms.overtime > 0 ? StaffClass.Overtime(share: terms.overtime, price: hourPrices) : nil,
        signed: signed(people, terms)))
    details.append(
      ClassDetails(
        contract: kind.contract, languages: languages, lead: terms.lead, pay: paidHours, hiring: terms.hiring,
        training: terms.trainingCost, intake: terms.intakeCost))
  }

  /// What is paid once for people who start within the plan and are signed already, in the month of their start as for those who are
  /// hired; nil where nobody is.
  private func signed(_ people: [Agent], _ terms: HeadcountFile.Terms) -> StaffClass.Signed? {
    var joiners = [Int](repeating: 0, count: demand.monthCount)
    for agent in people {
      if let month = agent.from.flatMap(MonthIndex(starts).month) { joiners[month] += 1 }
    }
    guard joiners.contains(where: { $0 > 0 }) else { return nil }
    return StaffClass.Signed(
      people: joiners, intakes: joiners.map { ($0 + terms.size.upperBound - 1) / terms.size.upperBound },
      costAPerson: monthly(terms.hiring), trainingAPerson: monthly(terms.trainingCost),
      costAnIntake: monthly(terms.intakeCost))
  }

  /// Cents of an hour in a month: the mean over its days, so that a rise within it counts from its day.
  private func meanHour(of terms: HeadcountFile.Terms, _ contract: Contract, in month: Int) -> CentsByCurrency {
    let days = starts[month + 1].days(since: starts[month])
    var sums = CentsByCurrency()
    for day in 0..<days {
      let date = starts[month].advanced(byDays: day)
      let price = terms.pay(on: date, of: contract)
      sums.add(cents(price, on: starts[month]), in: price.currency)
    }
    return sums.divided(by: Double(max(1, days)))
  }

  /// Share of a full head's work by month since the start: none in training, then the ramp, then all.
  private func ramp(_ terms: HeadcountFile.Terms) -> [Double] {
    let training = terms.training.meanDays / (365.25 / 12)
    let whole = Int(training)
    // The part of each month that is still the step before: training at first, then the month of the ramp.
    let part = training - Double(whole)
    let steps = [0] + terms.ramp + [1]
    let ramp = zip(steps, steps.dropFirst()).map { $0 * part + $1 * (1 - part) }
    return [Double](repeating: 0, count: whole) + (part > 0 ? ramp : Array(steps.dropFirst().dropLast())) + [1]
  }

  /// People by the date on which they started and, where it is known, leave, counted in the scenario's first full month.
  private func cohorts(of people: [Agent]) -> [StaffClass.Cohort] {
    func month(_ date: CivilDate) -> Int { (date.year - starts[0].year) * 12 + date.month - starts[0].month }
    func share(_ days: Int, of date: CivilDate) -> Double {
      Double(days) / Double(CivilDate.dayCount(year: date.year, month: date.month))
    }
    let counted = min(0, month(scenario.horizon.firstFullMonth))
    var heads: [StaffClass.Cohort: Double] = [:]
    for agent in people {
      let start = max(agent.from.map(month) ?? Self.longAgo, Self.longAgo)
      let end = agent.to.map { month($0) + 1 }
      guard start < demand.monthCount, end.map({ $0 > max(0, start) }) ?? true else { continue }
      let cohort = StaffClass.Cohort(
        start: start, heads: 1, end: end, late: agent.from.map { start < 0 ? 0 : share($0.day - 1, of: $0) } ?? 0,
        early: agent.to.map { share($0.firstOfNextMonth.days(since: $0) - 1, of: $0) } ?? 0, counted: counted)
      heads[cohort, default: 0] += 1
    }
    return heads.map { cohort, count in
      var cohort = cohort
      cohort.heads = count
      return cohort
    }.sorted { ($0.start, $0.late, $0.end ?? .max, $0.early) < ($1.start, $1.late, $1.end ?? .max, $1.early) }
  }

  /// Months before the plan in which people started of whom no date is known: every ramp is behind them.
  private static let longAgo = -600

  // MARK: - Who reaches what

  /// Divides the hours of each queue by the classes whose shifts lie over them: a site is no help at the hours at which its people
  /// sleep. Work that waits is not divided, since others do it at another time.
  ///
  /// - Returns: sentences about hours that nobody's shifts reach, which are counted as if everybody's did.
  private mutating func addParts() -> [String] {
    let kinds = problem.classes.indices.map {
      HoursReached.Kind(site: problem.classes[$0].site, contract: details[$0].contract)
    }
    var sentences: [String] = []
    for (index, queue) in scenario.queues.enumerated() where !queue.isDeferred && queue.activity == nil {
      let serving = problem.classes.indices.filter { problem.classes[$0].queues.contains(index) }
      let key = HoursReached.Key(queue: index, kinds: serving.map { kinds[$0] })
      let isBought = file.vendors.contains { $0.queues.contains(queue.id) }
      let hours = reached[key] ?? HoursReached(key, isBought: isBought, demand, scenario)
      reached[key] = hours
      if hours.byNobody >= 1, !serving.isEmpty {
        sentences.append(
          "\(Int(hours.byNobody.rounded())) h a month of \(queue.id) lie at hours at which no shift of who takes it does; they are "
            + "planned as if one did.")
      }
      let isWhole = hours.places.allSatisfy { $0.count == serving.count }
      problem.demands[index].parts =
        isWhole
        ? []
        : zip(hours.shares, hours.places).map { share, places in
          HourDemand.Part(share: share, classes: places.map { serving[$0] })
        }
    }
    return sentences
  }

  // MARK: - Partners and transfers

  private mutating func addPartners() {
    for vendor in file.vendors {
      let queues = vendor.queues.compactMap { id in scenario.queues.firstIndex { $0.id == id } }
      let net = vendor.productive
      let price = queues.map { queue in
        // Units billed; what an hour has of them in a month without hours, it has as in the others.
        let units = (0..<demand.monthCount).map { month in
          vendor.unit == .minute ? 60 * demand.workHours[queue][month] : plannedContacts(queue, month)
        }
        let hours = problem.demands[queue].hours
        let all = hours.reduce(0, +)
        let usual = all > 0 ? units.reduce(0, +) / all : vendor.unit == .minute ? 60 : 0
        return (0..<demand.monthCount).map { month -> Double in
          let unit = cents(vendor.price(in: starts[month]).money, on: starts[month]) / 1000 * (1 + vendor.bonus)
          if vendor.unit == .hour { return unit / net }
          return unit * (hours[month] > 0 ? units[month] / hours[month] : usual)
        }
      }
      let allHours = queues.reduce(0.0) { $0 + (problem.demands[$1].hours.max() ?? 0) }
      let noticed = (0..<demand.monthCount).first { vendor.notice.before(starts[$0]) >= scenario.horizon.first }
      func committed(_ month: CivilDate) -> Double { (vendor.least(in: month)?.value ?? 0) * net }
      let least = starts.dropLast().map(committed)
      let most = (0..<demand.monthCount).map { month in
        month < (noticed ?? .max)
          ? least[month] : vendor.most(in: starts[month]).map { $0 * net } ?? allHours + least[month]
      }
      var partner =
        Partner(
          id: vendor.id, costCentre: vendor.costCentre, queues: queues, price: price,
          tiers: vendor.tiers.map { tier in
            Partner.Tier(
              from: tier.from * net,
              rebate: MonthlyCents(
                starts.dropLast().map {
                  let (price, factor) = vendor.price(in: $0)
                  return (cents(price, on: $0) - cents(tier.price, on: $0) * factor) / 1000 * (1 + vendor.bonus) / net
                }))
          }, least: least, most: most, growth: vendor.growth.map { $0 * net },
          before: committed(starts[0].advanced(byDays: -1).firstOfMonth),
          missedShare: (vendor.bonus + vendor.malus) / (1 + vendor.bonus), bonus: vendor.bonus)
      partner.firstOrder = noticed ?? demand.monthCount
      problem.partners.append(partner)
    }
  }

  private func plannedContacts(_ queue: Int, _ month: Int) -> Double {
    demand.offered[queue][month] * demand.planned[queue][month]
  }

  private mutating func addTransfers() {
    for transfer in file.transfers {
      guard let from = problem.classes.firstIndex(where: { $0.id == transfer.from }),
        let to = problem.classes.firstIndex(where: { $0.id == transfer.to })
      else { continue }
      problem.transfers.append(
        Transfer(
          from: from, to: to, months: transfer.months, passing: transfer.passing,
          cost: monthly(transfer.cost), mostAMonth: transfer.mostAMonth))
    }
  }

  /// Every row of the seats with its months, up to the next of its site.
  private func seatLimits() -> [SeatLimit] {
    file.seats.compactMap { row in
      let rows = file.seats.filter { $0.site == row.site }
      let next = rows.compactMap(\.from).filter { later in row.from.map { $0 < later } ?? true }.min()
      let months = (0..<demand.monthCount).filter { month in
        starts[month] >= row.from ?? starts[month] && next.map { starts[month] < $0 } ?? true
      }
      guard let first = months.first, let last = months.last else { return nil }
      let from = rows.count > 1 ? " from \(monthText(starts[first]))" : ""
      var limit = SeatLimit(name: "seats of \(row.site)\(from)", site: row.site, most: row.most)
      limit.months = first..<last + 1
      return limit
    }
  }

  // MARK: - Ceilings

  private mutating func addCeilings(_ problems: inout ProblemCollector) {
    for written in file.ceilings {
      let months = MonthIndex(starts)
      guard let from = months.month(of: written.from), let to = months.month(of: written.to) else { continue }
      let most = Int(cents(written.most, on: written.from).rounded())
      let range = from..<to + 1
      if let whole = written.shortened {
        let months = from == to ? monthText(written.from) : "\(monthText(written.from)) to \(monthText(written.to))"
        notes.append(
          "ceiling \(written.name) counts \(months), the months of \(whole) that are planned: take off what the others cost."
        )
      }
      problem.ceilings.append(
        Ceiling(name: written.name, months: range, costCentre: written.costCentre, most: most))
      check(most, range, written.costCentre, written.place, &problems)
    }
  }

  /// A ceiling that what is committed already breaks is a fault of the file.
  private func check(
    _ most: Int, _ months: Range<Int>, _ centre: String?, _ place: Place, _ problems: inout ProblemCollector
  ) {
    var partners = 0.0
    var owed: [String] = []
    for (partner, vendor) in zip(problem.partners, file.vendors) where centre == nil || partner.costCentre == centre {
      let own = months.reduce(0) { $0 + partner.leastCents(in: $1) }
      guard own > 0 else { continue }
      partners += own
      // The line that asks for the most of it.
      let step = months.compactMap { vendor.least(in: starts[$0]) }.max { $0.value < $1.value }
      owed.append("\(vendor.id) by \(step?.place ?? vendor.place)")
    }
    let people = presentCost(months, centre)
    guard partners + people > Double(most) + 0.5 else { return }
    let unit = Money.minorUnits(ofOne: file.currency)
    // Upwards, so that what is advised is enough; half a cent is let pass above.
    func atLeast(_ cents: Double) -> String { amount(((cents - 0.5) / unit).rounded(.up) * unit) }
    let parts =
      (partners > 0 ? ["vendors are owed \(atLeast(partners)) (\(owed.joined(separator: ", ")))"] : [])
      + (people > 0 ? ["people who are there cost \(atLeast(people))"] : [])
    problems.add(
      place,
      "the ceiling of \(amount(Double(most))) is below what is committed: \(parts.joined(separator: " and "))",
      next: "Write at least \(atLeast(partners + people))"
        + (partners > 0 ? ", or lower the vendor's least hours." : "."))
  }

  /// Cents that people who are there cost, attrition counted.
  private func presentCost(_ months: Range<Int>, _ centre: String?) -> Double {
    var sum = 0.0
    for kind in problem.classes where centre == nil || kind.costCentre == centre {
      for cohort in kind.present {
        let heads = kind.heads(of: cohort, monthCount: demand.monthCount)
        for month in months { sum += heads[month] * kind.pay[month].total }
      }
      for month in months { sum += kind.signed?.cents(in: month) ?? 0 }
    }
    return sum
  }

  /// Makes starts stay near those that were announced.
  ///
  /// - Parameter hires: people by class and month.
  mutating func announce(_ hires: [(staffClass: Int, month: Int, people: Int)], changePrice: Double) {
    for index in problem.classes.indices where problem.classes[index].hiring != nil {
      problem.classes[index].hiring?.changePrice = changePrice
      for hire in hires where hire.staffClass == index && hire.people > 0 {
        problem.classes[index].hiring?.announced[hire.month, default: 0] += hire.people
        guard let earliest = problem.classes[index].hiring?.earliest, hire.month < earliest else { continue }
        notes.append(
          "\(hire.people) of \(problem.classes[index].id) were announced for \(monthText(starts[hire.month])), and nobody can be signed for "
            + "it: who is signed already belongs into agents.csv, with from.")
      }
    }
  }

  /// Adds a ceiling on all money of all months, as `--budget` asks for.
  mutating func addBudget(_ money: Money) throws(InputError) {
    var problems = ProblemCollector()
    let most = Int(cents(money, on: starts[0]).rounded())
    problem.ceilings.append(Ceiling(name: "budget", months: 0..<demand.monthCount, costCentre: nil, most: most))
    check(most, 0..<demand.monthCount, nil, Place(file: "--budget"), &problems)
    try problems.check()
  }

  /// An amount for people, whole units of the currency.
  func amount(_ cents: Double) -> String { "\(Money.wholeNumber(cents, of: file.currency)) \(file.currency)" }
}
