/// The words of what lies beside a plan: headcount and budget, comparisons, sensitivities and back-tests.
struct PlanningPhrases: Sendable, Encodable {
  // Headcount and budget.
  let budget: String
  let month: String
  let total: String
  let heads: String
  let money: String
  let wages: String
  let supplements: String
  let charges: String
  let overtime: String
  let partner: String
  let hiring: String
  let training: String
  // Comparisons and sensitivities.
  /// The other scenario `{0}`.
  let comparedWith: String
  let sensitivity: String
  let base: String
  let volume: String
  let handleTime: String
  let openingHours: String
  let goals: String
  let shrinkage: String
  let prices: String
  let search: String
  // What is measured.
  let answered: String
  let work: String
  let gross: String
  let staffingCost: String
  let personMonths: String
  let contractHours: String
  let contractPay: String
  // Back-tests.
  let backTest: String
  let error: String
  let bias: String
  let inRange: String
}

extension ReportPhrases {
  /// What a table calls a kind of money, a driver or a measure, in the words of the language; itself where it is none of them.
  func word(of name: String) -> String {
    switch name {
    case "wages": planning.wages
    case "supplements": planning.supplements
    case "charges": planning.charges
    case "overtime": planning.overtime
    case "partner": planning.partner
    case "hiring": planning.hiring
    case "training": planning.training
    case "base": planning.base
    case "volume": planning.volume
    case "handle time", "handle-time": planning.handleTime
    case "opening hours": planning.openingHours
    case "goals": planning.goals
    case "shrinkage": planning.shrinkage
    case "people": people
    case "prices": planning.prices
    case "search": planning.search
    case "contacts": contacts
    case "answered in time": planning.answered
    case "work hours": planning.work
    case "required hours": required
    case "gross hours": planning.gross
    case "staffing cost": planning.staffingCost
    case "rostered hours": rostered
    case "hours short": short
    case "hours over": over
    case "person-months": planning.personMonths
    case "contract hours": planning.contractHours
    case "contract pay": planning.contractPay
    case "paid hours": paid
    default: name
    }
  }
}
