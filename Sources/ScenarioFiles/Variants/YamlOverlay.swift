import Yams

/// Lays one scenario over another: what the upper one says holds, all else stays.
///
/// Groups are merged key by key, lists whose entries have an `id` entry by entry; every other value is replaced as a whole, and `~`
/// takes one away. In `open` the weekdays that the upper one names are replaced.
struct YamlOverlay {
  let log: FaultLog
  /// Every value that differs, in the order of the upper file.
  private(set) var origins: [Origin] = []

  init(_ log: FaultLog) { self.log = log }

  /// The group of keys of both.
  mutating func merged(_ base: Node, under own: Node) -> Node {
    guard case .mapping(let lower) = base, case .mapping(let upper) = own else { return own }
    return .mapping(merged(lower, under: upper, ""))
  }

  private mutating func merged(_ base: Node.Mapping, under own: Node.Mapping, _ path: String) -> Node.Mapping {
    var pairs = base.map { ($0.key, $0.value) }
    for (key, value) in own {
      guard let name = key.scalar?.string else {
        pairs.append((key, value))
        continue
      }
      let here = path.isEmpty ? name : "\(path).\(name)"
      guard let index = pairs.firstIndex(where: { $0.0.scalar?.string == name }) else {
        if Self.isNothing(value) { continue }
        note(here, value, for: nil)
        pairs.append((key, value))
        continue
      }
      if Self.isNothing(value) {
        origins.append(
          Origin(
            here, "taken away", at: log.place(Spot(value.mark ?? key.mark)), for: Self.text(pairs[index].1),
            of: log.place(Spot(pairs[index].1.mark))))
        pairs.remove(at: index)
        continue
      }
      // The key too is the upper one's, since faults may point at it.
      pairs[index] = (key, merged(pairs[index].1, under: value, here, isOpening: name == "open"))
    }
    return Node.Mapping(pairs, own.tag, own.style, own.mark)
  }

  private mutating func merged(_ base: Node, under own: Node, _ path: String, isOpening: Bool) -> Node {
    switch (base, own) {
    case (.mapping(let lower), .mapping(let upper)):
      return .mapping(merged(isOpening ? Self.without(upper, lower) : lower, under: upper, path))
    case (.sequence(let lower), .sequence(let upper)) where Self.haveIds(lower) && Self.haveIds(upper):
      return .sequence(merged(lower, under: upper, path))
    default:
      note(path, own, for: base)
      return own
    }
  }

  /// Keys without which there is no entry of a list; what all entries of the base happen to say beyond them need not be said of another.
  private static let needed: [String: Set<String>] = [
    "queues": ["id", "language", "channel", "open", "goal"], "sites": ["id", "zone"], "contracts": ["id", "cost"],
    "flows": ["id", "kind"],
  ]

  private mutating func merged(_ base: Node.Sequence, under own: Node.Sequence, _ path: String) -> Node.Sequence {
    var entries = Array(base)
    let known = entries.compactMap(Self.id)
    var shared = entries.reduce(Self.keys(entries.first)) { $0.intersection(Self.keys($1)) }
    if let needed = Self.needed[path] { shared.formIntersection(needed) }
    for entry in own {
      guard let id = Self.id(entry), let mapping = entry.mapping else { continue }
      if let index = known.firstIndex(of: id), let lower = entries[index].mapping {
        entries[index] = .mapping(merged(lower, under: mapping, "\(path).\(id)"))
        continue
      }
      // An entry of its own says all that every entry says; one that says less was meant for one that is there.
      let lacking = shared.subtracting(Self.keys(entry))
      if !lacking.isEmpty {
        log.add(
          Spot(entry.mark),
          "there is no \(id) in \(path) to change, and as an entry of its own it has no \(lacking.sorted().joined(separator: ", "))",
          next: nearestAdvice(id, in: known, kind: path))
        continue
      }
      note("\(path).\(id)", entry, for: nil)
      entries.append(entry)
    }
    return Node.Sequence(entries, own.tag, own.style, own.mark)
  }

  private mutating func note(_ path: String, _ value: Node, for replaced: Node?) {
    let text = Self.text(value)
    let before = replaced.map(Self.text)
    guard text != before else { return }
    origins.append(
      Origin(
        path, text, at: log.place(Spot(value.mark)), for: before,
        of: replaced.map { log.place(Spot($0.mark)) }))
  }

  // MARK: - Shapes

  /// Opening hours without the weekdays that others name; of a stretch such as `mon-fri` the other days stay.
  private static func without(_ named: Node.Mapping, _ hours: Node.Mapping) -> Node.Mapping {
    let days = Set(named.compactMap { $0.key.scalar.flatMap { readWeekdays($0.string) } }.joined())
    var pairs: [(Node, Node)] = []
    for (key, value) in hours {
      guard case .scalar(var scalar) = key, let own = readWeekdays(scalar.string), !days.isDisjoint(with: own),
        named.first(where: { $0.key.scalar?.string == scalar.string }) == nil
      else {
        pairs.append((key, value))
        continue
      }
      for day in own where !days.contains(day) {
        scalar.string = day.abbreviation
        pairs.append((.scalar(scalar), value))
      }
    }
    return Node.Mapping(pairs, hours.tag, hours.style, hours.mark)
  }

  private static func isNothing(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && scalar.string == "~"
  }

  private static func haveIds(_ list: Node.Sequence) -> Bool { !list.isEmpty && list.allSatisfy { id($0) != nil } }

  private static func id(_ node: Node) -> String? {
    node.mapping?.first { $0.key.scalar?.string == "id" }?.value.scalar.map { trimmed($0.string) }
  }

  private static func keys(_ node: Node?) -> Set<String> {
    Set(node?.mapping?.compactMap { $0.key.scalar?.string } ?? [])
  }

  /// A value on one line, as it could be written.
  static func text(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): trimmed(scalar.string)
    case .sequence(let list): "[\(list.map(text).joined(separator: ", "))]"
    case .mapping(let keys): "{ \(keys.map { "\(text($0.key)): \(text($0.value))" }.joined(separator: ", ")) }"
    default: "*"
    }
  }
}
