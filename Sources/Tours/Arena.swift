/// Raw memory for loops that read it millions of times: the one place where any is taken, and all of it is given back when its owner
/// goes.
///
/// A class, because the owner may be moved about and the memory may not. Only values that need no destruction are kept.
final class Arena: @unchecked Sendable {
  private var owned: [UnsafeMutableRawPointer] = []

  deinit {
    for pointer in owned { pointer.deallocate() }
  }

  /// Room for some values, of at least one; nothing is written there yet.
  func room<Element: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Element> {
    precondition(count >= 0, "nobody has room for less than nothing")
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
    owned.append(UnsafeMutableRawPointer(memory))
    return memory
  }

  /// The same with one value everywhere.
  func row<Element: BitwiseCopyable>(_ count: Int, of value: Element) -> UnsafeMutablePointer<Element> {
    let memory: UnsafeMutablePointer<Element> = room(count)
    memory.initialize(repeating: value, count: max(1, count))
    return memory
  }

  /// A copy of some values.
  func copy<Element: BitwiseCopyable>(_ values: [Element]) -> UnsafeMutablePointer<Element> {
    let memory: UnsafeMutablePointer<Element> = room(values.count)
    for (place, value) in values.enumerated() { (memory + place).initialize(to: value) }
    return memory
  }

  /// A copy that nobody writes to.
  func keep<Element: BitwiseCopyable>(_ values: [Element]) -> UnsafePointer<Element> { UnsafePointer(copy(values)) }
}
