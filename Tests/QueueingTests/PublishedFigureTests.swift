import Foundation
import Queueing
import Testing
import Units

/// Figures printed in papers, manuals and tables, to the digits printed; the one that its own source contradicts is left out.
@Suite struct PublishedFigureTests {
  @Test("published figures come out as printed")
  func published() throws {
    var checked = 0
    for cells in try SharedVectors.allRows("published.csv", shared: "erlang_published.csv")
    where cells["agrees"] != "NO" {
      let inputs = try inputs(#require(cells["inputs"]))
      let measure = try #require(cells["measure"])
      let printed = try #require(Double(cells["published"] ?? ""))
      let tolerance = try #require(Double(cells["tolerance"] ?? ""))
      let place = "\(cells["source"] ?? ""), \(measure), \(cells["inputs"] ?? "")"
      if measure.hasPrefix("max load") {
        // The blocking at the printed load lies between those at its last digit's neighbours.
        let target = try #require(inputs["p_block"])
        let lines = try #require(inputs["n"])
        let below = ErlangB(load: Erlangs(printed - tolerance)).blocking(agents: lines)
        let above = ErlangB(load: Erlangs(printed + tolerance)).blocking(agents: lines)
        #expect(below <= target && target <= above, "\(place)")
      } else {
        let own = try own(measure, inputs)
        #expect(abs(own - printed) <= tolerance, "\(place): \(own)")
      }
      checked += 1
    }
    #expect(checked > (SharedVectors.arePresent ? 45 : 15))
  }

  private func own(_ measure: String, _ inputs: [String: Double]) throws -> Double {
    let handleTime = inputs["aht_s"] ?? 1
    let arrivals: Double? =
      if let calls = inputs["calls"], let interval = inputs["interval_s"] { calls / interval } else { inputs["lam"] }
    let load = try #require(inputs["A"] ?? arrivals.map { $0 * handleTime })
    let queue = try QueueModel(
      load: Erlangs(load), handleTime: .seconds(handleTime), patience: inputs["patience_s"].map(Seconds.init))
    if measure == "n_req for 80/20" {
      return Double(try queue.agents(meeting: [.serviceLevel(0.8, within: .seconds(20))]))
    }
    let words = measure.split(separator: " ")
    let threshold = measure.hasPrefix("P(W>") ? Double(measure.dropFirst(4).prefix { $0 != " " }) : inputs["T_s"]
    let measures = try queue.performance(agents: try #require(inputs["n"]), within: .seconds(threshold ?? 0))
    switch words.first {
    case "p_wait": return measures.waitProbability
    case "sl_offered": return measures.serviceLevel()
    case "asa": return measures.averageWait.value
    case "ew": return measures.averageWaitOfAll.value
    case "eq": return measures.averageQueueLength
    case "occupancy": return measures.occupancy
    case "p_abandon": return measures.abandoned
    default:
      try #require(measure.hasPrefix("P(W>"), "unknown measure \(measure)")
      return measures.waitingAtThreshold
    }
  }

  /// `name=value;name=value`, rates per minute as rates per second.
  private func inputs(_ text: String) throws -> [String: Double] {
    var inputs: [String: Double] = [:]
    for part in text.split(separator: ";") {
      let pair = part.split(separator: "=")
      try #require(pair.count == 2)
      let isPerMinute = pair[1].hasSuffix("/min")
      let value = try #require(Double(isPerMinute ? pair[1].dropLast(4) : pair[1]))
      inputs[String(pair[0])] = isPerMinute ? value / 60 : value
    }
    return inputs
  }
}
