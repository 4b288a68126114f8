package import Units

/// Reads a share such as `80 %` as a number in `0...1`, or above where more than all is written.
package func readShare(_ text: String) throws(Misreading) -> Double {
  var cursor = TextCursor(text)
  guard let number = try cursor.number() else {
    throw Misreading("\(text) is not a share", next: "Write a number and a percent sign, for example 80 %.")
  }
  guard cursor.skip("%"), cursor.isAtEnd else {
    let percent = number.value <= 1 && number.fractionDigits > 0 ? number.value * 100 : number.value
    throw Misreading(
      "\(text) has no percent sign", next: "Write \(Share(percent / 100).plainText) if that is what is meant.")
  }
  // Dividing the digits once keeps 80 % the same number as 0.8.
  return WrittenNumber(digits: number.digits, fractionDigits: number.fractionDigits + 2).value
}

/// Reads a plain number such as `10` or `0.5`.
package func readNumber(_ text: String) throws(Misreading) -> Double {
  var cursor = TextCursor(text)
  let isNegative = cursor.skip("-")
  guard let number = try cursor.number(), cursor.isAtEnd else {
    throw Misreading("\(text) is not a number", next: "Write digits, for example 10 or 0.5.")
  }
  return isNegative ? -number.value : number.value
}

/// Reads a plain number within a bound.
package func readNumber(_ text: String, in bound: Bound) throws(Misreading) -> Double {
  let number = try readNumber(text)
  try checkBound(number, text, bound)
  return number
}

/// Reads a whole number within a bound.
package func readWhole(_ text: String, in bound: Bound) throws(Misreading) -> Int {
  let number = try readWhole(text)
  try checkBound(Double(number), text, bound)
  return number
}

/// Reads a share within a bound.
package func readShare(_ text: String, in bound: Bound) throws(Misreading) -> Double {
  let share = try readShare(text)
  try checkBound(share, text, bound)
  return share
}

/// Reads a whole number such as `4`.
package func readWhole(_ text: String) throws(Misreading) -> Int {
  let number = try readNumber(text)
  guard number == number.rounded(), abs(number) < 1e15 else {
    throw Misreading("\(text) is not a whole number", next: "Write a whole number, for example 4.")
  }
  return Int(number)
}

/// Reads a price of an hour such as `18.50 EUR/h`.
package func readHourlyPrice(_ text: String) throws(Misreading) -> Money {
  let price = try readPrice(text, per: ["h"], .pay)
  return price.money
}

/// Reads a price of something such as `18.50 EUR/h` or `0.52 EUR/min`.
///
/// - Parameter units: what it may be a price of.
private func readPrice(
  _ text: String, per units: [String], _ bound: Bound, moreDigits: Int = 0
) throws(Misreading) -> (money: Money, unit: String) {
  let kinds = units.map { "/\($0)" }.joined(separator: " or ")
  let example = "Write an amount, a three-letter currency and \(kinds), for example 18.50 EUR/\(units.first ?? "h")."
  var cursor = TextCursor(text)
  guard let amount = try cursor.number() else {
    throw Misreading("\(text) is not a price of \(units == ["h"] ? "an hour" : "anything")", next: example)
  }
  guard let currency = cursor.word(), isCurrencyCode(currency) else {
    throw Misreading("\(text) names no currency", next: example)
  }
  guard cursor.skip("/"), let unit = cursor.word()?.lowercased(), units.contains(unit), cursor.isAtEnd else {
    throw Misreading("\(text) does not say per \(units == ["h"] ? "hour" : "what")", next: example)
  }
  return (try money(amount, text, currency, bound, moreDigits: moreDigits), unit)
}

/// Reads the price of something of which there are many, such as `0.4875 EUR/min`, as that of a thousand: contracts have parts of a coin.
package func readThousandfoldPrice(
  _ text: String, per units: [String]
) throws(Misreading) -> (money: Money, unit: String) {
  try readPrice(text, per: units, .amount, moreDigits: 3)
}

/// Reads an amount such as `1800 EUR`, `1.2k EUR` or `5.2M EUR`.
package func readMoney(_ text: String) throws(Misreading) -> Money { try readMoney(text, moreDigits: 0) }

/// Reads an amount that is paid many times, such as `0.035 EUR`, as a thousand of it: contracts have parts of a coin.
package func readThousandfoldMoney(_ text: String) throws(Misreading) -> Money { try readMoney(text, moreDigits: 3) }

private func readMoney(_ text: String, moreDigits: Int) throws(Misreading) -> Money {
  let example = "Write an amount and a three-letter currency, for example 1800 EUR or 5.2M EUR."
  var cursor = TextCursor(text)
  guard var amount = try cursor.number() else { throw Misreading("\(text) is not an amount", next: example) }
  guard var word = cursor.word() else { throw Misreading("\(text) names no currency", next: example) }
  let scale = ["k": 3, "K": 3, "M": 6, "m": 6][word]
  if let scale {
    guard let currency = cursor.word() else { throw Misreading("\(text) names no currency", next: example) }
    word = currency
    let taken = min(scale, amount.fractionDigits)
    amount.fractionDigits -= taken
    for _ in taken..<scale {
      guard amount.digits < 1_000_000_000_000_000 else { throw Misreading("\(text) is too much", next: example) }
      amount.digits *= 10
    }
  }
  guard isCurrencyCode(word), cursor.isAtEnd else { throw Misreading("\(text) names no currency", next: example) }
  return try money(amount, text, word, .amount, moreDigits: moreDigits)
}

private func money(
  _ amount: WrittenNumber, _ text: String, _ currency: String, _ bound: Bound, moreDigits: Int
) throws(Misreading) -> Money {
  let minorDigits = Money.minorDigits(of: currency) + moreDigits
  guard amount.fractionDigits <= minorDigits else {
    throw Misreading(
      "\(text) has more than \(minorDigits) decimals",
      next: amount.fractionDigits == 3
        ? "Write \(amount.digits) if the mark stands between thousands, else round to what \(currency) has coins for."
        : "Round to what \(currency) has coins for.")
  }
  try checkBound(amount.value, text, bound)
  var minorUnits = amount.digits
  for _ in amount.fractionDigits..<minorDigits { minorUnits *= 10 }
  return Money(minorUnits: minorUnits, currency: currency)
}

/// An hourly price as the scenario writes it, for example `18.50 EUR/h`.
package func hourlyPriceText(_ price: Money) -> String { "\(price.text)/h" }

/// Reads the three letters of a currency.
package func readCurrency(_ text: String) throws(Misreading) -> String {
  guard isCurrencyCode(text) else {
    throw Misreading("\(text) is not a currency", next: "Write its three letters, for example EUR.")
  }
  return text
}

private func isCurrencyCode(_ word: String) -> Bool {
  word.utf8.count == 3 && word.utf8.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
}
