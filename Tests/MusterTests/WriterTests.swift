import Foundation
import Testing

/// Shares, lengths and money are written in `Units`, and nowhere a second time.
@Suite struct WriterTests {
  /// Patterns of code that make a share, a length or an amount by hand, each with a line that it must find.
  static let marks: [(mark: String, example: String)] = [
    (#"(\* 100|100 \*)[^"\n]*" %""#, #"number(share * 100, 1) + " %""#),
    (#"(\* 100|100 \*)[^"\n]*\) %"#, #""\(FixedDecimal.text(100 * gap, decimals: 3)) % of the best""#),
    (#"\* 1000\)\.rounded\(\) / 10[ )]"#, "let percent = (share * 1000).rounded() / 10 "),
    (#"/ (60|3600)\) h\b"#, #""\(minutes / 60) h""#), (#"% 60\) min\b"#, #""\(minutes % 60) min""#),
    (
      #"minorDigits\(of: [^\n]*reduce\("#,
      "(0..<Money.minorDigits(of: currency)).reduce(1.0) { scale, _ in scale * 10 }"
    ),
    (#"\.\.<(Money\.)?minorDigits\("#, "for _ in 0..<Money.minorDigits(of: currency) { scale *= 10 }"),
  ]

  @Test("no source outside Units writes a share, a length or an amount of its own")
  func oneWriter() throws {
    let marks = try Self.marks.map { try Regex($0.mark) }
    for (mark, example) in zip(marks, Self.marks.map(\.example)) {
      #expect(example.firstMatch(of: mark) != nil, "\(example) would pass")
    }
    let sources = Command.repository.appending(path: "Sources")
    var files = 0
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
    where path.hasSuffix(".swift") && !path.hasPrefix("Units/") && !path.hasPrefix("MusterBenchmark/") {
      files += 1
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      // Only few lines have one of these, and a search for letters is quick.
      for line in text.split(separator: "\n")
      where line.contains("00") || line.contains("60") || line.contains("Digits") {
        for mark in marks where !line.contains("///") {
          #expect(line.firstMatch(of: mark) == nil, "\(path) writes for itself: \(line)")
        }
      }
    }
    #expect(files > 700)
  }
}
