import Tabular
import Timeline
package import Workforce

/// The file of the demand network, `flows.csv`: what every arrow carries by interval.
package enum FlowsTable {
  /// Name of the file.
  package static let fileName = "flows.csv"

  /// What the file holds.
  ///
  /// Contacts that arrive at a queue are those that leave it, interval by interval, and what leaves on an arrow is what comes out of it
  /// or is on its way.
  package static let definition = TableDefinition(
    fileName, stage: "forecast", "one row for each arrow of `flows` and interval in which it carries something",
    columns: [
      .init("flow", .text, "id of the flow; of a beginning or an end that of the queue"),
      .init("kind", .text, words: FlowCourse.Kind.allCases.map(\.rawValue), "what the arrow is"),
      .init("from_node", .text, mayBeEmpty: true, "queue or bot where it begins; empty for customers"),
      .init("to_node", .text, mayBeEmpty: true, "queue or bot where it ends; empty where contacts end"),
    ] + .start + [
      .minutes,
      .init(
        "left_contacts", .number, unit: "contacts", range: -.infinity ... .infinity,
        "contacts that arrived where it begins in the interval, and take it; of `arrival` below 0 where the arrows bring "
          + "more than the history holds"),
      .init(
        "arrived_contacts", .number, unit: "contacts", range: -.infinity ... .infinity,
        "contacts that come out of it in the interval"),
      .init(
        "waiting_contacts", .number, unit: "contacts", "contacts on their way at the end of the interval"),
    ], key: ["flow", "kind", "start_utc"])

  /// Decimals with which sums over a plan are right to a billionth.
  private static let decimals = 12

  /// Writes rows by arrow and time.
  package static func write(_ courses: [FlowCourse], for scenario: Scenario) -> [UInt8] {
    var writer = definition.writer()
    let grid = scenario.grid
    for course in courses {
      let ends = [course.to, course.from].compactMap { $0 }
      let bot = scenario.flows.bots.first { ends.contains($0.id) }?.queue
      let zone = scenario.queues.first { ends.contains($0.id) || $0.id == bot }?.open.zone ?? .utc
      for interval in grid.indices {
        let values = [course.left[interval], course.arrived[interval], course.onTheWay[interval]]
        guard values.contains(where: { $0 != 0 }) else { continue }
        writer.text(course.id)
        writer.text(course.kind.rawValue)
        writer.text(course.from ?? "")
        writer.text(course.to ?? "")
        writer.start(grid.instant(of: interval), in: zone)
        writer.integer(grid.intervalSeconds / 60)
        for value in values { writer.decimal(value, decimals: decimals) }
        writer.endRow()
      }
    }
    return writer.bytes
  }
}
