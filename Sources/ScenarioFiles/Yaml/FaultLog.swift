package import Tabular

/// Collects the faults of one YAML file in the order they are found.
///
/// A class, because the readers of nested groups all add to the log of their file.
package final class FaultLog {
  package let file: String
  /// Further files behind the first, each with the line from which on places are its own: places of all files then differ.
  private var further: [(firstLine: Int, file: String)] = []
  private var faults: [(spot: Spot, message: String, next: String)] = []
  /// Faults beyond those that are kept.
  private var furtherCount = 0
  /// More than anybody reads; kept, since the first of the file are shown and not the first found.
  private static let most = 1_000

  package init(file: String) {
    self.file = file
  }

  /// Adds a fault; message and next step are evaluated only if it is kept.
  package func add(_ spot: Spot, _ message: @autoclosure () -> String, next: @autoclosure () -> String) {
    if faults.count < Self.most { faults.append((spot, message(), next())) } else { furtherCount += 1 }
  }

  /// Adds everything logged to the problems of a run, in the order of the file.
  package func report(to problems: inout ProblemCollector) {
    let order = faults.indices.sorted { a, b in
      (faults[a].spot.line, faults[a].spot.column, a) < (faults[b].spot.line, faults[b].spot.column, b)
    }
    for index in order {
      let (spot, message, next) = faults[index]
      problems.add(place(spot), message, next: next)
    }
    for _ in 0..<furtherCount { problems.add(place(.start), "there are more faults", next: "Mend those above first.") }
  }

  /// Places from a line on are those of another file, counted from 1 again.
  func begin(_ file: String, at firstLine: Int) { further.append((firstLine, file)) }

  package func place(_ spot: Spot) -> Place {
    let own = further.last { $0.firstLine <= spot.line }
    return Place(
      file: own?.file ?? file, line: spot.line - (own?.firstLine ?? 1) + 1, columnNumber: spot.column)
  }
}
