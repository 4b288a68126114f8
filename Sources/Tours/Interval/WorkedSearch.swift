import Chance

/// The last word on a roster, at the cost of what is worked: who starts when with which breaks, and who serves which group when.
///
/// The search before it shares people between groups inside an interval, which nobody can work. Here a few shifts of one day are taken
/// out and put back one after the other, each where whole people at whole stretches cost least; what costs more is taken back.
struct WorkedSearch: ~Copyable {
  var state: RosterState
  var cover: WorkedCover
  /// Worked days of people who serve somebody, shape [places]: person times days plus day.
  var places: [Int32]
  /// Shape [days]: those places by day.
  var byDay: [[Int]]
  /// Shape [people]: the groups of each as bits; two people who share none have nothing to exchange.
  private let masks: [UInt64]
  /// People who work alike and take the same groups.
  let twins: Twins
  /// Whole tours that may still be sought for weekends.
  var toursLeft = 0
  /// Options that could be the cheapest.
  let candidates: UnsafeMutablePointer<WorkedCover.Candidate>
  /// Shape [most at once]: who is taken out, and what they worked.
  private let chosen: UnsafeMutablePointer<Int>
  private let before: UnsafeMutablePointer<Int32>
  /// Shape [most at once][intervals of the longest shift]: the groups that they served.
  private let groupsBefore: UnsafeMutablePointer<Int16>
  private let longest: Int
  private let arena = Arena()

  /// Rounds over all shifts, and the least number of trials in all: few people share a queue with few others, and each trial says less.
  static func work(_ effort: RosterEffort) -> (rounds: Int, leastTrials: Int) {
    switch effort {
    case .quick: (6, 0)
    case .normal, .moves, .seconds: (600, 100_000)
    case .best: (2_000, 500_000)
    }
  }
  /// Most shifts taken out at once.
  private static let mostAtOnce = 4
  /// Share of the price of a missing agent that a first change may cost more, falling to nothing.
  private static let warmth = 0.3
  /// What one agent above the requirement costs beyond the price, as a share of that, for each other one there: so little that
  /// it decides nothing but where surplus goes.
  private static let evenness = 0.01
  /// How often a weekend counts in what unevenness costs here: two more than a colleague are refused sooner than a late end more, and the
  /// search finds who takes one over while everything else may still move.
  private static let weekendWeight: Float = 4
  /// The same of all that colleagues share.
  static let weights = FairShares.Counts(1, weekendWeight, 1, 0)
  /// Trials for each tour that may be sought for weekends, and the least number of tours.
  static let (trialsPerTour, leastTours) = (400, 100)
  /// Trials for each place from which on whole tours are sought anew on the way.
  private static let trialsOfResponses = 50
  /// When that is, in tenths of the trials.
  private static let responses = [6, 8]
  /// So much of the trials follows where weekends have changed hands.
  private static let settling = 20
  /// Of a hundred trials, those that move work to another day of its week.
  private static let dayMoves = 15
  /// Of a hundred trials, those in which two people exchange a week.
  private static let weekMoves = 5

  init(_ demand: IntervalDemand, tours: [Int32], _ tables: IntervalTables, threads: Int) {
    let problem = tables.space.problem
    var state = RosterState(tables)
    state.fair?.weigh(Self.weights)
    state.takeOver(tours)
    self.state = state
    var cover = WorkedCover(problem, demand, tables.table)
    cover.evenness = Self.evenness * demand.overPrice
    masks = problem.people.indices.map { person in cover.groups(person).reduce(0) { $0 | 1 << UInt64($1 % 64) } }
    twins = Self.twins(problem)
    let days = problem.menus.flatMap { menu in zip(menu.dayStart, menu.dayStart.dropFirst()).map { $1 - $0 } }
    candidates = arena.room(days.max() ?? 0)
    longest = problem.patterns.map(\.units.count).max() ?? 0
    chosen = arena.room(Self.mostAtOnce)
    before = arena.room(Self.mostAtOnce)
    groupsBefore = arena.room(Self.mostAtOnce * longest)
    self.cover = cover
    places = []
    byDay = []
    countPlaces()
    self.cover.placeAll(places, tours: tours, threads: threads)
    self.cover.putOthers(tours)
  }

  /// Notes who works when.
  mutating func countPlaces() {
    places = cover.places(in: state.copyTours())
    byDay = Array(repeating: [], count: state.dayCount)
    for place in places { byDay[Int(place) % state.dayCount].append(Int(place) / state.dayCount) }
  }

  /// Takes shifts out and puts them back for a number of rounds, and for so many trials at least.
  mutating func run(_ dice: inout XorshiftStar, rounds: Int, leastTrials: Int, stop: () -> Bool) {
    guard !places.isEmpty else { return }
    let total = trials(rounds: rounds, least: leastTrials)
    let scale = state.model.priceScale * Self.warmth
    let responds = total >= Self.trialsOfResponses * places.count
    toursLeft = max(Self.leastTours, total / Self.trialsPerTour)
    for step in 0..<total {
      if step % 256 == 0 && stop() { return }
      if responds && Self.responses.contains(where: { step == total / 10 * $0 }) {
        _ = evenWeekends(&dice, stop: stop)
        respondInTurn(stop: stop)
      }
      let warmth = scale * max(0, 1 - 1.25 * Double(step) / Double(max(1, total)))
      let rise = Annealing.rises[Int(truncatingIfNeeded: dice.next() >> 52)]
      let allowed = warmth * Double(rise) * 0.5 + 1e-9
      switch dice.below(100) {
      case ..<Self.dayMoves: moveDays(&dice, allowed: allowed)
      case ..<(Self.dayMoves + Self.weekMoves): exchangeWeeks(&dice, allowed: allowed)
      default: shake(&dice, allowed: allowed)
      }
    }
    exchangeWeeks(afterTrials: total, stop: stop)
    if responds { respondInTurn(stop: stop) }
    evenOut(&dice, trials: total, stop: stop)
  }

  /// Trials of some rounds over all shifts.
  func trials(rounds: Int, least: Int) -> Int { max(least, rounds * places.count / 3) }

  /// Gives people of long rows new tours where everything else is done, and those around find their places.
  mutating func changeRows(_ dice: inout XorshiftStar, trials: Int, stop: () -> Bool) {
    if !places.isEmpty, respondInRows(&dice, trials: trials, stop: stop) { settle(&dice, trials: trials, stop: stop) }
  }

  /// Evens weekends out; what moved for them settles, and weekends stay with whom they are.
  mutating func evenOut(_ dice: inout XorshiftStar, trials: Int, stop: () -> Bool) {
    toursLeft = max(Self.leastTours, trials / Self.trialsPerTour)
    guard !places.isEmpty, evenWeekends(&dice, stop: stop) else { return }
    settle(&dice, trials: trials, stop: stop)
  }

  /// What moved finds its place, and weekends stay with whom they are.
  private mutating func settle(_ dice: inout XorshiftStar, trials: Int, stop: () -> Bool) {
    for step in 0..<trials / Self.settling {
      if step % 256 == 0 && stop() { return }
      if dice.below(100) < Self.dayMoves {
        moveDays(&dice, allowed: 1e-9, keepsWeekends: true)
      } else {
        shake(&dice, allowed: 1e-9)
      }
    }
  }

  private mutating func shake(_ dice: inout XorshiftStar, allowed: Double) {
    shake(&dice, at: Int(places[dice.below(places.count)]), allowed: allowed)
  }

  /// A few shifts of one day out and back in, that of one place among them; says what that costs, nothing where it is taken back.
  @discardableResult
  mutating func shake(_ dice: inout XorshiftStar, at place: Int, allowed: Double) -> Double {
    let days = state.dayCount
    let (first, day) = (place / days, place % days)
    let others = byDay[day]
    let wanted = 1 + dice.below(Self.mostAtOnce)
    let mask = masks[first]
    chosen[0] = first
    var count = 1
    for _ in 0..<(4 * wanted) where count < wanted {
      let next = others[dice.below(others.count)]
      if masks[next] & mask == 0 || (0..<count).contains(where: { [chosen] in chosen[$0] == next }) { continue }
      chosen[count] = next
      count += 1
    }
    for index in stride(from: count - 1, to: 0, by: -1) {
      let other = dice.below(index + 1)
      (chosen[index], chosen[other]) = (chosen[other], chosen[index])
    }
    var rise = 0.0
    for index in 0..<count {
      let person = chosen[index]
      before[index] = state.tour(person)[day]
      cover.readGroups(person, before[index], into: groupsBefore + index * longest)
      rise -= personal(person, day)
      rise += cover.takeOut(person, before[index])
    }
    var placed = 0
    while placed < count {
      // The last one says whether all of it may stay.
      let limit = placed == count - 1 ? allowed - rise : .infinity
      rise += insert(chosen[placed], day, below: limit)
      if rise == .infinity { break }
      placed += 1
    }
    if rise <= allowed { return rise }
    for index in 0..<placed { cover.takeOut(chosen[index], state.tour(chosen[index])[day]) }
    for index in 0..<count {
      let person = chosen[index]
      let present = state.tour(person)[day]
      state.tour(person)[day] = before[index]
      if state.changesBurdens(present, before[index]) { state.share(person) }
      cover.giveBack(person, before[index], groupsBefore + index * longest)
    }
    return 0
  }

  /// One day's work of somebody goes to a day off of the same week; half of the time a colleague who works that day takes over theirs.
  private mutating func moveDays(_ dice: inout XorshiftStar, allowed: Double, keepsWeekends: Bool = false) {
    let days = state.dayCount
    let place = Int(places[dice.below(places.count)])
    let (first, from) = (place / days, place % days)
    let to = state.drawDay(of: state.weekOf[from], &dice)
    if keepsWeekends && max(state.weekendOf[from], state.weekendOf[to]) >= 0 { return }
    var moves = [DayMove(person: first, from: from, to: to)]
    if dice.below(2) == 0 {
      guard !byDay[to].isEmpty else { return }
      let other = byDay[to][dice.below(byDay[to].count)]
      if other == first || state.people[other].menu != state.people[first].menu { return }
      moves.append(DayMove(person: other, from: to, to: from))
    }
    trade(moves, allowed: allowed)
  }

  /// What somebody's day costs beside cover: the option and what the week around it comes to.
  func personal(_ person: Int, _ day: Int) -> Double {
    let own = Double(state.cost(person, day, state.tour(person)[day]))
    return state.people[person].hasWeekCost ? own + state.weekCostNow(person, state.weekOf[day]) : own
  }

  /// Puts a shift that is out of cover where it costs least, at its present option or any of the same paid length that the rules
  /// allow; says what that costs. Where anything costs more than a limit, it is left out, and the cost is infinite.
  mutating func insert(_ person: Int, _ day: Int, below limit: Double = .infinity) -> Double {
    let tour = state.tour(person)
    let present = tour[day]
    var best: WorkedCover.Candidate?
    if !state.mayChange(person, day) {
      cover.prepare(person, state.table.shifts[Int(present)].reach)
    } else {
      let length = Int(state.table.shifts[Int(present)].length)
      let slots = state.table.slots(state.people[person].menu, day, length)
      cover.prepare(person, slots.reach)
      let count = collectCandidates(person, day, slots)
      best = cover.cheapest(person, UnsafeMutableBufferPointer(start: candidates, count: count), below: limit)
      if count > 0 && best == nil { return .infinity }
    }
    let option = best?.option ?? present
    tour[day] = option
    let shared = state.changesBurdens(present, option) ? Double(state.share(person)) : 0
    return cover.place(person, option, known: best) + shared + personal(person, day)
  }

  /// Notes the options of some slots that the rules allow somebody, with what each costs beside cover; says how many there are.
  mutating func collectCandidates(_ person: Int, _ day: Int, _ slots: ShiftTable.Slots) -> Int {
    let trials = state.dayTrials(person, day)
    var count = 0
    for index in 0..<Int(slots.count) {
      let slot = state.table.slots[Int(slots.first) + index]
      // Layouts of one start that end together differ in their breaks alone.
      var known: (end: Int32, trial: (Double, Double)?)?
      for option in slot.first..<slot.first + slot.count {
        let end = state.table.shifts[Int(option)].end
        let own = Double(state.cost(person, day, option))
        if known?.end != end { known = (end, state.trial(trials, option).map { ($0 - own, $1) }) }
        guard let (base, shared) = known?.trial else { continue }
        var candidate = WorkedCover.Candidate(option: option, personal: base + own + shared)
        let twin = state.table.shifts[Int(option)].twin
        if twin != option, Double(state.cost(person, day, twin)) == own {
          candidate.twin = (0..<count).last { [candidates] in candidates[$0].option == twin } ?? -1
        }
        (candidates + count).initialize(to: candidate)
        count += 1
      }
    }
    return count
  }

  // MARK: - The answer

  /// Everybody's days, shape [people][days].
  var tours: [Int32] { state.copyTours() }
  /// Who serves what, shape [people][intervals].
  var groups: [Int16] { cover.groups }
}

extension RosterSolution {
  /// Gives whole people to the groups and has the last word on starts and breaks at the cost of that, which the roster's statement counts;
  /// where everybody has one group, on weekends, and on starts that cost nothing to be nearer to each other.
  ///
  /// - Parameters:
  ///   - engine: says how much effort, and the seed.
  ///   - stop: asked now and then; `true` ends it with what is found so far.
  package mutating func workOut(_ problem: RosterProblem, engine: RosterEngine, stop: () -> Bool = { false }) {
    guard case .intervals(let demand) = problem.demand else { return }
    let tables = tables ?? IntervalTables(problem, demand)
    var search = WorkedSearch(demand, tours: tours, tables, threads: engine.threads)
    var dice = XorshiftStar(seed: engine.seed &* 1000 &+ 77)
    let (rounds, leastTrials) = WorkedSearch.work(engine.effort)
    // Where everybody has one group, annealing has counted what is worked.
    if problem.sharesPeople {
      search.run(&dice, rounds: rounds, leastTrials: leastTrials, stop: stop)
    } else {
      let trials = search.trials(rounds: rounds, least: leastTrials)
      search.changeRows(&dice, trials: trials, stop: stop)
      if problem.fairShares != nil { search.evenOut(&dice, trials: trials, stop: stop) }
    }
    search.steadyStarts(stop: stop)
    tours = search.tours
    groups = search.groups
  }
}
