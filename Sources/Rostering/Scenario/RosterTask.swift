import Timeline
import Tours
import Workforce

/// A scenario and its requirement as a problem for the engine, and the way back from its answer to a roster.
///
/// Days of the problem are the local dates of the horizon at each person's site; times are elapsed minutes from the
/// start of the grid.
struct RosterTask {
  let scenario: Scenario
  let requirement: Requirement
  let groups: QueueGroups
  /// What the kinds of the problem stand for.
  let kinds: KindTable
  /// Where people are wanted by shift; nil where queues say who is needed.
  let posts: ShiftPosts?
  /// What the engine solves.
  var problem: RosterProblem
  /// Shape [options of the problem]: what each option stands for.
  private(set) var shifts: [PossibleShift] = []
  /// Published work of which an option does not say all, by the person of the problem and their option: colleagues share a menu.
  private(set) var publishedWork: [PersonalOption: [Shift]] = [:]
  /// Shape [people of the problem][days]: the published roster, all off without one.
  private(set) var publishedTours: [Int32] = []
  /// Published shifts that the problem has no place for; they stay as they are.
  private(set) var strays: [Shift] = []
  /// Menus by site and contract.
  private var menuOfKey: [MenuKey: Int] = [:]
  /// Shape [people of the problem]: index of the scenario's agent; agents of an unknown site or contract are left out.
  private var agentOfPerson: [Int] = []
  /// Shape [people of the problem]: the work of before the horizon that somebody stands for, none for most. Their hours after
  /// the grid begins are given, so the same people appear once more with a tour of their own.
  private(set) var carriedShifts: [[Shift]] = []
  /// Duties on call that stay as they were told, by person: no shift that nobody was told of may touch them.
  private let duties: [String: [OnCallDuty]]
  /// Sentences about what the problem leaves out.
  var warnings: [String] = []

  /// Builds the problem.
  ///
  /// - Parameters:
  ///   - published: a roster whose shifts are to be options of their people, also where no contract offers them.
  ///   - now: published shifts that start before this are fixed.
  ///   - further: by person, more work of a date each that is to be an option of theirs.
  ///   - offer: what everybody has to choose from besides these two.
  ///   - duties: duties on call that stay.
  ///   - isSharedWhole: whether colleagues share nights, weekends and late ends, and not by the past alone; as where nothing is
  ///     published.
  /// - Complexity: O(dates x starts x lengths x layouts) for each site and contract, and O(people x options) for wishes.
  init(
    _ requirement: Requirement, in scenario: Scenario, published: Roster? = nil, now: Instant? = nil,
    further: [String: [[Shift]]] = [:], offer: Offer = .everything, besides duties: [OnCallDuty] = [],
    isSharedWhole: Bool? = nil
  ) {
    let isSharedWhole = isSharedWhole ?? (published == nil)
    self.scenario = scenario
    self.duties = Dictionary(grouping: duties, by: \.agent)
    self.requirement = requirement
    groups = QueueGroups(of: scenario)
    kinds = KindTable(scenario.contracts)
    let posts = ShiftPosts(of: scenario)
    self.posts = posts
    let interval = scenario.horizon.intervalMinutes
    let dates = Array(scenario.horizon.dates)
    // What contracts offer at the end says when the last of their shifts is over; nobody is priced for more of it.
    let isOnlyPriced = offer == .nothing
    let offered = RosterTask.menus(
      of: scenario, on: isOnlyPriced ? Array(dates.suffix(2)) : dates, isOneOfEach: offer == .oneOfEachLength)
    let menus = isOnlyPriced ? offered.mapValues { _ in dates.map { _ in [PossibleShift]() } } : offered
    let told = PublishedShifts(published, in: scenario)
    let before = WorkedBefore(scenario)
    let carried = posts == nil ? before.carried(into: requirement.grid) : []
    let others = further.mapValues { $0.compactMap { PublishedShifts.day(of: $0, in: scenario)?.possible } }
    let possible =
      offered.values.flatMap { $0.joined() } + told.possible + told.possibleCuts(in: scenario) + others.values.joined()
    let unit = RosterTask.unitMinutes(of: possible + carried.map(\.possible), grid: requirement.grid)
    let after = HoursAfter(
      requirement, groups: groups, lastEnd: possible.map(\.end).max(), in: scenario)
    problem = RosterProblem(
      intervalMinutes: posts == nil ? interval : 60,
      intervalCount: posts.map { $0.count * $0.dayCount } ?? after.intervalCount,
      unitsPerInterval: posts == nil ? interval / unit : 1,
      weekOfDay: (0..<scenario.horizon.dayCount).map { $0 / 7 },
      weekendOfDay: RosterTask.weekends(of: scenario.horizon),
      kinds: kinds.kinds, forbiddenSuccessions: kinds.forbidden,
      demand: .intervals(posts?.intervals ?? RosterTask.demand(after, groups: groups)))
    problem.hasPosts = posts != nil
    addPeople(
      menus: menus, unitMinutes: unit, told: told, before: before, now: now, others: others,
      isSharedWhole: isSharedWhole)
    for entry in carried { addCarried(entry, unitMinutes: unit) }
    if isSharedWhole, posts == nil { problem.fairShares = fairShares() }
    settlePublished()
    warnings += postsNobodyFills()
    for queue in groups.unserved where requirement.queues[queue].netAgents.contains(where: { $0 > 0 }) {
      warnings.append(
        scenario.queues[queue].activity == nil
          ? "\(scenario.queues[queue].id): nobody speaks its language with its channel, tier and skills"
          : "\(scenario.queues[queue].id): nobody may do it")
    }
  }

  // MARK: - Days and menus

  /// What people have to choose from.
  enum Offer {
    /// All that their contracts allow.
    case everything
    /// Of shifts that differ only by where their breaks lie one: enough to tell what rules allow.
    case oneOfEachLength
    /// No more than was published for them: enough where tours are priced and none is searched.
    case nothing
  }

  /// Weekend number of each day, a Saturday and the Sunday after it, or -1.
  private static func weekends(of horizon: Horizon) -> [Int] {
    var number = -1
    return horizon.dates.enumerated().map { index, date in
      switch date.weekday {
      case .saturday:
        number += 1
        return number
      case .sunday:
        if index == 0 { number += 1 }
        return number
      default: return -1
      }
    }
  }

  struct MenuKey: Hashable {
    var site: String
    var contract: String
    /// What one person may work of it; nil for all.
    var own: PersonalHours?
    /// Skills that posts ask for; empty without posts.
    var skills: [String] = []
  }

  /// Possible shifts for each site and contract that somebody has, shape [dates].
  private static func menus(
    of scenario: Scenario, on dates: [CivilDate], isOneOfEach: Bool
  ) -> [MenuKey: [[PossibleShift]]] {
    var menus: [MenuKey: [[PossibleShift]]] = [:]
    for agent in scenario.agents {
      let key = MenuKey(site: agent.site, contract: agent.contract)
      guard menus[key] == nil, let site = scenario.site(agent.site), let contract = scenario.contract(agent.contract)
      else { continue }
      let shifts = ContractShifts(
        contract, intervalMinutes: scenario.horizon.intervalMinutes, isOneOfEach: isOneOfEach)
      menus[key] = dates.map { shifts.all(on: $0, zone: site.zone) }
    }
    return menus
  }

  /// The longest unit of time that divides the interval and every border of shifts and breaks, in minutes.
  private static func unitMinutes(of shifts: some Sequence<PossibleShift>, grid: IntervalGrid) -> Int {
    var unit = grid.intervalSeconds / 60
    for shift in shifts {
      unit = greatestCommonDivisor(unit, abs(shift.start.seconds(since: grid.start)) / 60)
      unit = greatestCommonDivisor(unit, abs(shift.end.seconds(since: grid.start)) / 60)
      for pause in shift.layout.idle {
        unit = greatestCommonDivisor(unit, pause.lowerBound)
        unit = greatestCommonDivisor(unit, pause.count)
      }
    }
    return unit
  }

  // MARK: - People

  /// An option as one person of the problem has it.
  struct PersonalOption: Hashable {
    var person: Int
    var option: Int32
  }

  private mutating func addPeople(
    menus: [MenuKey: [[PossibleShift]]], unitMinutes: Int, told: PublishedShifts, before: WorkedBefore, now: Instant?,
    others: [String: [PossibleShift]], isSharedWhole: Bool
  ) {
    strays = told.strays
    let leave = Dictionary(grouping: scenario.leave, by: \.agent)
    let absences = Dictionary(grouping: scenario.absences, by: \.agent)
    let availability = Dictionary(grouping: scenario.availability, by: \.agent)
    let requests = Dictionary(grouping: scenario.requests, by: \.agent)
    let fixed = Dictionary(grouping: scenario.fixedShifts, by: \.agent)
    // A roster that is made anew or counted is shared as a whole; one that is mended goes by the past alone.
    let excess = isSharedWhole ? [] : LedgerExcess.all(in: scenario)
    let dates = scenario.horizon.dates
    let straysOf = Dictionary(grouping: told.strays, by: \.agent)
    let never = [Bool](repeating: false, count: dates.count)
    /// What contracts ask of people who are never away and of whose past nothing is counted.
    var plainRules: [MenuKey: TourRules] = [:]
    for (index, agent) in scenario.agents.enumerated() {
      guard let all = menus[MenuKey(site: agent.site, contract: agent.contract)], let site = scenario.site(agent.site),
        let contract = scenario.contract(agent.contract)
      else {
        strays += (told.days(of: agent.id) ?? []).flatMap { $0?.shifts ?? [] }
        continue
      }
      let hours = PersonalHours(
        agent, contract, availability: availability[agent.id] ?? [], duties: duties[agent.id] ?? [])
      let key = MenuKey(
        site: agent.site, contract: agent.contract, own: hours.isFree ? nil : hours,
        skills: posts?.skills(of: agent) ?? [])
      let days =
        hours.isFree
        ? all : zip(dates, all).map { hours.possible($1, on: $0, contract, zone: site.zone) }
      if days.allSatisfy({ $0.isEmpty }), !all.allSatisfy({ $0.isEmpty }) {
        warnings.append(
          "\(agent.id): no shift of contract \(contract.id) lies within "
            + (hours.availability.isEmpty ? "the rotation" : "the hours of availability"))
      }
      // A fixed shift may be of any week of a rotation.
      let decided = hours.isFree || fixed.isEmpty ? [] : all.joined().filter { isFixed($0, fixed[agent.id] ?? []) }
      let own = told.days(of: agent.id)
      let kept = told.kept(of: agent.id, absences: absences[agent.id] ?? [], in: scenario, now: now)
      let added = others[agent.id] ?? []
      // Work that the contract does not offer stays possible for this person alone.
      let extra =
        own == nil && added.isEmpty && decided.isEmpty
        ? []
        : dates.enumerated().map { day, date in
          ([own?[day], kept?[day]].compactMap { $0?.possible } + added.filter { $0.date == date }
            + decided.filter { $0.date == date }).filter { !days[day].contains($0) }
        }
      let menu: Int
      if extra.allSatisfy({ $0.isEmpty }) {
        menu = menuOfKey[key] ?? addMenu(days, contract, of: agent, zone: site.zone, unitMinutes: unitMinutes)
        menuOfKey[key] = menu
      } else {
        menu = addMenu(
          zip(days, extra).map { $0 + unique($1) }, contract, of: agent, zone: site.zone, unitMinutes: unitMinutes)
      }
      addPublished(own, menu: menu)
      let (isAway, isAbsent) = daysAway(of: agent, leave: leave[agent.id], absences: absences[agent.id], dates: dates)
      let rules: TourRules
      if isAway == nil, isAbsent == nil, contract.reference == nil {
        let place = MenuKey(site: agent.site, contract: agent.contract)
        rules = plainRules[place] ?? self.rules(of: contract, isAway: never, isAbsent: never)
        plainRules[place] = rules
      } else {
        rules = self.rules(
          of: contract, isAway: isAway ?? never, isAbsent: isAbsent ?? never, agent: agent, before: before)
      }
      var person = RosterPerson(
        name: agent.id, menu: menu, groups: groupsServed(by: index),
        presences: presences(of: agent), productivity: posts == nil ? site.productiveShare(over: dates) : 1,
        days: zip(isAway ?? never, isAbsent ?? never).map { $0 || $1 ? .off : .free }, rules: rules,
        before: before.history(of: agent, contract, kinds, grid: requirement.grid))
      person.leastStretch = contract.leastStretch
      person.mostChanges = contract.mostQueueChanges ?? .max
      if contract.weekendsPerFourWeeks != nil, holdsManyWeekends {
        person.before.lastWeekends = before.lastWeekends(of: agent)
      } else if let limit = contract.weekendsPerFourWeeks {
        let decided = (fixed[agent.id] ?? []).map { $0.date.days(since: scenario.horizon.first) }
        let (most, free) = before.weekends(of: agent, limit: limit, fixed: Set(decided))
        person.rules.mostWeekends = most
        for day in free where person.days[day] == .free { person.days[day] = .keptFree }
      }
      excuseRowBefore(menu: menu, of: &person)
      addFixedShifts(fixed[agent.id] ?? [], menu: menu, published: publishedTours.suffix(problem.dayCount), to: &person)
      for (day, entry) in (kept ?? []).enumerated() {
        guard let entry, let option = option(entry, menu: menu, day: day) else { continue }
        person.days[day] = .fixed(option)
      }
      for shift in straysOf[agent.id] ?? [] {
        let day = shift.date.days(since: scenario.horizon.first)
        if person.days.indices.contains(day), person.days[day] == .free { person.days[day] = .keptFree }
      }
      addWishes(requests[agent.id] ?? [], menu: menu, to: &person)
      if !excess.isEmpty { addFairness(excess[index], menu: menu, zone: site.zone, to: &person) }
      if contract.split != nil { addSplitPrice(menu: menu, to: &person) }
      problem.people.append(person)
      agentOfPerson.append(index)
      carriedShifts.append([])
    }
  }

  /// Shape [dates]: whether somebody is on leave or not employed, and whether they are absent at short notice; nil for never.
  private func daysAway(
    of agent: Agent, leave: [Leave]?, absences: [Leave]?, dates: [CivilDate]
  ) -> (isAway: [Bool]?, isAbsent: [Bool]?) {
    let away = scenario.dates(of: leave ?? [])
    let absent = scenario.dates(of: absences ?? [])
    let isEmployed = agent.from == nil && agent.to == nil
    return (
      away.isEmpty && isEmployed ? nil : dates.map { away.contains($0) || !agent.isEmployed(on: $0) },
      absent.isEmpty ? nil : dates.map { absent.contains($0) }
    )
  }

  /// Groups of the problem that somebody serves: all of them where groups are people wanted at posts.
  private func groupsServed(by agent: Int) -> [Int] {
    guard posts != nil, case .intervals(let demand) = problem.demand else { return groups.ofAgent[agent] }
    return Array(demand.groups.indices)
  }

  private func presences(of agent: Agent) -> [Int] {
    posts != nil
      ? []
      : scenario.presences.indices.filter { place in
        scenario.presences[place].site == agent.site && agent.skills.contains(scenario.presences[place].skill)
      }
  }

  /// Adds the hours that a shift of before the horizon still works, as a person with nothing else to do.
  private mutating func addCarried(_ carried: WorkedBefore.Carried, unitMinutes: Int) {
    let agent = scenario.agents[carried.agent]
    guard let site = scenario.site(agent.site), problem.dayCount > 0 else { return }
    var days = [[PossibleShift]](repeating: [], count: problem.dayCount)
    days[0] = [carried.possible]
    let menu = addMenu(days, nil, of: agent, zone: site.zone, unitMinutes: unitMinutes)
    let option = Int32(problem.options(menu: menu, day: 0).lowerBound)
    var locks = [DayRule](repeating: .off, count: problem.dayCount)
    locks[0] = .fixed(option)
    problem.people.append(
      RosterPerson(
        name: agent.id, menu: menu, groups: groups.ofAgent[carried.agent], presences: presences(of: agent),
        productivity: site.productiveShare(over: scenario.horizon.dates), days: locks))
    agentOfPerson.append(carried.agent)
    carriedShifts.append(carried.shifts)
    publishedTours += [option] + [Int32](repeating: RosterProblem.off, count: problem.dayCount - 1)
  }

  /// Finds a person's published shifts among the options of their menu.
  private mutating func addPublished(_ own: [PublishedShifts.Day?]?, menu: Int) {
    guard let own else {
      publishedTours += [Int32](repeating: RosterProblem.off, count: problem.dayCount)
      return
    }
    for (day, entry) in own.enumerated() {
      publishedTours.append(entry.flatMap { option($0, menu: menu, day: day) } ?? RosterProblem.off)
    }
  }

  /// The option of a day's published work, which it then stands for when the person who is about to be added has it.
  private mutating func option(_ entry: PublishedShifts.Day, menu: Int, day: Int) -> Int32? {
    let places = problem.options(menu: menu, day: day).filter { shifts[$0] == entry.possible }
    if !entry.isPlain {
      let person = problem.people.count
      for place in places { publishedWork[PersonalOption(person: person, option: Int32(place))] = entry.shifts }
    }
    return places.first.map(Int32.init)
  }

  /// Puts the published people of each day where they are missed most: a roster says when somebody works, and not at which post.
  private mutating func settlePublished() {
    guard posts != nil else { return }
    let settled = settled(publishedTours)
    for person in problem.people.indices {
      for day in 0..<problem.dayCount {
        let place = person * problem.dayCount + day
        guard settled[place] != publishedTours[place] else { continue }
        if problem.people[person].days[day] == .fixed(publishedTours[place]) {
          problem.people[person].days[day] = .fixed(settled[place])
        }
      }
    }
    publishedTours = settled
  }

  /// The option of a person that stands for work of a date; nil where it is none of theirs.
  func option(of work: [Shift], person: Int, day: Int) -> Int32? {
    guard let entry = PublishedShifts.day(of: work, in: scenario) else { return nil }
    return problem.options(menu: problem.people[person].menu, day: day).first { shifts[$0] == entry.possible }
      .map { Int32($0) }
  }

  private func kind(of shift: PossibleShift, _ contract: Contract?) -> Int {
    contract.map { kinds.kind($0, start: shift.localStartMinutes, isNight: shift.isNight) } ?? (shift.isNight ? 1 : 0)
  }

  /// Whether a shift is one that is decided.
  private func isFixed(_ shift: PossibleShift, _ fixed: [FixedShift]) -> Bool {
    fixed.contains {
      $0.date == shift.date && $0.start.minutes == shift.localStartMinutes && $0.paidMinutes == shift.paidMinutes
    }
  }

  /// The same without repetitions.
  private func unique(_ shifts: [PossibleShift]) -> [PossibleShift] {
    shifts.enumerated().filter { !shifts[..<$0.offset].contains($0.element) }.map(\.element)
  }

  /// The menu of a person's site, contract and week of the rotation, without published work that no contract offers; with their own
  /// hours only where nobody else has it without.
  func plainMenu(of person: Int) -> Int? {
    let agent = agent(of: person)
    guard let contract = scenario.contract(agent.contract) else { return nil }
    let own = scenario.availability.filter { $0.agent == agent.id }
    let skills = posts?.skills(of: agent) ?? []
    let keys = [[], own].map { rows in
      let hours = PersonalHours(agent, contract, availability: rows, duties: duties[agent.id] ?? [])
      return MenuKey(site: agent.site, contract: agent.contract, own: hours.isFree ? nil : hours, skills: skills)
    }
    return keys.lazy.compactMap { menuOfKey[$0] }.first
  }

  /// The rules of a person's contract with nobody away.
  func plainRules(of person: Int) -> TourRules {
    guard let contract = scenario.contract(agent(of: person).contract) else { return TourRules() }
    let never = [Bool](repeating: false, count: scenario.horizon.dayCount)
    return rules(of: contract, isAway: never, isAbsent: never)
  }

  /// Adds the options of a menu and remembers what each stands for.
  private mutating func addMenu(
    _ days: [[PossibleShift]], _ contract: Contract?, of agent: Agent, zone: Zone, unitMinutes: Int
  ) -> Int {
    let grid = requirement.grid
    // Of a shift there is an option for each post that it fills.
    let places = posts.map { posts in
      days.enumerated().map { day, own in
        own.map { posts.places(of: $0, day: day, by: agent, contract, zone: zone) }
      }
    }
    let days =
      places.map { places in
        zip(days, places).map { zip($0, $1).flatMap { shift, own in own.map { _ in shift } } }
      } ?? days
    let intervals = places.map {
      $0.enumerated().map { day, own in own.joined().map { day * (posts?.count ?? 0) + $0 } }
    }
    let options = days.enumerated().map { day, own in
      own.enumerated().map { index, shift in
        var work = shift.work(grid: grid, unitMinutes: unitMinutes)
        if work.firstInterval < 0 {
          // Hours before the grid are nobody's business here.
          work.units.removeFirst(min(work.units.count - 1, -work.firstInterval))
          work.firstInterval = 0
        }
        let endsLate = LedgerExcess.isLateEnd(shift.end, isNight: shift.isNight, zone: zone)
        if let intervals { work = (intervals[day][index], [1]) }
        return ShiftOption(
          kind: kind(of: shift, contract), start: shift.start.seconds(since: grid.start) / 60,
          end: shift.end.seconds(since: grid.start) / 60, paid: shift.paidMinutes, localStart: shift.localStartMinutes,
          pattern: problem.pattern(work.units), firstInterval: work.firstInterval, endsLate: endsLate,
          gap: shift.layout.gap ?? 0..<0)
      }
    }
    let (menu, added) = problem.addMenu(options)
    for (day, dayPlaces) in zip(days, added) {
      for (shift, place) in zip(day, dayPlaces) {
        while shifts.count <= Int(place) { shifts.append(shift) }
        shifts[Int(place)] = shift
      }
    }
    return menu
  }

  /// Lets a row of worked days that began before the horizon be as short as it is where no shift of the first date may follow it: nothing
  /// in the plan could make it longer.
  private func excuseRowBefore(menu: Int, of person: inout RosterPerson) {
    guard person.before.isKnown, person.before.daysInARow > 0, !person.days.isEmpty else { return }
    let mayGoOn =
      person.days[0] == .free
      && problem.options(menu: menu, day: 0).contains { problem.mayFollow(problem.options[$0], person) }
    if !mayGoOn { person.before.daysInARow = max(person.before.daysInARow, person.rules.leastDaysInARow) }
  }

  /// Pins the fixed shifts of a person: as published where they are, else with the first of their break layouts, which is in
  /// one piece.
  private mutating func addFixedShifts(
    _ shifts: [FixedShift], menu: Int, published: ArraySlice<Int32>, to person: inout RosterPerson
  ) {
    for fixed in shifts {
      let day = fixed.date.days(since: scenario.horizon.first)
      // A fixed shift on a weekend that should stay free is a contradiction to be told, and no reason to forget it.
      guard person.days.indices.contains(day), [.free, .keptFree].contains(person.days[day]) else { continue }
      if person.days[day] == .keptFree {
        warnings.append(
          "\(person.name): the fixed shift on \(fixed.date.isoText) is on a weekend that those worked before want free")
      }
      let fitting = problem.options(menu: menu, day: day).filter {
        self.shifts[$0].localStartMinutes == fixed.start.minutes && self.shifts[$0].paidMinutes == fixed.paidMinutes
      }
      let told = Int(published[published.startIndex + day])
      if let option = fitting.contains(told) ? told : fitting.first(where: { self.shifts[$0].layout.gap == nil }) {
        person.days[day] = .fixed(Int32(option))
      } else {
        warnings.append(
          "\(person.name): the clock skips \(fixed.start.text) on \(fixed.date.isoText), so the fixed shift cannot be had"
        )
      }
    }
  }

  /// The people whose days can be others, by id.
  var personOfAgent: [String: Int] {
    Dictionary(
      problem.people.indices.filter { carriedShifts[$0].isEmpty }.map { (problem.people[$0].name, $0) }
    ) { first, _ in first }
  }

  /// The scenario's agent of a person.
  func agent(of person: Int) -> Agent { scenario.agents[agentOfPerson[person]] }
}
