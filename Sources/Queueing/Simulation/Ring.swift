/// First in, first out, in a ring that grows by doubling.
struct Ring<Element> {
  private var slots: [Element]
  private let blank: Element
  private var head = 0
  private(set) var count = 0

  /// An empty ring; `blank` fills the slots that hold nothing.
  init(blank: Element) {
    self.blank = blank
    slots = Array(repeating: blank, count: 16)
  }

  var isEmpty: Bool { count == 0 }

  var first: Element? { count == 0 ? nil : slots[head] }

  /// The element so many places behind the first.
  subscript(offset: Int) -> Element {
    precondition(offset < count, "only elements in the ring can be read")
    return slots[(head + offset) & (slots.count - 1)]
  }

  mutating func append(_ element: Element) {
    if count == slots.count { grow() }
    slots[(head + count) & (slots.count - 1)] = element
    count += 1
  }

  mutating func prepend(_ element: Element) {
    if count == slots.count { grow() }
    head = (head - 1) & (slots.count - 1)
    slots[head] = element
    count += 1
  }

  @discardableResult
  mutating func removeFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head]
    head = (head + 1) & (slots.count - 1)
    count -= 1
    return element
  }

  mutating func removeAll() {
    head = 0
    count = 0
  }

  private mutating func grow() {
    var bigger = Array(repeating: blank, count: 2 * slots.count)
    for offset in 0..<count { bigger[offset] = self[offset] }
    slots = bigger
    head = 0
  }
}
