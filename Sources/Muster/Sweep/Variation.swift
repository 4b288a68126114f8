import ScenarioFiles
public import Tabular

/// One thing that a sweep varies, and over what: `volume fr-*: 0.9..1.2 step 0.05` or `shrinkage lisbon.absence: +0 %, +3 %`.
public struct Variation: Hashable, Sendable {
  /// As it was written.
  public let text: String
  /// What is changed and whose: `volume fr-*`.
  public let name: String
  private let kind: ScenarioChange.Kind
  private let target: String
  /// Values in their order, in whole steps of `10^-decimals`; for a range without a step its two ends.
  private let values: [Int]
  private let decimals: Int
  /// What stands before and behind each number: `+` and ` %`.
  private let mark: (before: String, behind: String)
  /// Whether samples may lie anywhere between the ends.
  let isRange: Bool

  /// Reads a variation.
  ///
  /// - Throws: `InputError` with what is wrong.
  public init(_ text: String) throws(InputError) {
    let place = Place(file: "--vary \"\(text)\"")
    do {
      try self.init(reading: text)
    } catch {
      throw InputError(place, error.what, next: error.next)
    }
  }

  private init(reading text: String) throws(Misreading) {
    let example = "Write for example \"volume fr-*: 0.9..1.2 step 0.05\" or \"handle-time: 0.95, 1, 1.1\"."
    let parts = text.split(separator: ":", maxSplits: 1).map { trimmed($0) }
    guard parts.count == 2, !parts[1].isEmpty else { throw Misreading("no values behind a colon", next: example) }
    let words = parts[0].split(separator: " ", maxSplits: 1).map(String.init)
    guard let kind = words.first.flatMap(ScenarioChange.Kind.init), kind != .open else {
      let kinds = ScenarioChange.Kind.allCases.map(\.rawValue).filter { $0 != "open" }
      throw Misreading(
        "\(words.first ?? "") cannot be varied",
        next: nearestAdvice(words.first ?? "", in: kinds, kind: "things to vary"))
    }
    self.text = text
    self.kind = kind
    target = words.count > 1 ? trimmed(words[1]) : "*"
    name = words.count > 1 ? "\(kind.rawValue) \(trimmed(words[1]))" : kind.rawValue
    if kind == .people, target.contains("*") {
      throw Misreading("people are added like one person", next: "Write for example \"people L03: 0..6 step 1\".")
    }
    (values, decimals, mark, isRange) = try Variation.values(parts[1], example)
  }

  /// By the text.
  public static func == (a: Variation, b: Variation) -> Bool { a.text == b.text }
  /// By the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// How many values a grid has of it.
  public var count: Int { values.count }

  /// A value as it is written in tables: `0.95`, `+3 %`.
  func valueText(_ index: Int) -> String { shown(values[index], decimals) }

  /// The value at a share of the way from the least to the greatest, rounded to a thousandth of the way.
  func valueText(at share: Double) -> String {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    guard isRange, kind != .people else {
      return valueText(min(values.count - 1, Int(share * Double(values.count))))
    }
    return shown(low * 1000 + Int((share * 1000).rounded()) * (high - low), decimals + 3)
  }

  /// Index of the least and of the greatest value.
  var ends: (low: Int, high: Int) {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    return (order.first ?? 0, order.last ?? 0)
  }

  /// The change that a value stands for.
  func change(_ value: String) throws(InputError) -> ScenarioChange {
    let isFactor = kind == .volume || kind == .handleTime || kind == .wages
    let words = isFactor && mark.before.isEmpty && mark.behind.isEmpty ? "x \(value)" : value
    let place = Place(file: "--vary \"\(text)\"")
    // A variant adds somebody or says nothing; a grid of newcomers begins with none.
    if kind == .people, ["0", "+0"].contains(value) {
      return ScenarioChange(.people, target, .add(0), text: value, at: place)
    }
    do {
      return try ScenarioChange(kind, target, words, at: place)
    } catch {
      throw InputError(place, error.what, next: error.next)
    }
  }

  private func shown(_ steps: Int, _ decimals: Int) -> String {
    var (digits, places) = (steps, decimals)
    while places > 0, digits % 10 == 0 { (digits, places) = (digits / 10, places - 1) }
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let fraction = String(abs(digits) % scale)
    let zeros = String(repeating: "0", count: max(0, places - fraction.utf8.count))
    let number = String(abs(digits) / scale) + (places > 0 ? ".\(zeros)\(fraction)" : "")
    let sign = digits < 0 ? "-" : mark.before
    return sign + number + mark.behind
  }

  // MARK: - Reading values

  /// A number with what stands around it.
  private struct Written {
    var number: WrittenNumber
    var isNegative: Bool
    var before: String
    var behind: String
  }

  private static func values(
    _ text: String, _ example: String
  ) throws(Misreading) -> (values: [Int], decimals: Int, mark: (before: String, behind: String), isRange: Bool) {
    var numbers: [Written] = []
    var step: Written?
    let isRange = text.contains("..")
    if let dots = text.firstRange(of: "..") {
      let low = String(text[..<dots.lowerBound])
      var high = String(text[dots.upperBound...])
      if let word = high.firstRange(of: "step") {
        step = try written(String(high[word.upperBound...]), example)
        high = String(high[..<word.lowerBound])
      }
      numbers = [try written(low, example), try written(high, example)]
    } else {
      for part in text.split(separator: ",") { numbers.append(try written(String(part), example)) }
    }
    let decimals = (numbers + [step].compactMap { $0 }).map(\.number.fractionDigits).max() ?? 0
    guard let last = numbers.last, decimals <= 6 else {
      throw Misreading("\(text) has too many decimals", next: example)
    }
    let mark = (numbers.contains { $0.before == "+" } ? "+" : "", last.behind)
    guard numbers.allSatisfy({ $0.behind == mark.1 || $0.behind.isEmpty && isRange }) else {
      throw Misreading("\(text) mixes shares and numbers", next: "Write all of them with a percent sign, or none.")
    }
    func units(_ written: Written) throws(Misreading) -> Int {
      var units = written.number.digits
      for _ in written.number.fractionDigits..<decimals { units *= 10 }
      guard units < 1_000_000_000_000 else { throw Misreading("\(text) is too much", next: example) }
      return written.isNegative ? -units : units
    }
    var values: [Int] = []
    for number in numbers { values.append(try units(number)) }
    guard isRange, let step else { return (values, decimals, mark, isRange) }
    let size = try units(step)
    guard size > 0, values[0] <= values[1] else {
      throw Misreading("\(text) does not run upwards", next: "Write the lower end first and a step above 0.")
    }
    guard (values[1] - values[0]) / size < SweepDesign.mostRuns else {
      throw Misreading("\(text) has \((values[1] - values[0]) / size + 1) values", next: "Take a wider step.")
    }
    return (Array(stride(from: values[0], through: values[1], by: size)), decimals, mark, true)
  }

  private static func written(_ text: String, _ example: String) throws(Misreading) -> Written {
    var cursor = TextCursor(text)
    let isMore = cursor.skip("+")
    let isLess = !isMore && cursor.skip("-")
    _ = cursor.skip("x")
    guard let number = try cursor.number() else { throw Misreading("\(trimmed(text)) is no number", next: example) }
    let isPercent = cursor.skip("%")
    guard cursor.isAtEnd else { throw Misreading("\(trimmed(text)) is no number", next: example) }
    return Written(
      number: number, isNegative: isLess, before: isMore || isLess ? "+" : "", behind: isPercent ? " %" : "")
  }
}
