import Tabular

/// Collects the faults of one YAML file in the order they are found.
///
/// A class, because the readers of nested groups all add to the log of their file.
final class FaultLog {
  let file: String
  private var faults: [(spot: Spot, message: String, next: String)] = []

  init(file: String) {
    self.file = file
  }

  var isEmpty: Bool { faults.isEmpty }

  func add(_ spot: Spot, _ message: String, next: String) {
    faults.append((spot, message, next))
  }

  /// Adds everything logged to the problems of a run, in the order of the file.
  func report(to problems: inout ProblemCollector) {
    let order = faults.indices.sorted { a, b in
      (faults[a].spot.line, faults[a].spot.column, a) < (faults[b].spot.line, faults[b].spot.column, b)
    }
    for index in order {
      let (spot, message, next) = faults[index]
      problems.add(place(spot), message, next: next)
    }
  }

  func place(_ spot: Spot) -> Place {
    Place(file: file, line: spot.line, columnNumber: spot.column)
  }
}
