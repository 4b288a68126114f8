import Foundation
import Testing

/// Random lives of a roster held against a plain list of promises.
///
/// The list knows nothing of how Muster remembers: it holds what the calendars last said of each shift and duty, and what the people
/// who read them may rely on.
struct Promises {
  struct Promise: Equatable {
    var sequence: Int
    var isHeld: Bool
    var start: String
    var end: String
    var file: String
  }

  private(set) var told: [String: Promise] = [:]

  /// `20260302T090000` on a clock in its winter, whose offset the calendar says.
  private static func utc(_ text: String, _ offset: String) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = text.hasSuffix("Z") ? "yyyyMMdd'T'HHmmss'Z'" : "yyyyMMdd'T'HHmmss"
    guard let date = format.date(from: text) else { return text }
    format.dateFormat = "yyyyMMdd'T'HHmmss'Z'"
    let hours = Double(offset.prefix(3)) ?? 0
    return format.string(from: text.hasSuffix("Z") ? date : date.addingTimeInterval(-3600 * hours))
  }

  /// Reads the calendars of people and of duties, and says what is wrong with them by what was told before.
  ///
  /// - Parameters:
  ///   - now: in UTC as calendars write it.
  ///   - absent: `PERSON 20260304` of recorded absences.
  mutating func read(_ life: LifeOfRoster, now: String, absent: Set<String>) throws -> [String] {
    var faults: [String] = []
    var seen: [String: Promise] = [:]
    for (uid, event) in try life.events("people").merging(life.events("on-call"), uniquingKeysWith: { one, _ in one }) {
      let next = Promise(
        sequence: event["SEQUENCE"].flatMap { Int($0) } ?? -1, isHeld: event["STATUS"] != "CANCELLED",
        start: Self.utc(event["DTSTART"] ?? "", event["OFFSET"] ?? ""),
        end: Self.utc(event["DTEND"] ?? "", event["OFFSET"] ?? ""), file: event["FILE"] ?? "")
      seen[uid] = next
      if next.isHeld == (event["SUMMARY"]?.hasPrefix("Cancelled") ?? false) {
        faults.append("\(uid): the word is not the status")
      }
      guard let former = told[uid] else { continue }
      let person = String(next.file.dropLast(4))
      if next.sequence < former.sequence {
        faults.append("\(uid) of \(person): sequence \(former.sequence) falls to \(next.sequence)")
      }
      let isSame = (former.isHeld, former.start, former.end) == (next.isHeld, next.start, next.end)
      if !isSame, next.sequence == former.sequence {
        faults.append("\(uid) of \(person) changed with sequence \(next.sequence): \(former) is now \(next)")
      }
      if former.isHeld, former.start < now, !absent.contains("\(person) \(former.start.prefix(8))") {
        if next.start != former.start || !next.isHeld { faults.append("\(uid) of \(person) was worked and changed") }
        if former.end <= now, next.end != former.end {
          faults.append("\(uid) of \(person) was worked and its end changed")
        }
      }
    }
    for (uid, former) in told where seen[uid] == nil && former.end > now {
      faults.append("\(uid) of \(former.file) was told and vanished")
    }
    // What is past may go from the calendars, and its number must still never fall.
    told.merge(seen) { _, new in new }
    return faults
  }
}

/// See `Promises`; `PROMISE_RUNS` lives (3), more until commands were ended `PROMISE_KILLS` times (0); `PROMISE_SEED` repeats the
/// choices.
@Suite(.serialized) struct PromiseModelTests {
  /// Somebody must be reachable in the evening.
  static let yaml =
    TinyScenario.yaml + """
      on-call:
        - { site: paris, skill: phone, days: daily, hours: 18:00-22:00 }

      """

  private struct Chance: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test(
    "whatever is done to a published roster, and whenever it is ended: no promise is dropped in silence, no worked shift changes, no sequence falls"
  )
  func lives() throws {
    let environment = ProcessInfo.processInfo.environment
    let runs = environment["PROMISE_RUNS"].flatMap { Int($0) } ?? 3
    let seed = environment["PROMISE_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1 << 32)
    let kills = environment["PROMISE_KILLS"].flatMap { Int($0) } ?? 0
    print("PROMISE_RUNS=\(runs) PROMISE_KILLS=\(kills) PROMISE_SEED=\(seed)")
    var done: [String: Int] = [:]
    var run = 0
    func ended() -> Int { done.reduce(0) { $0 + ($1.key.hasSuffix(" ended") ? $1.value : 0) } }
    while run < max(1, runs) || ended() < kills {
      var chance = Chance(state: seed &+ UInt64(run))
      try live(&chance, "seed \(seed &+ UInt64(run))", &done)
      run += 1
    }
    print("lives: \(run), ended in their midst: \(ended())")
    print("done: \(done.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))")
    #expect((done["publish 0"] ?? 0) >= runs)
  }

  /// Two folders of zone data: as it is, and with a Paris that is an hour further ahead from 6 March on; `nil` where nothing compiles
  /// them.
  private static func zoneData(in folder: URL) throws -> [URL]? {
    let today = try LifeOfRoster.zoneData("today", "1:00 - CET", in: folder)
    let changed = try LifeOfRoster.zoneData("changed", "1:00 - CET 2026 Mar 6 0:00u", "2:00 - CEST", in: folder)
    return [today, changed].contains(nil) ? nil : [today, changed].compactMap(\.self)
  }

  /// One life of a dozen steps over a week.
  private func live(_ chance: inout Chance, _ seed: String, _ done: inout [String: Int]) throws {
    var life = try LifeOfRoster(yaml: Self.yaml, people: ["p1", "p2", "p3", "p4"])
    defer { try? FileManager.default.removeItem(at: life.folder) }
    let zones = try Self.zoneData(in: life.folder)
    life.zoneData = zones?[0]
    if zones != nil { _ = try life.muster("plan plan --effort quick") }
    // Hours since Friday 2026-02-27 12:00 in Paris.
    var hour = 0
    var absent: Set<String> = []
    var promises = Promises()
    try life.publish(at: Self.moment(hour))
    #expect(try promises.read(life, now: Self.utc(hour), absent: absent).isEmpty)
    var publications = 1
    for step in 1...12 {
      hour += Int.random(in: 0...16, using: &chance)
      let people = ["p1", "p2", "p3", "p4"].shuffled(using: &chance)
      let day = Int.random(in: 2...8, using: &chance)
      let date = "2026-03-0\(day)"
      let at = "--at \(Self.moment(hour))"
      let choice = Int.random(in: 0..<11, using: &chance)
      var line = ""
      switch choice {
      case 0: line = "replan plan --sick \(people[0]) --on \(date) \(at) --price 1"
      case 1: line = "swap plan \(people[0]) \(people[1]) --on \(date) \(at) --allow-faults"
      case 2: line = "give plan \(people[0]) --on \(date) --to \(people[1]) \(at) --allow-faults"
      case 3: line = "move plan \(people[0]) --on \(date) --to 10:00 \(at) --allow-faults"
      case 4: line = "plan plan --redraft \(date) --effort quick"
      case 5: line = "rollback plan \(Int.random(in: 1...publications, using: &chance)) \(at) --allow-faults"
      case 6:
        // A row goes; another is written an hour later without its UTC columns, breaks and sequence.
        let rows = try life.rows("out/roster.csv").count
        let (gone, moved) = (Int.random(in: 0...rows, using: &chance), Int.random(in: 0...rows, using: &chance))
        var row = -1
        try life.edit { line in
          row += 1
          if row == gone { return nil }
          var cells = line.components(separatedBy: ",")
          guard row == moved, cells.count == 14 else { return line }
          for column in [6, 7] {
            cells[column] = cells[column].replacing(" 09:", with: " 10:").replacing(" 17:", with: " 18:")
          }
          for column in [4, 5, 8, 10, 11, 12] { cells[column] = "" }
          return cells.joined(separator: ",")
        }
        line = "publish plan \(at)"
      case 7 where zones != nil:
        // Other rules from one moment to the next; either the clocks or the moments stay.
        life.zoneData = zones?.first { $0 != life.zoneData }
        done["zone data changed", default: 0] += 1
        line = "publish plan \(at) --keep \(Bool.random(using: &chance) ? "wall" : "instant")"
      default: line = "publish plan \(at) --by ann"
      }
      let command = String(line.prefix { $0 != " " })
      // Every second one is ended without warning at some moment; whoever comes next goes on.
      var status: Int32 = 0
      if Bool.random(using: &chance) {
        let pause = Double.random(in: 0.005...0.3, using: &chance)
        let words = life.command.replacing("muster ", with: "timeout -s KILL \(pause) muster ")
        status = try Command.shell(words + line, in: life.folder).status
        let history = try life.muster("history plan --json")
        #expect(history.status == 0, "\(seed), step \(step), \(line): \(history.errors)")
        if status > 3 { done["\(command) ended", default: 0] += 1 }
      }
      if status == 0 || status > 3 {
        let result = try life.muster(line)
        status = result.status
        #expect(status <= 2, "\(seed), step \(step), \(line): \(result.errors)")
        if status == 2 {
          let expected = [
            "has begun", "would have begun", "does not work", "neither", "is not in the plan", "was made since",
            "changed since it was written",
          ]
          #expect(expected.contains { result.errors.contains($0) }, "\(seed), step \(step), \(line): \(result.errors)")
        }
      }
      done["\(command) \(status)", default: 0] += 1
      if choice == 0, status <= 1 { absent.insert("\(people[0]) \(date.filter { $0 != "-" })") }
      let records = try FileManager.default.contentsOfDirectory(atPath: life.published.path).filter {
        !$0.hasPrefix(".")
      }
      #expect(records.count == publications || records.count == publications + 1, "\(seed), step \(step), \(line)")
      publications = records.count
      // A draft's calendars go on from what was told as well, so they are held against it after every step.
      var next = promises
      let faults = try next.read(life, now: Self.utc(hour), absent: absent)
      if ["publish", "rollback"].contains(command) {
        if status <= 1 {
          promises = next
          #expect(faults.isEmpty, "\(seed), step \(step), \(line): \(faults.joined(separator: "; "))")
        }
      } else {
        let silent = faults.filter { !$0.contains("was worked") }
        #expect(silent.isEmpty, "\(seed), step \(step), \(line): \(silent.joined(separator: "; "))")
      }
      // A draft that can never be published, because it changes what has begun, is taken back.
      if command == "publish", status == 2 { _ = try life.muster("rollback plan \(publications) \(at)") }
      // Where the clocks cannot stay, because something has begun, the moments do.
      if choice == 7, zones != nil, status == 2 {
        let kept = try life.muster("publish plan \(at) --keep instant")
        done["publish --keep instant \(kept.status)", default: 0] += 1
        if kept.status == 0 {
          var next = promises
          let faults = try next.read(life, now: Self.utc(hour), absent: absent)
          #expect(faults.isEmpty, "\(seed), step \(step), --keep instant: \(faults.joined(separator: "; "))")
          promises = next
        } else {
          #expect(kept.errors.contains("has begun"), "\(seed), step \(step): \(kept.errors)")
        }
      }
      publications = try FileManager.default.contentsOfDirectory(atPath: life.published.path)
        .filter { !$0.hasPrefix(".") }.count
    }
  }

  /// A moment on the clock of Paris, which is an hour ahead of UTC all along.
  private static func moment(_ hour: Int) -> String { text(hour + 12, "T") + "+01:00" }

  private static func utc(_ hour: Int) -> String {
    text(hour + 11, "T").filter { $0 != "-" && $0 != ":" } + "00Z"
  }

  private static func text(_ hours: Int, _ separator: String) -> String {
    let day = 27 + hours / 24
    let date = day > 28 ? "2026-03-\(day - 28 < 10 ? "0" : "")\(day - 28)" : "2026-02-\(day)"
    let clock = hours % 24
    return "\(date)\(separator)\(clock < 10 ? "0" : "")\(clock):00"
  }
}
