import ScenarioFiles
import Testing
import Timeline
import Units
import Workforce

@Suite("Values carry their units")
struct QuantityTests {
  @Test(
    "lengths of time are read in seconds, minutes, hours and days",
    arguments: [
      ("20 s", 20.0), ("90s", 90), ("30 min", 1800), ("4 h", 14_400), ("1.5 h", 5400), ("7 h 30 min", 27_000),
      ("1 d", 86_400), ("2\u{A0}hours", 7200),
    ])
  func lengths(text: String, seconds: Double) throws {
    #expect(try readLength(text).value == seconds)
  }

  @Test(
    "a length without a unit, with a wrong unit or with a decimal comma says what to write",
    arguments: [
      ("20", "20 has no unit", "Write a unit: s, min, h or d, for example 20 s or 4 h."),
      ("20 m", "m in 20 m is not a unit of time", "Use s, min, h or d, for example 20 s or 30 min."),
      (
        "1,5 h", "1,5 h has a comma inside a number",
        "Write a decimal point and no thousands mark, for example 1.5."
      ),
      ("soon", "soon is not a length of time", "Write a number and a unit, for example 20 s, 30 min or 4 h."),
      ("20 s ago", "20 s ago is not a length of time", "Write a number and a unit, for example 20 s, 30 min or 4 h."),
      ("1.5 min 3", "1.5 min 3 has no unit", "Write a unit: s, min, h or d, for example 20 s or 4 h."),
    ])
  func badLengths(text: String, what: String, next: String) {
    #expect(throws: Misreading(what, next: next)) { try readLength(text) }
  }

  @Test("hours a week are exact or a range, whose unit may stand once")
  func minuteRanges() throws {
    #expect(try readMinuteRange("40 h") == 2400...2400)
    #expect(try readMinuteRange("32-40 h") == 1920...2400)
    #expect(try readMinuteRange("32\u{2013}40 h") == 1920...2400)
    #expect(try readMinuteRange("30 h - 37 h 30 min") == 1800...2250)
    #expect(try readMinuteRange("37.5 h") == 2250...2250)
    #expect(throws: Misreading.self) { try readMinuteRange("40-32 h") }
    #expect(throws: Misreading.self) { try readMinuteRange("0.1 min") }
  }

  @Test("shares need a percent sign, and lose nothing on the way")
  func shares() throws {
    #expect(try readShare("80 %") == 0.8)
    #expect(try readShare("6%") == 0.06)
    #expect(try readShare("12.5 %") == 0.125)
    #expect(throws: Misreading("0.8 has no percent sign", next: "Write 80 % if that is what is meant.")) {
      try readShare("0.8")
    }
    #expect(throws: Misreading("80 has no percent sign", next: "Write 80 % if that is what is meant.")) {
      try readShare("80")
    }
    #expect(throws: Misreading.self) { try readShare("most") }
  }

  @Test("prices of an hour are whole minor units of their currency, and read back")
  func prices() throws {
    #expect(try readHourlyPrice("18.50 EUR/h") == Money(minorUnits: 1850, currency: "EUR"))
    #expect(try readHourlyPrice("9 GBP / h") == Money(minorUnits: 900, currency: "GBP"))
    #expect(try readHourlyPrice("1500 JPY/h") == Money(minorUnits: 1500, currency: "JPY"))
    for text in ["18.50 EUR/h", "0.05 USD/h", "1500 JPY/h", "1.250 KWD/h"] {
      #expect(hourlyPriceText(try readHourlyPrice(text)) == text)
    }
    for text in ["18.50", "18.50 \u{20AC}/h", "18.50 EUR", "18.505 EUR/h", "EUR/h", "18,50 EUR/h"] {
      #expect(throws: Misreading.self) { try readHourlyPrice(text) }
    }
  }

  @Test("breaks say how many, how long and whether paid")
  func breaks() throws {
    #expect(try readBreaks("30 min unpaid") == BreakRule(count: 1, minutes: 30, isPaid: false))
    #expect(try readBreaks("2 x 15 min paid") == BreakRule(count: 2, minutes: 15, isPaid: true))
    #expect(try readBreaks("2 \u{D7} 15 min paid") == BreakRule(count: 2, minutes: 15, isPaid: true))
    #expect(try readBreaks("1 h unpaid") == BreakRule(count: 1, minutes: 60, isPaid: false))
    #expect(try readBreaks("none") == nil)
    #expect(
      throws: Misreading(
        "30 min does not say paid or unpaid", next: "Write for example 30 min unpaid, 2 x 15 min paid, or none.")
    ) { try readBreaks("30 min") }
    #expect(throws: Misreading.self) { try readBreaks("2 x paid") }
  }

  @Test("start windows have a step, or are a single start")
  func startWindows() throws {
    let window = try readStartWindow("07:00-13:00 every 30 min")
    #expect(window.minutes.count == 13)
    #expect(window.minutes.first == 420)
    #expect(window.minutes.last == 780)
    #expect(try readStartWindow("9:00").minutes == [540])
    #expect(try readStartWindow("22:00-01:00 every 1 h").minutes == [1320, 1380, 0, 60])
    for text in ["07:00-13:00", "07:00 every 30 min", "25:00-26:00 every 30 min", "07:00-13:00 every 0 min", "early"] {
      #expect(throws: Misreading.self) { try readStartWindow(text) }
    }
  }

  @Test("hours of a day may be several, all day, none, or pass midnight")
  func dayHours() throws {
    #expect(try readDayHours("08:00-20:00") == [480..<1200])
    #expect(try readDayHours("13:00-18:00, 08:00-12:00") == [480..<720, 780..<1080])
    #expect(try readDayHours("24 h") == [0..<1440])
    #expect(try readDayHours("closed") == [])
    #expect(try readDayHours("22:00-06:00") == [1320..<1800])
    #expect(try readDayHours("18:00-24:00") == [1080..<1440])
    #expect(
      throws: Misreading("08:60 is not a time of day", next: "Write hours and minutes from 00:00 to 24:00.")
    ) { try readDayHours("08:60-20:00") }
    for text in ["8-20", "08:00", "08:00-08:00", "all day", "08:00-20:00 or so"] {
      #expect(throws: Misreading.self) { try readDayHours(text) }
    }
  }

  @Test("weekdays are read alone, as ranges that may pass Sunday, and as lists")
  func weekdays() {
    #expect(readWeekdays("sat") == [.saturday])
    #expect(readWeekdays("mon-fri") == [.monday, .tuesday, .wednesday, .thursday, .friday])
    #expect(readWeekdays("sat-mon") == [.saturday, .sunday, .monday])
    #expect(readWeekdays("mon, wed") == [.monday, .wednesday])
    #expect(readWeekdays("daily")?.count == 7)
    #expect(readWeekdays("zone") == nil)
    #expect(readWeekdays("mon-") == nil)
  }

  @Test("a mistyped name finds its neighbours, a strange one lists them all")
  func nearestNames() {
    let queues = ["fr-phone", "en-chat", "de-email"]
    #expect(nearestAdvice("fr-phnoe", in: queues, kind: "queues") == "Did you mean fr-phone?")
    #expect(nearestAdvice("sales", in: queues, kind: "queues") == "The queues are fr-phone, en-chat, de-email.")
    #expect(nearestAdvice("x", in: [], kind: "queues") == "There are no queues yet; add it, or take the name out.")
  }
}
