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
