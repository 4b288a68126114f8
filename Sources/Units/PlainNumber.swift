/// A number without needless decimals, for messages and written files.
package func plainText(_ number: Double) -> String {
  guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
  return number == number.rounded() ? String(Int(number)) : "\(number)"
}
