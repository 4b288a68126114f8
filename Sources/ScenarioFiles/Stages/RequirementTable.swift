public import Tabular
import Timeline
import Units
public import Workforce

/// The files of a requirement: `requirement.csv` by queue, `requirement_pools.csv` by set of queues that share people.
///
/// A queue and interval without a row needs nobody.
public enum RequirementTable {
  /// Name of the file by queue.
  public static let fileName = "requirement.csv"
  /// Name of the file by set of queues; wanted only when there are such sets.
  public static let poolsFileName = "requirement_pools.csv"

  /// What the file by queue holds.
  package static let definition = TableDefinition(
    fileName, stage: "staff", "one row for each queue and interval in which anything is offered or anybody needed",
    columns: .interval + [
      .init("offered", .number, unit: "contacts", "contacts that the numbers are for"),
      .init("average_handle_seconds", .number, unit: "seconds", "mean handle time that they are for"),
      .init("load_erlangs", .number, unit: "erlangs", "offered load"),
      .init("net_agents", .number, unit: "agents", "agents on the queue, not rounded"),
      .init("gross_agents", .number, unit: "agents", "agents rostered for that"),
    ], key: ["queue", "start_utc"])

  /// What the file by set of queues holds.
  package static let poolsDefinition = TableDefinition(
    poolsFileName, stage: "staff",
    "one row for each set of queues that share people and interval in which anybody is needed",
    columns: [.init("queues", .text, "ids of the queues, separated by `; `")] + .start + [
      .minutes, .init("net_agents", .number, unit: "agents", "net agents that they ask for together"),
    ], key: ["queues", "start_utc"])

  /// Decimals of contacts, seconds, erlangs, net and gross agents.
  private static let decimals = [4, 2, 4, 4, 4]

  /// A requirement as its files would hold it: what reading them back gives, without the way there.
  public static func written(_ requirement: Requirement) -> Requirement {
    func rounded(_ values: [Double], _ column: Int) -> [Double] {
      values.map { FixedDecimal.rounded($0, decimals: decimals[column]) }
    }
    var written = Requirement(grid: requirement.grid, queues: requirement.queues)
    for index in written.queues.indices {
      let need = requirement.queues[index]
      written.queues[index].offered = rounded(need.offered, 0)
      written.queues[index].averageHandleTime = rounded(need.averageHandleTime, 1)
      written.queues[index].load = rounded(need.load, 2)
      written.queues[index].netAgents = rounded(need.netAgents, 3)
      written.queues[index].grossAgents = rounded(need.grossAgents, 4)
    }
    written.pools = requirement.pools.filter { $0.netAgents.contains { $0 > 0 } }.map { pool in
      PoolRequirement(queues: pool.queues, netAgents: rounded(pool.netAgents, 3))
    }
    return written
  }

  private static let optionalColumns = ["offered", "average_handle_seconds", "load_erlangs", "gross_agents"]

  /// Writes one row for each queue and interval in which anything is offered or anybody needed.
  public static func write(_ requirement: Requirement, for scenario: Scenario) -> [UInt8] {
    var writer = definition.writer()
    for (queue, need) in zip(scenario.queues, requirement.queues) {
      func numbers(_ interval: Int) -> [Double] {
        [
          need.offered[interval], need.averageHandleTime[interval], need.load[interval], need.netAgents[interval],
          need.grossAgents[interval],
        ]
      }
      let filled = requirement.grid.indices.filter { numbers($0).contains { $0 > 0 } }
      // Where nothing is needed every other interval, a row of zeros tells the table from one of longer intervals.
      let extra = coarseGap(of: filled, for: queue, in: scenario) == nil ? [] : [filled[0] + 1]
      for interval in (filled + extra).sorted() {
        let numbers = numbers(interval)
        writer.interval(queue.id, interval, on: requirement.grid, in: queue.open.zone)
        for (number, decimals) in zip(numbers, decimals) { writer.decimal(number, decimals: decimals) }
        writer.endRow()
      }
    }
    return writer.bytes
  }

  /// Writes one row for each set of queues and interval in which anybody is needed.
  public static func writePools(_ requirement: Requirement, for scenario: Scenario) -> [UInt8] {
    var writer = poolsDefinition.writer()
    for pool in requirement.pools {
      let zone = pool.queues.first.map { scenario.queues[$0].open.zone } ?? .utc
      let names = pool.queues.map { scenario.queues[$0].id }.joined(separator: "; ")
      for interval in requirement.grid.indices where pool.netAgents[interval] > 0 {
        writer.interval(names, interval, on: requirement.grid, in: zone)
        writer.decimal(pool.netAgents[interval], decimals: 4)
        writer.endRow()
      }
    }
    return writer.bytes
  }

  /// Reads `requirement.csv` and, where there is one, `requirement_pools.csv`; ours or a planner's own.
  ///
  /// Only `queue`, the start and `net_agents` must be there. Gross agents left out follow from the net ones and the mean
  /// shrinkage of the people who serve the queue; load left out from offered contacts and handle time.
  ///
  /// - Throws: `InputError` with the problems of both files.
  public static func read(
    _ bytes: [UInt8], file: String = fileName, pools: [UInt8]? = nil, for scenario: Scenario,
    believing believed: BelievedTimes = .both
  ) throws(InputError) -> Requirement {
    var rows = IntervalRows(bytes, file: file, for: scenario, required: ["net_agents"], optional: optionalColumns)
    rows.cells.believesOfIntervals = believed
    let grid = scenario.grid
    let interval = Seconds(Double(grid.intervalSeconds))
    let zeros = [Double](repeating: 0, count: grid.count)
    var queues = scenario.queues.map {
      QueueRequirement(
        queue: $0.id, offered: zeros, averageHandleTime: zeros, load: zeros, netAgents: zeros, grossAgents: zeros)
    }
    let productiveShares = scenario.queues.map { scenario.productiveShares(of: $0, on: grid) }
    for row in rows.cells.rows {
      let place = rows.place(of: row)
      let net = rows.cells.requiredNumber(row, "net_agents", .agents)
      let offered = rows.cells.optionalNumber(row, "offered", .expectedContacts)
      let handleTime = rows.cells.optionalNumber(row, "average_handle_seconds", .handleTimeOrNone)
      let load = rows.cells.optionalNumber(row, "load_erlangs", .load)
      let gross = rows.cells.optionalNumber(row, "gross_agents", .grossAgents)
      if let load, load.isNaN, let offered, let handleTime, !offered.isNaN, !handleTime.isNaN {
        rows.cells.checkLoad(
          row, "offered", offered: offered, handleTime: handleTime, intervalSeconds: grid.intervalSeconds)
      }
      guard let (queue, index) = place, let net, let offered, let handleTime, let load, let gross else { continue }
      let knownOffered = offered.isNaN ? 0 : offered
      let knownTime = handleTime.isNaN ? 0 : handleTime
      queues[queue].offered[index] = knownOffered
      queues[queue].averageHandleTime[index] = knownTime
      queues[queue].load[index] =
        load.isNaN ? Erlangs(offered: knownOffered, handleTime: Seconds(knownTime), interval: interval).value : load
      queues[queue].netAgents[index] = net
      queues[queue].grossAgents[index] = gross.isNaN ? net / productiveShares[queue][index] : gross
    }
    rows.checkDensity()
    rows.checkNotEmpty("requirement")
    var problems = rows.cells.problems
    let pools = pools.map { readPools($0, for: scenario, believing: believed, &problems) } ?? []
    try problems.check()
    return Requirement(grid: grid, queues: queues, pools: pools)
  }

  private static func readPools(
    _ bytes: [UInt8], for scenario: Scenario, believing believed: BelievedTimes, _ problems: inout ProblemCollector
  ) -> [PoolRequirement] {
    var cells = TableCells(
      bytes, file: poolsFileName, required: ["queues", "net_agents"], times: ["start"], optional: ["minutes"])
    cells.believesOfIntervals = believed
    let names = NameIndex("queue", scenario.queues.map(\.id))
    let grid = scenario.grid
    var pools: [PoolRequirement] = []
    var positions: [[Int]: Int] = [:]
    var filled = Set<Int>()
    // The same few sets of queues stand in thousands of rows.
    var known: [String: [Int]] = [:]
    for row in cells.rows {
      let text = cells.text(row, "queues") ?? ""
      let queues = known[text] ?? cells.queues(row, in: names)
      if known[text] == nil { known[text] = queues }
      let start = cells.intervalStart(row, of: queues?.first.map { scenario.queues[$0] })
      let interval = start.flatMap { cells.interval(row, at: $0, on: grid) }
      let net = cells.requiredNumber(row, "net_agents", .agents)
      guard let queues, let interval, let net else { continue }
      let pool = positions[queues] ?? pools.count
      if pool == pools.count {
        positions[queues] = pool
        pools.append(PoolRequirement(queues: queues, netAgents: [Double](repeating: 0, count: grid.count)))
      }
      guard filled.insert(pool * grid.count + interval).inserted else {
        if believed != .clocksAsTold {
          cells.add(
            row, cells.filledColumn(row, "start"), "these queues have a row for this interval already",
            next: "Delete one of the two rows.")
        }
        continue
      }
      pools[pool].netAgents[interval] = net
    }
    problems.add(cells.problems)
    return pools
  }
}
