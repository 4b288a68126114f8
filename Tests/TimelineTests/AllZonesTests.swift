import Libc
import Testing
import Timeline

/// Every zone against an independent reader of the same files: Python's zoneinfo.
@Suite("All zones")
struct AllZonesTests {
  /// Prints `name` and, for every change of offset or abbreviation in 2024 to 2030, `second before after abbreviation`.
  /// It asks every 12 hours and halves the time between two different answers down to the second.
  static let script = """
    import sys, zoneinfo
    from datetime import datetime, timedelta, timezone
    def shown(zone, second):
        local = datetime.fromtimestamp(second, zone)
        return int(local.utcoffset().total_seconds()), local.tzname()
    first = int(datetime(2024, 1, 1, tzinfo=timezone.utc).timestamp())
    end = int(datetime(2031, 1, 1, tzinfo=timezone.utc).timestamp())
    for name in sys.argv[1:]:
        print(name)
        zone = zoneinfo.ZoneInfo(name)
        low, before = first, shown(zone, first)
        while low < end:
            high = min(low + 43200, end)
            after = shown(zone, high)
            if after != before:
                a, b = low, high
                while b - a > 1:
                    middle = (a + b) // 2
                    a, b = (middle, b) if shown(zone, middle) == before else (a, middle)
                low, after = b, shown(zone, b)
                print(b, before[0], after[0], after[1])
            else:
                low = high
            before = after
    """

  @Test("all changes from 2024 to 2030 are those of Python's zoneinfo")
  func tables() throws {
    let names = Zone.names()
    guard let theirs = output(of: ["python3", "-c", Self.script] + names) else {
      print("Skipped: comparing all zones needs python3 with zoneinfo, which is not here.")
      return
    }
    let from = try newYear(2024)
    let to = try newYear(2031)
    var ours = ""
    var changes = 0
    for name in names {
      ours += name + "\n"
      var before: (offset: Int, name: String)?
      let zone = try Zone(named: name)
      for change in zone.transitions(from: from, to: to) {
        let abbreviation = before?.name ?? zone.abbreviation(at: from)
        before = (change.offsetAfter, change.abbreviation)
        guard change.offsetBefore != change.offsetAfter || change.abbreviation != abbreviation else { continue }
        changes += 1
        let second = change.instant.secondsSinceEpoch
        ours += "\(second) \(change.offsetBefore) \(change.offsetAfter) \(change.abbreviation)\n"
      }
    }
    #expect(changes > 1000)
    let ourLines = ours.split(separator: "\n")
    let theirLines = theirs.split(separator: "\n")
    #expect(ourLines.count == theirLines.count)
    for (our, their) in zip(ourLines, theirLines) { try #require(our == their) }
  }

  @Test("at every change from 2024 to 2030 the gap never happens and the fold happens twice, to the second")
  func gapsAndFolds() throws {
    let from = try newYear(2024)
    let to = try newYear(2031)
    var gaps = 0
    var folds = 0
    for name in Zone.names() {
      let zone = try Zone(named: name)
      for change in zone.transitions(from: from, to: to) {
        let size = change.offsetAfter - change.offsetBefore
        let start = change.instant.secondsSinceEpoch + min(change.offsetBefore, change.offsetAfter)
        let middle = start + abs(size)
        func resolve(_ second: Int) -> Resolution { zone.resolve(LocalDateTime(secondsSinceEpoch: second)) }
        if size > 0 {
          gaps += 1
          for second in [start, start + size / 2, middle - 1] {
            let before = Instant(secondsSinceEpoch: second - change.offsetAfter)
            let after = Instant(secondsSinceEpoch: second - change.offsetBefore)
            try #require(resolve(second) == .never(before: before, after: after, gapSeconds: size))
            try #require(zone.local(at: before).secondsSinceEpoch == second - size)
            try #require(zone.local(at: after).secondsSinceEpoch == second + size)
          }
        } else if size < 0 {
          folds += 1
          for second in [start, start - size / 2, middle - 1] {
            let earlier = Instant(secondsSinceEpoch: second - change.offsetBefore)
            let later = Instant(secondsSinceEpoch: second - change.offsetAfter)
            try #require(resolve(second) == .twice(earlier: earlier, later: later))
          }
        }
        let justBefore = Instant(secondsSinceEpoch: start - 1 - change.offsetBefore)
        let justAfter = Instant(secondsSinceEpoch: middle - change.offsetAfter)
        try #require(resolve(start - 1) == .once(justBefore))
        try #require(resolve(middle) == .once(justAfter))
      }
    }
    #expect(gaps > 500)
    #expect(folds > 500)
  }
}

/// What a programme prints; nil when it cannot be run or fails.
private func output(of arguments: [String]) -> String? {
  let words = arguments.map {
    "'" + $0.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
  guard let pipe = popen(words.joined(separator: " ") + " 2>/dev/null", "r") else { return nil }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, pipe)
    if count == 0 { break }
    bytes += chunk[..<count]
  }
  return pclose(pipe) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
}
