import ScenarioFiles
import Tabular

/// Cells that name several queues, `Sales; Support`, as those of contacts that were offered to one after the other.
struct QueueLists {
  private static let marks = ";,|"
  /// The first queue of each, by the name that a reader has for the cell.
  let first: [String: String]

  /// - Parameters:
  ///   - names: the queues of all records, the parts of each with a tab between.
  ///   - mapping: what it says of a cell holds.
  init(_ names: Set<String>, _ mapping: Mapping) {
    first = Dictionary(
      uniqueKeysWithValues: names.compactMap { name -> (String, String)? in
        if mapping.id(ofQueue: name) != nil { return nil }
        let parts = queueParts(name)
        for place in parts.indices {
          for mark in Self.marks {
            let queues = parts[place].split(separator: mark).map { queue in
              (parts[..<place] + [trimmed(String(queue))] + parts[(place + 1)...]).joined(separator: "\t")
            }
            if queues.count > 1, queues.allSatisfy(names.contains) { return (name, queues[0]) }
          }
        }
        return nil
      })
  }

  /// The parts of a queue's name, each as it would be if it named several and the first counted.
  static func firsts(_ name: String) -> [String] {
    queueParts(name).map { part in trimmed(part.prefix { !marks.contains($0) }) }
  }
}

extension Assembly {
  /// Counts contacts whose cell names several queues in the first of them, and says how many.
  ///
  /// A part of their time may be another queue's, which the cell does not tell.
  func inFirstQueues(
    _ readers: [RecordReader], _ plan: ReadingPlan, _ report: inout FileReport
  ) -> [RecordReader] {
    let lists = QueueLists(Set(readers.flatMap(\.queues)), plan.mapping)
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
