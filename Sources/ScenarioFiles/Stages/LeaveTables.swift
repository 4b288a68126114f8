package import Tabular
package import Workforce

/// The files of leave that is priced: `leave_quotes.csv`, one row a date and kind of person, and `leave_answers.csv`, one a request.
package enum LeaveTables {
  /// What the file of quotes holds.
  package static let quotes = TableDefinition(
    "leave_quotes.csv", stage: "leave-quotes --write", "one row a date and kind of person",
    columns: [
      .date, .init("site", .text, "id of the site"), .init("contract", .text, "id of the contract"),
      .init("queues", .text, "queues served"),
      .init("people", .integer, unit: "people", "people of the kind"),
      .init("working", .integer, unit: "people", "of them at work on the date"),
      .init("away", .integer, unit: "people", "of them away: leave, absence, dates outside their employment"),
      .init("free", .integer, unit: "days", "days off more that are free when no other date and kind gets any"),
      .init("free_together", .integer, unit: "days", "days off that are free when all rows give theirs together"),
      .init("who", .text, mayBeEmpty: true, "ids of the people who are off when all rows give theirs together"),
      points, .init("next_wages", .text, mayBeEmpty: true, "money that the next one costs, leave paid as work"),
      .init(
        "obstacle", .text, words: obstacles, mayBeEmpty: true, "what is in the way of the next one beside its price"),
    ], key: ["date", "site", "contract", "queues"])

  /// What the file of answers holds.
  package static let answers = TableDefinition(
    "leave_answers.csv", stage: "leave-quotes --requests --write", "one row a request, in the order of its file",
    columns: [
      .init("row", .integer, range: 1 ... .infinity, "1 for the first request"), .agent,
      .init("from", .date, "first date away"), .init("to", .date, "last date away"),
      .init("kind", .text, "kind of leave"),
      .init("answer", .text, words: ["granted", "refused"], "what became of it"),
      .init(
        "rank", .integer, range: 1 ... .infinity, mayBeEmpty: true,
        "place in the order of answers, 1 for the cheapest; empty where it was not weighed"),
      .init(
        "points", .number, range: everything, mayBeEmpty: true,
        "points it costs on top of those before; empty where none is known"),
      .init("wages", .text, mayBeEmpty: true, "money it costs, leave paid as work"),
      .init(
        "reason", .text, mayBeEmpty: true,
        "why it is refused, or who is missing where one that is not free is granted"),
    ], key: ["row"])

  private static let everything = -Double.infinity ... .infinity
  private static let points = TableDefinition.Column(
    "next_points", .number, range: everything, mayBeEmpty: true,
    "points that the day off after the free ones costs; empty where there is none")
  private static let obstacles = ["nobody works", "nobody is left", "rules", "goal"]

  /// Reads requests for leave; the columns are those of leave.csv.
  ///
  /// - Throws: `InputError` with the problems of the file.
  package static func requests(_ bytes: [UInt8], file: String, for scenario: Scenario) throws(InputError) -> [Leave] {
    var problems = ProblemCollector()
    let requests = readLeave(bytes, file: file, agents: NameIndex("agent", scenario.agents.map(\.id)), &problems)
    try problems.check()
    return requests
  }
}
