import Foundation
import Testing

/// What a change of a roster costs is told in one way: by `why`, by the change itself and by the table of costs.
@Suite(.serialized) struct OnePriceTests {
  private struct Change: Decodable {
    var before: Double
    var after: Double
  }

  private struct Why: Decodable {
    struct Choice: Decodable {
      struct Difference: Decodable {
        var total: Double
      }
      var shift: String
      var difference: Difference
      var forbidden: [String]
    }
    var present: String
    var alternatives: [Choice]
  }

  /// The points of cost.csv added up.
  private static func points(_ folder: URL) throws -> Double {
    let rows = try String(contentsOf: folder.appending(path: "out/cost.csv"), encoding: .utf8).split(
      whereSeparator: \.isNewline)
    return rows.dropFirst().reduce(0) {
      $0 + (Double($1.split(separator: ",", omittingEmptySubsequences: false).last ?? "") ?? 0)
    }
  }

  private static func minutes(_ clock: Substring) -> Int? {
    let parts = clock.split(separator: ":").compactMap { Int($0) }
    return parts.count == 2 ? parts[0] * 60 + parts[1] : nil
  }

  private static func length(_ shift: String) -> Int? {
    let ends = shift.split(separator: "-").map(minutes)
    guard ends.count == 2, let from = ends[0], let to = ends[1] else { return nil }
    return (to - from + 1440) % 1440
  }

  @Test("the cost of a move is that of cost.csv before and after, and what why says of it")
  func moves() throws {
    let folder = try PlannedExample.copy("follow-the-sun")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let rows = try String(contentsOf: folder.appending(path: "out/roster.csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",").map(String.init) }
    var (seen, alike) = (0, 0)
    for row in stride(from: 3, to: rows.count, by: rows.count / 5).map({ rows[$0] }) {
      let why = try JSONDecoder().decode(
        Why.self,
        from: Data(try Command.muster("why", folder.path, "--agent", row[0], "--on", row[1], "--json").output.utf8))
      let choices = why.alternatives.filter {
        $0.forbidden.isEmpty && Self.length($0.shift) == Self.length(why.present) && $0.shift != why.present
      }
      for choice in choices.prefix(3) {
        let start = String(choice.shift.prefix(5))
        let dry = try Command.muster(
          "move", folder.path, row[0], "--on", row[1], "--to", start, "--dry-run", "--json", "--at", "2026-01-01T00:00Z"
        )
        let change = try JSONDecoder().decode(Change.self, from: Data(dry.output.utf8))
        #expect(abs(change.before - (try Self.points(folder))) < 0.06, "\(row[0]) \(row[1])")
        // A move keeps the breaks where they lie in the shift; a choice has the best ones.
        #expect(choice.difference.total <= change.after - change.before + 0.06, "\(row[0]) \(row[1]) \(start)")
        if abs(choice.difference.total - (change.after - change.before)) < 0.06 { alike += 1 }
        seen += 1
      }
      guard let choice = choices.last else { continue }
      let made = try Command.muster(
        "move", folder.path, row[0], "--on", row[1], "--to", String(choice.shift.prefix(5)), "--json", "--at",
        "2026-01-01T00:00Z")
      let change = try JSONDecoder().decode(Change.self, from: Data(made.output.utf8))
      #expect(abs(change.after - (try Self.points(folder))) < 0.06, "\(row[0]) \(row[1]): \(made.errors)")
    }
    #expect(seen >= 9 && alike >= 3, "\(seen) \(alike)")
  }
}
