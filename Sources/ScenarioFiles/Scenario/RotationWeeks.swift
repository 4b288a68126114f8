import Timeline
import Workforce

extension Scenario {
  /// Says for everybody whose contract rotates, and whose row does not say it, in which week of the round they begin.
  ///
  /// Colleagues of a site and contract are spread over the weeks in the order of the table, so that each week has all kinds. Where
  /// the rotation has no date and somebody's shifts before the horizon fit another week better, they go on from there.
  mutating func settleRotations(datedIn draft: ScenarioDraft) {
    let rotating = Dictionary(contracts.filter { $0.rotation != nil }.map { ($0.id, $0) }) { first, _ in first }
    guard !rotating.isEmpty else { return }
    let before = Dictionary(grouping: worked, by: \.agent)
    let zones = Dictionary(sites.map { ($0.id, $0.zone) }) { first, _ in first }
    var places: [[String]: Int] = [:]
    /// By contract, people whose row says another week than their shifts before the horizon go on to.
    var otherwise: [String: [String]] = [:]
    for index in agents.indices {
      guard let contract = rotating[agents[index].contract], let rotation = contract.rotation else { continue }
      let place = places[[agents[index].site, contract.id], default: 0]
      places[[agents[index].site, contract.id]] = place + 1
      let count = rotation.weeks.count
      let past = draft.datedRotations.contains(contract.id) ? [] : before[agents[index].id] ?? []
      func fit(_ week: Int) -> Int {
        past.count { shift in
          let minute = (zones[shift.site] ?? .utc).local(at: shift.start).secondsOfDay / 60
          let kind = rotation.kind(on: shift.date, startingIn: week)
          return kind != nil && kind == contract.kind(ofStart: minute)
        }
      }
      // The first of the best, from one's own place in the spread on.
      let weeks = (0..<count).map { (place + $0) % count }
      let fits = past.isEmpty ? weeks.map { _ in 0 } : weeks.map(fit)
      let best = fits.firstIndex(of: fits.max() ?? 0) ?? 0
      if let week = agents[index].rotationWeek {
        if fits[best] > fit(week) { otherwise[contract.id, default: []].append(agents[index].id) }
      } else {
        agents[index].rotationWeek = weeks[best]
      }
    }
    for contract in contracts where rotating[contract.id] != nil && !draft.datedRotations.contains(contract.id) {
      guard let first = contract.rotation?.first else { continue }
      var sentence =
        "Contract \(contract.id): its rotation has no first date: a first week begins on \(first.isoText), and "
        + "people whose row has no rotation_week "
        + (worked.isEmpty
          ? "are spread over the weeks in the order of the table."
          : "go on from the shifts before the horizon, or are spread over the weeks in the order of the table.")
      if let names = otherwise[contract.id] {
        sentence +=
          " By the shifts before the horizon \(names.prefix(5).joined(separator: ", "))"
          + (names.count > 5 ? " and \(names.count - 5) more" : "")
          + " would be in another week than rotation_week says, which counts from that Monday: write the rotation's first "
          + "date, or leave rotation_week empty."
      }
      assumptions.append(sentence)
    }
  }
}
