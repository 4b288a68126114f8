/// Numbers different values from 0 in the order in which they first come.
struct Numbering<Value: Hashable> {
  /// The values by number.
  private(set) var values: [Value] = []
  private var numbers: [Value: Int] = [:]

  var count: Int { values.count }

  /// The number of a value, a new one where it was not met before.
  mutating func number(_ value: Value) -> Int {
    if let known = numbers[value] { return known }
    numbers[value] = values.count
    values.append(value)
    return values.count - 1
  }
}
