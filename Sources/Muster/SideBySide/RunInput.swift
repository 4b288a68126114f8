import Forecasting
import ScenarioFiles
import Tabular
import Workforce
import Timeline
import Units

/// What one run of a comparison or sweep starts from: a scenario with the history that it is forecast from.
struct RunInput: Sendable {
  var scenario: Scenario
  /// What contacts are learned from.
  var history: ContactHistory
  /// What handle times are learned from; another one only while a comparison is half way from one scenario to the other.
  var handleTimes: ContactHistory
  var decisions: ForecastDecisions

  /// A scenario folder as `muster forecast` reads it, the decisions in its results included.
  init(_ input: ScenarioInput, decisions: ForecastDecisions) {
    scenario = input.scenario
    history = input.history
    handleTimes = input.history
    self.decisions = decisions
  }

  /// One scenario with what some drivers stand for taken from another.
  ///
  /// The same whichever of the two one begins with: `a` with some drivers of `b` is `b` with the other drivers of `a`. Queues are
  /// those of the side of the volume; a queue that only one side has is all that side's.
  static func mixed(_ a: RunInput, _ b: RunInput, takingFromB taken: Set<Cause>) -> RunInput {
    func side(_ driver: Cause) -> RunInput { taken.contains(driver) ? b : a }
    let volume = side(.volume)
    let people = side(.people)
    var mixed = volume
    mixed.handleTimes = side(.handleTime).history
    var scenario = volume.scenario
    scenario.queues = volume.scenario.queues.map { queue in
      func own(_ driver: Cause) -> Queue { side(driver).scenario.queues.first { $0.id == queue.id } ?? queue }
      var made = own(.goals)
      made.handleTime = own(.handleTime).handleTime
      made.handleTimesAtOnce = own(.handleTime).handleTimesAtOnce
      made.open = own(.openingHours).open
      made.openBefore = own(.openingHours).openBefore
      made.region = own(.openingHours).region
      return made
    }
    scenario.demandChanges =
      volume.scenario.demandChanges.filter { $0.kind == .volume }
      + side(.handleTime).scenario.demandChanges.filter { $0.kind == .handleTime }
    scenario.holidays = side(.openingHours).scenario.holidays
    scenario.planFor = side(.goals).scenario.planFor
    scenario.sites = people.scenario.sites.map { site in
      var made = site
      made.shrinkage = side(.shrinkage).scenario.site(site.id)?.shrinkage ?? site.shrinkage
      return made
    }
    scenario.contracts = people.scenario.contracts.map { contract in
      let priced = side(.wages).scenario.contract(contract.id) ?? contract
      var made = contract
      made.costPerHour = priced.costPerHour
      made.raises = priced.raises
      return made
    }
    scenario.agents = people.scenario.agents
    scenario.leave = people.scenario.leave
    scenario.absences = people.scenario.absences
    scenario.fixedShifts = people.scenario.fixedShifts
    scenario.worked = people.scenario.worked
    scenario.availability = people.scenario.availability
    scenario.presences = people.scenario.presences
    scenario.onCall = people.scenario.onCall
    scenario.ledger = people.scenario.ledger
    scenario.requests = people.scenario.requests
    scenario.prices = side(.prices).scenario.prices
    mixed.scenario = scenario
    return mixed
  }

  /// Whether two inputs are the same in all that a driver stands for.
  func agrees(with other: RunInput, on driver: Cause) -> Bool {
    let (one, two) = (scenario, other.scenario)
    func same<Value: Equatable>(_ part: (Scenario) -> Value) -> Bool { part(one) == part(two) }
    /// A part of the queues that both have.
    func sameQueues<Value: Equatable>(_ part: (Queue) -> Value) -> Bool {
      one.queues.allSatisfy { queue in two.queues.first { $0.id == queue.id }.map { part($0) == part(queue) } ?? true }
    }
    switch driver {
    case .volume:
      return history == other.history && same { $0.queues.map(\.id) } && same(\.events) && same(\.backlog)
        && same { $0.demandChanges.filter { $0.kind == .volume } } && same(\.flows)
        && decisions.flags == other.decisions.flags
        && decisions.overrides == other.decisions.overrides && decisions.donors == other.decisions.donors
    case .handleTime:
      return history == other.history && sameQueues(\.handleTime) && sameQueues(\.handleTimesAtOnce)
        && same { $0.demandChanges.filter { $0.kind == .handleTime } }
    case .openingHours:
      return sameQueues(\.open) && sameQueues(\.openBefore) && sameQueues(\.region) && same(\.holidays)
    case .goals:
      return same(\.planFor)
        && sameQueues { queue in
          var plain = queue
          plain.handleTime = nil
          plain.handleTimesAtOnce = []
          plain.open = .always(zone: .utc)
          plain.openBefore = nil
          plain.region = nil
          return plain
        }
    case .shrinkage:
      return one.sites.allSatisfy { site in two.site(site.id).map { $0.shrinkage == site.shrinkage } ?? true }
    case .people:
      return same(\.agents) && same(\.leave) && same(\.absences) && same(\.fixedShifts) && same(\.worked)
        && same(\.availability) && same(\.presences) && same(\.onCall) && same(\.ledger) && same(\.requests)
        && same { $0.sites.map { Site(id: $0.id, zone: $0.zone, region: $0.region) } }
        && same {
          $0.contracts.map { contract in
            var plain = contract
            plain.costPerHour = Money(minorUnits: 0, currency: contract.costPerHour.currency)
            plain.raises = []
            return plain
          }
        }
    case .wages:
      return one.contracts.allSatisfy { contract in
        two.contract(contract.id).map { $0.costPerHour == contract.costPerHour && $0.raises == contract.raises } ?? true
      }
    case .prices: return same(\.prices)
    case .search: return same(\.seed)
    }
  }
}
