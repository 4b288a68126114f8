import Testing
import Units

@Suite("Shares, lengths and money in words")
struct TextTests {
  @Test(
    "a share is written in percent, with the decimals asked for or with none that is not needed",
    arguments: [
      (0.8, 0, "80 %", "80 %"), (0.8049, 1, "80.5 %", "80.49 %"), (0, 1, "0.0 %", "0 %"),
      (1.255, 0, "126 %", "125.5 %"),
      (-0.0004, 1, "0.0 %", "-0.04 %"), (0.123456789, 3, "12.346 %", "12.3457 %"), (1, 2, "100.00 %", "100 %"),
    ])
  func share(value: Double, decimals: Int, text: String, plain: String) {
    #expect(Share(value).text(decimals: decimals) == text)
    #expect(Share(value).plainText == plain)
  }

  @Test("a share that is not known is a dash") func unknown() {
    #expect(Share(.nan).text() == "-" && Share(.infinity).text(decimals: 0) == "-")
    #expect(Share(0.2) < Share(0.3))
  }

  @Test(
    "a length has only the units it needs",
    arguments: [
      (0, "0 s"), (59, "59 s"), (60, "1 min"), (3600, "1 h"), (3660, "1 h 1 min"), (37_800, "10 h 30 min"),
      (3601, "1 h 1 s"), (-5400, "minus 1 h 30 min"), (90_061, "25 h 1 min 1 s"),
    ])
  func length(seconds: Int, text: String) {
    #expect(lengthText(seconds: seconds) == text)
    if seconds % 60 == 0 { #expect(lengthText(minutes: seconds / 60) == (seconds == 0 ? "0 min" : text)) }
  }

  @Test(
    "thresholds and waits are in one unit",
    arguments: [
      (20, "20 s", "20 s"), (599.4, "599 s", "599 s"), (600, "600 s", "0.2 h"), (3600, "1 h", "1.0 h"),
      (5400, "1.5 h", "1.5 h"), (86_400, "24 h", "24.0 h"),
    ])
  func units(seconds: Double, threshold: String, wait: String) {
    #expect(Seconds(seconds).thresholdText == threshold)
    #expect(Seconds(seconds).waitText == wait)
  }

  @Test(
    "money has the coins of its currency, or none where it is rounded to whole units",
    arguments: [
      (1850, "EUR", "18.50 EUR", "19 EUR"), (1850, "JPY", "1850 JPY", "1850 JPY"), (1850, "KWD", "1.850 KWD", "2 KWD"),
      (-5, "USD", "-0.05 USD", "0 USD"), (0, "CHF", "0.00 CHF", "0 CHF"),
    ])
  func money(minor: Int, currency: String, text: String, whole: String) {
    let money = Money(minorUnits: minor, currency: currency)
    #expect(money.text == text && money.wholeText == whole)
    #expect(Int((money.majorUnits * Money.minorUnits(ofOne: currency)).rounded()) == minor)
  }

  @Test("a number has no decimal that it does not need") func plain() {
    #expect(plainText(8) == "8" && plainText(0.5) == "0.5" && plainText(-3) == "-3" && plainText(1e20) == "1e+20")
  }
}
