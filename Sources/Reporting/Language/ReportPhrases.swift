/// The words of a report in one language.
struct ReportPhrases: Sendable, Encodable {
  // Sections.
  let summary: String
  let forecast: String
  let coverage: String
  let roster: String
  let people: String
  let notes: String
  // Sentences of the summary.
  /// `{0}` of `{1}` queues.
  let goalsKept: String
  /// A queue `{0}`, expected `{1}`, goal `{2}`.
  let goalMissed: String
  /// `{0}` of `{1}` promises.
  let promisesKept: String
  /// A promise `{0}`, what the plan comes to `{1}`.
  let promiseBroken: String
  /// Hours short `{0}`, hours over `{1}`.
  let hoursShortAndOver: String
  /// Paid hours `{0}`, wages `{1}`.
  let paidAndWages: String
  /// Paid hours `{0}`.
  let paidOnly: String
  /// Cost `{0}`, bound `{1}`.
  let costAndBound: String
  /// Cost `{0}`.
  let costOnly: String
  /// Points `{0}`.
  let points: String
  let lookFirst: String
  /// Queue `{0}`, date `{1}`, times `{2}`, agents `{3}`.
  let shortMost: String
  let nothingToLookAt: String
  // Columns and labels.
  let queue: String
  let channel: String
  let language: String
  let goal: String
  let expected: String
  let simulated: String
  let contacts: String
  let required: String
  let rostered: String
  let short: String
  let over: String
  let hours: String
  let date: String
  let time: String
  let week: String
  let day: String
  // Forecast.
  let history: String
  let mean: String
  /// The range between the tenth and the ninetieth percentile.
  let range: String
  let lastYear: String
  let eightWeekMean: String
  let holiday: String
  let event: String
  let handleTime: String
  let factors: String
  // Coverage.
  let agents: String
  let serviceLevel: String
  let load: String
  let grossAgents: String
  let howItComes: String
  // Roster.
  let person: String
  let team: String
  let site: String
  let contract: String
  let all: String
  let clock: String
  let siteClock: String
  /// The reader's own clock, `{0}` its zone.
  let ownClock: String
  let clockChange: String
  /// Day of `{0}` hours.
  let longDay: String
  let shift: String
  let start: String
  let end: String
  let mealBreak: String
  let shortBreak: String
  let paid: String
  let unpaid: String
  let onCall: String
  /// Leave or an absence at short notice; like calendars, reports do not say which.
  let leave: String
  let off: String
  let nights: String
  let weekends: String
  let lateEnds: String
  let granted: String
  let refused: String
  let leaveDays: String
  /// How to learn why: the command `{0}`.
  let why: String
  let otherChoices: String
  let notAllowed: String
  // Simulation.
  let hangUp: String
  let averageWait: String
  // What one can do.
  let table: String
  let copy: String
  let copied: String
  let print: String
  let previous: String
  let next: String
  let close: String
  let needsScript: String
  /// Version `{0}`.
  let madeBy: String
  /// Words of headcount, comparisons, sensitivities and back-tests.
  let planning: PlanningPhrases
}
