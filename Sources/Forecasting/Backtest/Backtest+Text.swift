extension Backtest {
  /// The scores as a table for people, one line a queue, dates, horizon and method.
  public var text: String {
    guard let first = origins.first, let last = origins.last else {
      return "No back-test: the history is too short for an origin that leaves the longest horizon inside it.\n"
    }
    var lines = ["\(origins.count) origins from \(first.isoText) to \(last.isoText)", ""]
    lines += Self.table(
      ["queue", "dates", "days", "method", "WAPE", "of days", "bias", "MASE", "WQL", "in p10-p90"], words: [0, 1, 3],
      scores.map { score in
        [
          score.queue ?? "all", score.days.rawValue, String(score.horizon), score.method.rawValue,
          decimals(score.wape, 2), decimals(score.dayWape, 2), decimals(score.bias, 2), decimals(score.mase, 3),
          decimals(score.wql, 2), decimals(score.coverage, 1),
        ]
      })
    lines += [
      "", "All in percent but days and MASE; WAPE is the error of intervals, lower is better; 80 in p10-p90 is right.",
    ]
    let handleTimes = handleTimeScores
    if !handleTimes.isEmpty {
      lines += ["", "Handle time of the contacts that came:", ""]
      lines += Self.table(
        ["queue", "days", "method", "WAPE", "of days", "bias", "in p10-p90"], words: [0, 2],
        handleTimes.map { score in
          [
            score.queue ?? "all", String(score.horizon), score.method.rawValue, decimals(score.wape, 2),
            decimals(score.dayWape, 2), decimals(score.bias, 2),
            score.method == .ours ? decimals(score.coverage, 1) : "-",
          ]
        })
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Lines of a table; words stand to the left, numbers to the right.
  private static func table(_ header: [String], words: Set<Int>, _ body: [[String]]) -> [String] {
    let rows = [header] + body
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return words.contains(column) ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ")
    }
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
