/// Numbers different values from 0 in the order in which they first come.
package struct Numbering<Value: Hashable & Sendable>: Sendable {
  /// The values by number.
  package private(set) var values: [Value] = []
  private var numbers: [Value: Int] = [:]

  /// No value yet.
  package init() {}

  /// How many there are.
  package var count: Int { values.count }

  /// The number of a value, a new one where it was not met before.
  package mutating func number(_ value: Value) -> Int {
    if let known = numbers[value] { return known }
    numbers[value] = values.count
    values.append(value)
    return values.count - 1
  }
}
