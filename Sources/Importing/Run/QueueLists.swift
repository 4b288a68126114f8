import ScenarioFiles
import Tabular

/// Cells that name several queues, `Sales; Support`, as those of contacts that were offered to one after the other.
struct QueueLists {
  /// The first queue of each, by the name that a reader has for the cell.
  let first: [String: String]

  /// - Parameters:
  ///   - names: the queues of all records, the parts of each with a tab between.
  ///   - mapped: names that a mapping says what to do with.
  init(_ names: Set<String>, mapped: Set<String>) {
    first = Dictionary(
      uniqueKeysWithValues: names.compactMap { name -> (String, String)? in
        let cell = name.prefix { $0 != "\t" }
        let rest = name.dropFirst(cell.count)
        let shown = name.split(separator: "\t").joined(separator: " / ")
        if mapped.contains(String(cell)) || mapped.contains(shown) { return nil }
        for mark in ";,|" {
          let queues = cell.split(separator: mark).map { trimmed(String($0)) + rest }
          if queues.count > 1, queues.allSatisfy(names.contains) { return (name, queues[0]) }
        }
        return nil
      })
  }
}

extension Assembly {
  /// Counts contacts whose cell names several queues in the first of them, and says how many.
  ///
  /// A part of their time may be another queue's, which the cell does not tell.
  func inFirstQueues(
    _ readers: [RecordReader], _ plan: ReadingPlan, _ report: inout FileReport
  ) -> [RecordReader] {
    let lists = QueueLists(Set(readers.flatMap(\.queues)), mapped: Set(plan.mapping.queues.keys))
    guard let example = lists.first.keys.min() else { return readers }
    var count = 0
    let renamed = readers.map { reader in
      var reader = reader
      count += reader.rename(lists.first)
      return reader
    }
    report.notes.append(
      "\(count) records name several queues, as \(quoted(shownName(example))); each counts in the first, with all of its "
        + "time. A mapping says otherwise under queues.")
    return renamed
  }
}
