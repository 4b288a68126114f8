extension Backtest {
  /// The scores as a table for people, one line a queue, dates, horizon and method.
  public var text: String {
    guard let first = origins.first, let last = origins.last else {
      return "No back-test: the history is too short for an origin that leaves the longest horizon inside it.\n"
    }
    var lines = ["\(origins.count) origins from \(first.isoText) to \(last.isoText)", ""]
    let header = ["queue", "dates", "days", "method", "WAPE", "of days", "bias", "MASE", "WQL", "in p10-p90"]
    var rows = [header]
    for score in scores {
      rows.append([
        score.queue ?? "all", score.days.rawValue, String(score.horizon), score.method.rawValue,
        decimals(score.wape, 2), decimals(score.dayWape, 2), decimals(score.bias, 2), decimals(score.mase, 3),
        decimals(score.wql, 2), decimals(score.coverage, 1),
      ])
    }
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        // Words to the left, numbers to the right.
        return [0, 1, 3].contains(column) ? row[column] + padding : padding + row[column]
      }
      lines.append(cells.joined(separator: "  "))
    }
    lines += [
      "", "All in percent but days and MASE; WAPE is the error of intervals, lower is better; 80 in p10-p90 is right.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A number with so many decimals, `-` for none.
func decimals(_ value: Double, _ count: Int) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "-" }
  var scale = 1
  for _ in 0..<count { scale *= 10 }
  let scaled = Int((value.magnitude * Double(scale)).rounded())
  let fraction = String(scaled % scale)
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard count > 0 else { return sign + String(scaled) }
  return sign + "\(scaled / scale)." + String(repeating: "0", count: count - fraction.utf8.count) + fraction
}
