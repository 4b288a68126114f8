import Headcount
import ScenarioFiles
import Tabular
import Timeline
import Units
import Workforce

/// Kinds of people: who is in which, what they cost and give by month, and which hours of the queues their shifts reach.
extension HeadcountModel {
  /// Agents who have site, contract and queues in common.
  private struct Kind: Hashable {
    var site: String
    var contract: String
    var queues: [Int]
  }

  mutating func addClasses(signsFrom: CivilDate, isFrozen: Bool, _ problems: inout ProblemCollector) {
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
  mutating func addParts() -> [String] {
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
}
