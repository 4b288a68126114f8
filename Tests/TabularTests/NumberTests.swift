import Chance
import Tabular
import Testing

@Suite("Numbers in files")
struct NumberTests {
  private func integer(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    return NumberText.integer(bytes.span)
  }

  private func number(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return NumberText.number(bytes.span)
  }

  @Test("whole numbers are read to the last one that fits")
  func integers() {
    for value in [0, 1, -1, 42, -100_000, Int.max, Int.min, Int.max - 1] { #expect(integer("\(value)") == value) }
    #expect(integer("+7") == 7)
    #expect(integer("007") == 7)
    for text in [
      "", "-", "+", "9223372036854775808", "-9223372036854775809", "1.0", "1 000", "1,000", "0x10", "１", "--1",
    ] {
      #expect(integer(text) == nil, "\(text)")
    }
  }

  @Test(
    "numbers are the nearest to what is written",
    arguments: [
      "0", "1", "0.1", "0.30", "-12.5", "+3", ".5", "5.", "1e3", "1.5E-3", "123456789012345678", "9007199254740993",
      "0.1234567890123456789", "1e22", "1e-22", "12345678.12345678", "1.7976931348623157e308", "5e-324", "-0",
      "00000000000000000000000000001.5", "179.99999999999997",
    ])
  func numbers(text: String) throws {
    let expected = try #require(Double(text.hasSuffix(".") ? text + "0" : text))
    #expect(number(text)?.bitPattern == expected.bitPattern)
  }

  @Test(
    "what is not a number is refused",
    arguments: [
      "", "-", ".", "-.", "1,5", "1 000", "nan", "inf", "infinity", "0x1p3", "1e", "1e1.5", "1e400", "1.2.3", "12 %",
      "1_000", "--1", "1-", "e5", "1e+-3",
    ])
  func refused(text: String) {
    #expect(number(text) == nil)
  }

  @Test("seeded random numbers are read as the standard library reads them")
  func random() {
    var generator = SplitMix64(seed: 20_260_329)
    for _ in 0..<20_000 {
      let value = Double.random(in: -1e6...1e6, using: &generator)
      let text = Bool.random(using: &generator) ? "\(value)" : FixedDecimal.text(value, decimals: 3)
      #expect(number(text) == Double(text))
    }
  }

  @Test("cells that must hold a number say what is wrong with what they hold")
  func checked() throws {
    let table = table("n\n12\n\"1,5\"\nx\n-3\n2000\n\" \"\n1.5\n")
    var problems = ProblemCollector()
    let values = (0..<table.rowCount).map { table.requiredInteger(row: $0, column: 0, in: 0...1000, &problems) }
    #expect(values == [12, nil, nil, nil, nil, nil, nil])
    #expect(
      "\(try #require(problems.error))" == """
        history.csv:3, column n: "1,5" is not a whole number
          next: Write digits only.
        history.csv:4, column n: "x" is not a whole number
          next: Write digits only.
        history.csv:5, column n: -3 is less than 0
          next: Write a whole number from 0 to 1000.
        history.csv:6, column n: 2000 is more than 1000
          next: Write a whole number from 0 to 1000.
        history.csv:7, column n: the cell is empty
          next: Write a whole number, or delete the row.
        history.csv:8, column n: "1.5" is not a whole number
          next: Write digits only.
        """)
    var more = ProblemCollector()
    let numbers = (0..<table.rowCount).map { table.requiredNumber(row: $0, column: 0, in: 0 ... .infinity, &more) }
    #expect(numbers == [12, nil, nil, nil, 2000, nil, 1.5])
    #expect(more.count == 4)
    #expect("\(try #require(more.error))".contains("-3 is less than 0\n  next: Write a number of at least 0."))
    #expect(table.requiredText(row: 2, column: 0, &more) == "x")
    #expect(table.requiredText(row: 5, column: 0, &more) == nil)
    #expect(more.count == 5)
  }

  @Test(
    "what spreadsheets make of a number is told with the number that is meant",
    arguments: [
      ("480.0", true, "Write 480."), ("\"480,00\"", true, "Write 480."),
      ("1.050", true, "Write 1050 if that is what is meant."),
      ("\"1,000\"", true, "Write 1000 if that is what is meant."),
      ("110%", false, "Write 1.1 if that is what is meant."),
      ("\"12,5 %\"", false, "Write 0.125 if that is what is meant."),
      ("\"1,5\"", false, "Write a decimal point and no thousands separator: 1.5."),
      ("\"3,000\"", false, "Write 3000 if the comma stands between thousands, 3 if before decimals."),
      ("1.234.567", false, "Write digits only, with a point before decimals."),
    ])
  func mangled(text: String, isWhole: Bool, next: String) throws {
    let table = table("n,m\n\(text),1\n")
    var problems = ProblemCollector()
    if isWhole {
      #expect(table.requiredInteger(row: 0, column: 0, in: 0...1000, &problems) == nil)
    } else {
      #expect(table.requiredNumber(row: 0, column: 0, in: 0...1000, &problems) == nil)
    }
    #expect("\(try #require(problems.error))".hasSuffix("next: \(next)"))
  }
}

@Suite("Fixed decimals")
struct FixedDecimalTests {
  @Test(
    "numbers are rounded to the nearest, halves away from zero",
    arguments: [
      (0.125, 2, "0.13"), (-0.125, 2, "-0.13"), (2.5, 0, "3"), (-2.5, 0, "-3"), (0.5, 0, "1"), (1.5, 0, "2"),
      (1.005, 2, "1.00"), (2.675, 2, "2.67"), (1.115, 2, "1.11"), (0.285, 2, "0.28"), (0.045, 2, "0.04"),
      (-0.001, 2, "0.00"), (-0.0, 2, "0.00"), (0.999, 2, "1.00"), (9.995, 2, "9.99"), (99.999, 1, "100.0"),
      (12, 3, "12.000"), (1e15, 2, "1000000000000000.00"), (4_611_686_018_427_387_904, 1, "4611686018427387904.0"),
      (0.1, 15, "0.100000000000000"), (0.49999999999999994, 0, "0"), (1.0 / 3, 10, "0.3333333333"),
      (-12.5, 2, "-12.50"), (0x1p63, 1, "9223372036854775808.0"), (-0x1p64, 0, "-18446744073709551616"),
      (1e22, 2, "10000000000000000000000.00"), (0x1p100, 0, "1267650600228229401496703205376"),
    ] as [(Double, Int, String)])
  func rounding(value: Double, decimals: Int, text: String) {
    #expect(FixedDecimal.text(value, decimals: decimals) == text)
  }

  @Test("every third of a cent rounds as exact arithmetic on the Double does")
  func exact() {
    // The Double k/1024 is exact, and so is k * 1000 / 1024 in whole numbers: halves are real halves.
    for k in -5000...5000 {
      let numerator = abs(k) * 1000
      let thousandths = (2 * numerator + 1024) / 2048
      let sign = k < 0 && thousandths > 0 ? "-" : ""
      let digits = String(thousandths % 1000)
      let expected = "\(sign)\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
      #expect(FixedDecimal.text(Double(k) / 1024, decimals: 3) == expected)
    }
  }

  @Test("appending to bytes writes the same")
  func bytes() {
    var bytes: [UInt8] = []
    FixedDecimal.append(-1.25, decimals: 1, to: &bytes)
    FixedDecimal.append(Int.min, to: &bytes)
    FixedDecimal.append(0, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "-1.3-92233720368547758080")
  }
}
