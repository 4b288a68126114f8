/// A test of a cell by its words, with what was found of each different one.
struct WordTest: Sendable {
  let slot: Int
  let keeps: Bool
  /// Whether anything but nothing makes it true.
  let saysAnything: Bool
  private let words: Set<String>
  private let name: String
  private var table = NameTable()
  /// By number of the word.
  private var verdicts: [Bool] = []
  private var dropped: [Int] = []
  /// Counts of words that were forgotten.
  private var earlier: [DropReason: Int] = [:]

  /// A column that should have few words and has more is no reason to keep them all.
  private static let most = 50_000

  init(_ test: ReadingPlan.Test) {
    slot = test.slot
    keeps = test.keeps
    words = test.words
    name = test.name
    saysAnything = test.words.isEmpty
  }

  /// What was found of a word before.
  @inline(__always)
  func known(_ key: CellKey) -> Bool? { table.find(key).map { verdicts[$0] } }

  /// Looks at a word for the first time.
  mutating func judge(_ cell: UnsafeBufferPointer<UInt8>, _ key: CellKey) -> Bool {
    if verdicts.count >= Self.most {
      var all: [DropReason: Int] = [:]
      addDrops(to: &all)
      (table, verdicts, dropped, earlier) = (NameTable(), [], [], all)
    }
    let verdict = words.contains(cellText(cell).lowercased())
    _ = table.add(cell, key)
    verdicts.append(verdict)
    dropped.append(0)
    return verdict
  }

  /// Counts a record that is left out for its word.
  mutating func countDropped(_ cell: UnsafeBufferPointer<UInt8>) {
    if let number = table.find(CellKey(cell)) {
      dropped[number] += 1
    } else {
      earlier[reason(cellText(cell)), default: 0] += 1
    }
  }

  /// Adds how many records each word left out.
  func addDrops(to all: inout [DropReason: Int]) {
    for (reason, count) in earlier { all[reason, default: 0] += count }
    for (number, count) in dropped.enumerated() where count > 0 {
      all[reason(table.names[number]), default: 0] += count
    }
  }

  private func reason(_ word: String) -> DropReason { .filtered(column: name, word: String(word.prefix(40))) }
}

/// A column of lengths of time; 0 milliseconds where one is no plain number.
struct PlainLength: Sendable {
  var slot: Int
  var milliseconds: Int
}
