import ScenarioFiles

/// Ids of queues by their names in files; a channel or language beside a name is one, whatever word of several stands for it.
struct QueueIds {
  private var ids: [[String]: String] = [:]
  private var taken: Set<String> = []

  /// The id of a queue by the parts of its name, which no other queue has.
  mutating func id(ofParts parts: [String]) -> String {
    let key = parts.enumerated().map { $0.offset == 0 ? $0.element : channelWord($0.element) }
    if let known = ids[key] { return known }
    let base = queueId(ofParts: parts)
    var id = base
    var number = 2
    while !taken.insert(id).inserted {
      id = "\(base)-\(number)"
      number += 1
    }
    ids[key] = id
    return id
  }
}

/// The parts of a queue's name, which have a tab between.
func queueParts(_ name: String) -> [String] {
  name.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
}

extension Mapping {
  /// The id that a mapping gives a queue by its name in the file, or by the first part of it; nil where it says nothing.
  func id(ofQueue name: String) -> String? {
    if queues.isEmpty { return nil }
    let parts = queueParts(name)
    return queues[parts.filter { !$0.isEmpty }.joined(separator: " / ")] ?? parts.first.flatMap { queues[$0] }
  }
}

extension Assembly {
  /// Gives every queue its id; what one mapping calls by an id is the same queue as one that has it by its name.
  mutating func nameQueues() {
    let mappings = plans.map(\.mapping)
    var found = QueueIds()
    var shared: [String: [String]] = [:]
    for name in Set(rows.keys).union(legs.map(\.queue)).sorted() {
      if let mapped = mappings.lazy.compactMap({ $0.id(ofQueue: name) }).first {
        ids[name] = mapped
      } else {
        let id = found.id(ofParts: queueParts(name))
        ids[name] = id
        shared[id, default: []].append(shownName(name))
      }
    }
    for (id, names) in shared.sorted(by: { $0.key < $1.key }) where names.count > 1 {
      notes.append(
        "\(names.joined(separator: " and ")) are one channel, and so one queue, \(id); a mapping says otherwise under queues."
      )
    }
  }
}
