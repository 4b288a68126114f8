/// A length of time in words, for example `10 h 30 min`, `8 h`, `59 s`.
package func lengthText(seconds: Int) -> String {
  let size = abs(seconds)
  var parts: [String] = []
  if size >= 3600 { parts.append("\(size / 3600) h") }
  if size / 60 % 60 > 0 { parts.append("\(size / 60 % 60) min") }
  if size % 60 > 0 || size == 0 { parts.append("\(size % 60) s") }
  return (seconds < 0 ? "minus " : "") + parts.joined(separator: " ")
}

/// A length of time of whole minutes in words, for example `7 h 30 min` for 450.
package func lengthText(minutes: Int) -> String { minutes == 0 ? "0 min" : lengthText(seconds: minutes * 60) }

extension Seconds {
  /// A threshold of a goal in one unit: `20 s`, `6 h`, `1.5 h`.
  public var thresholdText: String { value < 3600 ? text(in: 1, "s", 0) : hoursText(value / 3600) }

  /// A mean wait in one unit: `45 s`, and hours with a decimal from ten minutes on.
  public var waitText: String { value < 600 ? text(in: 1, "s", 0) : text(in: 3600, "h", 1) }

  private func hoursText(_ hours: Double) -> String { text(in: 3600, "h", hours == hours.rounded() ? 0 : 1) }

  private func text(in unit: Double, _ name: String, _ decimals: Int) -> String {
    "\(FixedDecimal.text(value / unit, decimals: decimals)) \(name)"
  }
}
