import Foundation
import Queueing
import Testing
import Units

/// Every row of tables computed with 40 digits by other programmes, to the digits a double can hold: Tests/Vectors/erlang.csv by the
/// script beside it, and a longer one where it lies beside the checkout.
@Suite struct ErlangVectorTests {
  @Test("every measure of every queue agrees with the 40-digit table")
  func performanceRows() throws {
    for cells in try SharedVectors.allRows("erlang.csv") where cells["kind"] == "perf" {
      let row = VectorRow(cells: cells)
      switch row.text("model") {
      case "B": try checkLoss(row)
      case "C": try checkEndlessPatience(row)
      case "A": try checkPatience(row)
      case "K": try checkFinite(row)
      case "R": try checkRedials(row)
      default: Issue.record("\(row): unknown model")
      }
    }
  }

  @Test("required agents, whole and real, agree with the 40-digit table")
  func requirementRows() throws {
    for cells in try SharedVectors.allRows("erlang.csv") where cells["kind"] == "req" {
      let row = VectorRow(cells: cells)
      let load = try load(row)
      let target = try #require(row.number("target"))
      let expected = try #require(row.number("n_req"))
      if row.text("model") == "B" {
        #expect(try ErlangB(load: load).agents(blockingAtMost: target) == Int(expected), "\(row)")
        continue
      }
      let goal = try goal(row.text("target_kind"), target, within: row.number("T_s"))
      let queue = try QueueModel(
        load: load, handleTime: .seconds(#require(row.number("aht_s"))),
        patience: row.number("patience_s").map(Seconds.init),
        redialShare: row.number("redial_p") ?? 0)
      #expect(try queue.agents(meeting: [goal]) == Int(expected), "\(row)")
      if let real = row.number("n_real") {
        let own = try queue.fractionalAgents(meeting: [goal])
        #expect(abs(own - real) <= 1e-7, "\(row): \(own) for \(real)")
      }
      if case .serviceLevel(_, let threshold, let definition) = goal, redialFree(row) {
        if let patience = row.number("patience_s") {
          let own = ErlangA(load: load, handleTime: queue.handleTime, patience: .seconds(patience))
          #expect(try own.agents(answering: target, within: threshold, counting: definition) == Int(expected), "\(row)")
        } else {
          let own = ErlangC(load: load, handleTime: queue.handleTime)
          #expect(try own.agents(answering: target, within: threshold) == Int(expected), "\(row)")
        }
      }
    }
  }

  private func redialFree(_ row: VectorRow) -> Bool { row.text("redial_p").isEmpty }

  @Test("an uncertain rate mixes and staffs as the 40-digit table says")
  func uncertainRows() throws {
    for cells in try SharedVectors.allRows("erlang.csv") where ["mix", "req_alpha"].contains(cells["kind"]) {
      let row = VectorRow(cells: cells)
      let rate = try UncertainRate(
        model: QueueModel(
          load: load(row), handleTime: .seconds(#require(row.number("aht_s"))),
          patience: row.number("patience_s").map(Seconds.init)),
        variation: #require(row.number("rate_cv")))
      let threshold = Seconds(try #require(row.number("T_s")))
      if row.text("kind") == "mix" {
        let own = try rate.serviceLevel(agents: #require(row.number("n")), within: threshold)
        #expect(abs(own - (try #require(row.number("sl_mix")))) <= 1e-6, "\(row)")
      } else {
        let confidence = try #require(Double(row.text("target_kind").split(separator: "=").last ?? ""))
        let goal = Goal.serviceLevel(try #require(row.number("target")), within: threshold)
        #expect(
          try rate.agents(meeting: [goal], withConfidence: confidence) == Int(#require(row.number("n_req"))), "\(row)")
        let total = try rate.load(atQuantile: confidence).value / #require(row.number("aht_s"))
        try check(row, "lam_total", total, relative: 1e-10)
      }
    }
  }

  // MARK: - One model each

  private func checkLoss(_ row: VectorRow) throws {
    let n = try #require(row.number("n"))
    let system = ErlangB(load: try load(row))
    try check(row, "p_block", system.blocking(agents: n))
    try check(row, "occupancy", system.occupancy(agents: n))
  }

  private func checkEndlessPatience(_ row: VectorRow) throws {
    let threshold = Seconds(try #require(row.number("T_s")))
    let queue = ErlangC(
      load: try load(row), remainder: try loadRemainder(row), handleTime: .seconds(try #require(row.number("aht_s"))))
    try checkAll(row, queue.performance(agents: try #require(row.number("n")), within: threshold))
  }

  private func checkPatience(_ row: VectorRow) throws {
    let queue = try queueWithPatience(row)
    let n = try #require(row.number("n"))
    try checkAll(row, queue.performance(agents: n, within: .seconds(try #require(row.number("T_s")))))
  }

  private func checkFinite(_ row: VectorRow) throws {
    let queue = try FiniteQueue(
      load: load(row), handleTime: .seconds(#require(row.number("aht_s"))), agents: Int(#require(row.number("n"))),
      places: Int(#require(row.number("K"))))
    try checkAll(row, queue.performance(within: .seconds(#require(row.number("T_s")))))
  }

  private func checkRedials(_ row: VectorRow) throws {
    let queue = RedialQueue(
      firstAttempts: try queueWithPatience(row), redialShare: try #require(row.number("redial_p")))
    let n = try #require(row.number("n"))
    try checkAll(row, try queue.performance(agents: n, within: .seconds(try #require(row.number("T_s")))))
    let total = try queue.totalLoad(agents: n).value / queue.firstAttempts.handleTime.value
    try check(row, "lam_total", total, relative: 1e-9)
  }

  // MARK: - Cells

  private func load(_ row: VectorRow) throws -> Erlangs {
    Erlangs(
      offered: try #require(row.number("calls")), handleTime: .seconds(try #require(row.number("aht_s"))),
      interval: .seconds(try #require(row.number("interval_s"))))
  }

  private func queueWithPatience(_ row: VectorRow) throws -> ErlangA {
    ErlangA(
      load: try load(row), handleTime: .seconds(try #require(row.number("aht_s"))),
      patience: .seconds(try #require(row.number("patience_s"))))
  }

  /// What the load as written in decimals exceeds its double by.
  private func loadRemainder(_ row: VectorRow) throws -> Double {
    let calls = try #require(Decimal(string: row.text("calls")))
    let handleTime = try #require(Decimal(string: row.text("aht_s")))
    let interval = try #require(Decimal(string: row.text("interval_s")))
    let difference = calls * handleTime / interval - exactDecimal(try load(row).value)
    return NSDecimalNumber(decimal: difference).doubleValue
  }

  /// A double from 1 to 1e8, digit for digit.
  private func exactDecimal(_ value: Double) -> Decimal {
    let unit = Double(1 << 30)
    let high = (value * unit).rounded(.down)
    let low = (value * unit - high) * unit
    return (Decimal(Int64(high)) + Decimal(Int64(low)) / Decimal(1 << 30)) / Decimal(1 << 30)
  }

  private func checkAll(_ row: VectorRow, _ own: Performance) throws {
    try check(row, "p_wait", own.waitProbability)
    try check(row, "p_block", own.blocked)
    try check(row, "p_abandon", own.abandoned)
    try check(row, "asa", own.averageWait.value)
    try check(row, "ew", own.averageWaitOfAll.value)
    try check(row, "eq", own.averageQueueLength)
    try check(row, "occupancy", own.occupancy)
    let load = try #require(row.number("erlangs"))
    let bar = load <= 1e4 ? 1e-11 : load <= 1e5 ? 1e-10 : 1e-9
    for (column, definition) in Self.definitions {
      guard let expected = row.number(column) else { continue }
      let value = own.serviceLevel(definition)
      #expect(abs(value - expected) <= bar, "\(row) \(column): \(value) for \(expected)")
    }
  }

  private static let definitions: [(String, ServiceLevelDefinition)] = [
    ("sl_offered", .offered), ("sl_answered", .answered), ("sl_virtual", .virtual), ("sl_wait", .wait),
    ("sl_exclshort", .excludingShort),
  ]

  private func check(_ row: VectorRow, _ column: String, _ value: Double, relative: Double = 1e-10) throws {
    guard let expected = row.number(column) else { return }
    if expected == .infinity || abs(expected) < 1e-290 {
      #expect(value == expected || abs(value) < 1e-290, "\(row) \(column): \(value) for \(expected)")
    } else {
      #expect(abs(value / expected - 1) <= relative, "\(row) \(column): \(value) for \(expected)")
    }
  }

  private func goal(_ kind: String, _ target: Double, within threshold: Double?) throws -> Goal {
    let threshold = Seconds(threshold ?? 0)
    if let definition = Self.definitions.first(where: { $0.0 == kind })?.1 {
      return .serviceLevel(target, within: threshold, counting: definition)
    }
    switch kind {
    case "asa": return .averageWait(atMost: .seconds(target))
    case "p_abandon": return .abandonment(atMost: target)
    case "occupancy": return .occupancy(atMost: target)
    default: throw CocoaError(.featureUnsupported)
    }
  }
}
