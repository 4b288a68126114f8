import Tabular
package import Timeline
package import Workforce

/// The file of hours, `hours.csv`: one row a person and week.
package enum HoursTable {
  /// Name of the file.
  package static let fileName = "hours.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster", "one row for each week of a person, by person and week",
    columns: [
      .agent, .init("week", .date, "first local date of the week"),
      .init("paid_minutes", .integer, unit: "minutes", "paid minutes of its shifts"),
      .init("worked_minutes", .integer, unit: "minutes", "elapsed minutes at work, breaks left out"),
      .init("overtime_minutes", .integer, unit: "minutes", "paid minutes above `contract_most_minutes`"),
      .init("night_minutes", .integer, unit: "minutes", "elapsed minutes from 00:00 to 05:00 on the site's clock"),
      .init("weekend_minutes", .integer, unit: "minutes", "elapsed minutes on Saturdays and Sundays of that clock"),
      .init("leave_days", .integer, unit: "days", "dates of leave"),
      .init("absent_days", .integer, unit: "days", "dates of absence at short notice"),
      .init(
        "contract_least_minutes", .integer, unit: "minutes",
        "paid minutes that the contract has at least, leave taken off"),
      .init("contract_most_minutes", .integer, unit: "minutes", "and at most without overtime"),
      .init(
        "balance_minutes", .integer, unit: "minutes", range: -Double.infinity ... .infinity,
        "by how much paid minutes are below the least or above the most"),
      .init(
        "period_paid_minutes", .integer, unit: "minutes", mayBeEmpty: true,
        "paid minutes of the reference period up to this week; empty where each week stands alone or worked.csv begins "
          + "after the period"),
      .init(
        "period_least_minutes", .integer, unit: "minutes", mayBeEmpty: true,
        "what the whole period has at least, leave up to this week taken off; 0 after an absence in it"),
      .init("period_most_minutes", .integer, unit: "minutes", mayBeEmpty: true, "and at most"),
      .init(
        "period_balance_minutes", .integer, unit: "minutes", range: -Double.infinity ... .infinity, mayBeEmpty: true,
        "by how much the period's paid minutes up to this week are below its least or above its most"),
      .init(
        "leave_balance_days", .integer, unit: "days", range: -Double.infinity ... .infinity, mayBeEmpty: true,
        "days of leave left after this week, which takes as many as `week.days` of the contract at most; empty where agents.csv has no `leave_days`"
      ),
    ], key: ["agent_id", "week"])

  /// First dates of the weeks that a table tells of, by its first person; nil where it holds none that can be read.
  package static func weeks(of bytes: [UInt8]) -> [CivilDate]? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 64, omittingEmptySubsequences: false)
    let table = Table.read(bytes: Array(lines.prefix(64).joined(separator: [UInt8(ascii: "\n")])), file: fileName)
    guard table.rowCount > 0, let agent = table.column("agent_id"), let week = table.column("week") else { return nil }
    let first = table.text(row: 0, column: agent)
    let own = (0..<table.rowCount).prefix { table.text(row: $0, column: agent) == first }
    let dates = own.compactMap { CivilDate(iso: table.text(row: $0, column: week)) }
    return dates.count == own.count ? dates : nil
  }

  /// Writes one row a person and week.
  package static func write(_ weeks: [PersonWeek]) -> [UInt8] {
    definition.bytes(of: weeks) { writer, week in
      writer.text(week.agent)
      writer.date(week.week)
      for number in [
        week.paidMinutes, week.workedMinutes, week.overtimeMinutes, week.nightMinutes, week.weekendMinutes,
        week.leaveDays, week.absentDays, week.contractMinutes.lowerBound, week.contractMinutes.upperBound,
        week.balanceMinutes,
      ] { writer.integer(number) }
      for number in [
        week.periodMinutes, week.periodContractMinutes?.lowerBound, week.periodContractMinutes?.upperBound,
        week.periodBalanceMinutes, week.leaveBalanceDays,
      ] {
        if let number { writer.integer(number) } else { writer.blank() }
      }
    }
  }
}

/// The file of what became of requests, `request_answers.csv`: one row a request.
package enum RequestAnswersTable {
  /// Name of the file.
  package static let fileName = "request_answers.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster", "one row a request on a date of the horizon, in the order of the table of requests",
    columns: [
      .agent, .date, .init("wish", .text, "what was wished for: `off`, `work`, or starts such as `08:00-10:00`"),
      .init("weight", .number, unit: "points", "price of not granting it"),
      .init("granted", .flag, "whether the roster has it"),
      .init("reason", .text, mayBeEmpty: true, "why not; empty for one that is granted"),
    ], key: [])

  /// Writes one row a request.
  package static func write(_ answers: [RequestAnswer]) -> [UInt8] {
    definition.bytes(of: answers) { writer, answer in
      writer.text(answer.request.agent)
      writer.date(answer.request.date)
      writer.text(answer.request.wish.text)
      writer.decimal(answer.request.weight, decimals: 2)
      writer.flag(answer.isGranted)
      writer.text(answer.reason)
    }
  }
}

extension Wish {
  /// As the table of requests has it.
  fileprivate var text: String {
    switch self {
    case .dayOff: "off"
    case .work: "work"
    case .start(let from, let to): "\(from.text)-\(to.text)"
    }
  }
}
