import Tours
import Workforce

/// The kinds of shifts that a problem tells apart: days and nights, and for contracts that rule named kinds their own.
struct KindTable {
  /// The kinds of a contract's rules; each comes as a day, and then as a night.
  private struct Block {
    /// Place of its first kind, that of shifts without a name.
    var first: Int
    var names: [String]
    /// Shape [minutes of a day]: place of a start's name in `names` plus 1, or 0.
    var ofMinute: [Int]

    /// Kinds of the problem that a name means.
    func places(of name: String) -> Range<Int> {
      guard let place = names.firstIndex(of: name) else { return 0..<0 }
      return first + 2 * (place + 1)..<first + 2 * (place + 2)
    }

    var all: Range<Int> { first..<first + 2 * (names.count + 1) }
  }

  /// All that contracts of one block have in common.
  private struct Rules: Hashable {
    let kinds: [KindOfShift]
    let limits: [KindLimit]
    let successions: [KindSuccession]

    init(_ contract: Contract) {
      (kinds, limits, successions) = (contract.kinds, contract.kindsInARow, contract.kindSuccessions)
    }
  }

  /// Kinds of the problem.
  private(set) var kinds = [ShiftKind(name: "day"), ShiftKind(name: "night", isNight: true)]
  /// Shape [kinds][kinds]: whether the second may not follow the first on the next day; empty for none.
  private(set) var forbidden: [Bool] = []
  private var blocks: [Rules: Block] = [:]

  init(_ contracts: [Contract]) {
    for contract in contracts where !contract.ruledKinds.isEmpty && blocks[Rules(contract)] == nil {
      let names = contract.ruledKinds
      let ofMinute = (0..<1440).map { minute in
        contract.kind(ofStart: minute).flatMap(names.firstIndex(of:)).map { $0 + 1 } ?? 0
      }
      blocks[Rules(contract)] = Block(first: kinds.count, names: names, ofMinute: ofMinute)
      kinds += [ShiftKind(name: "day"), ShiftKind(name: "night", isNight: true)]
      kinds += names.flatMap { [ShiftKind(name: $0), ShiftKind(name: $0, isNight: true)] }
    }
    forbidden = successions()
  }

  /// The kind of a shift of a contract by its start in minutes after local midnight.
  func kind(_ contract: Contract, start: Int, isNight: Bool) -> Int {
    let night = isNight ? 1 : 0
    guard !blocks.isEmpty, let block = blocks[Rules(contract)] else { return night }
    return block.first + 2 * block.ofMinute[start % 1440] + night
  }

  /// What a contract allows of its kinds in a row.
  func limits(of contract: Contract) -> [RowLimit] {
    contract.kindsInARow.map { limit in
      var holds = [Bool](repeating: false, count: kinds.count)
      for kind in blocks[Rules(contract)]?.places(of: limit.kind) ?? 0..<0 { holds[kind] = true }
      return RowLimit(limit.kind, holds: holds, most: limit.most)
    }
  }

  private func successions() -> [Bool] {
    guard blocks.keys.contains(where: { !$0.successions.isEmpty }) else { return [] }
    var forbidden = [Bool](repeating: false, count: kinds.count * kinds.count)
    for (rules, block) in blocks {
      for rule in rules.successions {
        let allowed = Set(rule.next.flatMap(block.places))
        for kind in block.places(of: rule.kind) {
          for next in block.all where !allowed.contains(next) { forbidden[kind * kinds.count + next] = true }
        }
      }
    }
    return forbidden
  }
}
