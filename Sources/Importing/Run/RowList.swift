/// Lists of history rows in order of time, each start once.
extension [HistoryRow] {
  /// The rows in order, those of one start put together; equal starts stay in the order they came in.
  package func ordered(_ together: (HistoryRow, HistoryRow) -> HistoryRow) -> [HistoryRow] {
    var result = self
    if !zip(result, result.dropFirst()).allSatisfy({ $0.start <= $1.start }) { result.sort { $0.start < $1.start } }
    guard zip(result, result.dropFirst()).contains(where: { $0.start == $1.start }) else { return result }
    var last = 0
    for index in result.indices.dropFirst() {
      if result[index].start == result[last].start {
        result[last] = together(result[last], result[index])
      } else {
        last += 1
        result[last] = result[index]
      }
    }
    result.removeLast(result.count - 1 - last)
    return result
  }

  /// These rows and others, both in order; where both have a start, what is made of the two.
  package func merged(_ others: [HistoryRow], _ together: (HistoryRow, HistoryRow) -> HistoryRow) -> [HistoryRow] {
    if isEmpty { return others }
    if others.isEmpty { return self }
    var result: [HistoryRow] = []
    result.reserveCapacity(count + others.count)
    var a = 0
    var b = 0
    while a < count || b < others.count {
      if b == others.count || a < count && self[a].start < others[b].start {
        result.append(self[a])
        a += 1
      } else if a == count || others[b].start < self[a].start {
        result.append(others[b])
        b += 1
      } else {
        result.append(together(self[a], others[b]))
        a += 1
        b += 1
      }
    }
    return result
  }
}

extension HistoryRow {
  /// The contacts of both.
  static func sum(_ a: HistoryRow, _ b: HistoryRow) -> HistoryRow {
    var sum = a
    sum.add(b)
    return sum
  }
}
