import Tabular
import Units
package import Yams

/// A value in a YAML file and where it stands.
package struct YamlValue {
  package let node: Node
  package let log: FaultLog

  package init(node: Node, log: FaultLog) {
    self.node = node
    self.log = log
  }

  package var spot: Spot { Spot(node.mark) }

  /// Digits alone, and what stands right behind them and a comma: two values of a list, or a number with a decimal comma.
  fileprivate func digits(partedFrom next: YamlValue?) -> (String, String)? {
    guard let whole = node.scalar?.string, let next, let part = next.node.scalar?.string,
      whole.utf8.allSatisfy({ 48...57 ~= $0 }), next.spot.line == spot.line,
      next.spot.column == spot.column + whole.utf8.count + 1
    else { return nil }
    return (whole, part)
  }

  /// The text of a plain or quoted value; logs a fault for lists, mappings and nothing at all.
  package func text(_ name: String, example: String) -> String? {
    guard case .scalar(let scalar) = node else {
      let kind = node.sequence == nil ? "a group of keys" : "a list"
      log.add(spot, "\(name) is \(kind), not a single value", next: "Write for example \(name): \(example)")
      return nil
    }
    let text = trimmed(scalar.string)
    guard !text.isEmpty else {
      log.add(spot, "\(name) has no value", next: "Write for example \(name): \(example)")
      return nil
    }
    return text
  }

  /// Reads the value's text; logs a fault and gives nil where it cannot be read.
  package func read<T>(_ name: String, example: String, _ parse: (String) throws(Misreading) -> T) -> T? {
    guard let text = text(name, example: example) else { return nil }
    do {
      return try parse(text)
    } catch {
      let reworded = error.isSure ? nil : Rewording.of(text, example: example, parse)
      log.add(spot, "\(name): \(error.what)", next: reworded.map { "Write \(name): \($0)" } ?? error.next)
      return nil
    }
  }
}

/// The keys of one YAML mapping. Each reading logs what is wrong and gives nil, so that all faults of a file show at once.
package struct YamlFields {
  /// What the mapping describes, for messages: `queue fr-phone`, `horizon`.
  let name: String
  let spot: Spot
  private let values: [(key: String, spot: Spot, value: YamlValue)]
  /// Known keys that an unknown one is close to: that they are missing is the same fault.
  private let misspelt: Set<String>
  private let log: FaultLog

  /// Takes a mapping apart; logs repeated keys, and unknown ones with the nearest that is known.
  ///
  /// - Parameters:
  ///   - isExtra: accepts keys beyond the known ones, for example weekdays.
  ///   - reword: what an unknown key may be meant as, where that is no matter of single letters.
  package init?(
    _ value: YamlValue, _ name: String, keys: [String], isExtra: (String) -> Bool = { _ in false },
    reword: (String) -> String? = { _ in nil }
  ) {
    self.name = name
    self.spot = value.spot
    self.log = value.log
    guard case .mapping(let mapping) = value.node else {
      value.log.add(
        value.spot, "\(name) is not a group of keys",
        next: YamlShape.group(name, keys: keys, written: value.node.scalar?.string))
      return nil
    }
    var values: [(key: String, spot: Spot, value: YamlValue)] = []
    var misspelt: Set<String> = []
    var leftovers: [String] = []
    func settleLeftovers() {
      guard !leftovers.isEmpty else { return }
      if let last = values.last {
        let fault = YamlShape.brokenList(last.key, last.value.node.scalar?.string ?? "", leftovers)
        value.log.add(last.spot, fault.what, next: fault.next)
        // What is meant is read on, so that its first half is not a second fault.
        if let meant = fault.meant, case .scalar(var scalar) = last.value.node {
          scalar.string = meant
          values[values.count - 1].value = YamlValue(node: .scalar(scalar), log: value.log)
        }
      }
      leftovers = []
    }
    for (key, node) in mapping {
      let spot = Spot(key.mark)
      // Inside braces what follows a comma is a key without a value, on the line of the value before.
      if let text = key.scalar?.string, !keys.contains(text), !isExtra(text) || text.first?.isNumber == true,
        node.scalar?.string == "",
        let last = values.last, last.value.node.scalar != nil, last.value.spot.line == spot.line
      {
        leftovers.append(text)
        continue
      }
      settleLeftovers()
      guard let text = key.scalar?.string else {
        value.log.add(spot, "a key of \(name) is not text", next: "Use the keys \(keys.joined(separator: ", ")).")
        continue
      }
      if isRepeatedKey(text) {
        let rest = text.unicodeScalars.dropFirst()
        let original = mapping.keys.compactMap { $0.scalar?.string }.first {
          !isRepeatedKey($0) && $0.unicodeScalars.dropFirst().elementsEqual(rest)
        }
        value.log.add(
          spot, "\(original ?? "a key") is written twice in \(name)",
          next: original == "id"
            ? "Keep one of the two, or write - before the second where it begins another entry."
            : "Keep one of the two.")
      } else if keys.contains(text) || isExtra(text) {
        values.append((text, spot, YamlValue(node: node, log: value.log)))
      } else {
        let meant = reword(text)
        misspelt.formUnion(meant.map { [$0] } ?? nearest(to: text, in: keys, limit: 1))
        value.log.add(
          spot, "\(name) has no key \(text)",
          next: meant.map { "Write \($0) in its place." } ?? nearestAdvice(text, in: keys, kind: "keys"))
      }
    }
    settleLeftovers()
    self.values = values
    self.misspelt = misspelt
  }

  /// The value of a key, nil where it is absent.
  package subscript(_ key: String) -> YamlValue? { values.first { $0.key == key }?.value }

  /// Whether the key is there at all.
  package func has(_ key: String) -> Bool { self[key] != nil }

  /// Where a key's value stands, or else the mapping.
  func spot(_ key: String) -> Spot { self[key]?.spot ?? spot }

  /// Whether some key is no known one but close to one.
  var hasMisspeltKey: Bool { !misspelt.isEmpty }

  /// All keys that are not among the given ones, in the order of the file, with the place of the key.
  package func others(than keys: [String]) -> [(key: String, spot: Spot, value: YamlValue)] {
    values.filter { !keys.contains($0.key) }
  }

  /// Reads a key that may be left out.
  package func optional<T>(_ key: String, example: String, _ parse: (String) throws(Misreading) -> T) -> T? {
    self[key]?.read(key, example: example, parse)
  }

  /// Reads a key that must be there.
  package func required<T>(_ key: String, example: String, _ parse: (String) throws(Misreading) -> T) -> T? {
    guard let value = need(key, example: example) else { return nil }
    return value.read(key, example: example, parse)
  }

  /// The value of a key that must be there.
  func need(_ key: String, example: String) -> YamlValue? {
    if let value = self[key] { return value }
    if misspelt.contains(key) { return nil }
    log.add(spot, "\(name) has no \(key)", next: "Add \(key): \(example)")
    return nil
  }

  /// Reads a key that holds one value or a list of them; nil where it is absent.
  package func list<T>(_ key: String, example: String, _ parse: (String) throws(Misreading) -> T) -> [T]? {
    guard let value = self[key] else { return nil }
    guard case .sequence(let sequence) = value.node else {
      if let text = value.node.scalar?.string, text.contains(",") {
        let parts = text.split(separator: ",").map { trimmed($0) }
        // Several values in one text: each must be one by itself.
        if (try? parse(text)) == nil, parts.allSatisfy({ (try? parse($0)) != nil }) {
          log.add(
            value.spot, "\(key): \(text) is a list without brackets",
            next: "Write \(key): [\(parts.joined(separator: ", "))]")
          return []
        }
      }
      return value.read(key, example: example, parse).map { [$0] } ?? []
    }
    guard sequence.count <= Bound.values.most else {
      log.add(
        value.spot, "\(key) has \(sequence.count) values, more than \(Bound.values.mostText)",
        next: "Write at most \(Bound.values.mostText).")
      return []
    }
    var values = sequence.map { YamlValue(node: $0, log: log) }[...]
    var read: [T] = []
    while let value = values.popFirst() {
      if let (whole, part) = value.digits(partedFrom: values.first), (try? parse(whole)) == nil,
        (try? parse("\(whole).\(part)")) != nil
      {
        log.add(
          value.spot, "\(key): \(whole),\(part) has a comma inside a number",
          next: "Write \(whole).\(part) there; commas part the values of a list.")
        values.removeFirst()
      } else if let found = value.read(key, example: example, parse) {
        read.append(found)
      }
    }
    return read
  }

  /// The entries of a key that must hold a list.
  func entries(_ key: String, example: String) -> [YamlValue] {
    guard let value = need(key, example: example) else { return [] }
    guard case .sequence(let sequence) = value.node else {
      log.add(value.spot, "\(key) is not a list", next: "Start each entry with a dash, for example \(example)")
      return []
    }
    guard sequence.count <= Bound.entries.most else {
      log.add(
        value.spot, "\(key) has \(sequence.count) entries, more than \(Bound.entries.mostText)",
        next: "Split the operation into several scenarios.")
      return []
    }
    if sequence.isEmpty { log.add(value.spot, "\(key) is empty", next: "Add an entry, for example \(example)") }
    return sequence.map { YamlValue(node: $0, log: log) }
  }
}

/// Reads any text as it is.
package func anyText(_ text: String) throws(Misreading) -> String { text }
