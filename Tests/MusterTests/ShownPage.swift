import Foundation

/// Writes what the commands of a page print today into the page, where it is not what the page says.
///
/// Lines for which `...` stands stay left out: a stretch before it keeps its number of lines, the last stretch is the end
/// of the output, and one in between is found again by its words, figures aside.
enum ShownPage {
  /// The page with the output of one command replaced.
  static func rewritten(_ page: [String], from line: Int, expected: [String], printed: [String]) -> [String] {
    let stretches = expected.split(separator: "...", omittingEmptySubsequences: false).map(Array.init)
    var output = printed
    while output.last?.isEmpty == true { output.removeLast() }
    var cursor = 0
    var lines: [String] = []
    for (index, stretch) in stretches.enumerated() {
      if index > 0 { lines.append("...") }
      let isLast = index == stretches.count - 1
      let start = place(of: stretch, in: output, from: cursor, isFirst: index == 0, isLast: isLast)
      let end = stretches.count == 1 ? output.count : min(start + stretch.count, output.count)
      lines += output[min(start, end)..<end]
      cursor = end
    }
    lines += expected.reversed().prefix { $0.isEmpty }
    return Array(page[..<line]) + lines + page[(line + expected.count)...]
  }

  private static func place(
    of stretch: [String], in output: [String], from cursor: Int, isFirst: Bool, isLast: Bool
  ) -> Int {
    if isFirst { return cursor }
    let shapes = stretch.map(shape)
    let places = cursor...max(cursor, output.count - stretch.count)
    let found = places.first { start in
      output.dropFirst(start).prefix(stretch.count).map(shape).elementsEqual(shapes)
    }
    if isLast { return max(cursor, found ?? output.count - stretch.count) }
    return found ?? cursor
  }

  /// A line without its figures and without the width of its columns.
  private static func shape(_ line: String) -> String {
    line.replacing(/[0-9][0-9.,]*/, with: "#").replacing(/[ ]+/, with: " ")
  }
}
