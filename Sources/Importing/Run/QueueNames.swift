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
