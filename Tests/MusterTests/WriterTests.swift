import Foundation
import Testing

/// Shares, lengths and money are written in `Units`, and nowhere a second time.
@Suite struct WriterTests {
  /// Patterns of code that make a share, a length or an amount by hand, each with a line that it must find.
  static let marks: [(mark: Regex<Substring>, example: String)] = [
    (/(\* 100|100 \*)[^"\n]*"? ?\+? ?"? %"/, #"number(share * 100, 1) + " %""#),
    (/(\* 100|100 \*)[^"\n]*\) %/, #""\(FixedDecimal.text(100 * gap, decimals: 3)) % of the best""#),
    (/\/ (60|3600)\) h\b/, #""\(minutes / 60) h""#), (/% 60\) min\b/, #""\(minutes % 60) min""#),
    (/minorDigits\(of: [^\n]*reduce\(/, "(0..<Money.minorDigits(of: currency)).reduce(1.0) { scale, _ in scale * 10 }"),
    (/\.\.<(Money\.)?minorDigits\(/, "for _ in 0..<Money.minorDigits(of: currency) { scale *= 10 }"),
  ]

  @Test("no source outside Units writes a share, a length or an amount of its own")
  func oneWriter() throws {
    for (mark, example) in Self.marks { #expect(example.firstMatch(of: mark) != nil, "\(example) would pass") }
    let sources = Command.repository.appending(path: "Sources")
    var files = 0
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
    where path.hasSuffix(".swift") && !path.hasPrefix("Units/") && !path.hasPrefix("MusterBenchmark/") {
      files += 1
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      for line in text.split(separator: "\n") where !line.contains("///") {
        for (mark, _) in Self.marks {
          #expect(line.firstMatch(of: mark) == nil, "\(path) writes for itself: \(line)")
        }
      }
    }
    #expect(files > 700)
  }
}
