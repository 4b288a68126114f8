import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// What a plan gives a post over its dates.
public struct PostSummary: Hashable, Sendable, Encodable {
  /// The post, for people: `early at porto (first-aid)`.
  public var post: String
  /// People wanted, dates added up.
  public var wanted: Int
  /// People there.
  public var people: Int
  /// People missing of those wanted.
  public var short: Int
  /// People above the most.
  public var over: Int
  /// Paid hours of one person at it.
  public var hours: Double
  /// Dates on which fewer than the least are there.
  public var datesBelowLeast: [String]

  /// Every post of a plan in the order of its first row.
  static func all(_ cover: [ShiftCover], in scenario: Scenario) -> [PostSummary] {
    var order: [ShiftPost] = []
    var rows: [ShiftPost: [ShiftCover]] = [:]
    for row in cover where scenario.contains(row.demand.date) {
      if rows[row.demand.post] == nil { order.append(row.demand.post) }
      rows[row.demand.post, default: []].append(row)
    }
    return order.map { post in
      let own = rows[post] ?? []
      func sum(_ part: (ShiftCover) -> Int) -> Int { own.reduce(0) { $0 + part($1) } }
      return PostSummary(
        post: post.text, wanted: sum(\.demand.wanted), people: sum(\.agents.count), short: sum(\.short),
        over: sum(\.over), hours: own.first?.hours ?? 0,
        datesBelowLeast: own.filter { !$0.reachesLeast }.map(\.demand.date.isoText).sorted())
    }
  }

  /// The posts as a table.
  static func table(_ posts: [PostSummary]) -> [String] {
    let header = ["post", "wanted", "people", "short", "over", "dates below the least"]
    let rows = posts.map { post in
      let dates = post.datesBelowLeast
      return [
        post.post, "\(post.wanted)", "\(post.people)", "\(post.short)", "\(post.over)",
        dates.isEmpty
          ? "none" : dates.prefix(3).joined(separator: " ") + (dates.count > 3 ? " and \(dates.count - 3) more" : ""),
      ]
    }
    return TextTable.lines([header] + rows, leftAligned: [0, 5])
  }
}

extension Scenario {
  /// Refuses what needs queues where people are wanted by shifts.
  ///
  /// - Parameter what: what the command is about, as the rest of `there are no queues to ...`.
  func checkQueues(to what: String) throws(InputError) {
    guard shiftDemand != nil else { return }
    throw InputError(
      Place(file: ScenarioFolder.scenarioFile), "with demand: shifts there are no queues to \(what)",
      next: "muster plan, replan, why, check, audit, show, report and publish work with shifts.")
  }
}
