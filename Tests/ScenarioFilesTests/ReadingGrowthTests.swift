import Foundation
import Testing

/// Reading takes time in proportion to what is read. Of processor time only how it grows is looked at: eight times as much must not
/// take more than 24 times as long, where work by pairs would take 64 times.
@Suite("Reading grows in proportion to the files", .serialized)
struct ReadingGrowthTests {
  private static let times = 8
  private static let mostGrowth = 24.0

  /// The least processor seconds of this thread that reading took in some tries.
  private func seconds(_ folder: SampleFolder, tries: Int = 5) throws -> Double {
    try folder.withFolder { path in
      var least = Double.infinity
      for _ in 0..<tries {
        let before = clock()
        _ = SampleFolder.complaint(of: path)
        least = min(least, clock() - before)
      }
      return least
    }
  }

  private func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private func expectGrowth(_ few: Int, _ folder: (Int) -> SampleFolder) throws {
    let (small, large) = (try seconds(folder(few)), try seconds(folder(few * Self.times)))
    #expect(large < Self.mostGrowth * small, "\(few): \(small) s, \(few * Self.times): \(large) s")
  }

  @Test("columns of a header") func columns() throws {
    try expectGrowth(120) { count in
      var folder = SampleFolder.sound
      let names = (0..<count).map { "remark \($0 * 7_919 % 10_007)" }.joined(separator: ",")
      let cells = String(repeating: ",", count: count)
      folder["history.csv"] = folder["history.csv"].split(separator: "\n").enumerated().map { line, text in
        line == 0 ? "\(text),\(names)" : text + cells
      }.joined(separator: "\n")
      return folder
    }
  }

  @Test("unknown keys of scenario.yaml") func keys() throws {
    try expectGrowth(500) { count in
      var folder = SampleFolder.sound
      folder["scenario.yaml"] += (0..<count).map { "remark-\($0 * 7_919 % 10_007): 1\n" }.joined()
      return folder
    }
  }

  @Test("queues") func queues() throws {
    try expectGrowth(110) { count in
      let more = (0..<count).map {
        "  - { id: q\($0), language: fr, channel: phone, goal: { answered: 80 %, within: 20 s } }\n"
      }
      return SampleFolder.sound.replacing("sites:\n", with: more.joined() + "sites:\n", in: "scenario.yaml")
    }
  }

  @Test("people") func people() throws {
    try expectGrowth(500) { count in
      var folder = SampleFolder.sound
      folder["agents.csv"] += (0..<count).map {
        "B\($0),Somebody \($0),paris,full-time,fr,phone L1,Blue,fr,,\n"
      }.joined()
      return folder
    }
  }
}
