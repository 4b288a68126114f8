import Workforce

/// The kinds of shifts that a problem tells apart: days and nights, and for each contract that rules named kinds, its own.
struct KindTable {
  /// Kinds of the problem; each comes as a day, and then as a night.
  private(set) var kinds = [ShiftKind(name: "day"), ShiftKind(name: "night", isNight: true)]
  /// Where the kinds of each contract begin: those without a name, then the named ones in order.
  private var firstOf: [String: Int] = [:]

  init(_ contracts: [Contract]) {
    for contract in contracts where !contract.ruledKinds.isEmpty {
      firstOf[contract.id] = kinds.count
      for name in ["day"] + contract.ruledKinds {
        kinds += [ShiftKind(name: name), ShiftKind(name: name == "day" ? "night" : name, isNight: true)]
      }
    }
    forbidden = successions(contracts)
  }

  /// Shape [kinds][kinds]: whether the second may not follow the first on the next day; empty for none.
  private(set) var forbidden: [Bool] = []

  /// The kind of a shift of a contract by its start in minutes after local midnight.
  func kind(_ contract: Contract, start: Int, isNight: Bool) -> Int {
    let night = isNight ? 1 : 0
    guard let first = firstOf[contract.id] else { return night }
    let name = contract.kind(ofStart: start)
    let place = name.flatMap { contract.ruledKinds.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    return first + 2 * place + night
  }

  /// What a contract allows of its kinds in a row.
  func limits(of contract: Contract) -> [RowLimit] {
    contract.kindsInARow.map { limit in
      var holds = [Bool](repeating: false, count: kinds.count)
      for kind in places(of: limit.kind, contract) { holds[kind] = true }
      return RowLimit(limit.kind, holds: holds, most: limit.most)
    }
  }

  private func places(of name: String, _ contract: Contract) -> Range<Int> {
    guard let first = firstOf[contract.id], let place = contract.ruledKinds.firstIndex(of: name) else { return 0..<0 }
    return first + 2 * (place + 1)..<first + 2 * (place + 2)
  }

  private func successions(_ contracts: [Contract]) -> [Bool] {
    guard contracts.contains(where: { !$0.kindSuccessions.isEmpty }) else { return [] }
    var forbidden = [Bool](repeating: false, count: kinds.count * kinds.count)
    for contract in contracts {
      guard let first = firstOf[contract.id] else { continue }
      let own = first..<first + 2 * (contract.ruledKinds.count + 1)
      for rule in contract.kindSuccessions {
        let allowed = Set(rule.next.flatMap { places(of: $0, contract) })
        for kind in places(of: rule.kind, contract) {
          for next in own where !allowed.contains(next) { forbidden[kind * kinds.count + next] = true }
        }
      }
    }
    return forbidden
  }
}
